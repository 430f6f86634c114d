// The head of each chain, kept outside the database: whoever rewrites the tables cannot rewrite this file too.
import { appendFile, readFile } from 'node:fs/promises';
import * as z from 'zod/mini';

const auditHead = z.object({
  organizationId: z.uuid(),
  seq: z.int().check(z.positive()),
  hash: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  at: z.string(),
});
export type AuditHead = z.infer<typeof auditHead>;

export async function appendHead(headsFile: string, head: AuditHead): Promise<void> {
  await appendFile(headsFile, `${JSON.stringify(head)}\n`, { mode: 0o600 });
}

/** Sequence → hash, for one organization. A line torn by a crash is passed over; the next head covers it. */
export async function readHeads(
  headsFile: string,
  organizationId: string,
): Promise<Map<number, string>> {
  const heads = new Map<number, string>();
  for (const head of await readAll(headsFile))
    if (head.organizationId === organizationId) heads.set(head.seq, head.hash);
  return heads;
}

/** Whose chains the file knows, be they still in the database or not. */
export async function headedOrganizations(headsFile: string): Promise<Set<string>> {
  return new Set((await readAll(headsFile)).map((head) => head.organizationId));
}

async function readAll(headsFile: string): Promise<AuditHead[]> {
  return (await readFile(headsFile, 'utf8')).split('\n').flatMap((line) => readHead(line) ?? []);
}

function readHead(line: string): AuditHead | null {
  try {
    const read = auditHead.safeParse(JSON.parse(line));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
