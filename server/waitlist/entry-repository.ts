// The only SQL that writes waitlist entries.
import type { Entry } from '#contract/waitlist-entry';
import type { EntryStatus } from '#contract/waitlist-workflows';
import type { Ctx } from '../platform/context.ts';
import { recordVersion } from '../platform/db/record-version.ts';

export interface EntryRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  patient_id: string;
  visit_type_id: string;
  urgency: Entry['urgency'];
  provider_ids: string[];
  provider_language: string | null;
  provider_gender: Entry['providerGender'];
  weekdays: number[];
  earliest_time: string | null;
  latest_time: string | null;
  earliest_on: string | null;
  latest_on: string | null;
  not_on: string[];
  min_notice_hours: number;
  appointment_id: string | null;
  contact_consent: boolean;
  status: EntryStatus;
  added_at: string;
  version: number;
}

const table = 'waitlist_entry';

/** Locked until the transaction ends; take an opening's lock before it. */
export function lockEntry(ctx: Ctx, id: string): Promise<EntryRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .forUpdate()
    .first<EntryRow | undefined>('*');
}

/** Nothing where another transaction holds it: another opening asks this patient at this moment. */
export function lockEntryUnlessBusy(ctx: Ctx, id: string): Promise<EntryRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .forUpdate()
    .skipLocked()
    .first<EntryRow | undefined>('*');
}

/** The active and paused entries that a visit is paired with, locked. */
export function lockEntriesOfVisit(ctx: Ctx, appointmentId: string): Promise<EntryRow[]> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, appointment_id: appointmentId })
    .whereIn('status', ['active', 'paused'])
    .orderBy('id')
    .forUpdate()
    .select<EntryRow[]>('*');
}

/** A patient's active and paused entries, in the clinics of the scope. */
export function listWaitingEntriesOf(ctx: Ctx, patientId: string): Promise<EntryRow[]> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, patient_id: patientId })
    .whereIn('status', ['active', 'paused'])
    .orderBy('id')
    .select<EntryRow[]>('*');
}

/**
 * Who waits longer than their clinic lets anybody wait, or could come until a day that is past there, and holds no
 * offer. Rows that another server works on are skipped.
 */
export async function lockAgedEntries(
  ctx: Ctx,
  rule: { name: string; days: number },
): Promise<EntryRow[]> {
  return (
    ctx
      .db(`${table} as e`)
      .whereRaw(
        `e.organization_id = ? and e.id in (
         select w.id from clinic c
         left join dated_rule r on r.organization_id = c.organization_id and r.clinic_id = c.id
           and r.rule = ? and r.effective_to is null
         cross join lateral (
           (select id from waitlist_entry a
             where a.organization_id = c.organization_id and a.clinic_id = c.id
               and a.status in ('active', 'paused')
               and a.added_at < cast(? as timestamptz)
                 - make_interval(days => coalesce(cast(r.value ->> 'days' as integer), ?))
             limit 7)
           union all
           (select id from waitlist_entry l
             where l.organization_id = c.organization_id and l.clinic_id = c.id
               and l.status in ('active', 'paused')
               and l.latest_on < cast(cast(? as timestamptz) at time zone c.zone as date)
             limit 7)
         ) w
         where c.organization_id = ?)`,
        [ctx.organizationId, rule.name, ctx.now, rule.days, ctx.now, ctx.organizationId],
      )
      .whereRaw(
        `not exists (select from waitlist_offer o
         where o.organization_id = e.organization_id and o.entry_id = e.id and o.status in ('queued', 'sent'))`,
      )
      .whereIn('e.status', ['active', 'paused'])
      .orderBy('e.id')
      // A few at a time: each is a version, an audit entry and a change.
      .limit(7)
      .forUpdate('e')
      .skipLocked()
      .select<EntryRow[]>('e.*')
  );
}

/** `null` when the patient waits for this visit type here already. */
export async function insertEntry(
  ctx: Ctx,
  entry: Omit<EntryRow, 'organization_id' | 'version'>,
): Promise<EntryRow | null> {
  const [row] = (await ctx
    .db(table)
    .insert({ ...entry, organization_id: ctx.organizationId })
    .onConflict()
    .ignore()
    .returning('*')) as EntryRow[];
  if (!row) return null;
  await recordVersion(ctx, table, 'added', row);
  return row;
}

/** Of a row that this transaction holds locked. */
export async function updateEntry(
  ctx: Ctx,
  entry: EntryRow,
  act: string,
  change: Partial<Pick<EntryRow, 'status' | 'appointment_id' | 'not_on'>>,
): Promise<EntryRow> {
  const [row] = (await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id: entry.id, version: entry.version })
    .update({ ...change, version: entry.version + 1 })
    .returning('*')) as EntryRow[];
  if (!row) throw new Error('A locked waitlist entry changed under its lock.');
  await recordVersion(ctx, table, act, row);
  return row;
}
