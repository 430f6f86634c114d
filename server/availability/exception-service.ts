// Time off, meetings, other blocks and extra hours of providers: entered, changed, called off.
import type { Override } from '#contract/override';
import type { ScheduleException } from '#contract/schedule-exception';
import { countElsewhere } from '../calendar/occupied-queries.ts';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { normalInstant, plusMinutes } from '../platform/clock/instants.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { takeLocks } from '../platform/db/advisory-locks.ts';
import { newId } from '../platform/ids.ts';
import { conflict, invalidInput, notFound, ruleBroken } from '../platform/problem.ts';
import { getClinic, listClinicsOfProvider, worksInClinic } from '../staff/staff-queries.ts';
import { listVisitTypes, templateLock } from './availability-queries.ts';
import { datesBetween, localDay } from './availability-rules.ts';
import { requireManaging } from './availability-service.ts';
import { exceptionOf, exceptionView } from './exception-queries.ts';
import {
  findExceptionForUpdate,
  insertException,
  updateException,
  type ExceptionRow,
} from './exception-repository.ts';
import { takesAway } from './exception-rules.ts';
import { listOrphansOf, requireNoOrphans } from './orphaned-visits.ts';
import {
  listTemplateRows,
  spansOn,
  textOf,
  withProviderExceptions,
  type TemplateRows,
} from './working-hours.ts';

type Wish = Pick<ScheduleException, 'kind' | 'startsAt' | 'endsAt' | 'note' | 'visitTypeIds'>;
interface Overridden {
  overrides: readonly Override[];
}

export interface TimeOff {
  clinicId: string;
  providerId: string;
  startsAt: string;
  endsAt: string;
  note: string | null;
}

export type AddException = Wish & Overridden & { clinicId: string; providerId: string };

export async function addException(ctx: Ctx, input: AddException): Promise<ScheduleException> {
  const { clinicId, providerId, overrides } = input;
  requireManaging(ctx, clinicId);
  if (!(await worksInClinic(ctx, providerId, clinicId)))
    throw invalidInput('providerId', 'This provider does not work in the clinic.');
  const row: ExceptionRow = {
    organization_id: ctx.organizationId,
    id: newId(),
    clinic_id: clinicId,
    provider_id: providerId,
    ...(await soundWish(ctx, clinicId, input)),
    removed_at: null,
    version: 1,
  };
  await takeLocks(ctx, { exclusive: [templateLock(providerId)] });
  const overridden = await requireOrphansLeft(ctx, { before: null, after: row }, overrides);
  await insertException(ctx, row);
  return announce(ctx, 'added', row, overridden);
}

/**
 * Time off that a rescue enters: it answers itself for the visits that stand in it, and whoever calls this has judged
 * who may.
 */
export async function enterTimeOff(
  ctx: Ctx,
  { clinicId, providerId, ...span }: TimeOff,
): Promise<ScheduleException> {
  const wish: Wish = { ...span, kind: 'time-off', visitTypeIds: [] };
  const row: ExceptionRow = {
    organization_id: ctx.organizationId,
    id: newId(),
    clinic_id: clinicId,
    provider_id: providerId,
    ...(await soundWish(ctx, clinicId, wish)),
    removed_at: null,
    version: 1,
  };
  await takeLocks(ctx, { exclusive: [templateLock(providerId)] });
  await insertException(ctx, row);
  return announce(ctx, 'added', row, []);
}

/** For who calls it off together with much else: its row comes before every other lock, as where it is changed alone. */
export async function lockTimeOff(ctx: Ctx, exceptionId: string): Promise<void> {
  await findExceptionForUpdate(ctx, exceptionId);
}

/** Calls it off again, unless somebody has changed it since. */
export async function withdrawTimeOff(ctx: Ctx, exceptionId: string): Promise<void> {
  const row = await findExceptionForUpdate(ctx, exceptionId);
  if (row?.version !== 1) return;
  await takeLocks(ctx, { exclusive: [templateLock(row.provider_id)] });
  await announce(
    ctx,
    'removed',
    await updateException(ctx, 'removed', row, { removed_at: ctx.now }),
    [],
  );
}

