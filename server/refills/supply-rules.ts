// When a patient runs out: pure, on local dates.
import type {
  MedicationOrder,
  PrescriptionFill,
  Supply,
  SupplyWay,
  UnknownSupply,
} from '#contract/prescription';
import { Temporal } from '../platform/clock/temporal.ts';

export interface SupplyFacts {
  asNeeded: boolean;
  /** False where the days of a fill of this drug cannot be counted. */
  countable: boolean;
  order: Pick<MedicationOrder, 'quantity' | 'daysSupply'>;
  fills: readonly Pick<PrescriptionFill, 'filledOn' | 'status' | 'quantity' | 'daysSupply'>[];
}

/**
 * The first date on which nothing is left: each fill lasts from its date, or from the end of what was left over, for the
 * days of what was given out. Fills that the patient never had do not count.
 */
export function supplyOf({ asNeeded, countable, order, fills }: SupplyFacts): Supply {
  const unknown = (because: UnknownSupply): Supply => ({
    runsOutOn: null,
    unknownBecause: because,
  });
  if (asNeeded) return unknown('as-needed');
  if (!countable) return unknown('not-countable');
  const had = fills
    .filter(({ status }) => status === 'completed')
    .sort((a, b) => (a.filledOn < b.filledOn ? -1 : a.filledOn > b.filledOn ? 1 : 0));
  if (had.length === 0) return unknown('no-fill');
  let end: Temporal.PlainDate | null = null;
  for (const fill of had) {
    const days = daysOf(fill, order);
    if (days === null) return unknown('no-days');
    const filledOn = Temporal.PlainDate.from(fill.filledOn);
    const from: Temporal.PlainDate =
      end === null || Temporal.PlainDate.compare(filledOn, end) > 0 ? filledOn : end;
    end = from.add({ days });
  }
  return { runsOutOn: end === null ? null : end.toString(), unknownBecause: null };
}

/** Counted from the quantity that was given out: who got half of the tablets has half of the days. */
export function daysOf(
  fill: Pick<PrescriptionFill, 'quantity' | 'daysSupply'>,
  order: Pick<MedicationOrder, 'quantity' | 'daysSupply'>,
): number | null {
  if (fill.quantity !== null && order.quantity !== null && order.daysSupply !== null) {
    const counted = Math.floor((order.daysSupply * fill.quantity) / order.quantity + 1e-9);
    return Math.min(counted, fill.daysSupply ?? counted);
  }
  return fill.daysSupply;
}

/** The earliest date of the next fill: so much of the days of the last one must be used, counted from what it covers. */
export function nextFillFrom(
  facts: SupplyFacts,
  percent: number,
): { on: string; days: number } | null {
  const { runsOutOn } = supplyOf(facts);
  if (runsOutOn === null) return null;
  const last = facts.fills
    .filter(({ status }) => status === 'completed')
    .reduce((latest, fill) => (fill.filledOn > latest.filledOn ? fill : latest));
  const days = daysOf(last, facts.order) ?? 0;
  const unused = Math.floor((days * (100 - percent)) / 100);
  const on = Temporal.PlainDate.from(runsOutOn).subtract({ days: unused }).toString();
  return { on, days };
}

/** Days on the way to the patient; `null` = the pharmacy does not bring it in this way. */
export function transitOf(
  pharmacy: { pickup: boolean; delivery_days: number | null; mail_days: number | null },
  way: SupplyWay,
): number | null {
  if (way === 'pickup') return pharmacy.pickup ? 0 : null;
  return way === 'mail' ? pharmacy.mail_days : pharmacy.delivery_days;
}

export function dateBefore(date: string, days: number): string {
  return Temporal.PlainDate.from(date).subtract({ days }).toString();
}
