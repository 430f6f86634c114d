// A file on its way out: always to be saved, never shown in place, whatever it is.
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { BlobStore } from '../blob-store/blob-store.ts';
import type { SentFile } from './route.ts';

/** @throws what `get` throws; once bytes have left, a failure breaks the answer off */
export async function sendFile(
  response: Response,
  blobs: BlobStore,
  organizationId: string,
  file: SentFile,
): Promise<void> {
  const content = await blobs.get(organizationId, file.blobKey);
  const isText = file.mediaType.startsWith('text/');
  response.set({
    'Content-Type': isText ? `${file.mediaType}; charset=utf-8` : file.mediaType,
    'Content-Length': String(file.bytes),
    'Content-Disposition': `attachment; filename*=UTF-8''${extendedValue(file.name)}`,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  });
  await pipeline(content, response);
}

/** RFC 8187: what `encodeURIComponent` leaves and the header does not. */
function extendedValue(name: string): string {
  return encodeURIComponent(name).replaceAll(
    /['()*!]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
