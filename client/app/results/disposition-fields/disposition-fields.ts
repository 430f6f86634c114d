import { Component, forwardRef, signal } from '@angular/core';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';

const least = 10;

/** After everybody was tried in vain: what becomes of the patient. */
@Component({
  selector: 'app-disposition-fields',
  template: `
    <label>
      What becomes of the patient
      <textarea
        rows="3"
        maxlength="1000"
        data-field="disposition"
        [value]="text()"
        (input)="type($event)"
      ></textarea>
    </label>
  `,
  styleUrl: '../../platform/work-queue/step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => DispositionFields) }],
})
export class DispositionFields extends StepFields {
  protected readonly text = signal('');

  override read(): Typed<Step> {
    const text = this.text().trim();
    if (text.length < least)
      return { fault: `Say what becomes of the patient, in ${least} characters or more.` };
    return { value: { decision: 'disposition', body: { text } } };
  }

  protected type(event: Event): void {
    this.text.set((event.target as HTMLTextAreaElement).value);
  }
}
