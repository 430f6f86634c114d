// A file that is read and not kept: allowed before a byte of it is, held in memory, read outside of any transaction.
import { createHash } from 'node:crypto';
import type { Request } from 'express';
import type { CallInput, Endpoint } from '#contract/endpoint';
import { scopeOf, type SignedIn } from '../auth/signed-in.ts';
import type { BlobStore } from '../blob-store/blob-store.ts';
import { ContentTooLarge } from '../blob-store/examine-content.ts';
import type { Database } from '../db/database.ts';
import { invalidInput } from '../problem.ts';
import { once, repeatable } from './idempotency.ts';
import type { FileReading } from './route.ts';

export interface ReadingCall {
  readonly endpoint: Endpoint;
  readonly reading: FileReading<Endpoint, unknown, unknown>;
  readonly request: Request;
  readonly signedIn: SignedIn;
  readonly requestId: string;
  readonly commandId: string | null;
  readonly input: CallInput<Endpoint>;
}

/** As large as a file that is kept may be. */
export async function readFile(
  { database, blobs }: { database: Database; blobs: BlobStore },
  { endpoint, reading, request, signedIn, requestId, commandId, input }: ReadingCall,
): Promise<unknown> {
  if (Number(request.get('content-length') ?? 0) > blobs.maxBytes)
    throw new ContentTooLarge(blobs.maxBytes);
  const scope = scopeOf(signedIn);
  const allowed = await database.inTransaction(scope, (ctx) => reading.allow(ctx, input), {
    requestId,
  });
  const bytes = await bytesOf(request, blobs.maxBytes);
  const read = await reading.read(bytes, input, allowed);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return database.inTransaction(
    scope,
    async (ctx) => {
      const take = (): Promise<unknown> => reading.take(ctx, input, read);
      if (commandId === null) return take();
      return (await once(ctx, repeatable(commandId, endpoint.name, { ...input, sha256 }), take))
        .answer;
    },
    { requestId, commandId },
  );
}

/** What is left of a file that is too large is not read here: its answer has to leave first. */
async function bytesOf(request: Request, maxBytes: number): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of request.iterator({ destroyOnReturn: false })) {
      pieces.push(piece as Buffer);
      length += (piece as Buffer).length;
      if (length > maxBytes) throw new ContentTooLarge(maxBytes);
    }
  } catch (error) {
    // The sender went away: no failure of ours, and nobody is left to be answered.
    if (request.destroyed && !request.complete) throw invalidInput('', 'ended before its end');
    throw error;
  }
  if (length === 0) throw invalidInput('', 'is empty');
  return Buffer.concat(pieces);
}
