import { DOCUMENT } from '@angular/common';
import {
  afterNextRender,
  Component,
  computed,
  inject,
  Injector,
  input,
  resource,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { listName } from '#contract/patients';
import { paymentMethods, voidReasons } from '#contract/payments';
import { problemOf } from '../../platform/api';
import { exactMoney } from '../../platform/money-words';
import { messageOf } from '../../platform/problem-message';
import { ErrorState } from '../../ui/error-state/error-state';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { DrawerApi } from '../drawer-api';

/** A receipt on paper; a voided one says so across it. */
@Component({
  selector: 'app-receipt-page',
  imports: [ErrorState, MatButton, Skeleton],
  templateUrl: './receipt-page.html',
  styleUrl: './receipt-page.scss',
})
export class ReceiptPage {
  /** From the path. */
  readonly paymentId = input.required<string>();

  readonly #api = inject(DrawerApi);
  readonly #injector = inject(Injector);
  readonly #window = inject(DOCUMENT).defaultView;

  protected readonly loading = resource({
    params: () => this.paymentId(),
    loader: async ({ params }) => {
      const receipt = await this.#api.receipt(params);
      afterNextRender({ read: () => this.print() }, { injector: this.#injector });
      return receipt;
    },
  });
  protected readonly message = computed(() => messageOf(problemOf(this.loading.error())));
  protected readonly receipt = computed(() => {
    if (!this.loading.hasValue()) return null;
    const { payment, clinicName, zone, patient, visitAt } = this.loading.value();
    const when = new Intl.DateTimeFormat('en-US', {
      ...{ dateStyle: 'medium', timeStyle: 'short', timeZone: zone },
    });
    const method = paymentMethods[payment.method];
    return {
      clinicName,
      number: payment.receiptNumber,
      amount: exactMoney(payment.amountCents),
      how: payment.reference ? `${method}, ${payment.reference}` : method,
      patient: `${listName(patient)} · ${patient.mrn}`,
      visit: when.format(new Date(visitAt)),
      at: when.format(new Date(payment.collectedAt)),
      by: payment.collectedBy,
      voided: payment.voided
        ? `Voided ${when.format(new Date(payment.voided.at))}: ${voidReasons[payment.voided.reason]}`
        : '',
    };
  });

  protected print(): void {
    this.#window?.print();
  }
}
