import { Component, forwardRef, signal } from '@angular/core';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';

/** A letter to the patient about the result. */
@Component({
  selector: 'app-letter-fields',
  template: `
    <label>
      Letter to the patient
      <textarea
        rows="6"
        maxlength="4000"
        data-field="letter"
        [value]="text()"
        (input)="type($event)"
      ></textarea>
    </label>
    <p>Whoever outside sees the result sees its letters with it, and not before.</p>
  `,
  styleUrl: '../../platform/work-queue/step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => LetterFields) }],
})
export class LetterFields extends StepFields {
  protected readonly text = signal('');

  override read(): Typed<Step> {
    const text = this.text().trim();
    return text === ''
      ? { fault: 'Write the letter.' }
      : { value: { decision: 'letter', body: { text } } };
  }

  protected type(event: Event): void {
    this.text.set((event.target as HTMLTextAreaElement).value);
  }
}
