// CAS: what another payer took off, up to six reasons of one group in each.
import type { Adjustment } from './remittance.ts';
import { writeCents } from './element-values.ts';
import { newSegment, type NewSegment } from './write-interchange.ts';

export function adjustmentSegments(adjustments: readonly Adjustment[]): NewSegment[] {
  const groups = Map.groupBy(adjustments, ({ group }) => group);
  return [...groups].flatMap(([group, all]) =>
    sixes(all).map((each) =>
      newSegment(
        'CAS',
        group,
        ...each.flatMap(({ reason, amount, quantity }) => [
          reason,
          writeCents(amount),
          quantity ?? '',
        ]),
      ),
    ),
  );
}

function sixes<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / 6) }, (_, at) =>
    all.slice(at * 6, at * 6 + 6),
  );
}
