import { Component, computed, inject, input, output, resource, signal } from '@angular/core';
import { form, FormField, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { networkStandings, type Pharmacy, type PharmacyNetwork } from '#contract/pharmacy';
import { problemOf } from '../../platform/api';
import { Clock } from '../../platform/clock';
import { dialogAct } from '../../platform/dialog-act';
import { fieldMessage, messageOf } from '../../platform/problem-message';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { Modal } from '../../ui/modal/modal';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { CoverageApi } from '../coverage-api';
import { todayIn } from '../patient-words';
import { PharmacyApi } from '../pharmacy-api';

type Typed = Pick<PharmacyNetwork, 'payerId' | 'standing' | 'fromOn'>;

/** How payers treat a pharmacy, and saying what holds from a day on. */
@Component({
  selector: 'app-pharmacy-network-dialog',
  imports: [FormField, MatButton, Modal, Skeleton],
  templateUrl: './pharmacy-network-dialog.html',
  styleUrl: './pharmacy-network-dialog.scss',
})
export class PharmacyNetworkDialog {
  readonly pharmacy = input.required<Pharmacy>();
  readonly closed = output();

  readonly #api = inject(PharmacyApi);
  readonly #clock = inject(Clock);
  readonly #coverages = inject(CoverageApi);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  readonly #today = computed(() =>
    todayIn(this.#clock.now(), this.#session.clinic()?.zone ?? 'UTC'),
  );
  protected readonly act = dialogAct();
  protected readonly wasTried = signal(false);
  protected readonly networkStandings = networkStandings;
  protected readonly standings = Object.entries(networkStandings);
  protected readonly known = resource({
    params: () => this.pharmacy().id,
    loader: ({ params }) => this.#api.listNetwork(params),
  });
  protected readonly payers = resource({
    params: () => this.#session.clinic()?.id,
    loader: ({ params }) => this.#coverages.listPayers(params),
  });
  protected readonly choice = computed(() =>
    (this.payers.hasValue() ? this.payers.value() : []).filter(({ active }) => active),
  );
  protected readonly problem = computed(() => {
    const error = this.known.error() ?? this.payers.error();
    return error ? messageOf(problemOf(error)) : '';
  });
  protected readonly typed = signal<Typed>({
    payerId: '',
    standing: 'in-network',
    fromOn: this.#today(),
  });
  protected readonly fields = form(this.typed, (path) => {
    required(path.payerId, { message: 'Needed.' });
    required(path.fromOn, { message: 'Needed.' });
  });

  protected faultOf(field: 'payerId' | 'fromOn'): string {
    const own = this.wasTried() ? this.fields[field]().errors()[0]?.message : undefined;
    return own ?? fieldMessage(this.act.problem(), field) ?? '';
  }

  /** Begun, with no later one that has begun too: the newest of a payer come first. */
  protected holds({ id, payerId }: PharmacyNetwork): boolean {
    const network = this.known.hasValue() ? this.known.value().network : [];
    const begun = network.find((one) => one.payerId === payerId && one.fromOn <= this.#today());
    return begun?.id === id;
  }

  protected date(localDate: string): string {
    return this.#format.birthDate(localDate);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.wasTried.set(true);
    const clinicId = this.#session.clinic()?.id;
    if (!clinicId || this.fields().invalid() || !this.known.hasValue()) return;
    const { id: pharmacyId, version: expectedVersion } = this.known.value().pharmacy;
    const network = await this.act.send(
      { clinicId, expectedVersion, ...this.typed() },
      (body, id) => this.#api.changeNetwork(pharmacyId, body, id),
    );
    // By somebody else meanwhile: what holds now is shown, and what was typed stays.
    if (network) this.known.set(network);
    else if (this.act.problem()?.code === 'conflict') this.known.reload();
  }
}
