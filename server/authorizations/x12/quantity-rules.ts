// How much: our units as X12 counts them, and back. Pure.
import type { QuantityUnit } from '#contract/authorization-line';
import type { ServiceQuantity } from '../../interop/x12/health-care-review.ts';

/** HSD01. */
const kinds: Record<QuantityUnit, string> = {
  visits: 'VS',
  units: 'FL',
  days: 'DY',
  hours: 'HS',
  months: 'MN',
};

export interface AskedQuantity {
  /** HSD; `null` where the procedure is counted itself. */
  quantity: ServiceQuantity | null;
  /** SV103 and SV104; both empty where HSD says it. */
  unit: string;
  count: string;
}

/** Units of a procedure stand with it; everything else is how often, or for how long, it is done. */
export function askedQuantity(
  { quantity, unit }: { quantity: number; unit: QuantityUnit },
  isProcedure: boolean,
): AskedQuantity {
  const count = String(quantity);
  if (unit === 'units' && isProcedure) return { quantity: null, unit: 'UN', count };
  return {
    quantity: { kind: kinds[unit], count, per: '', every: '', period: '', periods: '' },
    ...{ unit: '', count: '' },
  };
}

/** HSD01 of an event or a service, and the units of SV1 and SV2. */
const units: Readonly<Record<string, QuantityUnit>> = {
  VS: 'visits',
  FL: 'units',
  UN: 'units',
  DY: 'days',
  DA: 'days',
  HS: 'hours',
  MN: 'months',
};

const most = 9_999;

/** `null` = minutes, international units, parts of one: not what an authorization counts here, and never rounded. */
export function saidQuantity({
  kind,
  count,
}: {
  kind: string;
  count: string;
}): { quantity: number; unit: QuantityUnit } | null {
  const unit = Object.hasOwn(units, kind) ? units[kind] : undefined;
  if (unit === undefined || !/^[1-9]\d{0,3}$/.test(count) || Number(count) > most) return null;
  return { quantity: Number(count), unit };
}
