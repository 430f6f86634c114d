// Encryption at rest: AES-256-GCM in chunks, so that a file is read as a stream and yet no byte leaves unauthenticated.
// Format 1: a version byte and a salt of 32 bytes, then chunks of 64 kB, each followed by its tag. The key is of this file
// alone, so the nonce only counts; its last byte marks the final chunk, so that nothing can be cut off, added or moved.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { inPieces } from './in-pieces.ts';

/** The sealed bytes are not what was written, or are another's. */
export class SealBroken extends Error {
  constructor(options?: ErrorOptions) {
    super('The sealed bytes are not those that were written.', options);
    this.name = 'SealBroken';
  }
}

export interface Seal {
  readonly organizationKey: Buffer;
  /** Part of the key: the sealed bytes of one file cannot be put in the place of another. */
  readonly blobKey: string;
}

const version = 1;
const saltLength = 32;
const tagLength = 16;
const cipher = 'aes-256-gcm';
export const headerLength = 1 + saltLength;
export const chunkLength = 65_536;
export const sealedChunkLength = chunkLength + tagLength;

export function createSeal(secretKey: string, organizationId: string, blobKey: string): Seal {
  if (secretKey === '') throw new Error('Files are never sealed without a secret key.');
  return { organizationKey: derive(secretKey, '', `daysheet blobs ${organizationId}`), blobKey };
}

export async function* sealStream(
  seal: Seal,
  content: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  const header = Buffer.concat([Buffer.of(version), randomBytes(saltLength)]);
  const key = fileKey(seal, header);
  let counter = 0;
  yield header;
  for await (const { bytes, isLast } of inPieces(content, () => chunkLength))
    yield sealChunk(key, nonceOf(counter++, { isLast }), bytes);
}

/** @throws SealBroken as soon as a chunk is not what was sealed; what came before it was. */
export async function* openStream(
  seal: Seal,
  sealed: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  let key: Buffer | undefined;
  let counter = 0;
  const lengthOf = (index: number): number => (index === 0 ? headerLength : sealedChunkLength);
  for await (const { bytes, isLast } of inPieces(sealed, lengthOf)) {
    if (key !== undefined) {
      yield openChunk(key, nonceOf(counter++, { isLast }), bytes);
    } else {
      if (isLast || bytes[0] !== version) throw new SealBroken();
      key = fileKey(seal, bytes);
    }
  }
}

function sealChunk(key: Buffer, nonce: Buffer, bytes: Buffer): Buffer {
  const sealing = createCipheriv(cipher, key, nonce);
  return Buffer.concat([sealing.update(bytes), sealing.final(), sealing.getAuthTag()]);
}

function openChunk(key: Buffer, nonce: Buffer, sealed: Buffer): Buffer {
  const end = sealed.length - tagLength;
  if (end < 0) throw new SealBroken();
  const opening = createDecipheriv(cipher, key, nonce, { authTagLength: tagLength });
  opening.setAuthTag(sealed.subarray(end));
  const bytes = opening.update(sealed.subarray(0, end));
  try {
    opening.final();
    return bytes;
  } catch (error) {
    // Node's only sign that the tag does not fit.
    throw new SealBroken({ cause: error });
  }
}

/** The whole header is the salt, so a changed version is another key too. */
function fileKey({ organizationKey, blobKey }: Seal, header: Buffer): Buffer {
  return derive(organizationKey, header, `daysheet blob ${blobKey}`);
}

function derive(key: string | Buffer, salt: string | Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, purpose, 32));
}

function nonceOf(counter: number, { isLast }: { isLast: boolean }): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(counter, 7);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}
