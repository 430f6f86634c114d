// Rooms, devices and interpreters: added, changed, taken out of use and put back, retired.
import type { Override } from '#contract/override';
import type { OutOfUse, Resource, ResourceHours } from '#contract/resources';
import { listVisitsWith } from '../../calendar/occupied-queries.ts';
import { recordAudit } from '../../platform/audit/record-audit.ts';
import { recordChange } from '../../platform/change-log/record-change.ts';
import { normalInstant } from '../../platform/clock/instants.ts';
import { mayAct, type Ctx } from '../../platform/context.ts';
import { takeLocks } from '../../platform/db/advisory-locks.ts';
import { newId } from '../../platform/ids.ts';
import { conflict, invalidInput, notFound, ruleBroken } from '../../platform/problem.ts';
import { listClinicIds } from '../../staff/staff-queries.ts';
import { requireManaging } from '../availability-service.ts';
import { minuteOf } from '../availability-view.ts';
import { requireNoOrphans } from '../orphaned-visits.ts';
import { findKnownType, resourceLock } from './resource-queries.ts';
import {
  findResourceForUpdate,
  insertResource,
  updateResource,
  type ResourceRow,
} from './resource-repository.ts';
import { resourceView } from './resource-view.ts';

type Wish = Pick<Resource, 'name' | 'kind' | 'type' | 'sharedWith' | 'hours'>;

export async function addResource(ctx: Ctx, input: Wish & { clinicId: string }): Promise<Resource> {
  const { clinicId } = input;
  requireManaging(ctx, clinicId);
  const id = newId();
  await queueForName(ctx, clinicId);
  const row: ResourceRow = {
    organization_id: ctx.organizationId,
    id,
    clinic_id: clinicId,
    ...(await soundWish(ctx, { id, clinicId }, input)),
    out_of_use: [],
    active: true,
    version: 1,
  };
  if (!(await insertResource(ctx, row))) throw nameTaken();
  return announce(ctx, 'added', { after: row });
}

interface Known {
  resourceId: string;
  expectedVersion: number;
}

/** Visits that have it already keep it; what it is counts when one is placed anew. */
export async function changeResource(ctx: Ctx, input: Known & Wish): Promise<Resource> {
  const row = await takeForChange(ctx, input);
  await queueForName(ctx, row.clinic_id);
  const place = { id: row.id, clinicId: row.clinic_id };
  const changed = await updateResource(ctx, 'changed', row, {
    ...(await soundWish(ctx, place, input)),
    out_of_use: notOver(ctx, row),
  });
  if (!changed) throw nameTaken();
  return announce(ctx, 'changed', { before: row, after: changed });
}

const mostSpans = 50;

export async function takeOutOfUse(
  ctx: Ctx,
  input: Known & Omit<OutOfUse, 'id'> & { overrides: readonly Override[] },
): Promise<Resource> {
  const row = await takeForChange(ctx, input);
  const span = soundSpan(ctx, input);
  const others = notOver(ctx, row);
  if (others.length === mostSpans)
    throw ruleBroken('too-many-spans', 'It is out of use 50 times already; nothing was changed.');
  const overridden = await requireNoVisits(ctx, row, span, input.overrides);
  const out_of_use = [...others, span].sort((a, b) => a.startsAt.localeCompare(b.startsAt));
  const after = (await updateResource(ctx, 'taken-out-of-use', row, { out_of_use })) ?? row;
  return announce(ctx, 'taken-out-of-use', { before: row, after, overrides: overridden });
}

export async function putBackInUse(
  ctx: Ctx,
  input: Known & { outOfUseId: string },
): Promise<Resource> {
  const row = await takeForChange(ctx, input);
  const standing = notOver(ctx, row);
  const out_of_use = standing.filter(({ id }) => id !== input.outOfUseId);
  if (out_of_use.length === standing.length)
    throw ruleBroken('over', 'It is over or was called off already; nothing was changed.');
  const after = (await updateResource(ctx, 'put-back-in-use', row, { out_of_use })) ?? row;
  return announce(ctx, 'put-back-in-use', { before: row, after });
}

export async function retireResource(
  ctx: Ctx,
  input: Known & { overrides: readonly Override[] },
): Promise<Resource> {
  const row = await takeForChange(ctx, input);
  const fromNow = { startsAt: ctx.now, endsAt: null };
  const overridden = await requireNoVisits(ctx, row, fromNow, input.overrides);
  const after = (await updateResource(ctx, 'retired', row, { active: false })) ?? row;
  return announce(ctx, 'retired', { before: row, after, overrides: overridden });
}

