// What is taken of the time of providers, rooms, devices and interpreters.
import { plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import type { Span } from './availability-rules.ts';

/** A visit with its buffers is never longer than this (minutes): bounds the reads by start. */
const longestOccupied = 480 + 120 + 120;

const taken = `
  select resource_id as "id", json_agg(json_build_array(
    cast(extract(epoch from starts_at) * 1000 as bigint), cast(extract(epoch from ends_at) * 1000 as bigint))) as "spans"
  from occupied_time
  where organization_id = :organizationId and resource_id = any(cast(:ids as uuid[]))
    and starts_at > :notBefore and starts_at < :endsAt and ends_at > :startsAt
    and appointment_id is distinct from cast(:ignored as uuid)
  group by resource_id`;

/** Busy within the stretch in any clinic, their own buffers included. */
export async function busyOf(
  ctx: Ctx,
  ids: readonly string[],
  span: { startsAt: string; endsAt: string; ignoringAppointmentId?: string | undefined },
): Promise<Map<string, Span[]>> {
  const { rows } = await ctx.db.raw<{ rows: { id: string; spans: [number, number][] }[] }>(taken, {
    organizationId: ctx.organizationId,
    ids: [...ids],
    startsAt: span.startsAt,
    endsAt: span.endsAt,
    notBefore: plusMinutes(span.startsAt, -longestOccupied),
    ignored: span.ignoringAppointmentId ?? null,
  });
  return new Map(
    rows.map(({ id, spans }) => [id, spans.map(([from, until]) => ({ from, until }))]),
  );
}
