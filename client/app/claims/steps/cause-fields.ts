import { Component, forwardRef, input, linkedSignal } from '@angular/core';
import { rootCauses } from '#contract/claim-money';
import type { FollowUp } from '#contract/claim-follow-up';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';

/** What led to it on our side, whatever the payer's code says. */
@Component({
  selector: 'app-cause-fields',
  template: `
    <label>
      What led to it on our side
      <select data-field="cause" (change)="choose($event)">
        <option value="">Choose…</option>
        @for (each of causes; track each[0]) {
          <option [value]="each[0]" [selected]="each[0] === cause()">{{ each[1] }}</option>
        }
      </select>
    </label>
  `,
  styleUrl: '../../platform/work-queue/step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => CauseFields) }],
})
export class CauseFields extends StepFields {
  readonly followUp = input.required<FollowUp>();

  protected readonly causes = Object.entries(rootCauses);
  protected readonly cause = linkedSignal<string, string>({
    source: () => this.followUp().id,
    computation: () => this.followUp().rootCause ?? '',
  });

  override read(): Typed<Step> {
    const rootCause = this.cause();
    if (rootCause === '') return { fault: 'Choose what led to it.' };
    return { value: { decision: 'root-cause', body: { rootCause } } };
  }

  protected choose(event: Event): void {
    this.cause.set((event.target as HTMLSelectElement).value);
  }
}
