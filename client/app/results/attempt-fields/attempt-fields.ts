import { Component, forwardRef, input, signal, viewChild } from '@angular/core';
import { attemptOutcomes, type AttemptOutcome } from '#contract/result-critical';
import type { Result } from '#contract/result-report';
import type { Colleague } from '#contract/staff';
import { RecipientFields } from '../recipient-fields/recipient-fields';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';

/** A call that reached nobody who could take the value. */
@Component({
  selector: 'app-attempt-fields',
  imports: [RecipientFields],
  template: `
    <app-recipient-fields [result]="result()" [colleagues]="colleagues()" />
    <label>
      What came of it
      <select data-field="outcome" (change)="outcome.set(textOf($event))">
        @for (each of outcomes; track each[0]) {
          <option [value]="each[0]" [selected]="each[0] === outcome()">{{ each[1] }}</option>
        }
      </select>
    </label>
    <label>
      Note
      <input
        autocomplete="off"
        maxlength="300"
        data-field="note"
        [value]="note()"
        (input)="note.set(textOf($event))"
      />
    </label>
  `,
  styleUrl: '../../platform/work-queue/step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => AttemptFields) }],
})
export class AttemptFields extends StepFields {
  readonly result = input.required<Result>();
  readonly colleagues = input.required<readonly Colleague[]>();

  private readonly recipient = viewChild.required(RecipientFields);

  protected readonly outcomes = Object.entries(attemptOutcomes) as [AttemptOutcome, string][];
  protected readonly outcome = signal<string>('no-answer');
  protected readonly note = signal('');

  override read(): Typed<Step> {
    const { value, fault } = this.recipient().read();
    if (fault !== undefined) return { fault };
    const body = { ...value, outcome: this.outcome(), note: this.note().trim() };
    return { value: { decision: 'log-attempt', body } };
  }

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement | HTMLSelectElement).value;
  }
}
