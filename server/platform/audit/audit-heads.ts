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
  for (const line of (await readFile(headsFile, 'utf8')).split('\n')) {
    const head = readHead(line);
    if (head?.organizationId === organizationId) heads.set(head.seq, head.hash);
  }
  return heads;
}

function readHead(line: string): AuditHead | null {
  try {
    const read = auditHead.safeParse(JSON.parse(line));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
