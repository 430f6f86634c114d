// Calls as work items link and name them.
import {
  callKinds,
  callQueue,
  callWorkflow,
  type CallKind,
  type CallStatus,
} from '#contract/calls';
import type { Knex } from 'knex';
import { mayAct, type Ctx } from '../platform/context.ts';
import type { Linkable, LinkableRecord } from '../platform/work/linkable.ts';

interface Row {
  id: string;
  clinicId: string;
  patientId: string | null;
  status: CallStatus;
  kind: CallKind;
  about: string;
}

export const linkableCalls: Linkable = {
  find: (ctx, ids) => records(ctx, callsOf(ctx).whereRaw('work_item.id = any(?)', [[...ids]])),
  /** The open ones. */
  ofPatient: (ctx, patientId) =>
    records(
      ctx,
      callsOf(ctx)
        .where('work_item.patient_id', patientId)
        .whereNull('work_item.closed_at')
        .orderBy('work_item.id', 'desc')
        .limit(100),
    ),
};

function callsOf(ctx: Ctx): Knex.QueryBuilder<Row, Row[]> {
  return ctx
    .db('work_item')
    .join('call_task', {
      'call_task.organization_id': 'work_item.organization_id',
      'call_task.id': 'work_item.id',
    })
    .where('work_item.organization_id', ctx.organizationId)
    .select<Row[]>({
      id: 'work_item.id',
      clinicId: 'work_item.clinic_id',
      patientId: 'work_item.patient_id',
      status: 'work_item.status',
      kind: 'call_task.kind',
      about: 'call_task.about',
    }) as Knex.QueryBuilder<Row, Row[]>;
}

async function records(ctx: Ctx, query: PromiseLike<Row[]>): Promise<LinkableRecord[]> {
  const rows = await query;
  return rows
    .filter(({ clinicId }) => mayAct(ctx, callQueue.permissions.read, clinicId))
    .map(({ status, kind, about, ...row }) => ({
      ...row,
      title: `${callKinds[kind]}: ${about}`,
      detail: `Call · ${callWorkflow.states[status].title.toLowerCase()}`,
      path: `/calls/${row.id}`,
    }));
}
