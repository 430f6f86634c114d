import { Component, computed, inject, input, output, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Pharmacy } from '#contract/pharmacy';
import { problemOf } from '../../platform/api';
import { messageOf } from '../../platform/problem-message';
import { Session } from '../../platform/session';
import { waysOf } from '../pharmacy-words';
import { PharmacyApi } from '../pharmacy-api';
import { PharmacyStanding } from '../pharmacy-standing/pharmacy-standing';

/** One of the pharmacies that the organization knows, or none. */
@Component({
  selector: 'app-pharmacy-choice',
  imports: [MatButton, PharmacyStanding],
  templateUrl: './pharmacy-choice.html',
  styleUrl: './pharmacy-choice.scss',
})
export class PharmacyChoice {
  readonly patientId = input.required<string>();
  readonly pharmacy = input.required<Pharmacy | null>();
  readonly chosen = output<Pharmacy | null>();
  /** None that is known is meant. */
  readonly adding = output();

  readonly #api = inject(PharmacyApi);
  readonly #session = inject(Session);

  protected readonly text = signal('');
  readonly #found = resource({
    params: () => (this.pharmacy() ? undefined : { text: this.text().trim() }),
    loader: ({ params }) => this.#api.search(params.text),
  });
  protected readonly found = computed(() => (this.#found.hasValue() ? this.#found.value() : null));
  protected readonly problem = computed(() => {
    const error = this.#found.error();
    return error ? messageOf(problemOf(error)) : '';
  });

  protected readonly mayAdd = computed(() => this.#session.can('pharmacy:add'));
  protected readonly waysOf = waysOf;
}
