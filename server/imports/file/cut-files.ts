// The files that were sent as one, each with its own bytes.
import type { FilePart } from '#contract/file-parts';
import { unreadableFile } from './import-file.ts';

export interface NamedFile {
  name: string;
  bytes: Uint8Array;
}

export function cutFiles(
  bytes: Uint8Array,
  name: string,
  parts: readonly FilePart[] | undefined,
): NamedFile[] {
  if (parts === undefined) return [{ name, bytes }];
  const total = parts.reduce((sum, part) => sum + part.bytes, 0);
  if (total !== bytes.length) throw unreadableFile('the files are not as long as was said');
  let from = 0;
  return parts.map((part) => {
    const start = from;
    from += part.bytes;
    return { name: part.name, bytes: bytes.subarray(start, from) };
  });
}
