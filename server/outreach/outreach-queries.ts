// Read models of messages, and the read door for other slices.
import { messageChannels, type MessageReason } from '#contract/message-workflow';
import {
  type Message,
  type MessageShow,
  type MessageStep,
  type OutreachPolicy,
} from '#contract/outreach';
import type { MessageStop } from '#contract/outreach-stops';
import { feedOf } from '#contract/realtime';
import { listPatientSummaries } from '../patients/patients-queries.ts';
import { currentSeq } from '../platform/change-log/change-queries.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { cutPage, pageByTime } from '../platform/http/time-cursor.ts';
import { notFound } from '../platform/problem.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import { staffNames } from '../staff/staff-queries.ts';
import { findMessage, type MessageRow } from './message-repository.ts';
import { messageView, outreachPolicyView } from './message-view.ts';
import { denyReading } from './outreach-policy.ts';
import { outreachRule } from './outreach-rule.ts';
import { standing, type StopRow } from './stop-repository.ts';

const mostOfPatient = 100;
/** As the indexes have them, or they are not used. */
const parts: Record<MessageShow, string> = {
  'to-leave': `status in ('queued', 'sending')`,
  sent: `status in ('sent', 'delivered')`,
  trouble: `status in ('unknown', 'dead')`,
  over: `status in ('withdrawn', 'dropped', 'expired')`,
};

export async function listMessages(
  ctx: Ctx,
  query: { clinicId: string; show: MessageShow; after?: string | undefined; limit: number },
): Promise<{ items: Message[]; next: string | null; asOf: number }> {
  const { clinicId, show, ...page } = query;
  const asOf = await currentSeq(ctx, feedOf('outreach', clinicId));
  const rows = await pageByTime(
    ctx
      .db('outreach_message')
      .where({ organization_id: ctx.organizationId, clinic_id: clinicId })
      .whereRaw(parts[show]),
    { at: 'queued_at', id: 'id' },
    page,
  ).select<MessageRow[]>('*');
  const keyed = rows.map((row) => ({ ...row, at: row.queued_at }));
  const { shown, next } = cutPage(keyed, page.limit);
  return { items: await messageViews(ctx, shown), next, asOf };
}

export async function countTrouble(ctx: Ctx, clinicId: string): Promise<number> {
  const row = await ctx
    .db('outreach_message')
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId })
    .whereRaw(parts.trouble)
    .count<{ count: number }[]>('* as count')
    .first();
  return row?.count ?? 0;
}

export async function listPatientMessages(
  ctx: Ctx,
  patientId: string,
): Promise<{ items: Message[] }> {
  const rows = await ctx
    .db('outreach_message')
    .where({ organization_id: ctx.organizationId, patient_id: patientId })
    .orderBy([
      { column: 'queued_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(mostOfPatient)
    .select<MessageRow[]>('*');
  return {
    items: await messageViews(
      ctx,
      rows.filter((row) => maySee(ctx, row.clinic_id)),
    ),
  };
}

/** Not found also for those who may not read this clinic's messages. */
export async function getMessageRow(ctx: Ctx, id: string): Promise<MessageRow> {
  const row = await findMessage(ctx, id);
  if (!row || !maySee(ctx, row.clinic_id)) throw notFound('message');
  return row;
}

function maySee(ctx: Ctx, clinicId: string): boolean {
  return denyReading((permission, clinic) => mayAct(ctx, permission, clinic), clinicId) === null;
}

interface KeptStep {
  act: string;
  at: string;
  actorId: string | null;
  because: MessageReason | null;
}

export async function getMessageHistory(ctx: Ctx, id: string): Promise<{ items: MessageStep[] }> {
  await getMessageRow(ctx, id);
  const { rows } = await ctx.db.raw<{ rows: KeptStep[] }>(
    `select v.act, v.valid_from as at, v.actor_id as "actorId", v.row ->> 'because' as because
     from outreach_message_version v
     where v.organization_id = ? and v.id = ?
     order by v.version`,
    [ctx.organizationId, id],
  );
  const names = await staffNames(
    ctx,
    rows.flatMap(({ actorId }) => actorId ?? []),
  );
  return {
    items: rows.map(({ act, at, actorId, because }) => ({
      ...{ act, at, because },
      by: names.get(actorId ?? '') ?? null,
    })),
  };
}

export async function messageViews(ctx: Ctx, rows: readonly MessageRow[]): Promise<Message[]> {
  const patients = await listPatientSummaries(
    ctx,
    rows.map((row) => row.patient_id),
  );
  return rows.map((row) => {
    const patient = patients.get(row.patient_id);
    if (!patient) throw notFound('patient');
    return messageView(row, patient);
  });
}

export async function listStops(
  ctx: Ctx,
  clinicId: string,
): Promise<{ items: MessageStop[]; asOf: number }> {
  const asOf = await currentSeq(ctx, feedOf('outreach-stop', clinicId));
  return { items: await stopViews(ctx, await standing(ctx, clinicId)), asOf };
}

/** Nothing at all leaves from the clinic at the moment; who has something to say waits with it. */
export async function areMessagesStopped(ctx: Ctx, clinicId: string): Promise<boolean> {
  const stopped = new Set<string>((await standing(ctx, clinicId)).map(({ channel }) => channel));
  return stopped.has('all') || Object.keys(messageChannels).every((each) => stopped.has(each));
}

export async function stopViews(ctx: Ctx, rows: readonly StopRow[]): Promise<MessageStop[]> {
  const names = await staffNames(
    ctx,
    rows.flatMap((row) => [row.stopped_by ?? [], row.released_by ?? []].flat()),
  );
  return rows.map((row) => ({
    id: row.id,
    clinicId: row.clinic_id,
    channel: row.channel,
    reason: row.reason,
    stoppedAt: row.stopped_at,
    stoppedBy: names.get(row.stopped_by ?? '') ?? null,
    releasedAt: row.released_at,
    releasedBy: names.get(row.released_by ?? '') ?? null,
    version: row.version,
  }));
}

export async function getOutreachPolicy(ctx: Ctx, clinicId: string): Promise<OutreachPolicy> {
  return outreachPolicyView(clinicId, await ruleInForce(ctx, clinicId, outreachRule));
}
