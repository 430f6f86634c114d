// Where the files of work items are kept: scans, faxes, letters, prints. Who may see one is decided by who holds its key.
import type { Readable } from 'node:stream';
import type { MediaType } from './sniff-type.ts';

export interface StoredBlob {
  /** 32 hexadecimal digits, random: equal files of two patients cannot be linked by it. */
  readonly key: string;
  /** Of the file itself, not of what is kept. */
  readonly bytes: number;
  /** Of the file itself, in hexadecimal digits. */
  readonly sha256: string;
  /** By the file's first bytes, never by its name or what the sender claims. */
  readonly mediaType: MediaType;
}

/** Of what the server made itself. */
export type OwnBlob = Omit<StoredBlob, 'mediaType'>;

export interface BlobStore {
  /** Of one file. */
  readonly maxBytes: number;
  /**
   * Keeps a file, sealed; when it answers, the file outlives a crash. A refused or broken one leaves nothing behind.
   * `key`: of `newBlobKey`, for who has written it down; a key is used once.
   * A Readable that is not read to its end is left as it is, so that a request can still be answered: its owner drains
   * it (`request.resume()`, or the connection hangs) or destroys it.
   *
   * @throws ProblemError `invalid-input` (413 when too large) for what is refused, `unavailable` when the storage fails;
   * what the content itself throws is passed on.
   */
  put(
    organizationId: string,
    content: Readable | AsyncIterable<Buffer>,
    key?: string,
  ): Promise<StoredBlob>;
  /**
   * The same for a file that the server makes itself: as large as it comes, of whatever kind.
   *
   * @throws ProblemError `unavailable`; what the content itself throws is passed on
   */
  putOwn(organizationId: string, content: AsyncIterable<Buffer>, key: string): Promise<OwnBlob>;
  /**
   * The file as it was put; the caller reads it to its end or destroys it. Every byte is authenticated before it is
   * given out, so a damaged file ends in an error, never in other bytes.
   *
   * @throws ProblemError `not-found`, `unavailable`; SealBroken when not even the beginning is what was put. The
   * stream may fail later with the last two.
   */
  get(organizationId: string, key: string): Promise<Readable>;
  /** Does nothing where there is no such file, so it may be repeated. @throws ProblemError `unavailable` */
  remove(organizationId: string, key: string): Promise<void>;
}
