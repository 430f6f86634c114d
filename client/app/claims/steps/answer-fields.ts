import { Component, forwardRef, input, linkedSignal, signal } from '@angular/core';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';

/** What the payer decided of an appeal or a reopening, and when that came: the next level counts from there. */
@Component({
  selector: 'app-answer-fields',
  template: `
    <label>
      The payer’s decision
      <select data-field="outcome" (change)="outcome.set(textOf($event))">
        <option value="">Choose…</option>
        <option value="won" [selected]="outcome() === 'won'">Won: the payer will pay</option>
        <option value="upheld" [selected]="outcome() === 'upheld'">
          Upheld: the denial stands
        </option>
      </select>
    </label>
    <label>
      It came on
      <input
        type="date"
        data-field="received"
        [max]="today()"
        [value]="receivedOn()"
        (input)="receivedOn.set(textOf($event))"
      />
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
  providers: [{ provide: StepFields, useExisting: forwardRef(() => AnswerFields) }],
})
export class AnswerFields extends StepFields {
  /** The clinic's local date. */
  readonly today = input.required<string>();

  protected readonly outcome = signal('');
  protected readonly receivedOn = linkedSignal(() => this.today());
  protected readonly note = signal('');

  override read(): Typed<Step> {
    const [outcome, receivedOn] = [this.outcome(), this.receivedOn()];
    if (outcome === '') return { fault: 'Choose what the payer decided.' };
    if (receivedOn === '') return { fault: 'Say on which day it came.' };
    if (receivedOn > this.today()) return { fault: 'It came today or before.' };
    const body = { outcome, receivedOn, note: this.note().trim() };
    return { value: { decision: 'appeal-answer', body } };
  }

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement | HTMLSelectElement).value;
  }
}
