import { Component, computed, effect, inject, input, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Deposit, Remittance } from '#contract/claim-files';
import { feedOf } from '#contract/realtime';
import { problemOf } from '../../../platform/api';
import { dialogAct } from '../../../platform/dialog-act';
import { exactMoney, typedCents } from '../../../platform/money-words';
import { messageOf } from '../../../platform/problem-message';
import { RealtimeFeed } from '../../../platform/realtime-feed';
import { Session } from '../../../platform/session';
import { TimeFormat } from '../../../platform/time-format';
import { signedMoney } from '../../claim-words';
import { RemittancesApi } from '../remittances-api';

/** Money on the bank account: each belongs to a remittance, which it mostly finds by itself. */
@Component({
  selector: 'app-deposits-section',
  imports: [MatButton],
  templateUrl: './deposits-section.html',
  styleUrl: './deposits-section.scss',
})
export class DepositsSection {
  readonly clinicId = input.required<string>();
  /** Those on show: money without one is matched to one of them. */
  readonly remittances = input.required<readonly Remittance[]>();

  readonly #api = inject(RemittancesApi);
  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  protected readonly act = dialogAct();
  protected readonly mayImport = computed(() => this.#session.can('claim:import'));
  protected readonly show = signal<'all' | 'unmatched'>('unmatched');
  protected readonly known = resource({
    params: () => ({ clinicId: this.clinicId(), show: this.show() }),
    loader: ({ params }) => this.#api.deposits(params.clinicId, params.show),
  });
  protected readonly problem = computed(() => {
    const error = this.known.error();
    return error ? messageOf(problemOf(error)) : '';
  });
  protected readonly isAdding = signal(false);
  protected readonly on = signal('');
  protected readonly amount = signal('');
  protected readonly reference = signal('');
  protected readonly fault = signal('');
  protected readonly rows = computed(() =>
    (this.known.hasValue() ? this.known.value() : []).map((deposit) => ({
      deposit,
      on: this.#format.birthDate(deposit.on),
      amount: exactMoney(deposit.cents),
    })),
  );
  /** Only money of the same amount can be of a remittance. */
  protected readonly open = computed(() =>
    this.remittances()
      .filter(({ deposit }) => deposit === null)
      .map((remittance) => ({
        remittance,
        words: `${remittance.payer.name} · ${remittance.trace} · ${signedMoney(remittance.paymentCents)}`,
      })),
  );

  constructor() {
    effect((onCleanup) => {
      onCleanup(
        this.#feed.hear(feedOf('claims', this.clinicId()), (heard) => {
          if (heard === null || heard.some(({ type }) => type === 'claims.deposit-changed'))
            this.known.reload();
        }),
      );
    });
  }

  protected candidatesOf({ cents }: Deposit) {
    return this.open().filter(({ remittance }) => remittance.paymentCents === cents);
  }

  protected async add(event: Event): Promise<void> {
    event.preventDefault();
    const [on, cents, reference] = [this.on(), typedCents(this.amount()), this.reference().trim()];
    if (typeof cents !== 'number' || cents <= 0) {
      this.fault.set('The amount is a sum such as 1250.00.');
      return;
    }
    const missing = missingOf(on, reference);
    this.fault.set(missing);
    if (missing !== '') return;
    const body = { clinicId: this.clinicId(), on, cents, reference };
    const added = await this.act.send(body, (wish, id) => this.#api.addDeposit(wish, id));
    if (!added) return;
    this.isAdding.set(false);
    for (const field of [this.on, this.amount, this.reference]) field.set('');
    this.known.reload();
  }

  protected async match({ id, version }: Deposit, event: Event): Promise<void> {
    const field = event.target as HTMLSelectElement;
    const remittanceId = field.value;
    if (remittanceId === '') return;
    const body = { expectedVersion: version, remittanceId };
    const matched = await this.act.send(body, (wish, key) => this.#api.matchDeposit(id, wish, key));
    if (matched) this.known.reload();
    else field.value = '';
  }

  protected type(field: 'on' | 'amount' | 'reference', event: Event): void {
    this[field].set((event.target as HTMLInputElement).value);
    this.fault.set('');
  }
}

function missingOf(on: string, reference: string): string {
  if (on === '') return 'Say on which day the money came.';
  return reference === '' ? 'Write the reference as the bank writes it.' : '';
}
