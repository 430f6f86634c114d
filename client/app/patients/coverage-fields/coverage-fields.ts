import { Component, computed, inject, input, resource } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { coverageOrders, relationships } from '#contract/coverage';
import type { Problem } from '#contract/problem';
import { fieldMessage } from '../../platform/problem-message';
import { Session } from '../../platform/session';
import { CoverageApi } from '../coverage-api';
import { orderWords } from '../coverage-words';
import type { CoverageForm, TypedCoverage } from './coverage-form';

/** The fields of one coverage. */
@Component({
  selector: 'app-coverage-fields',
  imports: [FormField],
  templateUrl: './coverage-fields.html',
  styleUrl: './coverage-fields.scss',
})
export class CoverageFields {
  readonly form = input.required<CoverageForm>();
  /** The payer that stands there already: it may stay though nobody may choose it any more. */
  readonly payerId = input<string | null>(null);
  readonly wasTried = input(false);
  readonly problem = input<Problem | null>(null);
  /** Where the coverage stands in what was sent. */
  readonly path = input('');
  /** The payer has the focus first. */
  readonly isFirst = input(false);

  readonly #api = inject(CoverageApi);
  readonly #session = inject(Session);

  protected readonly orders = coverageOrders.map((code) => ({ code, words: orderWords[code] }));
  protected readonly relationships = Object.entries(relationships);
  protected readonly fields = computed(() => this.form().fields);
  readonly #payers = resource({
    params: () => this.#session.clinic()?.id,
    loader: ({ params }) => this.#api.listPayers(params),
  });
  protected readonly payers = computed(() =>
    (this.#payers.hasValue() ? this.#payers.value() : []).filter(
      ({ id, active }) => active || id === this.payerId(),
    ),
  );
  protected readonly isHeldByOther = computed(() => this.form().typed().relationship !== 'self');

  protected faultOf(field: keyof TypedCoverage): string {
    const own = this.wasTried() ? this.fields()[field]().errors()[0]?.message : undefined;
    return own ?? fieldMessage(this.problem(), this.path() + field) ?? '';
  }
}
