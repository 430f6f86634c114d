import { Component, forwardRef, signal } from '@angular/core';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';

/** What the clinician writes beside the signature. */
@Component({
  selector: 'app-sign-fields',
  template: `
    <label>
      Note
      <textarea
        rows="2"
        maxlength="2000"
        data-field="note"
        [value]="note()"
        (input)="type($event)"
        (keydown.control.enter)="submit($event)"
        (keydown.meta.enter)="submit($event)"
      ></textarea>
    </label>
  `,
  styleUrl: '../../platform/work-queue/step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => SignFields) }],
})
export class SignFields extends StepFields {
  protected readonly note = signal('');

  override read(): Typed<Step> {
    return { value: { decision: 'sign', body: { note: this.note().trim() } } };
  }

  protected type(event: Event): void {
    this.note.set((event.target as HTMLTextAreaElement).value);
  }

  /** Enter alone begins a new line. */
  protected submit(event: Event): void {
    event.preventDefault();
    (event.target as HTMLTextAreaElement).form?.requestSubmit();
  }
}
