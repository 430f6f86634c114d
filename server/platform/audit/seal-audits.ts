// Chains the audit entries that are not sealed yet, in sealing order. What is unsealed is found by an anti-join: an
// id or time above a mark would miss what commits late.
import type { Ctx } from '../context.ts';
import { plusMinutes } from '../clock/instants.ts';
import type { Database } from '../db/database.ts';
import { chainStart, nextHash, sealableColumns, type SealableEntry } from './audit-chain.ts';
import { appendHead, type AuditHead } from './audit-heads.ts';

const entriesPerBatch = 2000;
/** Far longer than a transaction may last, so that a late commit is still found without reading everything. */
const lateCommitMinutes = 10;

export interface SealOptions {
  /** Looks at every entry instead of the recent ones. */
  everything?: boolean;
  headsFile?: string;
}

/** Seals all that is unsealed; returns how many entries. One server at a time per organization; the others return 0. */
export async function sealAudits(
  database: Database,
  organizationId: string,
  options: SealOptions = {},
): Promise<number> {
  let sealed = 0;
  for (;;) {
    const head = await database.inTransaction(
      { kind: 'system', organizationId, reason: 'audit seal' },
      (ctx) => sealBatch(ctx, options.everything ?? false),
    );
    if (!head) return sealed;
    if (options.headsFile !== undefined) await appendHead(options.headsFile, head.head);
    sealed += head.count;
    if (head.count < entriesPerBatch) return sealed;
  }
}

async function sealBatch(
  ctx: Ctx,
  everything: boolean,
): Promise<{ head: AuditHead; count: number } | null> {
  if (!(await takeSealer(ctx))) return null;
  const last = await lastSeal(ctx);
  const since = everything || !last ? null : plusMinutes(last.at, -lateCommitMinutes);
  const entries = await listUnsealed(ctx, since);
  if (entries.length === 0) return null;
  let hash = last?.hash ?? chainStart;
  let seq = last?.seq ?? 0;
  const seals = entries.map((entry) => {
    hash = nextHash(hash, entry);
    seq += 1;
    const { organizationId: organization_id, now: sealed_at } = ctx;
    return { organization_id, seq, entry_id: entry.id, hash, sealed_at };
  });
  await ctx.db('audit_seal').insert(seals);
  const { organizationId, now } = ctx;
  const head = { organizationId, seq, hash: hash.toString('hex'), at: now };
  return { head, count: entries.length };
}

async function takeSealer(ctx: Ctx): Promise<boolean> {
  const { rows } = await ctx.db.raw<{ rows: { taken: boolean }[] }>(
    `select pg_try_advisory_xact_lock(hashtext('audit seal'), hashtext(?)) as taken`,
    [ctx.organizationId],
  );
  return rows[0]?.taken ?? false;
}

async function lastSeal(ctx: Ctx): Promise<{ seq: number; hash: Buffer; at: string } | undefined> {
  return ctx
    .db('audit_seal as s')
    .join('audit_entry as e', (on) =>
      on.on('e.organization_id', 's.organization_id').andOn('e.id', 's.entry_id'),
    )
    .where('s.organization_id', ctx.organizationId)
    .orderBy('s.seq', 'desc')
    .first<{ seq: number; hash: Buffer; at: string } | undefined>('s.seq', 's.hash', 'e.at');
}

function listUnsealed(ctx: Ctx, since: string | null): Promise<SealableEntry[]> {
  return ctx
    .db('audit_entry as e')
    .where('e.organization_id', ctx.organizationId)
    .modify((query) => {
      if (since !== null) void query.where('e.at', '>=', since);
    })
    .whereNotExists(
      ctx
        .db('audit_seal as s')
        .whereRaw('s.organization_id = e.organization_id and s.entry_id = e.id')
        .select(ctx.db.raw('1')),
    )
    .orderBy(['e.at', 'e.id'])
    .limit(entriesPerBatch)
    .select<SealableEntry[]>(sealableColumns(ctx.db));
}
