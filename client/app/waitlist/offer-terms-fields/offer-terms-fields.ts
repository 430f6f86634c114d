import { Component, input } from '@angular/core';
import {
  FormField,
  max,
  min,
  schema,
  type FieldTree,
  type SchemaPath,
} from '@angular/forms/signals';
import { bookingWays, gainOrders, type OfferTerms } from '#contract/waitlist-policy';

type NumberField = {
  [Name in keyof OfferTerms]: OfferTerms[Name] extends number ? Name : never;
}[keyof OfferTerms];

interface NumberRow {
  name: NumberField;
  before: string;
  after: string;
  least: number;
  most: number;
}

/** In the order in which they come to count. */
const rows: readonly NumberRow[] = [
  {
    name: 'minLeadMinutes',
    before: 'Pass over time that starts within',
    after: 'minutes',
    least: 0,
    most: 4320,
  },
  {
    name: 'initialDelayMinutes',
    before: 'Wait after it was freed',
    after: 'minutes',
    least: 0,
    most: 1440,
  },
  { name: 'waveSize', before: 'Ask at once', after: 'patients', least: 1, most: 20 },
  { name: 'offerMinutes', before: 'Each may think for', after: 'minutes', least: 1, most: 1440 },
  {
    name: 'waveDelayMinutes',
    before: 'Ask the next ones after',
    after: 'minutes',
    least: 1,
    most: 1440,
  },
  {
    name: 'stopMinutes',
    before: 'Stop asking before the visit',
    after: 'minutes',
    least: 0,
    most: 4320,
  },
];

export const offerTermsSchema = schema<OfferTerms>((path) => {
  for (const { name, least, most } of rows) between(path[name], least, most);
});

export function between(path: SchemaPath<number>, least: number, most: number): void {
  const message = `A whole number from ${least} to ${most}.`;
  min(path, least, { message });
  max(path, most, { message });
}

/** How freed time is offered: of the clinic, or of one visit type. */
@Component({
  selector: 'app-offer-terms-fields',
  imports: [FormField],
  templateUrl: './offer-terms-fields.html',
  styleUrl: './offer-terms-fields.scss',
})
export class OfferTermsFields {
  readonly fields = input.required<FieldTree<OfferTerms>>();

  protected readonly rows = rows;
  protected readonly ways = Object.entries(bookingWays);
  protected readonly orders = Object.entries(gainOrders);

  protected errorOf(name: NumberField): string {
    return this.fields()[name]().errors()[0]?.message ?? '';
  }
}