/** No visit takes it until this transaction ends. */
async function takeForChange(
  ctx: Ctx,
  { resourceId, expectedVersion }: Known,
): Promise<ResourceRow> {
  const row = await findResourceForUpdate(ctx, resourceId);
  if (!row || !isSeen(ctx, row)) throw notFound('room, device or interpreter');
  requireManaging(ctx, row.clinic_id);
  if (row.version !== expectedVersion) throw conflict(resourceView(row));
  if (!row.active) throw ruleBroken('retired', 'It is no longer used; nothing was changed.');
  await takeLocks(ctx, { exclusive: [resourceLock(row.id)] });
  return row;
}

function isSeen(ctx: Ctx, row: ResourceRow): boolean {
  return [row.clinic_id, ...row.shared_with].some((clinicId) =>
    mayAct(ctx, 'availability:read', clinicId),
  );
}

/** Of two who give one name at once the second sees the first. */
function queueForName(ctx: Ctx, clinicId: string): Promise<void> {
  return takeLocks(ctx, { exclusive: [`resources ${clinicId}`] });
}

type Wished = Pick<ResourceRow, 'name' | 'kind' | 'type' | 'shared_with' | 'hours'>;

async function soundWish(
  ctx: Ctx,
  { id, clinicId }: { id: string; clinicId: string },
  wish: Wish,
): Promise<Wished> {
  requireSoundHours(wish.hours);
  const sharedWith = [...new Set(wish.sharedWith)].filter((other) => other !== clinicId);
  const clinics = new Set(sharedWith.length > 0 ? await listClinicIds(ctx) : []);
  if (!sharedWith.every((other) => clinics.has(other)))
    throw invalidInput('sharedWith', 'A clinic is not one of the organization.');
  // Visit types ask for a type in whatever clinic: one word in two spellings would be two types.
  const known = await findKnownType(ctx, wish.type, id);
  if (known && known.kind !== wish.kind)
    throw invalidInput('type', `“${known.type}” is of another kind already.`);
  return {
    name: wish.name,
    kind: wish.kind,
    type: known?.type ?? wish.type,
    shared_with: sharedWith,
    hours: wish.hours,
  };
}

function requireSoundHours(hours: readonly ResourceHours[]): void {
  for (const [at, { startsAt, endsAt }] of hours.entries())
    if (minuteOf(startsAt) >= minuteOf(endsAt))
      throw invalidInput(`hours.${String(at)}.endsAt`, 'It ends after it starts.');
}

const longestSpan = 400 * 86_400_000;

function soundSpan(ctx: Ctx, wish: Omit<OutOfUse, 'id'>): OutOfUse {
  const [startsAt, endsAt] = [normalInstant(wish.startsAt), normalInstant(wish.endsAt)];
  const length = Date.parse(endsAt) - Date.parse(startsAt);
  if (length <= 0) throw invalidInput('endsAt', 'It ends after it starts.');
  if (endsAt <= ctx.now) throw invalidInput('endsAt', 'That is past already.');
  if (length > longestSpan) throw invalidInput('endsAt', 'At most 400 days at once.');
  return { id: newId(), startsAt, endsAt, note: wish.note === '' ? null : wish.note };
}

function notOver(ctx: Ctx, { out_of_use }: ResourceRow): OutOfUse[] {
  return out_of_use.filter(({ endsAt }) => endsAt > ctx.now);
}

/** Booked visits that have it then, unless the caller leaves it to them. */
async function requireNoVisits(
  ctx: Ctx,
  row: ResourceRow,
  span: { startsAt: string; endsAt: string | null },
  overrides: readonly Override[],
): Promise<Override[]> {
  const startsAt = span.startsAt < ctx.now ? ctx.now : span.startsAt;
  const { visits, elsewhere } = await listVisitsWith(ctx, { ...span, startsAt, row });
  return requireNoOrphans(ctx, row.clinic_id, {
    orphans: visits,
    elsewhere,
    overrides,
    words: 'have it then: give them another one, move or cancel first.',
  });
}

/** Consoles of the clinics that share it, or did, hear of it where the caller may write to them. */
function announce(
  ctx: Ctx,
  act: 'added' | 'changed' | 'taken-out-of-use' | 'put-back-in-use' | 'retired',
  of: { before?: ResourceRow; after: ResourceRow; overrides?: readonly Override[] },
): Resource {
  const { before, after, overrides = [] } = of;
  const view = resourceView(after);
  const { id: entityId, clinicId, kind, version } = view;
  const type = `availability.resource-${act}`;
  const sharing = [...after.shared_with, ...(before?.shared_with ?? [])];
  const hearing = sharing.filter((other) => mayAct(ctx, 'availability:read', other));
  for (const each of new Set([clinicId, ...hearing]))
    recordChange(ctx, { type, clinicId: each, entityId, version, payload: view });
  recordAudit(ctx, { act: type, clinicId, entityId, detail: { kind, version, overrides } });
  return view;
}

function nameTaken(): Error {
  return invalidInput('name', 'The clinic has one of this name already.');
}
