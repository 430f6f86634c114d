import { Component, forwardRef, signal } from '@angular/core';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';

/** A clinician's word, under their name: waiting the standard time could harm the patient. */
@Component({
  selector: 'app-attest-fields',
  template: `
    <label>
      Why the standard time could harm the patient
      <input
        autocomplete="off"
        maxlength="300"
        data-field="statement"
        [value]="statement()"
        (input)="type($event)"
      />
    </label>
    <p>You say so under your name. The request is expedited from then on.</p>
  `,
  styleUrl: './step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => AttestFields) }],
})
export class AttestFields extends StepFields {
  protected readonly statement = signal('');

  override read(): Typed<Step> {
    const statement = this.statement().trim();
    if (statement === '') return { fault: 'Say why waiting could harm the patient.' };
    return { value: { decision: 'attest', body: { statement } } };
  }

  protected type(event: Event): void {
    this.statement.set((event.target as HTMLInputElement).value);
  }
}
