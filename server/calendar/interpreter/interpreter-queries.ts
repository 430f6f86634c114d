// Read models of interpreter requests.
import type { Knex } from 'knex';
import {
  mostInterpreterRequests,
  type InterpreterRequest,
  type OpenInterpreterRequest,
} from '#contract/interpreter-requests';
import { plusMinutes } from '../../platform/clock/instants.ts';
import { mayAct, type Ctx } from '../../platform/context.ts';
import { notFound } from '../../platform/problem.ts';
import { maySee } from '../calendar-policy.ts';
import { appointmentViews, longestVisit } from '../calendar-queries.ts';
import { findAppointmentRow, type AppointmentRow } from '../calendar-repository.ts';
import type { InterpreterRequestRow } from './interpreter-repository.ts';
import { requestView } from './interpreter-view.ts';

/** Of visits that are not over, by start. */
export async function listInterpreterRequests(
  ctx: Ctx,
  clinicId: string,
): Promise<OpenInterpreterRequest[]> {
  const rows = await openIn(ctx, clinicId)
    .orderBy(['starts_at', 'id'])
    .limit(mostInterpreterRequests)
    .select<AppointmentRow[]>('*');
  const requests = await requestsOf(
    ctx,
    rows.map(({ id }) => id),
  );
  return (await appointmentViews(ctx, rows)).flatMap((visit) => {
    const request = requests.get(visit.id);
    return request ? [{ request, visit }] : [];
  });
}

export async function countInterpreterRequests(ctx: Ctx, clinicId: string): Promise<number> {
  const row = await openIn(ctx, clinicId).count<{ count: number }[]>('* as count').first();
  return row?.count ?? 0;
}

function openIn(ctx: Ctx, clinicId: string): Knex.QueryBuilder {
  return (
    ctx
      .db('appointment')
      .where({ organization_id: ctx.organizationId, clinic_id: clinicId })
      // As the index has it, or it is not used.
      .whereRaw("interpreter_status in ('requested', 'declined')")
      .whereIn('status', ['booked', 'arrived', 'checked-in'])
      .where('starts_at', '>', plusMinutes(ctx.now, -longestVisit))
      .where('ends_at', '>', ctx.now)
  );
}

export async function getInterpreterRequest(
  ctx: Ctx,
  appointmentId: string,
): Promise<InterpreterRequest | null> {
  const visit = await findAppointmentRow(ctx, appointmentId);
  if (!visit || !maySee((...asked) => mayAct(ctx, ...asked), visit)) throw notFound('visit');
  return (await requestsOf(ctx, [appointmentId])).get(appointmentId) ?? null;
}

async function requestsOf(
  ctx: Ctx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, InterpreterRequest>> {
  const rows = await ctx
    .db('interpreter_request')
    .where({ organization_id: ctx.organizationId })
    .whereRaw('id = any(?)', [[...ids]])
    .select<InterpreterRequestRow[]>('*');
  return new Map(rows.map((row) => [row.id, requestView(row)]));
}
