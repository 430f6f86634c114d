// Where a request stands in the queue, worked out anew whenever something that it hangs on has changed.
import type { Refill } from '#contract/refill-request';
import { groupsOf } from '#contract/drug-group';
import type { Prescription } from '#contract/prescription';
import type { Ctx } from '../platform/context.ts';
import { clinicRules } from './clinic-rules-queries.ts';
import { placeOf } from './order-rules.ts';
import type { WorkRow } from '../platform/work/work-repository.ts';
import { findPrescription } from './prescription-repository.ts';
import { pharmacyFacts, prescriptionViews } from './prescription-queries.ts';
import {
  getRefillRow,
  updateRefill,
  type RefillColumns,
  type RefillRow,
} from './refills-repository.ts';
import { dateBefore, transitOf } from './supply-rules.ts';

export interface Placed {
  columns: Pick<
    RefillRow,
    'runs_out_on' | 'unknown_because' | 'needed_on' | 'presses_at' | 'high_risk' | 'abrupt_stop'
  >;
  sortAt: string;
}

export async function placeRefill(
  ctx: Ctx,
  clinicId: string,
  asked: {
    prescription: Prescription | null;
    requested: Pick<Refill['requested'], 'name'>;
    transitDays: number;
    isError: boolean;
  },
): Promise<Placed> {
  const { prescription, requested, transitDays: transit, isError } = asked;
  const rules = await clinicRules(ctx, clinicId);
  const groups = groupsOf(rules.groups, prescription?.order.name ?? requested.name);
  const { runsOutOn, unknownBecause } = prescription?.supply ?? {
    runsOutOn: null,
    unknownBecause: 'no-prescription' as const,
  };
  const neededOn = runsOutOn === null ? null : dateBefore(runsOutOn, transit);
  const abruptStop = groups.some((group) => group.abruptStop);
  const { zone, isWorked } = rules;
  const place = placeOf({ isError, neededOn, abruptStop, now: ctx.now, isWorked, zone });
  return {
    columns: {
      runs_out_on: runsOutOn,
      unknown_because: unknownBecause,
      needed_on: neededOn,
      presses_at: place.pressesAt,
      high_risk: groups.some((group) => group.highRisk),
      abrupt_stop: abruptStop,
    },
    sortAt: place.sortAt,
  };
}

/** Days on the way to the patient; 0 where no pharmacy is known, or where it does not offer the way any more. */
export async function transitDays(
  ctx: Ctx,
  pharmacyId: string | null,
  way: RefillRow['way'],
): Promise<number> {
  if (pharmacyId === null) return 0;
  const pharmacy = (await pharmacyFacts(ctx, [pharmacyId])).get(pharmacyId);
  return pharmacy ? (transitOf(pharmacy, way) ?? 0) : 0;
}

/** Worked out anew for a request that is there: its columns are written, what its work item gets is answered. */
export async function replaceRefillPlace(
  ctx: Ctx,
  row: Pick<WorkRow, 'id' | 'clinic_id'>,
  { isError, request: known }: { isError: boolean; request?: RefillRow },
): Promise<Pick<WorkRow, 'sort_at'>> {
  const request = known ?? (await getRefillRow(ctx, row.id));
  const { prescription_id: id, pharmacy_id: pharmacyId, way, requested } = request;
  const found = id === null ? undefined : await findPrescription(ctx, id);
  const [prescription = null] = found ? await prescriptionViews(ctx, [found]) : [];
  const { columns, sortAt } = await placeRefill(ctx, row.clinic_id, {
    ...{ prescription, requested, isError },
    transitDays: await transitDays(ctx, pharmacyId, way),
  });
  await updateRefill(ctx, row.id, columns);
  return { sort_at: sortAt };
}

/** Of a request that is closed: nothing presses any more, and the same may be asked for anew. */
export const closedColumns = { open_key: null, presses_at: null } as const satisfies RefillColumns;
