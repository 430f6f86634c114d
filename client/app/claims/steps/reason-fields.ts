import { Component, computed, forwardRef, input, linkedSignal, signal } from '@angular/core';
import { closeReasons, takeUpReasons } from '#contract/claim-workflow';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';

const reasonsOf = { close: closeReasons, 'take-up': takeUpReasons } as const;

/** A step for one of some reasons, with a note where somebody has one. */
@Component({
  selector: 'app-reason-fields',
  template: `
    <label>
      Reason
      <select data-field="reason" (change)="reason.set(textOf($event))">
        <option value="">Choose…</option>
        @for (each of reasons(); track each[0]) {
          <option [value]="each[0]" [selected]="each[0] === reason()">{{ each[1] }}</option>
        }
      </select>
    </label>
    <label>
      Note
      <input
        maxlength="2000"
        data-field="note"
        [value]="note()"
        (input)="note.set(textOf($event))"
      />
    </label>
  `,
  styleUrl: '../../platform/work-queue/step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => ReasonFields) }],
})
export class ReasonFields extends StepFields {
  readonly decision = input.required<keyof typeof reasonsOf>();
  /** Chosen at first. */
  readonly first = input('');

  protected readonly reasons = computed(() => Object.entries(reasonsOf[this.decision()]));
  protected readonly reason = linkedSignal(() => this.first());
  protected readonly note = signal('');

  override read(): Typed<Step> {
    const reason = this.reason();
    if (reason === '') return { fault: 'Choose the reason.' };
    const body = { reason, note: this.note().trim() };
    return { value: { decision: this.decision(), body } };
  }

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement | HTMLSelectElement).value;
  }
}
