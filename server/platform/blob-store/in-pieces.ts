import { Readable } from 'node:stream';

export interface Piece {
  readonly bytes: Buffer;
  readonly isLast: boolean;
}

/**
 * Cuts a stream anew: piece n has exactly `lengthOf(n)` bytes, the last one at most so many, and none is last but the last.
 * A Readable is not destroyed when its reader stops early: destroying a request would also end its answer.
 */
export async function* inPieces(
  content: Readable | AsyncIterable<Buffer>,
  lengthOf: (index: number) => number,
): AsyncGenerator<Piece> {
  let held: Buffer[] = [];
  let length = 0;
  let index = 0;
  for await (const bytes of withoutDestroying(content)) {
    held.push(bytes);
    length += bytes.length;
    if (length <= lengthOf(index)) continue;
    let rest = Buffer.concat(held);
    while (rest.length > lengthOf(index)) {
      const end = lengthOf(index++);
      yield { bytes: rest.subarray(0, end), isLast: false };
      rest = rest.subarray(end);
    }
    held = [rest];
    length = rest.length;
  }
  yield { bytes: Buffer.concat(held), isLast: true };
}

function withoutDestroying(content: Readable | AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  return content instanceof Readable
    ? (content.iterator({ destroyOnReturn: false }) as AsyncIterableIterator<Buffer>)
    : content;
}
