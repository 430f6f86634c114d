// What is decided about a file while it streams past: how large it is, what it is, and whether it is accepted at all.
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Problem } from '#contract/problem';
import { ProblemError } from '../problem.ts';
import type { OwnBlob, StoredBlob } from './blob-store.ts';
import { inPieces } from './in-pieces.ts';
import { plainTextCheck } from './plain-text.ts';
import { headLength, sniffType, type MediaType } from './sniff-type.ts';

const megabyte = 1024 * 1024;
const pieceLength = 65_536;

export interface ExaminedContent<Facts> {
  /** The content, until it ends or is refused. */
  readonly content: AsyncIterable<Buffer>;
  /** Known once the content has ended. */
  facts(): Facts;
}

/** @throws ProblemError `invalid-input`, from the stream, for what is too large, empty or of a kind that is not accepted */
export function examineContent(
  content: Readable | AsyncIterable<Buffer>,
  maxBytes: number,
): ExaminedContent<Omit<StoredBlob, 'key'>> {
  const hash = createHash('sha256');
  const isText = plainTextCheck();
  let bytes = 0;
  let mediaType: MediaType | undefined;

  async function* examined(): AsyncGenerator<Buffer> {
    const lengthOf = (index: number): number => (index === 0 ? headLength : pieceLength);
    for await (const piece of inPieces(content, lengthOf)) {
      bytes += piece.bytes.length;
      if (bytes > maxBytes) throw new ContentTooLarge(maxBytes);
      mediaType ??= acceptedType(piece.bytes);
      if (mediaType === 'text/plain' && !isText(piece.bytes, piece)) throw notAccepted();
      hash.update(piece.bytes);
      yield piece.bytes;
    }
  }

  return {
    content: examined(),
    facts() {
      if (mediaType === undefined) throw new Error('The content has not been read.');
      return { bytes, sha256: hash.digest('hex'), mediaType };
    },
  };
}

/** What the server makes itself is as large as it comes, of whatever kind. */
export function measureContent(
  content: AsyncIterable<Buffer>,
): ExaminedContent<Omit<OwnBlob, 'key'>> {
  const hash = createHash('sha256');
  let bytes = 0;

  async function* measured(): AsyncGenerator<Buffer> {
    for await (const piece of content) {
      bytes += piece.length;
      hash.update(piece);
      yield piece;
    }
  }

  return { content: measured(), facts: () => ({ bytes, sha256: hash.digest('hex') }) };
}

/** Answered as 413, which the code `invalid-input` alone does not say. */
export class ContentTooLarge extends ProblemError {
  constructor(maxBytes: number) {
    const most = `${String(Math.floor(maxBytes / megabyte))} MB`;
    super('invalid-input', `The file is larger than ${most}; it was not kept.`, {
      fields: [{ path: '', message: `is larger than ${most}` }],
    });
  }

  override toProblem(requestId: string): Problem {
    return { ...super.toProblem(requestId), status: 413 };
  }
}

function acceptedType(head: Buffer): MediaType {
  if (head.length === 0) throw refused('The file is empty; nothing was kept.', 'is empty');
  const found = sniffType(head);
  if (found === null) throw notAccepted();
  return found;
}

function notAccepted(): ProblemError {
  return refused(
    'This kind of file is not accepted; it was not kept. PDF, PNG, JPEG, TIFF, GIF, WebP, HEIC and plain text are.',
    'is of a kind that is not accepted',
  );
}

function refused(title: string, message: string): ProblemError {
  return new ProblemError('invalid-input', title, { fields: [{ path: '', message }] });
}
