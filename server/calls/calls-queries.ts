// Read models of calls, and the read door for other slices.
import type { CallKind } from '#contract/calls';
import { summarySql } from '../patients/patients-queries.ts';
import type { Ctx } from '../platform/context.ts';
import { instantSql } from '../platform/db/instant-sql.ts';

/** A call's own fields of the view, over `i`, its row of `work_item`. */
export const callSql = `
  select ${summarySql('i.patient_id')} as patient, t.kind, t.about, t.appointment_id as "appointmentId",
    t.opening_id as "openingId", ${instantSql('t.calling_since')} as "callingSince",
    coalesce((
      select json_agg(attempt)
      from (
        select a.caller_id as "callerId", a.outcome, a.reason, a.note, ${instantSql('a.began_at')} as "beganAt",
          ${instantSql('a.ended_at')} as "endedAt"
        from call_attempt a
        where a.organization_id = t.organization_id and a.call_id = t.id
        order by a.id
      ) attempt), '[]') as attempts
  from call_task t
  where t.organization_id = i.organization_id and t.id = i.id`;

/** Calls to a patient that are not closed, in the clinics of the scope. */
export async function listOpenCallsOf(
  ctx: Ctx,
  patientId: string,
): Promise<{ id: string; kind: CallKind; clinicId: string }[]> {
  return ctx
    .db('work_item as i')
    .join('call_task as t', (on) =>
      on.on('t.organization_id', 'i.organization_id').andOn('t.id', 'i.id'),
    )
    .where({ 'i.organization_id': ctx.organizationId, 'i.patient_id': patientId })
    .whereNull('i.closed_at')
    .orderBy('i.id')
    .select<{ id: string; kind: CallKind; clinicId: string }[]>(
      'i.id',
      't.kind',
      'i.clinic_id as clinicId',
    );
}
