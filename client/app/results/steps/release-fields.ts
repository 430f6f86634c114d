import { Component, computed, forwardRef, input, linkedSignal, signal } from '@angular/core';
import type { Audience } from '#contract/result-release';
import { AudienceChoice } from '../audience-choice/audience-choice';
import type { ResultRelease } from '../results-api';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';

/** Ahead of a delay, where the rule leaves that to a clinician. */
@Component({
  selector: 'app-release-fields',
  imports: [AudienceChoice],
  template: `
    <app-audience-choice
      legend="Released to"
      [allowed]="delayed()"
      [chosen]="chosen()"
      (changed)="chosen.set($event)"
    />
    <label>
      Why now
      <input
        autocomplete="off"
        maxlength="300"
        data-field="reasoning"
        [value]="reasoning()"
        (input)="type($event)"
      />
    </label>
  `,
  styleUrl: '../../platform/work-queue/step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => ReleaseFields) }],
})
export class ReleaseFields extends StepFields {
  readonly release = input.required<ResultRelease | null>();

  protected readonly delayed = computed<readonly Audience[]>(() => {
    const viewers = this.release()?.viewers ?? [];
    const waiting = viewers.filter(({ mayBeReleased }) => mayBeReleased);
    return [...new Set(waiting.map(({ audience }) => audience))];
  });
  protected readonly chosen = linkedSignal<readonly Audience[]>(() => this.delayed());
  protected readonly reasoning = signal('');

  override read(): Typed<Step> {
    const reasoning = this.reasoning().trim();
    if (this.chosen().length === 0) return { fault: 'Say to whom it is released.' };
    if (reasoning === '') return { fault: 'Say why it is released now.' };
    return { value: { decision: 'release', body: { audiences: this.chosen(), reasoning } } };
  }

  protected type(event: Event): void {
    this.reasoning.set((event.target as HTMLInputElement).value);
  }
}
