import { Component, inject, input, model, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { listName, matchReasons, type NearMatch, type Patient } from '#contract/patients';
import { phoneWords } from '../../platform/phone-words';
import { TimeFormat } from '../../platform/time-format';

/** Charts that may be the same person's: each is opened instead, or said to be another's. */
@Component({
  selector: 'app-near-matches',
  imports: [MatButton],
  templateUrl: './near-matches.html',
  styleUrl: './near-matches.scss',
})
export class NearMatches {
  readonly matches = input.required<readonly NearMatch[]>();
  /** Ids of the charts that are another person's. */
  readonly seen = model<readonly string[]>([]);
  readonly chosen = output<Patient>();

  readonly #format = inject(TimeFormat);

  protected readonly nameOf = listName;

  protected metaOf({ birthOn, mrn, phone }: Patient): string {
    const parts = [this.#format.birthDate(birthOn), mrn, ...(phone ? [phoneWords(phone)] : [])];
    return parts.join(' · ');
  }

  protected whyOf({ reasons }: NearMatch): string {
    return reasons.map((reason) => matchReasons[reason]).join(', ');
  }

  protected toggle({ id }: Patient): void {
    this.seen.update((ids) => (ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id]));
  }
}
