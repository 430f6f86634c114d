import { Component, computed, effect, inject, input, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { occupiesTime } from '#contract/appointment-workflow';
import type { Appointment } from '#contract/calendar';
import { copayStanding, paymentMethods, type Payment } from '#contract/payments';
import { feedOf } from '#contract/realtime';
import { moneyWords } from '../../platform/money-words';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { CopayApi } from '../copay-api';
import { CopayDialog } from '../copay-dialog/copay-dialog';
import { copayWords } from '../copay-words';
import { VoidPaymentDialog } from '../void-payment-dialog/void-payment-dialog';

/** What the patient is to pay at the desk for a visit and has paid, as every console sees it at once. */
@Component({
  selector: 'app-copay-line',
  imports: [CopayDialog, MatButton, RouterLink, StatusChip, VoidPaymentDialog],
  templateUrl: './copay-line.html',
  styleUrl: './copay-line.scss',
})
export class CopayLine {
  readonly visit = input.required<Appointment>();

  readonly #api = inject(CopayApi);
  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  readonly #known = resource({
    params: () => {
      const { id, status } = this.visit();
      const isVisit = status !== 'pending' && status !== 'entered-in-error';
      return isVisit && this.#session.can('payment:read') ? id : undefined;
    },
    loader: ({ params }) => this.#api.get(params),
  });
  protected readonly copay = computed(() => (this.#known.hasValue() ? this.#known.value() : null));
  protected readonly failed = computed(() => this.#known.error() !== undefined);
  readonly #stands = computed(() => {
    const { status } = this.visit();
    return status === 'fulfilled' || occupiesTime(status);
  });
  /** Of a visit that does not take place, only what was paid is worth a word. */
  protected readonly state = computed(() => {
    const copay = this.copay();
    if (!copay || (!this.#stands() && copay.payments.length === 0)) return null;
    return copayWords(copay);
  });
  protected readonly mayCollect = computed(() => {
    const copay = this.copay();
    const isOpen = copay && copayStanding(copay) !== 'paid';
    return isOpen && this.#stands() && this.#session.can('payment:collect');
  });
  protected readonly mayVoid = computed(() => this.#session.can('payment:void'));
  protected readonly payments = computed(() =>
    (this.copay()?.payments ?? []).map((payment) => ({ payment, words: this.#wordsOf(payment) })),
  );
  protected readonly isCollecting = signal(false);
  protected readonly voiding = signal<Payment | null>(null);

  constructor() {
    effect((onCleanup) => {
      const { id, clinicId } = this.visit();
      if (!this.#session.can('payment:read')) return;
      onCleanup(
        this.#feed.hear(feedOf('payments', clinicId), (changes) => {
          if (changes === null || changes.some(({ entityId }) => entityId === id))
            this.#known.reload();
        }),
      );
    });
  }

  protected done(): void {
    this.isCollecting.set(false);
    this.voiding.set(null);
    this.#known.reload();
  }

  protected retry(): void {
    this.#known.reload();
  }

  #wordsOf({ method, amountCents, reference, collectedAt, collectedBy }: Payment): string {
    const how = reference ? `${paymentMethods[method]} ${reference}` : paymentMethods[method];
    const at = this.#format.dayAndTime(collectedAt);
    return `${moneyWords(amountCents)} · ${how} · ${at} · ${collectedBy}`;
  }
}
