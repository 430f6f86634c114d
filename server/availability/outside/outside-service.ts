// Calendars that providers keep elsewhere: read from a file, kept as the times that they take, forgotten.
import { createHash } from 'node:crypto';
import type { Override } from '#contract/override';
import type { OutsideCalendar, OutsidePreview } from '#contract/outside-calendar';
import { countElsewhereIn } from '../../calendar/occupied-queries.ts';
import {
  readBusyTime,
  type BusyReading,
  type BusyWindow,
} from '../../interop/ical/read-busy-time.ts';
import { recordAudit } from '../../platform/audit/record-audit.ts';
import { recordChange } from '../../platform/change-log/record-change.ts';
import { plusMinutes } from '../../platform/clock/instants.ts';
import { mayAct, type Ctx } from '../../platform/context.ts';
import { takeLocks } from '../../platform/db/advisory-locks.ts';
import { newId } from '../../platform/ids.ts';
import { conflict, invalidInput, notFound, ruleBroken } from '../../platform/problem.ts';
import { getClinic, listClinicsOfProvider, worksInClinic } from '../../staff/staff-queries.ts';
import { templateLock } from '../availability-queries.ts';
import { datesBetween, without, type Span } from '../availability-rules.ts';
import { requireManaging } from '../availability-service.ts';
import type { Exception } from '../exception-rules.ts';
import {
  listOrphansOf,
  orphansToldOf,
  requireNoOrphans,
  type FoundOrphans,
} from '../orphaned-visits.ts';
import { listTemplateRows, textOf, withProviderExceptions } from '../working-hours.ts';
import { countOutsideOf, outsideView } from './outside-queries.ts';
import {
  findOutsideForUpdate,
  insertOutside,
  replaceBusy,
  updateOutside,
  type BusyRow,
  type OutsideRow,
} from './outside-repository.ts';

export interface OutsidePlace {
  clinicId: string;
  providerId: string;
  outsideCalendarId?: string | undefined;
}

const horizonMinutes = 400 * 1440;
const mostOfProvider = 5;
const mostTold = 50;

/** Before a byte of the file is read; answers for where and when it is. */
export async function allowOutsideFile(
  ctx: Ctx,
  { clinicId, providerId, outsideCalendarId }: OutsidePlace,
): Promise<BusyWindow> {
  requireManaging(ctx, clinicId);
  if (!(await worksInClinic(ctx, providerId, clinicId)))
    throw invalidInput('providerId', 'This provider does not work in the clinic.');
  if (outsideCalendarId !== undefined)
    await takeStanding(ctx, outsideCalendarId, { clinicId, providerId });
  const { zone } = await getClinic(ctx, clinicId);
  return { zone, fromAt: ctx.now, untilAt: plusMinutes(ctx.now, horizonMinutes) };
}

export function readOutsideFile(bytes: Uint8Array, window: BusyWindow): BusyReading {
  return readBusyTime(bytes, window);
}

type Readable = Extract<BusyReading, { spans: unknown }>;

function requireReadable(reading: BusyReading): Readable {
  if (!('refused' in reading)) return reading;
  const { line, reason } = reading.refused;
  throw ruleBroken(
    'unreadable-file',
    `The file cannot be read: line ${String(line)} ${reason}. Nothing was changed.`,
  );
}

export async function previewOutside(
  ctx: Ctx,
  place: OutsidePlace,
  reading: BusyReading,
): Promise<OutsidePreview> {
  await allowOutsideFile(ctx, place);
  const { spans, problems, free } = requireReadable(reading);
  const found = await findOrphans(ctx, place, spans.map(spanOf));
  return {
    busy: spans.length,
    firstAt: spans[0]?.startsAt ?? null,
    lastAt: spans.reduce<string | null>(
      (last, { endsAt }) => (last === null || endsAt > last ? endsAt : last),
      null,
    ),
    free,
    problems: problems.slice(0, mostTold).map(({ line, reason }) => ({ line, reason })),
    unread: problems.length,
    visits: orphansToldOf(found),
  };
}

export async function keepOutside(
  ctx: Ctx,
  input: OutsidePlace & { name: string; overrides: readonly Override[] },
  reading: BusyReading,
): Promise<OutsideCalendar> {
  const { clinicId, providerId, outsideCalendarId, name, overrides } = input;
  const { untilAt } = await allowOutsideFile(ctx, input);
  const { spans, problems } = requireReadable(reading);
  await takeLocks(ctx, { exclusive: [templateLock(providerId)] });
  if (outsideCalendarId === undefined && (await countOutsideOf(ctx, providerId)) >= mostOfProvider)
    throw ruleBroken(
      'too-many-calendars',
      `A provider has ${String(mostOfProvider)} outside calendars at most: remove one first. Nothing was changed.`,
    );
  const found = await findOrphans(ctx, input, spans.map(spanOf));
  const overridden = requireNoOrphans(ctx, clinicId, { ...found, overrides, words });
  const read = { name, read_at: ctx.now, until_at: untilAt };
  const counted = { busy: spans.length, unread: problems.length };
  const known =
    outsideCalendarId === undefined
      ? null
      : await takeStanding(ctx, outsideCalendarId, { clinicId, providerId });
  const row = known
    ? await updateOutside(ctx, 'kept', known, { ...read, ...counted })
    : {
        organization_id: ctx.organizationId,
        id: newId(),
        clinic_id: clinicId,
        provider_id: providerId,
        ...{ ...read, ...counted, removed_at: null, version: 1 },
      };
  if (!known) await insertOutside(ctx, row);
  await replaceBusy(ctx, row, spans.map(busyRow));
  return announce(ctx, 'kept', row, overridden);
}

