import { Component, forwardRef, signal } from '@angular/core';
import { errorReasons } from '#contract/result-workflow';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';

/** It counts no more. */
@Component({
  selector: 'app-in-error-fields',
  template: `
    <label>
      Why it counts no more
      <select data-field="reason" (change)="reason.set(textOf($event))">
        <option value="">Choose…</option>
        @for (each of reasons; track each[0]) {
          <option [value]="each[0]" [selected]="each[0] === reason()">{{ each[1] }}</option>
        }
      </select>
    </label>
    <label>
      Note
      <input
        autocomplete="off"
        maxlength="1000"
        data-field="note"
        [value]="note()"
        (input)="note.set(textOf($event))"
      />
    </label>
    <p>
      Nobody outside sees it from then on. Whoever saw it has to be told; this cannot be taken back.
    </p>
  `,
  styleUrl: '../../platform/work-queue/step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => InErrorFields) }],
})
export class InErrorFields extends StepFields {
  protected readonly reasons = Object.entries(errorReasons);
  protected readonly reason = signal('');
  protected readonly note = signal('');

  override read(): Typed<Step> {
    const reason = this.reason();
    if (reason === '') return { fault: 'Choose why.' };
    const body = { reason, note: this.note().trim() };
    return { value: { decision: 'mark-in-error', body } };
  }

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement | HTMLSelectElement).value;
  }
}
