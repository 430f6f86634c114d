// A file on its way in: allowed before a byte is read, kept, then written down in one transaction. Whatever fails on
// the way, no file stays without its row.
import type { Request } from 'express';
import type { CallInput, Endpoint } from '#contract/endpoint';
import { scopeOf, type SignedIn } from '../auth/signed-in.ts';
import { newBlobKey } from '../blob-store/blob-place.ts';
import type { StoredBlob } from '../blob-store/blob-store.ts';
import {
  dropUnlessSettled,
  expectBlob,
  settleBlob,
  type BlobHome,
} from '../blob-store/due-blobs.ts';
import { ContentTooLarge } from '../blob-store/examine-content.ts';
import { invalidInput } from '../problem.ts';
import { once, repeatable } from './idempotency.ts';
import { recordRead } from './record-read.ts';
import type { Upload } from './route.ts';

export interface UploadCall {
  readonly endpoint: Endpoint;
  readonly upload: Upload<Endpoint>;
  readonly request: Request;
  readonly signedIn: SignedIn;
  readonly requestId: string;
  readonly commandId: string | null;
  readonly input: CallInput<Endpoint>;
}

export async function receiveUpload(home: BlobHome, call: UploadCall): Promise<unknown> {
  const { upload, request, signedIn, requestId, input } = call;
  const { maxBytes } = home.blobs;
  if (Number(request.get('content-length') ?? 0) > maxBytes) throw new ContentTooLarge(maxBytes);
  const key = newBlobKey();
  await home.database.inTransaction(
    scopeOf(signedIn),
    async (ctx) => {
      await upload.allow(ctx, input);
      await expectBlob(ctx, key);
    },
    { requestId },
  );
  let isSettled = false;
  try {
    const blob = await keepFile(home, call, key);
    const { answer, repeated } = await writeDown(home, call, blob);
    isSettled = !repeated;
    return answer;
  } finally {
    // What cannot be removed now, the sweep removes.
    if (!isSettled)
      await dropUnlessSettled(home, signedIn.organizationId, key).catch(() => undefined);
  }
}

async function keepFile(
  { blobs }: BlobHome,
  { request, signedIn }: UploadCall,
  key: string,
): Promise<StoredBlob> {
  try {
    return await blobs.put(signedIn.organizationId, request, key);
  } catch (error) {
    // The sender went away: no failure of ours, and nobody is left to be answered.
    if (request.destroyed && !request.complete) throw invalidInput('', 'ended before its end');
    throw error;
  }
}

/** Under a key that was used the first answer is given again, and this file is one too many. */
function writeDown(
  { database }: BlobHome,
  { endpoint, upload, signedIn, requestId, commandId, input }: UploadCall,
  blob: StoredBlob,
): Promise<{ answer: unknown; repeated: boolean }> {
  return database.inTransaction(
    scopeOf(signedIn),
    async (ctx) => {
      const write = async (): Promise<unknown> => {
        await settleBlob(ctx, blob.key);
        return upload.keep(ctx, input, blob);
      };
      const command = { ...input, sha256: blob.sha256 };
      const done = commandId
        ? await once(ctx, repeatable(commandId, endpoint.name, command), write)
        : { answer: await write(), repeated: false };
      if (endpoint.showsPatients) recordRead(ctx, endpoint, input, done.answer);
      return done;
    },
    { requestId, commandId },
  );
}
