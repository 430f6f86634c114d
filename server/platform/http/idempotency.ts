// A write repeated under its key answers what it answered the first time; kept 24 h, in the write's transaction.
import { createHash } from 'node:crypto';
import type { Ctx } from '../context.ts';
import { invalidInput } from '../problem.ts';

export interface Repeatable {
  key: string;
  hash: Buffer;
}

export function repeatable(key: string, endpointName: string, input: unknown): Repeatable {
  const hash = createHash('sha256')
    .update(`${endpointName} ${JSON.stringify(input)}`)
    .digest();
  return { key, hash };
}

/**
 * Runs the write unless its key has been used. The row is inserted first, so that a repetition that arrives while
 * the first still runs waits for it.
 */
export async function once<T>(
  ctx: Ctx,
  { key, hash }: Repeatable,
  write: () => Promise<T>,
): Promise<{ answer: T; repeated: boolean }> {
  const where = { organization_id: ctx.organizationId, staff_id: ctx.actorId, key };
  const taken = await ctx
    .db('idempotency_key')
    .insert({ ...where, request_hash: hash, status: 0, answer: 'null', at: ctx.now })
    .onConflict(['organization_id', 'staff_id', 'key'])
    .ignore()
    .returning<{ key: string }[]>('key');
  if (taken.length === 0) {
    const kept = await ctx
      .db('idempotency_key')
      .where(where)
      .first<{ request_hash: Buffer; answer: T } | undefined>('request_hash', 'answer');
    if (!kept?.request_hash.equals(hash))
      throw invalidInput('Idempotency-Key', 'was used for another request');
    return { answer: kept.answer, repeated: true };
  }
  const answer = await write();
  await ctx
    .db('idempotency_key')
    .where(where)
    .update({ status: 200, answer: JSON.stringify(answer) });
  return { answer, repeated: false };
}
