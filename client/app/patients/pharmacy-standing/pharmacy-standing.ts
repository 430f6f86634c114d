import { Component, computed, inject, input, resource } from '@angular/core';
import { networkOn } from '#contract/pharmacy';
import { Session } from '../../platform/session';
import { CoverageApi } from '../coverage-api';
import { PharmacyApi } from '../pharmacy-api';
import { networkWords } from '../pharmacy-words';

/** Whether a pharmacy is in the network of whom the patient's primary coverage is with. Says nothing where nobody knows. */
@Component({
  selector: 'app-pharmacy-standing',
  template: `{{ words() }}`,
  styleUrl: './pharmacy-standing.scss',
  host: { '[class.outside]': 'isOutside()' },
})
export class PharmacyStanding {
  readonly patientId = input.required<string>();
  readonly pharmacyId = input.required<string>();

  readonly #api = inject(PharmacyApi);
  readonly #coverages = inject(CoverageApi);
  readonly #session = inject(Session);

  readonly #primary = resource({
    params: () => {
      const clinicId = this.#session.clinic()?.id;
      const mayRead = this.#session.can('coverage:read');
      return clinicId && mayRead ? { clinicId, patientId: this.patientId() } : undefined;
    },
    loader: async ({ params }) => {
      const { items, today } = await this.#coverages.list(params.patientId, params.clinicId);
      const primary = items.find(
        ({ order, valid, effectiveFrom, endsOn }) =>
          order === 'primary' &&
          valid &&
          effectiveFrom <= today &&
          (endsOn === null || endsOn >= today),
      );
      return primary ? { payer: primary.payer, today } : null;
    },
  });
  readonly #network = resource({
    params: () =>
      this.#primary.hasValue() && this.#primary.value() ? this.pharmacyId() : undefined,
    loader: ({ params }) => this.#api.listNetwork(params),
  });
  readonly #found = computed(() => {
    const primary = this.#primary.hasValue() ? this.#primary.value() : null;
    if (!primary || !this.#network.hasValue()) return null;
    const { payer, today } = primary;
    const day = { payerId: payer.id, on: today };
    return { payer: payer.name, standing: networkOn(this.#network.value().network, day) };
  });
  protected readonly isOutside = computed(() => this.#found()?.standing === 'out-of-network');
  protected readonly words = computed(() => {
    const found = this.#found();
    return found ? networkWords(found.standing, found.payer) : '';
  });
}
