// Remittances as consoles see them.
import * as z from 'zod/mini';
import type { Remittance } from '#contract/claim-files';
import { feedOf } from '#contract/realtime';
import { instant } from '#contract/time';
import { currentSeq } from '../platform/change-log/change-queries.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { instantSql } from '../platform/db/instant-sql.ts';
import { invalidInput, notFound } from '../platform/problem.ts';
import { listClaimsOfRemittance } from './remittance-repository.ts';

const viewSql = `
  select r.id, r.clinic_id as "clinicId", r.version, json_build_object('id', r.payer_id, 'name', r.payer_name) as payer,
    r.trace, r.method, r.paid_on as "paidOn", ${instantSql('r.received_at')} as "receivedAt", r.state,
    r.payment_cents as "paymentCents", r.claims_cents as "claimsCents", r.provider_cents as "providerCents",
    r.claim_count as claims,
    (select count(*)::integer from remitted_claim c
      where c.organization_id = r.organization_id and c.remittance_id = r.id and c.claim_id is null
        and c.act <> 'notice') as unmatched,
    r.problems, f.name as "fileName",
    (select json_build_object('id', d.id, 'on', d.on_date, 'cents', d.cents) from deposit d
      where d.organization_id = r.organization_id and d.remittance_id = r.id) as deposit,
    r.note
  from remittance r
  join claim_file f on f.organization_id = r.organization_id and f.id = r.file_id
  where r.organization_id = ?`;

const oneSql = `${viewSql} and r.id = ?`;

export async function remittanceView(ctx: Ctx, id: string): Promise<Remittance> {
  const { rows } = await ctx.db.raw<{ rows: Remittance[] }>(oneSql, [ctx.organizationId, id]);
  const [view] = rows;
  if (!view) throw notFound('remittance');
  return view;
}

const shown = {
  all: 'true',
  held: "r.state = 'held'",
  open: "(r.state = 'held' or (r.state = 'posted' and r.payment_cents > 0 and not r.is_found))",
} as const;
const pageSql = (show: keyof typeof shown): string => `
  ${viewSql} and r.clinic_id = ? and ${shown[show]}
    and (r.received_at, r.id) < (coalesce(cast(? as timestamptz), 'infinity'), coalesce(cast(? as uuid),
      'ffffffff-ffff-ffff-ffff-ffffffffffff'))
  order by r.received_at desc, r.id desc
  limit ?`;
const pages = { all: pageSql('all'), held: pageSql('held'), open: pageSql('open') };

export async function listRemittances(
  ctx: Ctx,
  of: { clinicId: string; show: keyof typeof shown; after?: string | undefined; limit: number },
): Promise<{ items: Remittance[]; next: string | null; asOf: number }> {
  const asOf = await currentSeq(ctx, feedOf('claims', of.clinicId));
  const [at, id] = of.after === undefined ? [null, null] : readKey(of.after);
  const { rows } = await ctx.db.raw<{ rows: Remittance[] }>(pages[of.show], [
    ...[ctx.organizationId, of.clinicId, at, id, of.limit + 1],
  ]);
  const items = rows.slice(0, of.limit);
  const last = items.at(-1);
  const isMore = rows.length > of.limit && last !== undefined;
  return { items, next: isMore ? writeKey(last) : null, asOf };
}

const key = z.tuple([instant, z.uuid()]);

function writeKey({ receivedAt, id }: Pick<Remittance, 'receivedAt' | 'id'>): string {
  return Buffer.from(JSON.stringify([receivedAt, id])).toString('base64url');
}

function readKey(text: string): [string, string] {
  const read = key.safeParse(parsed(text));
  if (!read.success) throw invalidInput('after', 'is not the end of a page of this list');
  return read.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    // Not JSON: the schema refuses it like any other that is not ours.
    return null;
  }
}

const mostClaims = 500;

export async function getRemittance(
  ctx: Ctx,
  id: string,
): Promise<{
  remittance: Remittance;
  claims: {
    id: string;
    controlNumber: string;
    payerControl: string;
    statusCode: string;
    patientName: string;
    chargeCents: number;
    paidCents: number;
    patientCents: number;
    claimId: string | null;
    itemIds: string[];
  }[];
  provider: { reason: string; reference: string; cents: number }[];
}> {
  const remittance = await remittanceView(ctx, id);
  if (!mayAct(ctx, 'claim:read', remittance.clinicId)) throw notFound('remittance');
  const claims = await listClaimsOfRemittance(ctx, id, mostClaims);
  const items = await ctx
    .db('claim_follow_up')
    .where({ organization_id: ctx.organizationId })
    .whereRaw('(claim_id = any(?) or remitted_claim_id = any(?))', [
      claims.flatMap(({ claim_id }) => claim_id ?? []),
      claims.map((claim) => claim.id),
    ])
    .select<{ id: string; claim_id: string | null; remitted_claim_id: string | null }[]>(
      'id',
      'claim_id',
      'remitted_claim_id',
    );
  const provider = await ctx
    .db('remittance_adjustment')
    .where({ organization_id: ctx.organizationId, remittance_id: id })
    .orderBy('place')
    .limit(mostClaims)
    .select<{ reason: string; reference: string; cents: number }[]>('reason', 'reference', 'cents');
  return {
    remittance,
    claims: claims.map((claim) => ({
      ...{ id: claim.id, controlNumber: claim.control_number, payerControl: claim.payer_control },
      ...{ statusCode: claim.status_code, patientName: claim.patient_name },
      ...{ chargeCents: claim.charge_cents, paidCents: claim.paid_cents },
      ...{ patientCents: claim.patient_cents, claimId: claim.claim_id },
      itemIds: items
        .filter(
          (item) =>
            item.remitted_claim_id === claim.id ||
            (claim.claim_id !== null && item.claim_id === claim.claim_id),
        )
        .map((item) => item.id),
    })),
    provider,
  };
}
