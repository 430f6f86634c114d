// Read models of the waitlist, and the read door for other slices.
import { feedOf } from '#contract/realtime';
import { compareEntries, type Entry } from '#contract/waitlist-entry';
import { type Offer, type Opening } from '#contract/waitlist-opening';
import { listPatientSummaries } from '../patients/patients-queries.ts';
import { currentSeq } from '../platform/change-log/change-queries.ts';
import { dayBounds, localDateOf } from '../platform/clock/instants.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';
import { getClinic } from '../staff/staff-queries.ts';
import type { EntryRow } from './entry-repository.ts';
import { offerColumns, type OfferRow } from './offer-repository.ts';
import { liveOpening, type OpeningRow } from './opening-repository.ts';
import { denyReading, type Holds } from './waitlist-policy.ts';
import { entryView, offerView, openingView } from './waitlist-view.ts';

const waiting = ['active', 'paused'] as const;

export async function listEntries(
  ctx: Ctx,
  clinicId: string,
): Promise<{ items: Entry[]; asOf: number }> {
  const asOf = await currentSeq(ctx, feedOf('waitlist', clinicId));
  const rows = await ctx
    .db('waitlist_entry')
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId })
    .whereIn('status', waiting)
    .select<EntryRow[]>('*');
  return { items: (await entryViews(ctx, rows)).toSorted(compareEntries), asOf };
}

export async function listEntriesById(ctx: Ctx, ids: readonly string[]): Promise<Entry[]> {
  const rows = await ctx
    .db('waitlist_entry')
    .where({ organization_id: ctx.organizationId })
    .whereIn('id', ids)
    .select<EntryRow[]>('*');
  return entryViews(ctx, rows);
}

export async function listPatientEntries(ctx: Ctx, patientId: string): Promise<{ items: Entry[] }> {
  const rows = await ctx
    .db('waitlist_entry')
    .where({ organization_id: ctx.organizationId, patient_id: patientId })
    .orderBy([
      { column: 'added_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .select<EntryRow[]>('*');
  const visible = rows.filter((row) => mayAct(ctx, 'waitlist:read', row.clinic_id));
  return { items: await entryViews(ctx, visible) };
}

/** Those that can still be filled and those that ended today in the clinic's zone, soonest first. */
export async function listOpenings(
  ctx: Ctx,
  clinicId: string,
): Promise<{ openings: Opening[]; offers: Offer[]; asOf: number }> {
  const asOf = await currentSeq(ctx, feedOf('waitlist', clinicId));
  const { zone } = await getClinic(ctx, clinicId);
  const today = dayBounds(localDateOf(ctx.now, zone), zone);
  const openings = await ctx
    .db('waitlist_opening')
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId })
    .where((either) => {
      void either.whereIn('status', liveOpening).orWhere('ended_at', '>=', today.startsAt);
    })
    .orderBy(['starts_at', 'id'])
    .select<OpeningRow[]>('*');
  const offers = await ctx
    .db('waitlist_offer')
    .where({ organization_id: ctx.organizationId })
    .whereIn(
      'opening_id',
      openings.map((opening) => opening.id),
    )
    .orderBy('id')
    .select<OfferRow[]>(...offerColumns);
  return { openings: openings.map(openingView), offers: await offerViews(ctx, offers), asOf };
}

export async function countOpenings(ctx: Ctx, clinicId: string): Promise<number> {
  const row = await ctx
    .db('waitlist_opening')
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId })
    .whereIn('status', liveOpening)
    .count<{ count: number }[]>('* as count')
    .first();
  return row?.count ?? 0;
}

/** Not found also for those who may not read this clinic's waitlist. */
export async function getOpeningRow(ctx: Ctx, id: string): Promise<OpeningRow> {
  const row = await ctx
    .db('waitlist_opening')
    .where({ organization_id: ctx.organizationId, id })
    .first<OpeningRow | undefined>('*');
  return requireReadable(ctx, row, 'opening');
}

export function requireReadable<R extends { clinic_id: string }>(
  ctx: Ctx,
  row: R | undefined,
  what: string,
): R {
  const holds: Holds = (permission, clinicId) => mayAct(ctx, permission, clinicId);
  if (!row || denyReading(holds, row.clinic_id) !== null) throw notFound(what);
  return row;
}

export async function entryViews(ctx: Ctx, rows: readonly EntryRow[]): Promise<Entry[]> {
  const patients = await listPatientSummaries(
    ctx,
    rows.map((row) => row.patient_id),
  );
  const visits = await standingVisits(
    ctx,
    rows.flatMap((row) => row.appointment_id ?? []),
  );
  return rows.map((row) => {
    const patient = patients.get(row.patient_id);
    if (!patient) throw notFound('patient');
    return entryView(row, patient, visits.get(row.appointment_id ?? '') ?? null);
  });
}

export async function offerViews(ctx: Ctx, rows: readonly OfferRow[]): Promise<Offer[]> {
  const patients = await listPatientSummaries(
    ctx,
    rows.map((row) => row.patient_id),
  );
  return rows.map((row) => {
    const patient = patients.get(row.patient_id);
    if (!patient) throw notFound('patient');
    return offerView(row, patient);
  });
}

/** A cancelled visit stands no longer; undoing the cancellation brings it back. */
async function standingVisits(
  ctx: Ctx,
  ids: readonly string[],
): Promise<Map<string, NonNullable<Entry['appointment']>>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx
    .db('appointment')
    .where({ organization_id: ctx.organizationId, status: 'booked' })
    .whereRaw('id = any(?)', [[...new Set(ids)]])
    .select<{ id: string; startsAt: string }[]>('id', 'starts_at as startsAt');
  return new Map(rows.map((row) => [row.id, row]));
}
