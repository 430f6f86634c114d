import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { voidReasons, type Copay, type Payment, type VoidReason } from '#contract/payments';
import { dialogAct } from '../../platform/dialog-act';
import { moneyWords } from '../../platform/money-words';
import { Modal } from '../../ui/modal/modal';
import { CopayApi } from '../copay-api';

/** Voids a payment for a reason; its receipt stays. */
@Component({
  selector: 'app-void-payment-dialog',
  imports: [MatButton, Modal],
  templateUrl: './void-payment-dialog.html',
  styleUrl: './void-payment-dialog.scss',
})
export class VoidPaymentDialog {
  readonly payment = input.required<Payment>();
  readonly done = output<Copay>();
  readonly closed = output();

  readonly #api = inject(CopayApi);
  protected readonly act = dialogAct();
  protected readonly reasons = Object.entries(voidReasons) as [VoidReason, string][];
  protected readonly reason = signal<VoidReason>('wrong-amount');
  protected readonly title = computed(() => `Void receipt ${this.payment().receiptNumber}`);
  protected readonly what = computed(() => {
    const { amountCents, method } = this.payment();
    const amount = moneyWords(amountCents);
    return method === 'cash'
      ? `${amount} in cash goes back out of the drawer.`
      : `${amount} does not count any more; give it back where it was paid.`;
  });

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const { id } = this.payment();
    const copay = await this.act.send(this.reason(), (reason, commandId) =>
      this.#api.voidPayment(id, reason, commandId),
    );
    if (copay) this.done.emit(copay);
  }
}
