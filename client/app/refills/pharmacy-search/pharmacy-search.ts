import { Component, computed, inject, input, model, resource, signal } from '@angular/core';
import type { Pharmacy } from '#contract/pharmacy';
import { supplyWays, type SupplyWay } from '#contract/prescription';
import { problemOf } from '../../platform/api';
import { messageOf } from '../../platform/problem-message';
import { RefillsApi } from '../refills-api';

export interface ChosenPharmacy {
  pharmacyId: string;
  way: SupplyWay;
}

/** Which pharmacy, and how the drug comes from there: only ways that it offers. */
@Component({
  selector: 'app-pharmacy-search',
  templateUrl: './pharmacy-search.html',
  styleUrl: './pharmacy-search.scss',
})
export class PharmacySearch {
  readonly chosen = model<ChosenPharmacy | null>(null);
  /** What follows when none is chosen. */
  readonly hint = input('');

  readonly #api = inject(RefillsApi);

  protected readonly text = signal('');
  /** One is named, and nobody knows which. */
  readonly isUndecided = computed(() => this.text().trim() !== '' && this.chosen() === null);
  readonly #found = resource({
    params: () => {
      const text = this.text().trim();
      return text === '' ? undefined : { text };
    },
    loader: ({ params }) => this.#api.pharmacies(params.text),
  });
  protected readonly found = computed(() =>
    (this.#found.hasValue() ? this.#found.value() : []).map((pharmacy) => ({
      pharmacy,
      ways: waysOf(pharmacy),
    })),
  );
  protected readonly isEmpty = computed(
    () => this.#found.hasValue() && this.#found.value().length === 0,
  );
  protected readonly problem = computed(() => {
    const error = this.#found.error();
    return error ? messageOf(problemOf(error)) : '';
  });

  protected type(event: Event): void {
    this.text.set((event.target as HTMLInputElement).value);
    this.chosen.set(null);
  }

  protected choose({ id: pharmacyId }: Pharmacy, way: SupplyWay): void {
    this.chosen.set({ pharmacyId, way });
  }

  protected isChosen(pharmacyId: string, way: SupplyWay): boolean {
    const chosen = this.chosen();
    return chosen?.pharmacyId === pharmacyId && chosen.way === way;
  }
}

function waysOf({ pickup, deliveryDays, mailDays }: Pharmacy): { way: SupplyWay; words: string }[] {
  const days: Record<SupplyWay, number | null> = {
    pickup: pickup ? 0 : null,
    delivery: deliveryDays,
    mail: mailDays,
  };
  return (Object.keys(days) as SupplyWay[]).flatMap((way) => {
    const onTheWay = days[way];
    if (onTheWay === null) return [];
    const words = supplyWays[way].toLowerCase();
    return [{ way, words: onTheWay === 0 ? words : `${words} in ${dayWords(onTheWay)}` }];
  });
}

function dayWords(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}