interface Known {
  exceptionId: string;
  expectedVersion: number;
}

export async function changeException(
  ctx: Ctx,
  input: Known & Wish & Overridden,
): Promise<ScheduleException> {
  const row = await takeForChange(ctx, input);
  const wish = await soundWish(ctx, row.clinic_id, input);
  const after = { ...row, ...wish };
  const overridden = await requireOrphansLeft(ctx, { before: row, after }, input.overrides);
  return announce(ctx, 'changed', await updateException(ctx, 'changed', row, wish), overridden);
}

export async function removeException(
  ctx: Ctx,
  input: Known & Overridden,
): Promise<ScheduleException> {
  const row = await takeForChange(ctx, input);
  const overridden = await requireOrphansLeft(ctx, { before: row, after: null }, input.overrides);
  const removed = await updateException(ctx, 'removed', row, { removed_at: ctx.now });
  return announce(ctx, 'removed', removed, overridden);
}

async function takeForChange(
  ctx: Ctx,
  { exceptionId, expectedVersion }: Known,
): Promise<ExceptionRow> {
  const row = await findExceptionForUpdate(ctx, exceptionId);
  if (!row || !mayAct(ctx, 'availability:read', row.clinic_id)) throw notFound('time off');
  requireManaging(ctx, row.clinic_id);
  if (row.version !== expectedVersion) throw conflict(exceptionView(row));
  if (row.removed_at !== null || row.ends_at <= ctx.now)
    throw ruleBroken('over', 'It is over or was called off already; nothing was changed.');
  await takeLocks(ctx, { exclusive: [templateLock(row.provider_id)] });
  return row;
}

type Wished = Pick<ExceptionRow, 'kind' | 'starts_at' | 'ends_at' | 'note' | 'visit_type_ids'>;

const dayMs = 86_400_000;
const longest = { away: 400 * dayMs, extra: dayMs };

async function soundWish(ctx: Ctx, clinicId: string, wish: Wish): Promise<Wished> {
  const [startsAt, endsAt] = [normalInstant(wish.startsAt), normalInstant(wish.endsAt)];
  const length = Date.parse(endsAt) - Date.parse(startsAt);
  for (const [path, instant] of [
    ['startsAt', startsAt],
    ['endsAt', endsAt],
  ] as const)
    if (!instant.endsWith(':00.000Z')) throw invalidInput(path, 'A whole minute is needed.');
  if (length <= 0) throw invalidInput('endsAt', 'It ends after it starts.');
  if (endsAt <= ctx.now) throw invalidInput('endsAt', 'That is past already.');
  if (takesAway(wish)) {
    if (length > longest.away) throw invalidInput('endsAt', 'At most 400 days at once.');
    if (wish.visitTypeIds.length > 0)
      throw invalidInput('visitTypeIds', 'Only extra hours have visit types.');
  } else {
    if (length > longest.extra) throw invalidInput('endsAt', 'Extra hours last 24 hours at most.');
    await requireOwnTypes(ctx, clinicId, wish.visitTypeIds);
  }
  return {
    kind: wish.kind,
    starts_at: startsAt,
    ends_at: endsAt,
    note: wish.note === '' ? null : wish.note,
    visit_type_ids: [...new Set(wish.visitTypeIds)],
  };
}

async function requireOwnTypes(
  ctx: Ctx,
  clinicId: string,
  visitTypeIds: readonly string[],
): Promise<void> {
  const known = new Set((await listVisitTypes(ctx, clinicId)).map(({ id }) => id));
  if (!visitTypeIds.every((id) => known.has(id)))
    throw invalidInput('visitTypeIds', 'A visit type is not one of the clinic.');
}

