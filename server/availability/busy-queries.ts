// What is taken of the time of providers, rooms, devices and interpreters.
import { plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import type { Span } from './availability-rules.ts';

/** A visit with its buffers is never longer than this (minutes): bounds the reads by start. */
const longestOccupied = 480 + 120 + 120;

/** Busy in any clinic, buffers included; visits near the edges count with their neighbours' buffers. */
export async function busyOf(
  ctx: Ctx,
  ids: readonly string[],
  span: { startsAt: string; endsAt: string; ignoringAppointmentId?: string | undefined },
): Promise<Map<string, Span[]>> {
  const query = ctx
    .db('occupied_time')
    .where({ organization_id: ctx.organizationId })
    .whereIn('resource_id', [...ids])
    .where('starts_at', '>', plusMinutes(span.startsAt, -longestOccupied))
    .where('starts_at', '<', plusMinutes(span.endsAt, longestOccupied));
  if (span.ignoringAppointmentId !== undefined)
    query.whereNot({ appointment_id: span.ignoringAppointmentId });
  const rows = await query.select<{ resource_id: string; starts_at: string; ends_at: string }[]>(
    'resource_id',
    'starts_at',
    'ends_at',
  );
  const busy = new Map<string, Span[]>();
  for (const { resource_id, starts_at, ends_at } of rows) {
    const spans = busy.get(resource_id) ?? [];
    spans.push({ from: Date.parse(starts_at), until: Date.parse(ends_at) });
    busy.set(resource_id, spans);
  }
  return busy;
}
