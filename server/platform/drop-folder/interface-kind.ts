// What comes by files, kind by kind: a slice says how one is read; the platform brings it, once, in a transaction.
import type { Ctx } from '../context.ts';
import type { InterfaceRow } from './interface-row.ts';

/** What is wrong with a file or a part of it. Without a word of its content: it is shown, logged and written beside the file. */
export interface FileProblem {
  /** Of the place: a segment, a line; counted from 1. 0 is the file itself. */
  place: number;
  code: string;
  reason: string;
}

export interface FileRead {
  /** How many of what, for people: `{ answers: 12, applied: 11 }`. */
  counts: Record<string, number>;
  /** Of parts that were left out; the rest of the file counts. */
  problems: readonly FileProblem[];
  /** The sender's own number, by which people speak of the file. */
  controlNumber: string | null;
}

export interface TakenFile {
  row: InterfaceRow;
  messageId: string;
  bytes: Uint8Array;
}

export interface InterfaceKind {
  /** As in the contract, e.g. `eligibility`. */
  readonly kind: string;
  /** What one place in a file of this kind is called: `segment`, `line`. */
  readonly placeName: string;
  /** A larger file is refused unread. */
  readonly maxBytes: number;
  /** @throws FileRefused when nothing of the file may count; whatever was written is undone */
  read(ctx: Ctx, file: TakenFile): Promise<FileRead>;
}

/** The whole file is refused. Expected, unlike every other error. */
export class FileRefused extends Error {
  readonly problems: readonly FileProblem[];
  readonly controlNumber: string | null;

  constructor(problems: readonly FileProblem[], controlNumber: string | null = null) {
    super('The file is refused.');
    this.name = 'FileRefused';
    this.problems = problems;
    this.controlNumber = controlNumber;
  }
}
