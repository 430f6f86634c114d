// The store of an installation of several servers: sealed files in a bucket, addressed by path, requests signed by SigV4.
// It was tested against a stand-in only, not against any vendor's service. Nothing but sealed bytes leaves the server.
import { openAsBlob } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { AwsClient } from 'aws4fetch';
import type { S3Place } from '../config/config.ts';
import { notFound } from '../problem.ts';
import { blobPlace } from './blob-place.ts';
import type { BlobStore } from './blob-store.ts';
import { examineContent, measureContent, type ExaminedContent } from './examine-content.ts';
import { readSealed } from './read-sealed.ts';
import { createSeal } from './seal-stream.ts';
import { stageSealed, type StagedBlob, type Staging } from './stage-sealed.ts';

/** Until the answer begins. */
const patienceMs = 60_000;
/** An upload has to be through by then, over a line of at least so many bytes a second. */
const slowestPerMs = 1_000;

type Send = (
  method: string,
  place: string,
  init?: RequestInit,
  patience?: number,
) => Promise<Response>;

export function s3BlobStore(s3: S3Place, staging: Staging): BlobStore {
  const { secretKey, maxBytes, reach } = staging;
  const send = sender(s3);
  async function keep<Facts extends { bytes: number }>(
    organizationId: string,
    examined: ExaminedContent<Facts>,
    key?: string,
  ): Promise<Facts & { key: string }> {
    const staged = await stageSealed(staging, organizationId, examined, key);
    try {
      await reach(upload(send, staged));
    } finally {
      await rm(staged.path, { force: true });
    }
    return staged.blob;
  }
  return {
    maxBytes,
    put: (organizationId, content, key) =>
      keep(organizationId, examineContent(content, maxBytes), key),
    putOwn: (organizationId, content, key) => keep(organizationId, measureContent(content), key),
    async get(organizationId, key) {
      const body = await reach(download(send, blobPlace(organizationId, key)));
      return readSealed(body, createSeal(secretKey, organizationId, key), reach);
    },
    async remove(organizationId, key) {
      await reach(erase(send, blobPlace(organizationId, key)));
    },
  };
}

function sender({ endpoint, bucket, region, ...keys }: S3Place): Send {
  const client = new AwsClient({ ...keys, region, service: 's3', retries: 2, initRetryMs: 100 });
  return async (method, place, init, patience = patienceMs) => {
    const giveUp = new AbortController();
    const timer = setTimeout(() => giveUp.abort(), patience);
    try {
      return await client.fetch(`${endpoint}/${bucket}/${place}`, {
        ...init,
        method,
        // A redirect would lead to a host that nobody configured.
        redirect: 'manual',
        signal: giveUp.signal,
      });
    } finally {
      clearTimeout(timer);
    }
  };
}

/** The hash is signed with the request: what arrives otherwise is refused by the service. */
async function upload(send: Send, { blob, path, place, sealedSha256 }: StagedBlob): Promise<void> {
  const headers = { 'X-Amz-Content-Sha256': sealedSha256 };
  const patience = patienceMs + blob.bytes / slowestPerMs;
  try {
    await accepted(await send('PUT', place, { body: await openAsBlob(path), headers }, patience));
  } catch (error) {
    // The upload may have been kept all the same, its answer lost. Nobody knows its key.
    await erase(send, place).catch(() => undefined);
    throw error;
  }
}

async function download(send: Send, place: string): Promise<Readable> {
  const answer = await send('GET', place);
  if (answer.status === 404 && !(await answer.text()).includes('NoSuchBucket'))
    throw notFound('file');
  if (!answer.ok || answer.body === null) throw await refusal(answer);
  return Readable.fromWeb(answer.body as ReadableStream);
}

async function erase(send: Send, place: string): Promise<void> {
  const answer = await send('DELETE', place);
  if (answer.status !== 404) await accepted(answer);
}

async function accepted(answer: Response): Promise<void> {
  if (!answer.ok) throw await refusal(answer);
  await answer.body?.cancel();
}

/** The status is all that is kept: the body names bucket and key. */
async function refusal(answer: Response): Promise<Error> {
  if (!answer.bodyUsed) await answer.body?.cancel();
  return Object.assign(new Error('The object storage refused.'), { code: `S3-${answer.status}` });
}
