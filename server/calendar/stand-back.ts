// A visit that left its time takes it back: its provider's, and what it had beside.
import { getVisitType } from '../availability/availability-queries.ts';
import type { Ctx } from '../platform/context.ts';
import { occupyTime, type AppointmentRow } from './calendar-repository.ts';
import { occupiedSpan } from './calendar-rules.ts';
import { placeOf, waitForTurn } from './place-visit.ts';
import { chooseForVisit, needsAsBefore, resourcesInReach, takeForVisit } from './take-resources.ts';
import { takeTimeBack } from './take-time.ts';

/** Answers the rooms, devices and interpreters that it has now: those from before, or others like them. */
export async function standBack(
  ctx: Ctx,
  row: AppointmentRow,
  leftAt: string | null,
): Promise<string[]> {
  if (!row.takes_time) return row.resource_ids;
  const place = placeOf(row);
  const visitType = await getVisitType(ctx, row.visit_type_id);
  const wanted = { place, span: occupiedSpan(place, visitType), visitType };
  const wish = await needsAsBefore(ctx, row);
  const resourceIds = await resourcesInReach(ctx, row.clinic_id, wish);
  await waitForTurn(ctx, [{ providerId: row.provider_id, resourceIds, span: wanted.span }]);
  const resource_ids = await chooseForVisit(ctx, wanted, wish);
  await takeTimeBack(ctx, wanted, leftAt, (time) => occupyTime(ctx, row, time));
  await takeForVisit(ctx, { ...row, resource_ids }, wanted);
  return resource_ids;
}
