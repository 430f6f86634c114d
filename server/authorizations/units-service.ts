// Units of a line: reserved when a visit is booked, used when it is done, returned when it is called off.
import type { Appointment } from '#contract/calendar';
import { getVisitType } from '../availability/availability-queries.ts';
import { minutesBetween } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { lockWorkRow } from '../platform/work/work-repository.ts';
import { authorizations } from './authorizations-queue.ts';
import { unitsOf } from './cover-rules.ts';
import type { GuardedVisit } from './guard-queries.ts';
import { judgeVisit } from './guard-service.ts';
import { findLine, updateLine, type LineRow } from './line-repository.ts';
import { settleItem } from './settle-item.ts';
import { stepLine } from './take-request.ts';
import { findUse, insertUse, listItemsOfVisit, updateUse, type UseRow } from './use-repository.ts';

type Wanted = 'reserved' | 'used' | 'returned';

type Visit = Pick<
  Appointment,
  'id' | 'clinicId' | 'providerId' | 'visitTypeId' | 'status' | 'startsAt' | 'endsAt'
> & { patient: Pick<Appointment['patient'], 'id'> };

function wantedOf({ status }: Visit): Wanted {
  switch (status) {
    case 'booked':
    case 'arrived':
    case 'checked-in':
      return 'reserved';
    case 'fulfilled':
      return 'used';
    // A time that is only held may be gone without a word: its unit is taken when it is booked.
    case 'pending':
    case 'cancelled':
    case 'noshow':
    case 'entered-in-error':
      return 'returned';
  }
}

/** Nobody else moves units of these until this transaction ends; in one order, so that two never wait for each other. */
export async function lockItems(ctx: Ctx, itemIds: readonly string[]): Promise<void> {
  for (const id of [...new Set(itemIds)].sort()) await lockWorkRow(ctx, authorizations.name, id);
}

/** The items on whose lines a visit may stand: locked before it is judged, so that what it sees is what it takes. */
export async function lockItemsOfVisit(
  ctx: Ctx,
  visit: Pick<GuardedVisit, 'patientId' | 'visitType' | 'appointmentId'>,
): Promise<void> {
  if (!visit.visitType.needsAuthorization) return;
  await lockItems(ctx, await listItemsOfVisit(ctx, visit));
}

export interface UnitsMoved {
  /** The visit stands, needs an authorization, and none covers it. */
  isUncovered: boolean;
  needed: 'no' | 'yes' | 'unknown';
}

/** Brings what is reserved and used in line with a visit as it is now; doing it twice changes nothing. */
export async function settleVisitUnits(ctx: Ctx, visit: Visit): Promise<UnitsMoved> {
  const visitType = await getVisitType(ctx, visit.visitTypeId);
  const { clinicId, providerId, startsAt, endsAt, id: appointmentId } = visit;
  const guarded = {
    ...{ clinicId, providerId, startsAt, endsAt, appointmentId, visitType },
    patientId: visit.patient.id,
  };
  await lockItemsOfVisit(ctx, guarded);
  const use = await findUse(ctx, appointmentId);
  const wanted = wantedOf(visit);
  if (wanted === 'returned') {
    if (use) await moveUnits(ctx, use, 'returned');
    return { isUncovered: false, needed: 'no' };
  }
  const { line, needed, facts } = await judgeVisit(ctx, guarded);
  const kept = use ? facts.granted.find(({ id }) => id === use.line_id) : undefined;
  // What was done was done under it, whatever fits by now; so was a visit that was booked in spite of a warning.
  if (use && kept && (use.state === 'used' || wanted === 'used' || line?.id === kept.id)) {
    await keepUse(ctx, use, { visit, state: wanted });
    return { isUncovered: false, needed };
  }
  if (use) await moveUnits(ctx, use, 'returned');
  if (!line) return { isUncovered: needed !== 'no', needed };
  const units = unitsOf(line.grant.unit, minutesBetween(startsAt, endsAt));
  const taken = await insertUse(ctx, { clinicId, lineId: line.id, appointmentId, startsAt, units });
  await moveUnits(ctx, taken, wanted);
  return { isUncovered: false, needed };
}

async function keepUse(
  ctx: Ctx,
  use: UseRow,
  { visit, state }: { visit: Visit; state: Wanted },
): Promise<void> {
  if (use.starts_at !== visit.startsAt) await updateUse(ctx, use.id, { starts_at: visit.startsAt });
  if (use.state !== state) await moveUnits(ctx, use, state);
  else if (use.starts_at !== visit.startsAt) await announceMoved(ctx, use.line_id);
}

/** From one count to the other: the database refuses more than is granted. */
async function moveUnits(ctx: Ctx, use: UseRow, to: Wanted): Promise<void> {
  const line = await findLine(ctx, use.line_id);
  if (!line) throw new Error('Units are of a line that is not there.');
  const change = (state: Wanted): number =>
    (to === state ? use.units : 0) - (use.state === state ? use.units : 0);
  const units_reserved = line.units_reserved + change('reserved');
  const units_used = line.units_used + change('used');
  await updateUse(ctx, use.id, { state: to, at: ctx.now });
  const isUsedUp =
    line.status === 'approved' && units_used >= (line.granted_units ?? 0) && units_used > 0;
  const status = isUsedUp ? stepLine(ctx, line, 'consume') : line.status;
  await updateLine(ctx, line, { units_reserved, units_used, status });
  await announceMoved(ctx, line.id);
}

async function announceMoved(ctx: Ctx, lineId: string): Promise<void> {
  const line = await findLine(ctx, lineId);
  const row = line && (await lockWorkRow(ctx, authorizations.name, line.request_id));
  if (!row) throw new Error('A line has no item.');
  await settleItem(ctx, row, { act: 'units-moved', detail: unitsIn(line) });
}

function unitsIn({ units_reserved, units_used }: LineRow): Record<string, unknown> {
  return { reserved: units_reserved, used: units_used };
}
