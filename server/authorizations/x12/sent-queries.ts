// Which request an answer is of: of those that went out through the interface by which it came in.
import type { Ctx } from '../../platform/context.ts';

/** Requests that have one of these ids, or a line of it. */
export async function findSentRequests(
  ctx: Ctx,
  { interfaceId, ids }: { interfaceId: string; ids: readonly string[] },
): Promise<string[]> {
  if (ids.length === 0) return [];
  const { rows } = await ctx.db.raw<{ rows: { request_id: string }[] }>(sent, {
    ...{ organization: ctx.organizationId, interface: interfaceId, ids },
  });
  return rows.map(({ request_id }) => request_id);
}

const sent = `
  select distinct s.request_id
  from authorization_submission s
  where s.organization_id = :organization and s.interface_id = :interface
    and (s.request_id = any(:ids) or s.request_id in (
      select l.request_id from authorization_line l where l.organization_id = :organization and l.id = any(:ids)))`;

/** By the number that the whole had. */
export async function findSentSubmission(
  ctx: Ctx,
  { interfaceId, id }: { interfaceId: string; id: string },
): Promise<{ requestId: string } | null> {
  const row = await ctx
    .db('authorization_submission')
    .where({ organization_id: ctx.organizationId, id, interface_id: interfaceId })
    .first<{ request_id: string } | undefined>('request_id');
  return row ? { requestId: row.request_id } : null;
}
