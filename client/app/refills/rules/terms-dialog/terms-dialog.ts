import { Component, effect, inject, input, output, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { listPayers } from '#contract/payer';
import { transports, type RefillTerms, type Transport } from '#contract/refill-terms';
import type { RefillSettings } from '#contract/refill-settings';
import { Api } from '../../../platform/api';
import { dialogAct } from '../../../platform/dialog-act';
import { fieldMessage } from '../../../platform/problem-message';
import { Session } from '../../../platform/session';
import { Modal } from '../../../ui/modal/modal';
import { RulesApi } from '../rules-api';

type Numbers = 'tooSoonPercent' | 'validMonths' | 'acknowledgeMinutes' | 'pickupDays';

/** The numbers of refills, and what the payers ask, from now on. */
@Component({
  selector: 'app-terms-dialog',
  imports: [MatButton, Modal],
  templateUrl: './terms-dialog.html',
  styleUrl: './terms-dialog.scss',
})
export class TermsDialog {
  readonly settings = input.required<RefillSettings>();
  readonly saved = output<RefillSettings>();
  readonly closed = output();

  readonly #api = inject(Api);
  readonly #rules = inject(RulesApi);
  readonly #session = inject(Session);

  protected readonly act = dialogAct();
  protected readonly transports = Object.entries(transports);
  protected readonly numberFields: readonly [Numbers, string][] = [
    ['tooSoonPercent', 'Too soon before so many percent of a fill are used'],
    ['validMonths', 'Months for which a renewal is valid'],
    ['acknowledgeMinutes', 'Minutes without an acknowledgement until it comes back'],
    ['pickupDays', 'Days without a pickup until it comes back'],
  ];
  protected readonly transport = signal<Transport | ''>('');
  protected readonly numbers = signal<Record<Numbers, string>>({
    ...{ tooSoonPercent: '', validMonths: '', acknowledgeMinutes: '', pickupDays: '' },
  });
  protected readonly payers = signal<RefillTerms['payers']>([]);
  protected readonly source = signal('');
  protected readonly known = resource({
    loader: async () => (await this.#api.call(listPayers)).items,
  });

  constructor() {
    effect(() => {
      const { terms } = this.settings();
      this.transport.set(terms.transport ?? '');
      this.numbers.set({
        tooSoonPercent: String(terms.tooSoonPercent),
        validMonths: String(terms.validMonths),
        acknowledgeMinutes: String(terms.acknowledgeMinutes),
        pickupDays: String(terms.pickupDays),
      });
      this.payers.set(terms.payers);
    });
  }

  protected valueOf(event: Event): string {
    return (event.target as HTMLInputElement | HTMLSelectElement).value;
  }

  protected choose(event: Event): void {
    this.transport.set(this.valueOf(event) as Transport | '');
  }

  protected setNumber(name: Numbers, event: Event): void {
    this.numbers.update((numbers) => ({ ...numbers, [name]: this.valueOf(event) }));
  }

  protected payerName(payerId: string): string {
    const payers = this.known.hasValue() ? this.known.value() : [];
    return payers.find(({ id }) => id === payerId)?.name ?? '…';
  }

  /** Payers of which nothing is written down yet. */
  protected unlisted(): { id: string; name: string }[] {
    const listed = new Set(this.payers().map(({ payerId }) => payerId));
    return (this.known.hasValue() ? this.known.value() : []).filter(({ id }) => !listed.has(id));
  }

  protected addPayer(event: Event): void {
    const payerId = this.valueOf(event);
    if (payerId === '') return;
    const added = { payerId, tooSoonPercent: null, authorizationFor: [], source: '' };
    this.payers.update((payers) => [...payers, added]);
  }

  protected removePayer(payerId: string): void {
    this.payers.update((payers) => payers.filter((one) => one.payerId !== payerId));
  }

  protected changePayer(payerId: string, change: Partial<RefillTerms['payers'][number]>): void {
    this.payers.update((payers) =>
      payers.map((one) => (one.payerId === payerId ? { ...one, ...change } : one)),
    );
  }

  protected setPercent(payerId: string, event: Event): void {
    const typed = this.valueOf(event).trim();
    this.changePayer(payerId, { tooSoonPercent: typed === '' ? null : Number(typed) });
  }

  protected setGroups(payerId: string, event: Event): void {
    const { selectedOptions } = event.target as HTMLSelectElement;
    const authorizationFor = [...selectedOptions].map(({ value }) => value);
    this.changePayer(payerId, { authorizationFor });
  }

  protected faultOf(path: string): string {
    return fieldMessage(this.act.problem(), path) ?? '';
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const clinicId = this.#session.clinic()?.id;
    if (!clinicId) return;
    const { tooSoonPercent, validMonths, acknowledgeMinutes, pickupDays } = this.numbers();
    const wish = {
      clinicId,
      expectedVersion: this.settings().termsVersion,
      terms: {
        transport: this.transport() || null,
        tooSoonPercent: Number(tooSoonPercent),
        validMonths: Number(validMonths),
        acknowledgeMinutes: Number(acknowledgeMinutes),
        pickupDays: Number(pickupDays),
        payers: this.payers(),
      },
      source: this.source().trim(),
    };
    const saved = await this.act.send(wish, (body, id) => this.#rules.changeTerms(body, id));
    if (saved) this.saved.emit(saved);
  }
}
