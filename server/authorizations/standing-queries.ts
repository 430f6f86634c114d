// What the desk, the pharmacist and the biller may know: status, span, units, and why it is pending.
import { authorizationPendingOf } from '#contract/authorization-pending';
import type { AuthorizationStanding } from '#contract/authorization-standing';
import { spanOf } from '#contract/authorization-standing';
import type { Authorization } from '#contract/authorization-request';
import { mayAct, type Ctx } from '../platform/context.ts';
import { workItems } from '../platform/work/work-queries.ts';
import type { WorkRow } from '../platform/work/work-repository.ts';
import { authorizations } from './authorizations-queue.ts';

const most = 50;

/** Of the clinics in which the caller may know of them, the latest opened first. */
export async function listStandingsOf(
  ctx: Ctx,
  patientId: string,
): Promise<AuthorizationStanding[]> {
  const rows = await ctx
    .db('work_item')
    .where({
      organization_id: ctx.organizationId,
      patient_id: patientId,
      queue: authorizations.name,
    })
    .orderBy([
      { column: 'opened_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(most)
    .select<WorkRow[]>('*');
  const seen = rows.filter((row) => mayAct(ctx, 'authorization:standing', row.clinic_id));
  return (await workItems(ctx, authorizations, seen))
    .flatMap((item) => standingsOf(ctx, item))
    .slice(0, 100);
}

export function standingsOf(ctx: Ctx, request: Authorization): AuthorizationStanding[] {
  const { clinicId } = request.work;
  // Claims carry the number.
  const maySeeNumber = mayAct(ctx, 'authorization:number', clinicId);
  return request.lines.map((line) => ({
    ...{ itemId: request.id, lineId: line.id, clinicId, kind: line.kind },
    ...{ description: line.description, visitTypeId: line.visitTypeId },
    ...{ payerName: request.plan.payerName, status: line.status, span: spanOf(line) },
    unit: line.grant?.unit ?? line.unit,
    units: line.grant === null ? null : { granted: line.grant.quantity, ...line.units },
    number: maySeeNumber ? (line.decision?.number ?? null) : null,
    pending: authorizationPendingOf(line, request),
    trouble: line.trouble,
  }));
}
