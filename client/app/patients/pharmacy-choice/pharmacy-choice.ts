import { Component, computed, inject, input, output, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Pharmacy } from '#contract/pharmacy';
import { problemOf } from '../../platform/api';
import { messageOf } from '../../platform/problem-message';
import { waysOf } from '../pharmacy-words';
import { PatientsApi } from '../patients-api';

/** One of the pharmacies that the organization knows, or none. */
@Component({
  selector: 'app-pharmacy-choice',
  imports: [MatButton],
  templateUrl: './pharmacy-choice.html',
  styleUrl: './pharmacy-choice.scss',
})
export class PharmacyChoice {
  readonly pharmacy = input.required<Pharmacy | null>();
  readonly chosen = output<Pharmacy | null>();

  readonly #api = inject(PatientsApi);

  protected readonly text = signal('');
  readonly #found = resource({
    params: () => (this.pharmacy() ? undefined : { text: this.text().trim() }),
    loader: ({ params }) => this.#api.searchPharmacies(params.text),
  });
  protected readonly found = computed(() => (this.#found.hasValue() ? this.#found.value() : null));
  protected readonly problem = computed(() => {
    const error = this.#found.error();
    return error ? messageOf(problemOf(error)) : '';
  });

  protected readonly waysOf = waysOf;
}
