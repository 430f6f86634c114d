// Where a request stands in the queue, worked out anew whenever something that it hangs on has changed.
import type { Refill } from '#contract/refills';
import { groupsOf } from '#contract/drug-group';
import type { Prescription } from '#contract/prescription';
import { zoneOf } from '../platform/clock/zone-of.ts';
import type { Ctx } from '../platform/context.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import { businessCalendar } from '../platform/work/business-calendar.ts';
import { placeOf } from './order-rules.ts';
import { isWorkingDay } from '../platform/work/working-days.ts';
import type { WorkRow } from '../platform/work/work-repository.ts';
import { findPrescription } from './prescription-repository.ts';
import { pharmacyFacts, prescriptionViews } from './prescription-queries.ts';
import {
  getRefillRow,
  updateRefill,
  type RefillColumns,
  type RefillRow,
} from './refills-repository.ts';
import { groupsRule } from './refills-rule.ts';
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
    pharmacyId: string | null;
    way: RefillRow['way'];
    isError: boolean;
  },
): Promise<Placed> {
  const { prescription, requested, pharmacyId, way, isError } = asked;
  const { value: list } = await ruleInForce(ctx, clinicId, groupsRule);
  const groups = groupsOf(list, prescription?.order.name ?? requested.name);
  const { runsOutOn, unknownBecause } = prescription?.supply ?? {
    runsOutOn: null,
    unknownBecause: 'no-prescription' as const,
  };
  const pharmacy =
    pharmacyId === null ? undefined : (await pharmacyFacts(ctx, [pharmacyId])).get(pharmacyId);
  const transit = pharmacy ? (transitOf(pharmacy, way) ?? 0) : 0;
  const neededOn = runsOutOn === null ? null : dateBefore(runsOutOn, transit);
  const abruptStop = groups.some((group) => group.abruptStop);
  const { value: calendar } = await ruleInForce(ctx, clinicId, businessCalendar);
  const zone = await zoneOf(ctx, clinicId);
  const isWorked = (date: string): boolean => isWorkingDay(calendar, date, zone);
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

/** Worked out anew for a request that is there: its columns are written, what its work item gets is answered. */
export async function replaceRefillPlace(
  ctx: Ctx,
  row: Pick<WorkRow, 'id' | 'clinic_id'>,
  { isError }: { isError: boolean },
): Promise<Pick<WorkRow, 'sort_at'>> {
  const request = await getRefillRow(ctx, row.id);
  const { prescription_id: id, pharmacy_id: pharmacyId, way, requested } = request;
  const found = id === null ? undefined : await findPrescription(ctx, id);
  const [prescription = null] = found ? await prescriptionViews(ctx, [found]) : [];
  const { columns, sortAt } = await placeRefill(ctx, row.clinic_id, {
    ...{ prescription, requested, pharmacyId, way, isError },
  });
  await updateRefill(ctx, row.id, columns);
  return { sort_at: sortAt };
}

/** Of a request that is closed: nothing presses any more, and the same may be asked for anew. */
export const closedColumns = { open_key: null, presses_at: null } as const satisfies RefillColumns;