/** The visits that stand in the way, unless the caller leaves them there; and that extra hours fall on no closed day. */
async function requireOrphansLeft(
  ctx: Ctx,
  { before, after }: { before: ExceptionRow | null; after: ExceptionRow | null },
  overrides: readonly Override[],
): Promise<Override[]> {
  const touched = [before, after].filter((row) => row !== null);
  const [{ clinic_id: clinicId, provider_id: providerId }] = touched as [ExceptionRow];
  const span = {
    from: Math.min(...touched.map((row) => Date.parse(row.starts_at))),
    until: Math.max(...touched.map((row) => Date.parse(row.ends_at))),
  };
  const { zone } = await getClinic(ctx, clinicId);
  const dates = datesBetween(span, zone);
  const hours = await listTemplateRows(ctx, {
    clinicId,
    providerIds: [providerId],
    between: { first: dates[0] ?? '', last: dates.at(-1) ?? '' },
  });
  if (after && !takesAway(after)) requireOpen(hours, after, zone);
  const others = (hours.exceptions.get(providerId) ?? []).filter(({ id }) => id !== before?.id);
  const wanted = {
    clinicId,
    providerId,
    // No visit is longer than eight hours: one that begins before may reach into it.
    fromAt: plusMinutes(textOf(span.from), -480),
    untilAt: textOf(span.until),
  };
  return requireNoOrphans(ctx, clinicId, {
    orphans: await listOrphansOf(ctx, wanted, {
      before: hours,
      after: withProviderExceptions(hours, providerId, [
        ...others,
        ...(after ? [exceptionOf(after)] : []),
      ]),
    }),
    elsewhere: await newlyBlockedElsewhere(ctx, before, after),
    overrides,
  });
}

function datesOf({ starts_at, ends_at }: ExceptionRow, zone: string): string[] {
  return datesBetween({ from: Date.parse(starts_at), until: Date.parse(ends_at) }, zone);
}

function requireOpen(
  { closedOn, closedHoursOn }: Pick<TemplateRows, 'closedOn' | 'closedHoursOn'>,
  row: ExceptionRow,
  zone: string,
): void {
  const [from, until] = [Date.parse(row.starts_at), Date.parse(row.ends_at)];
  const reasons = datesOf(row, zone).flatMap((date) => {
    const then = closedHoursOn(date).filter((closed) =>
      spansOn(localDay(date, zone), [closed]).some(
        (span) => span.from < until && from < span.until,
      ),
    );
    return [closedOn(date), ...then.map(({ reason }) => reason)];
  });
  const reason = reasons.find((because) => because !== null);
  if (reason !== undefined)
    throw ruleBroken(
      'clinic-closed',
      `The clinic is closed then (${reason}): open it in the clinic’s hours first. Nothing was changed.`,
    );
}

/** Time off counts in every clinic; what shrinks it blocks nothing new. */
async function newlyBlockedElsewhere(
  ctx: Ctx,
  before: ExceptionRow | null,
  after: ExceptionRow | null,
): Promise<number> {
  if (!after || !takesAway(after)) return 0;
  const held =
    before !== null &&
    takesAway(before) &&
    before.starts_at <= after.starts_at &&
    after.ends_at <= before.ends_at;
  if (held) return 0;
  return countElsewhere(ctx, {
    clinicId: after.clinic_id,
    providerId: after.provider_id,
    startsAt: after.starts_at < ctx.now ? ctx.now : after.starts_at,
    endsAt: after.ends_at,
  });
}

/** Consoles of the provider's other clinics hear of it where the caller may write to them. */
async function announce(
  ctx: Ctx,
  act: 'added' | 'changed' | 'removed',
  row: ExceptionRow,
  overrides: readonly Override[],
): Promise<ScheduleException> {
  const view = exceptionView(row);
  const { id: entityId, clinicId, providerId, version, kind, startsAt, endsAt } = view;
  const type = `availability.exception-${act}`;
  const theirs = takesAway(view) ? await listClinicsOfProvider(ctx, providerId) : [];
  const hearing = theirs.filter((other) => mayAct(ctx, 'availability:read', other));
  for (const each of new Set([clinicId, ...hearing]))
    recordChange(ctx, { type, clinicId: each, entityId, version, payload: view });
  const detail = { providerId, kind, startsAt, endsAt, version, overrides };
  recordAudit(ctx, { act: type, clinicId, entityId, detail });
  return view;
}
