import { Component, forwardRef, signal, viewChild } from '@angular/core';
import { MomentFields } from '../moment-fields/moment-fields';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';

/** When the payer says that it received what was sent: its clock begins there. */
@Component({
  selector: 'app-receipt-fields',
  imports: [MomentFields],
  template: `
    <app-moment-fields label="Received by the payer" field="received" />
    <label>
      Confirmation, if it gave one
      <input
        autocomplete="off"
        maxlength="50"
        data-field="confirmation"
        [value]="confirmation()"
        (input)="type($event)"
      />
    </label>
  `,
  styleUrl: './step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => ReceiptFields) }],
})
export class ReceiptFields extends StepFields {
  private readonly received = viewChild.required(MomentFields);
  protected readonly confirmation = signal('');

  override read(): Typed<Step> {
    const { value: receivedAt, fault } = this.received().readPast();
    if (fault !== undefined) return { fault };
    const confirmation = this.confirmation().trim();
    return { value: { decision: 'receipt', body: { receivedAt, confirmation } } };
  }

  protected type(event: Event): void {
    this.confirmation.set((event.target as HTMLInputElement).value);
  }
}
