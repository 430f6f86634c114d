import { Component, forwardRef, signal } from '@angular/core';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';

/** What the payer asked for was sent. */
@Component({
  selector: 'app-records-fields',
  template: `
    <label>
      What was sent
      <textarea
        rows="2"
        maxlength="2000"
        data-field="what"
        [value]="what()"
        (input)="what.set(textOf($event))"
      ></textarea>
    </label>
    <label>
      How it went out: fax, portal, or mail with its number
      <input
        maxlength="100"
        data-field="reference"
        [value]="reference()"
        (input)="reference.set(textOf($event))"
      />
    </label>
  `,
  styleUrl: '../../platform/work-queue/step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => RecordsFields) }],
})
export class RecordsFields extends StepFields {
  protected readonly what = signal('');
  protected readonly reference = signal('');

  override read(): Typed<Step> {
    const what = this.what().trim();
    if (what === '') return { fault: 'Say what was sent.' };
    const body = { what, reference: this.reference().trim() };
    return { value: { decision: 'send-records', body } };
  }

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement | HTMLTextAreaElement).value;
  }
}
