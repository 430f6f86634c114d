// Time off and extra hours: for lists, and for the hours of a day.
import type { BusinessCalendar } from '#contract/business-calendar';
import type { ScheduleException } from '#contract/schedule-exception';
import { dayBounds } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { businessCalendar } from '../platform/work/business-calendar.ts';
import { getClinic } from '../staff/staff-queries.ts';
import type { ExceptionRow } from './exception-repository.ts';
import type { Exception } from './exception-rules.ts';

export function exceptionView(row: ExceptionRow): ScheduleException {
  return {
    id: row.id,
    clinicId: row.clinic_id,
    providerId: row.provider_id,
    kind: row.kind,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    note: row.note,
    visitTypeIds: row.visit_type_ids,
    removedAt: row.removed_at,
    version: row.version,
  };
}

/** Soonest first: those of a local day or from one to another, or all that run or are to come. */
export async function listExceptions(
  ctx: Ctx,
  wanted: { clinicId: string; providerId?: string; date?: string | undefined; lastDate?: string },
): Promise<ScheduleException[]> {
  const { clinicId, providerId, date, lastDate = date } = wanted;
  const { zone } = await getClinic(ctx, clinicId);
  const startsAt = date === undefined ? ctx.now : dayBounds(date, zone).startsAt;
  const query = ctx
    .db('schedule_exception as x')
    .where({ 'x.organization_id': ctx.organizationId })
    .whereNull('x.removed_at')
    .whereRaw(
      `x.provider_id = any(array(select p.provider_id from provider_clinic p
         where p.organization_id = x.organization_id and p.clinic_id = ?))`,
      [clinicId],
    )
    .whereRaw(`(x.kind <> 'extra-hours' or x.clinic_id = ?)`, [clinicId])
    .where('x.ends_at', '>', startsAt)
    .orderBy(['x.starts_at', 'x.id'])
    .limit(1000);
  if (lastDate !== undefined) query.where('x.starts_at', '<', dayBounds(lastDate, zone).endsAt);
  if (providerId !== undefined) query.where('x.provider_id', providerId);
  return (await query.select<ExceptionRow[]>('x.*')).map(exceptionView);
}

/** As it stood before its newest version; `null` of one that is new. */
export async function findExceptionBefore(
  ctx: Ctx,
  { id, version }: Pick<ScheduleException, 'id' | 'version'>,
): Promise<ScheduleException | null> {
  const kept = await ctx
    .db('schedule_exception_version')
    .where({ organization_id: ctx.organizationId, id, version: version - 1 })
    .first<{ row: ExceptionRow } | undefined>('row');
  return kept ? exceptionView(kept.row) : null;
}

interface StoredException {
  id: string;
  provider_id: string;
  kind: Exception['kind'];
  starts_at: string;
  ends_at: string;
  visit_type_ids: string[];
}

/** What stands against the weekly hours in a clinic, in one read: its calendar, its providers' exceptions, and when they are
 * busy by outside calendars. */
export async function readDeviations(
  ctx: Ctx,
  wanted: {
    clinicId: string;
    providerIds: readonly string[] | null;
    startsAt: string;
    endsAt: string | null;
  },
): Promise<{ calendar: BusinessCalendar; exceptions: Map<string, Exception[]> }> {
  const { rows } = await ctx.db.raw<{
    rows: { calendar: BusinessCalendar | null; exceptions: StoredException[] }[];
  }>(
    `select
       (select jsonb_build_object('closedHours', cast('[]' as jsonb)) || r.value from dated_rule r
        where r.organization_id = :organizationId and r.clinic_id = :clinicId and r.rule = :rule
          and r.effective_to is null) as calendar,
       (select coalesce(json_agg(e order by e.starts_at, e.id), '[]') from (
           select x.id, x.provider_id, x.kind, x.starts_at, x.ends_at, x.visit_type_ids
           from schedule_exception x
           where x.organization_id = :organizationId and x.removed_at is null
             and x.provider_id = any(coalesce(cast(:providerIds as uuid[]), array(
               select p.provider_id from provider_clinic p
               where p.organization_id = :organizationId and p.clinic_id = :clinicId)))
             and x.ends_at > :startsAt and x.starts_at < coalesce(cast(:endsAt as timestamptz), 'infinity')
             and (x.kind <> 'extra-hours' or (x.clinic_id = :clinicId and not exists (
               select from staff_member s where s.organization_id = x.organization_id
                 and s.id = x.provider_id and s.ended_at is not null)))
           union all
           select b.outside_calendar_id, b.provider_id, 'outside-calendar', b.starts_at, b.ends_at, '{}'
           from outside_busy b
           where b.organization_id = :organizationId and b.provider_id = any(coalesce(cast(:providerIds as uuid[]), array(
               select p.provider_id from provider_clinic p
               where p.organization_id = :organizationId and p.clinic_id = :clinicId)))
             and b.ends_at > :startsAt and b.starts_at < coalesce(cast(:endsAt as timestamptz), 'infinity')
       ) e) as exceptions`,
    {
      organizationId: ctx.organizationId,
      clinicId: wanted.clinicId,
      rule: businessCalendar.name,
      providerIds: wanted.providerIds === null ? null : [...wanted.providerIds],
      startsAt: wanted.startsAt,
      endsAt: wanted.endsAt,
    },
  );
  const stored = rows[0]?.exceptions ?? [];
  const byProvider = Map.groupBy(stored, (one) => one.provider_id);
  return {
    calendar: rows[0]?.calendar ?? businessCalendar.standard,
    exceptions: new Map(
      [...byProvider].map(([providerId, ofProvider]) => [providerId, ofProvider.map(exceptionOf)]),
    ),
  };
}

export function exceptionOf(
  row: Pick<StoredException, 'id' | 'kind' | 'starts_at' | 'ends_at' | 'visit_type_ids'>,
): Exception {
  return {
    id: row.id,
    kind: row.kind,
    from: Date.parse(row.starts_at),
    until: Date.parse(row.ends_at),
    visitTypeIds: row.visit_type_ids,
    patients: 'any',
    opensAt: null,
  };
}
