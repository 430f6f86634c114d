// Inserts many visits with the time that they occupy: three statements, however many.
import type { Ctx } from '../platform/context.ts';
import type { AppointmentRow } from './calendar-repository.ts';
import type { OccupiedSpan } from './calendar-rules.ts';

/** The ids of those whose time was free; of two that overlap, the first. */
export async function insertAppointments(
  ctx: Ctx,
  visits: readonly { row: AppointmentRow; span: OccupiedSpan; tolerance: number }[],
): Promise<ReadonlySet<string>> {
  if (visits.length === 0) return new Set();
  const { rows } = await ctx.db.raw<{ rows: { appointment_id: string }[] }>(occupy, [
    ctx.organizationId,
    JSON.stringify(
      visits.map(({ row, span, tolerance }, place) => ({
        ...row,
        place,
        span_from: span.startsAt,
        span_to: span.endsAt,
        tolerance,
      })),
    ),
  ]);
  const ids = new Set(rows.map((row) => row.appointment_id));
  const free = JSON.stringify(visits.map(({ row }) => row).filter(({ id }) => ids.has(id)));
  await ctx.db.raw(
    'insert into appointment select visit.* from jsonb_populate_recordset(cast(null as appointment), cast(? as jsonb)) visit',
    [free],
  );
  await ctx.db.raw(keepVersions, [ctx.actorId, ctx.now, free]);
  return ids;
}

const occupy = `
  insert into occupied_time
    (organization_id, resource_kind, resource_id, tolerance, during, starts_at, ends_at, clinic_id, appointment_id, placed_at)
  select organization.id, 'provider', visit.provider_id, visit.tolerance, tstzrange(visit.span_from, visit.span_to),
         visit.span_from, visit.span_to, visit.clinic_id, visit.id, visit.created_at
  from (select cast(? as uuid) as id) organization,
       jsonb_to_recordset(cast(? as jsonb))
         as visit (id uuid, provider_id uuid, clinic_id uuid, span_from timestamptz, span_to timestamptz,
                   tolerance smallint, created_at timestamptz, place int)
  where not exists (
    select from occupied_time o
    where o.organization_id = organization.id and o.resource_id = visit.provider_id and o.lane > 0
      and o.starts_at < visit.span_to and o.ends_at > visit.span_from)
  order by visit.place
  on conflict on constraint occupied_time_no_overlap do nothing
  returning appointment_id`;

const keepVersions = `
  insert into appointment_version
    (organization_id, clinic_id, id, version, act, row, actor_id, valid_from)
  select (visit.row ->> 'organization_id')::uuid, (visit.row ->> 'clinic_id')::uuid, (visit.row ->> 'id')::uuid, 1,
         'imported', visit.row, cast(? as uuid), cast(? as timestamptz)
  from jsonb_array_elements(cast(? as jsonb)) as visit (row)`;
