import {
  Component,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  resource,
  signal,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { feedOf } from '#contract/realtime';
import { problemOf } from '../../../platform/api';
import { dialogAct } from '../../../platform/dialog-act';
import { messageOf } from '../../../platform/problem-message';
import { RealtimeFeed } from '../../../platform/realtime-feed';
import { Session } from '../../../platform/session';
import { TimeFormat } from '../../../platform/time-format';
import { ErrorState } from '../../../ui/error-state/error-state';
import { PageHeader } from '../../../ui/page-header/page-header';
import { Skeleton } from '../../../ui/skeleton/skeleton';
import { StatusChip } from '../../../ui/status-chip/status-chip';
import { signedMoney } from '../../claim-words';
import { methodWords, problemWords, stateChip } from '../remittance-words';
import { RemittancesApi, type RemittanceWhole } from '../remittances-api';

const leastNote = 10;

/** One remittance: its sums, its claims, what was taken off the payment; and, where it is held, what becomes of it. */
@Component({
  selector: 'app-remittance-page',
  imports: [ErrorState, MatButton, PageHeader, RouterLink, Skeleton, StatusChip],
  templateUrl: './remittance-page.html',
  styleUrl: './remittance-page.scss',
})
export class RemittancePage {
  /** Of the address. */
  readonly remittanceId = input.required<string>();

  readonly #api = inject(RemittancesApi);
  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  protected readonly act = dialogAct();
  protected readonly isStale = computed(() => this.#feed.status() === 'offline');
  protected readonly known = resource({
    params: () => this.remittanceId(),
    loader: ({ params }) => this.#api.get(params),
  });
  /** What was written here is known before it is read again. */
  protected readonly whole = linkedSignal<RemittanceWhole | null, RemittanceWhole | null>({
    source: () => (this.known.hasValue() ? this.known.value() : null),
    computation: (read) => read,
  });
  protected readonly problem = computed(() => {
    const error = this.known.error();
    return error && !this.whole() ? messageOf(problemOf(error)) : '';
  });
  protected readonly title = computed(() => {
    const payer = this.whole()?.remittance.payer.name;
    return payer === undefined ? 'Remittance' : `Remittance of ${payer}`;
  });
  protected readonly maySettle = computed(
    () => this.whole()?.remittance.state === 'held' && this.#session.can('claim:approve'),
  );
  protected readonly chip = computed(() => {
    const whole = this.whole();
    return whole ? stateChip(whole.remittance) : null;
  });
  protected readonly facts = computed(() => {
    const remittance = this.whole()?.remittance;
    if (!remittance) return [];
    const { deposit, paidOn } = remittance;
    const facts: [string, string][] = [
      ['Trace', remittance.trace],
      ['Paid', paidOn === null ? '' : this.#format.date(paidOn)],
      ['By', methodWords(remittance)],
      ['Received', this.#format.dayAndTime(remittance.receivedAt)],
      ['File', remittance.fileName],
      ['Payment', signedMoney(remittance.paymentCents)],
      ['Its claims', signedMoney(remittance.claimsCents)],
      ['Taken off', signedMoney(remittance.providerCents)],
      ['At the bank', deposit === null ? 'not found' : `found ${this.#format.date(deposit.on)}`],
      ['Note', remittance.note],
    ];
    return facts.filter(([, words]) => words !== '');
  });
  protected readonly problems = computed(() =>
    (this.whole()?.remittance.problems ?? []).map(problemWords),
  );
  protected readonly claims = computed(() =>
    (this.whole()?.claims ?? []).map((claim) => ({
      claim,
      charge: signedMoney(claim.chargeCents),
      paid: signedMoney(claim.paidCents),
      patient: signedMoney(claim.patientCents),
      itemId: claim.itemIds[0] ?? null,
    })),
  );
  protected readonly provider = computed(() =>
    (this.whole()?.provider ?? []).map((each) => ({ ...each, amount: signedMoney(each.cents) })),
  );
  protected readonly note = signal('');
  protected readonly fault = signal('');

  constructor() {
    effect((onCleanup) => {
      const clinicId = this.whole()?.remittance.clinicId;
      if (clinicId === undefined) return;
      onCleanup(
        this.#feed.hear(feedOf('claims', clinicId), (heard) => {
          if (heard === null || heard.some(({ entityId }) => entityId === this.remittanceId()))
            this.known.reload();
        }),
      );
    });
  }

  protected async settle(as: 'post' | 'set-aside'): Promise<void> {
    const [remittance, note] = [this.whole()?.remittance, this.note().trim()];
    if (!remittance) return;
    if (note.length < leastNote) {
      this.fault.set(`Say why, in ${leastNote} characters or more.`);
      return;
    }
    const body = { expectedVersion: remittance.version, as, note };
    const settled = await this.act.send(body, (wish, commandId) =>
      this.#api.settle(remittance.id, wish, commandId),
    );
    if (!settled) return;
    this.whole.update((whole) => (whole ? { ...whole, remittance: settled } : whole));
    this.known.reload();
  }

  protected type(event: Event): void {
    this.note.set((event.target as HTMLInputElement).value);
    this.fault.set('');
  }
}
