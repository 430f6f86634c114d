// The transactions of an X12 file, each of them whole; of one that may be too long for that, see `EnvelopeReader`.
import { EnvelopeReader } from './envelope-reader.ts';
import type { TransactionHead } from './envelope.ts';
import { usualX12Limits } from './read-segments.ts';
import { readPieces, type X12Limits } from './segment-reader.ts';
import type { Segment } from './segment.ts';
import type { X12Problem } from './x12-problem.ts';

export interface Transaction extends TransactionHead {
  /** From ST to SE, both included. */
  segments: readonly Segment[];
}

export type TransactionRead =
  { kind: 'transaction'; transaction: Transaction } | { kind: 'problem'; problem: X12Problem };

/** The transactions of a file in their order, and what is wrong with it. A transaction without its SE never comes. */
export function* readTransactions(
  text: string,
  limits: X12Limits = usualX12Limits,
): Generator<TransactionRead, void, undefined> {
  let head: TransactionHead | null = null;
  let segments: Segment[] = [];
  yield* readPieces<TransactionRead>(text, limits, (found) => {
    const problem = (each: X12Problem): void => {
      found({ kind: 'problem', problem: each });
    };
    return new EnvelopeReader({
      begin: (begun, cursor) => {
        head = begun;
        segments = [cursor.segment()];
      },
      content: (cursor) => void segments.push(cursor.segment()),
      end: (cursor) => {
        if (head === null) throw new Error('a transaction ended that had not begun');
        const transaction = { ...head, segments: [...segments, cursor.segment()] };
        found({ kind: 'transaction', transaction });
      },
      lose: problem,
      problem,
    });
  });
}

export interface X12File {
  transactions: Transaction[];
  problems: X12Problem[];
}

/** All of a file at once, for files of a known modest size. */
export function readX12(text: string, limits?: X12Limits): X12File {
  const file: X12File = { transactions: [], problems: [] };
  for (const read of readTransactions(text, limits))
    if (read.kind === 'problem') file.problems.push(read.problem);
    else file.transactions.push(read.transaction);
  return file;
}
