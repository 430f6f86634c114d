import type { InterfaceMessage, InterfaceView } from '#contract/interfaces';
import { plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import type { InterfaceRow, MessageRow } from '../platform/drop-folder/interface-row.ts';
import { listLastMessages } from '../platform/hl7-inbox/hl7-message-repository.ts';
import { notFound } from '../platform/problem.ts';
import { hl7MessageView, interfaceView, messageView, type Traffic } from './interfaces-view.ts';

/** What is older is in the list of an interface only. */
const shownDays = 30;

/** Those of the clinic, and those of the whole organization. */
export async function listInterfaces(ctx: Ctx, clinicId: string): Promise<InterfaceView[]> {
  const rows = await ctx
    .db('interface')
    .where({ organization_id: ctx.organizationId })
    .whereRaw('(clinic_id is null or clinic_id = ?)', [clinicId])
    .orderByRaw('lower(name), id')
    .select<InterfaceRow[]>('*');
  return interfaceViews(ctx, rows);
}

export async function interfaceViews(
  ctx: Ctx,
  rows: readonly InterfaceRow[],
): Promise<InterfaceView[]> {
  const { organizationId } = ctx;
  const since = plusMinutes(ctx.now, -shownDays * 1440);
  const idsOf = (isOne: (kind: string) => boolean): string[] =>
    rows.filter(({ kind }) => isOne(kind)).map(({ id }) => id);
  const { rows: traffic } = await ctx.db.raw<{ rows: (Traffic & { interface_id: string })[] }>(
    `select interface_id,
       cast(count(*) filter (where outcome = 'waiting') as integer) as waiting,
       cast(count(*) filter (where outcome = 'refused') as integer) as refused,
       max(at) filter (where outcome in ('done', 'refused')) as taken_at,
       max(at) filter (where outcome = 'sent') as sent_at
     from interface_message
     where organization_id = ? and interface_id = any(?) and at >= ?
     group by interface_id
     union all
     -- One by one by its indexes: a laboratory sends as many as all files together never are.
     select i.id, w.waiting, r.refused, l.taken_at, null
     from unnest(cast(? as uuid[])) i (id)
     cross join lateral (
       select cast(count(*) as integer) as waiting from hl7_message m
       where m.organization_id = ? and m.interface_id = i.id and m.state = 'taken'
     ) w
     cross join lateral (
       select cast(count(*) as integer) as refused from hl7_message m
       where m.organization_id = ? and m.interface_id = i.id and m.state = 'quarantined' and m.received_at >= ?
     ) r
     cross join lateral (
       select max(m.received_at) as taken_at from hl7_message m
       where m.organization_id = ? and m.interface_id = i.id
     ) l`,
    [
      ...[organizationId, idsOf((kind) => kind !== 'hl7'), since],
      ...[idsOf((kind) => kind === 'hl7'), organizationId, organizationId, since, organizationId],
    ],
  );
  const byId = new Map(traffic.map((each) => [each.interface_id, each]));
  return rows.map((row) => interfaceView(row, byId.get(row.id)));
}

export async function getInterface(ctx: Ctx, interfaceId: string): Promise<InterfaceRow> {
  const row = await ctx
    .db('interface')
    .where({ organization_id: ctx.organizationId, id: interfaceId })
    .first<InterfaceRow | undefined>('*');
  if (!row) throw notFound('interface');
  return row;
}

export async function listMessages(ctx: Ctx, interfaceId: string): Promise<InterfaceMessage[]> {
  const { kind } = await getInterface(ctx, interfaceId);
  if (kind === 'hl7') return (await listLastMessages(ctx, interfaceId)).map(hl7MessageView);
  const rows = await ctx
    .db('interface_message')
    .where({ organization_id: ctx.organizationId, interface_id: interfaceId })
    .orderBy([
      { column: 'at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(50)
    .select<MessageRow[]>('*');
  return rows.map(messageView);
}
