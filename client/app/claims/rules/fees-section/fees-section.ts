import { Component, computed, inject, input, linkedSignal, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Payer } from '#contract/payer';
import { problemOf } from '../../../platform/api';
import { dialogAct } from '../../../platform/dialog-act';
import { exactMoney } from '../../../platform/money-words';
import { messageOf } from '../../../platform/problem-message';
import { TimeFormat } from '../../../platform/time-format';
import { RulesApi } from '../rules-api';
import { typedFees } from './typed-fees';

/** What each payer's contract says is paid: by what an answer is judged to be too little. */
@Component({
  selector: 'app-fees-section',
  imports: [MatButton],
  templateUrl: './fees-section.html',
  styleUrl: './fees-section.scss',
})
export class FeesSection {
  readonly clinicId = input.required<string>();
  readonly payers = input.required<readonly Payer[]>();
  readonly mayConfigure = input(false);
  /** The clinic's local date. */
  readonly today = input.required<string>();

  readonly #api = inject(RulesApi);
  readonly #format = inject(TimeFormat);

  protected readonly act = dialogAct();
  protected readonly payerId = linkedSignal(() => this.payers()[0]?.id ?? '');
  protected readonly date = linkedSignal(() => this.today());
  protected readonly known = resource({
    params: () => {
      const of = { clinicId: this.clinicId(), payerId: this.payerId(), date: this.date() };
      return of.payerId === '' || of.date === '' ? undefined : of;
    },
    loader: ({ params }) => this.#api.fees(params.clinicId, params.payerId, params.date),
  });
  protected readonly problem = computed(() => {
    const error = this.known.error();
    return error ? messageOf(problemOf(error)) : '';
  });
  protected readonly rows = computed(() =>
    (this.known.hasValue() ? this.known.value().items : []).map((fee) => ({
      fee,
      amount: exactMoney(fee.cents),
      from: this.#format.birthDate(fee.fromOn),
    })),
  );
  protected readonly starts = computed(() =>
    (this.known.hasValue() ? this.known.value().starts : [])
      .map((date) => this.#format.birthDate(date))
      .join(', '),
  );
  protected readonly isSetting = signal(false);
  protected readonly text = signal('');
  protected readonly fromOn = linkedSignal(() => this.today());
  protected readonly typed = computed(() => (this.text() === '' ? null : typedFees(this.text())));
  protected readonly told = signal('');

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement).value;
  }

  protected async choose(event: Event): Promise<void> {
    const file = (event.target as HTMLInputElement).files?.[0];
    if (file) this.text.set(await file.text());
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const [typed, fromOn, payerId] = [this.typed(), this.fromOn(), this.payerId()];
    if (!typed || typed.problems.length > 0 || fromOn === '' || payerId === '') return;
    const body = { clinicId: this.clinicId(), payerId, fromOn, fees: typed.fees };
    const count = await this.act.send(body, (wish, commandId) =>
      this.#api.setFees(wish, commandId),
    );
    if (count === null) return;
    this.told.set(`${count} ${count === 1 ? 'fee counts' : 'fees count'} from ${fromOn} on.`);
    this.text.set('');
    this.isSetting.set(false);
    this.known.reload();
  }
}