export async function removeOutside(
  ctx: Ctx,
  { outsideCalendarId, expectedVersion }: { outsideCalendarId: string; expectedVersion: number },
): Promise<OutsideCalendar> {
  const row = await findOutsideForUpdate(ctx, outsideCalendarId);
  if (!row || !mayAct(ctx, 'availability:read', row.clinic_id)) throw notFound('calendar');
  requireManaging(ctx, row.clinic_id);
  if (row.version !== expectedVersion) throw conflict(outsideView(row));
  requireStanding(row);
  await takeLocks(ctx, { exclusive: [templateLock(row.provider_id)] });
  const removed = await updateOutside(ctx, 'removed', row, { removed_at: ctx.now, busy: 0 });
  await replaceBusy(ctx, removed, []);
  return announce(ctx, 'removed', removed, []);
}

const words = 'would stand in busy time of the calendar: move or cancel first.';

async function takeStanding(
  ctx: Ctx,
  id: string,
  { clinicId, providerId }: { clinicId: string; providerId: string },
): Promise<OutsideRow> {
  const row = await findOutsideForUpdate(ctx, id);
  if (row?.clinic_id !== clinicId || row.provider_id !== providerId) throw notFound('calendar');
  requireStanding(row);
  return row;
}

function requireStanding({ removed_at }: OutsideRow): void {
  if (removed_at !== null)
    throw ruleBroken('over', 'This calendar was removed already; nothing was changed.');
}

/** Booked visits that fit the hours as they are, and would not with these times taken. */
async function findOrphans(
  ctx: Ctx,
  { clinicId, providerId, outsideCalendarId }: OutsidePlace,
  spans: readonly Span[],
): Promise<FoundOrphans> {
  if (spans.length === 0) return { orphans: [], elsewhere: 0 };
  const span = {
    from: Date.parse(ctx.now),
    until: spans.reduce((last, { until }) => Math.max(last, until), 0),
  };
  const { zone } = await getClinic(ctx, clinicId);
  const dates = datesBetween(span, zone);
  const before = await listTemplateRows(ctx, {
    clinicId,
    providerIds: [providerId],
    between: { first: dates[0] ?? '', last: dates.at(-1) ?? '' },
  });
  const all = before.exceptions.get(providerId) ?? [];
  const others = all.filter(({ id }) => id !== outsideCalendarId);
  const taken = spans.map((one) => blocking(outsideCalendarId ?? '', one));
  const after = withProviderExceptions(before, providerId, [...others, ...taken]);
  const reach = { clinicId, providerId, fromAt: ctx.now, untilAt: textOf(span.until) };
  const newly = without(
    spans,
    all.filter(({ id }) => id === outsideCalendarId),
  );
  return {
    orphans: await listOrphansOf(ctx, reach, { before, after }),
    elsewhere: await countElsewhereIn(ctx, {
      clinicId,
      providerId,
      spans: newly
        .filter(({ until }) => until > span.from)
        .map(({ from, until }) => ({ startsAt: textOf(from), endsAt: textOf(until) })),
    }),
  };
}

function blocking(id: string, span: Span): Exception {
  const terms = { visitTypeIds: [], patients: 'any', opensAt: null } as const;
  return { id, kind: 'outside-calendar', ...span, ...terms };
}

const minute = 60_000;

/** Whole minutes, as visits have them: a second of a minute takes it all. */
function spanOf({ startsAt, endsAt }: { startsAt: string; endsAt: string }): Span {
  return {
    from: Math.floor(Date.parse(startsAt) / minute) * minute,
    until: Math.ceil(Date.parse(endsAt) / minute) * minute,
  };
}

/** The name of an event may tell whom it is with: of it a hash is kept. */
function busyRow(span: { uid: string; startsAt: string; endsAt: string }): BusyRow {
  const { from, until } = spanOf(span);
  const eventHash = createHash('sha256').update(span.uid).digest('base64url');
  return { eventHash, startsAt: textOf(from), endsAt: textOf(until) };
}

/** Consoles of the provider's other clinics hear of it where the caller may write to them. */
async function announce(
  ctx: Ctx,
  act: 'kept' | 'removed',
  row: OutsideRow,
  overrides: readonly Override[],
): Promise<OutsideCalendar> {
  const view = outsideView(row);
  const { id: entityId, clinicId, providerId, version, busy, unread } = view;
  const type = `availability.outside-calendar-${act}`;
  const theirs = await listClinicsOfProvider(ctx, providerId);
  const hearing = theirs.filter((other) => mayAct(ctx, 'availability:read', other));
  for (const each of new Set([clinicId, ...hearing]))
    recordChange(ctx, { type, clinicId: each, entityId, version, payload: view });
  const detail = { providerId, busy, unread, version, overrides };
  recordAudit(ctx, { act: type, clinicId, entityId, detail });
  return view;
}
