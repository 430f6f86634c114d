// Walks the chain of an organization and names the first place where it does not hold.
import type { Ctx } from '../context.ts';
import type { Database } from '../db/database.ts';
import { listOrganizations } from '../db/list-organizations.ts';
import { chainStart, nextHash, sealableColumns, type SealableEntry } from './audit-chain.ts';
import { headedOrganizations, readHeads } from './audit-heads.ts';

const sealsPerPage = 5000;

export interface AuditFault {
  seq: number;
  /**
   * `seal-missing`: a number of the chain is not there. `entry-missing`: sealed and gone. `entry-changed`: not what
   * was sealed. `head-differs`: the chain was rebuilt. `tail-missing`: the chain is shorter than it was.
   */
  kind: 'seal-missing' | 'entry-missing' | 'entry-changed' | 'head-differs' | 'tail-missing';
}

export interface AuditVerdict {
  organizationId: string;
  sealed: number;
  fault: AuditFault | null;
}

type SealedRow = { seq: number; hash: Buffer } & (SealableEntry | { id: null });

interface Walk {
  seq: number;
  hash: Buffer;
  fault: AuditFault | null;
}

/** Every organization that has a chain, or had one by the file of heads. */
export async function listChains(database: Database, headsFile?: string): Promise<string[]> {
  const headed = headsFile === undefined ? [] : await headedOrganizations(headsFile);
  return [...new Set([...(await listOrganizations(database)), ...headed])];
}

/** With the file of heads, a chain that was rebuilt or cut short as a whole is found too. */
export async function verifyAudits(
  database: Database,
  organizationId: string,
  headsFile?: string,
): Promise<AuditVerdict> {
  const heads =
    headsFile === undefined
      ? new Map<number, string>()
      : await readHeads(headsFile, organizationId);
  let walk: Walk = { seq: 0, hash: chainStart, fault: null };
  for (;;) {
    const page = await readPage(database, organizationId, walk.seq);
    for (const row of page) {
      walk = step(walk, row, heads);
      if (walk.fault) return { organizationId, sealed: walk.seq, fault: walk.fault };
    }
    if (page.length < sealsPerPage) break;
  }
  const cut = [...heads.keys()].some((seq) => seq > walk.seq);
  return {
    organizationId,
    sealed: walk.seq,
    fault: cut ? { seq: walk.seq + 1, kind: 'tail-missing' } : null,
  };
}

function step(walk: Walk, row: SealedRow, heads: ReadonlyMap<number, string>): Walk {
  const seq = walk.seq + 1;
  if (row.seq !== seq) return { ...walk, fault: { seq, kind: 'seal-missing' } };
  if (row.id === null) return { ...walk, fault: { seq, kind: 'entry-missing' } };
  const hash = nextHash(walk.hash, row);
  if (!hash.equals(row.hash)) return { ...walk, fault: { seq, kind: 'entry-changed' } };
  const head = heads.get(seq);
  if (head !== undefined && head !== hash.toString('hex'))
    return { ...walk, fault: { seq, kind: 'head-differs' } };
  return { seq, hash, fault: null };
}

function readPage(database: Database, organizationId: string, after: number): Promise<SealedRow[]> {
  const scope = { kind: 'system', organizationId, reason: 'audit verify' } as const;
  return database.inTransaction(scope, (ctx: Ctx) =>
    ctx
      .db('audit_seal as s')
      .leftJoin('audit_entry as e', (on) =>
        on.on('e.organization_id', 's.organization_id').andOn('e.id', 's.entry_id'),
      )
      .where('s.organization_id', organizationId)
      .where('s.seq', '>', after)
      .orderBy('s.seq')
      .limit(sealsPerPage)
      .select<SealedRow[]>('s.seq', 's.hash', ...sealableColumns(ctx.db)),
  );
}
