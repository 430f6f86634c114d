// What was asked and answered about a request, oldest first, and which visits use it.
import type * as z from 'zod/mini';
import type { getAuthorizationRecord } from '#contract/authorizations';
import type { Ctx } from '../platform/context.ts';
import { instantSql } from '../platform/db/instant-sql.ts';
import { findReadableRow } from '../platform/work/work-queries.ts';
import { authorizations } from './authorizations-queue.ts';
import { decisionClockNames } from './authorizations-rule.ts';

export type AuthorizationRecord = z.infer<typeof getAuthorizationRecord.answer>;

export async function getRecord(ctx: Ctx, itemId: string): Promise<AuthorizationRecord> {
  await findReadableRow(ctx, authorizations, itemId);
  const { rows } = await ctx.db.raw<{ rows: { record: AuthorizationRecord }[] }>(recordSql, {
    organization: ctx.organizationId,
    item: itemId,
  });
  const [row] = rows;
  if (!row) throw new Error('A record always is one row.');
  return row.record;
}

const recordSql = `
  select json_build_object(
    'submissions', coalesce((
      select json_agg(json_build_object('channel', s.channel, 'at', ${instantSql('s.at')}, 'byId', s.by_id,
        'confirmation', s.confirmation, 'proofId', s.proof_id, 'receivedAt', ${instantSql('s.received_at')},
        'trouble', s.trouble) order by s.at, s.id)
      from authorization_submission s
      where s.organization_id = :organization and s.request_id = :item), '[]'),
    'answers', coalesce((
      select json_agg(json_build_object('lineId', a.line_id, 'action', a.action, 'number', a.number,
        'reasonCodes', a.reason_codes, 'because', a.because, 'via', a.via, 'byId', a.by_id,
        'decidedAt', ${instantSql('a.decided_at')}, 'at', ${instantSql('a.at')}, 'fate', a.fate) order by a.at, a.id)
      from authorization_answer a
      where a.organization_id = :organization and a.request_id = :item), '[]'),
    'calls', coalesce((
      select json_agg(json_build_object('id', c.id, 'at', ${instantSql('c.at')}, 'byId', c.by_id,
        'spokeTo', c.spoke_to, 'reference', c.reference, 'said', c.said) order by c.at, c.id)
      from authorization_call c
      where c.organization_id = :organization and c.request_id = :item), '[]'),
    'uses', coalesce((
      select json_agg(json_build_object('lineId', u.line_id, 'appointmentId', u.appointment_id,
        'startsAt', ${instantSql('u.starts_at')}, 'units', u.units, 'state', u.state) order by u.starts_at, u.id)
      from authorization_line l
      join authorization_use u on u.organization_id = l.organization_id and u.line_id = l.id
      where l.organization_id = :organization and l.request_id = :item), '[]')) as record`;

/** By when the payer has to answer, as its clock says; `null` = no clock of a payer runs. */
export async function answerDue(ctx: Ctx, requestId: string): Promise<string | null> {
  const row = await ctx
    .db('work_clock')
    .where({ organization_id: ctx.organizationId, work_item_id: requestId })
    .whereIn('rule', decisionClockNames)
    .orderBy('started_at', 'desc')
    .first<{ deadline_at: string } | undefined>('deadline_at');
  return row?.deadline_at ?? null;
}
