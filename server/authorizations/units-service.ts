// Units of a line: reserved when a visit is booked, used when it is done, returned when it is called off.
import type { Appointment } from '#contract/calendar';
import { getVisitType } from '../availability/availability-queries.ts';
import { minutesBetween } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { lockWorkRow } from '../platform/work/work-repository.ts';
import { authorizations } from './authorizations-queue.ts';
import { unitsOf } from './cover-rules.ts';
import type { GuardedVisit, VisitLine } from './guard-queries.ts';
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
  if (use && kept) {
    // What was done was done under it, whatever fits by now.
    const isDone = use.state === 'used' || wanted === 'used';
    const isSame = line?.id === kept.id && use.units === unitsFor(kept, visit);
    if (isDone || isSame) {
      await keepUse(ctx, use, { visit, state: wanted });
      return { isUncovered: false, needed };
    }
  }
  if (use) await moveUnits(ctx, use, 'returned');
  if (!line) return { isUncovered: needed !== 'no', needed };
  const units = unitsFor(line, visit);
  const taken = await insertUse(ctx, { clinicId, lineId: line.id, appointmentId, startsAt, units });
  await moveUnits(ctx, taken, wanted);
  return { isUncovered: false, needed };
}

function unitsFor({ grant }: VisitLine, { startsAt, endsAt }: Visit): number {
  return unitsOf(grant.unit, minutesBetween(startsAt, endsAt));
}

async function keepUse(
  ctx: Ctx,
  use: UseRow,
  { visit, state }: { visit: Visit; state: Wanted },
): Promise<void> {
  if (use.starts_at !== visit.startsAt) await updateUse(ctx, use.id, { starts_at: visit.startsAt });
  if (use.state !== state) await moveUnits(ctx, use, state);
  else if (use.starts_at !== visit.startsAt) await announceMoved(ctx, await lineOfUse(ctx, use));
}

/** From one count to the other: the database refuses more than is granted. */
async function moveUnits(ctx: Ctx, use: UseRow, to: Wanted): Promise<void> {
  const line = await lineOfUse(ctx, use);
  const change = (state: Wanted): number =>
    (to === state ? use.units : 0) - (use.state === state ? use.units : 0);
  const units_reserved = line.units_reserved + change('reserved');
  const units_used = line.units_used + change('used');
  await updateUse(ctx, use.id, { state: to, at: ctx.now });
  const isUsedUp =
    line.status === 'approved' && units_used >= (line.granted_units ?? 0) && units_used > 0;
  const status = isUsedUp ? stepLine(ctx, line, 'consume') : line.status;
  await announceMoved(ctx, await updateLine(ctx, line, { units_reserved, units_used, status }));
}

async function lineOfUse(ctx: Ctx, use: UseRow): Promise<LineRow> {
  const line = await findLine(ctx, use.line_id);
  if (!line) throw new Error('Units are of a line that is not there.');
  return line;
}

async function announceMoved(ctx: Ctx, line: LineRow): Promise<void> {
  const row = await lockWorkRow(ctx, authorizations.name, line.request_id);
  if (!row) throw new Error('A line has no item.');
  const { units_reserved: reserved, units_used: used } = line;
  await settleItem(ctx, row, { act: 'units-moved', detail: { reserved, used } });
}
