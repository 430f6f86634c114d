// The envelopes of an X12 file: interchanges hold groups, groups hold transactions. Transactions come one at a time.
import type { Delimiters } from './delimiters.ts';
import { readSegments, type X12Limits } from './read-segments.ts';
import { elementOf, type Segment } from './segment.ts';
import { anomaly, refusal, type X12Problem } from './x12-problem.ts';

/** The envelope that a transaction came in: who wrote it to whom, and by which numbers a second copy is known. */
export interface Envelope {
  delimiters: Delimiters;
  /** ISA06 and ISA08. */
  sender: string;
  receiver: string;
  /** ISA13. */
  interchangeControl: string;
  /** ISA15: `T` when nothing in it is real. */
  isTest: boolean;
  /** GS06; empty where there is no group. */
  groupControl: string;
  /** GS08, e.g. `005010X279A1`. */
  version: string;
}

export interface Transaction {
  /** ST01: `271`. */
  type: string;
  /** ST02. */
  control: string;
  /** ST03, or else the version of the group. */
  version: string;
  /** From ST to SE, both included. */
  segments: readonly Segment[];
  envelope: Envelope;
}

export type TransactionRead =
  { kind: 'transaction'; transaction: Transaction } | { kind: 'problem'; problem: X12Problem };

/** The transactions of a file in their order, and what is wrong with it. A transaction without its SE never comes. */
export function* readTransactions(
  text: string,
  limits?: X12Limits,
): Generator<TransactionRead, void, undefined> {
  const reader = new EnvelopeReader();
  let refused = false;
  for (const read of readSegments(text, limits)) {
    if (read.kind === 'problem') {
      refused = read.problem.kind === 'refusal';
      yield read;
    } else yield* reader.take(read.segment, read.delimiters);
  }
  if (!refused) yield* reader.end();
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

interface Open {
  head: Segment;
  /** What its trailer has to count. */
  count: number;
}

/** Follows the envelopes from segment to segment; one per file. */
class EnvelopeReader {
  private delimiters: Delimiters | null = null;
  private interchange: Open | null = null;
  private group: Open | null = null;
  private transaction: { head: Segment; segments: Segment[] } | null = null;
  private last = 0;

  *take(segment: Segment, delimiters: Delimiters): Generator<TransactionRead, void, undefined> {
    this.last = segment.number;
    this.delimiters = delimiters;
    switch (segment.id) {
      case 'ISA':
        yield* this.end();
        this.interchange = { head: segment, count: 0 };
        break;
      case 'GS':
        yield* this.closeUnended(this.transaction?.head, 'SE');
        yield* this.closeUnended(this.group?.head, 'GE');
        this.transaction = null;
        this.group = { head: segment, count: 0 };
        if (this.interchange) this.interchange.count += 1;
        break;
      case 'ST':
        yield* this.closeUnended(this.transaction?.head, 'SE');
        this.transaction = { head: segment, segments: [segment] };
        if (this.group) this.group.count += 1;
        else yield note(segment, 'the transaction stands in no group');
        break;
      case 'SE':
        yield* this.endTransaction(segment);
        break;
      case 'GE':
        yield* this.endGroup(segment);
        break;
      case 'IEA':
        yield* this.endInterchange(segment);
        break;
      default:
        yield* this.takeContent(segment);
    }
  }

  /** The end of the file, or of what one interchange can hold: what is still open was never closed. */
  *end(): Generator<TransactionRead, void, undefined> {
    yield* this.closeUnended(this.transaction?.head, 'SE');
    yield* this.closeUnended(this.group?.head, 'GE');
    yield* this.closeUnended(this.interchange?.head, 'IEA');
    this.transaction = this.group = this.interchange = null;
  }

  private *takeContent(segment: Segment): Generator<TransactionRead, void, undefined> {
    if (this.transaction) this.transaction.segments.push(segment);
    // TA1 is the one segment with content that stands outside a transaction.
    else if (segment.id !== 'TA1') yield note(segment, 'stands outside every transaction');
  }

  private *endTransaction(segment: Segment): Generator<TransactionRead, void, undefined> {
    const open = this.transaction;
    if (open === null) return yield note(segment, 'SE ends no transaction');
    this.transaction = null;
    const segments = [...open.segments, segment];
    yield* countFault(segment, { name: 'SE01', counted: segments.length, of: 'segments' });
    yield* controlFault(segment, {
      ours: 'SE02',
      theirs: 'ST02',
      control: elementOf(open.head, 2),
    });
    yield { kind: 'transaction', transaction: this.transactionOf(open.head, segments) };
  }

  private *endGroup(segment: Segment): Generator<TransactionRead, void, undefined> {
    yield* this.closeUnended(this.transaction?.head, 'SE');
    this.transaction = null;
    const open = this.group;
    if (open === null) return yield note(segment, 'GE ends no group');
    this.group = null;
    yield* countFault(segment, { name: 'GE01', counted: open.count, of: 'ST' });
    yield* controlFault(segment, {
      ours: 'GE02',
      theirs: 'GS06',
      control: elementOf(open.head, 6),
    });
  }

  private *endInterchange(segment: Segment): Generator<TransactionRead, void, undefined> {
    yield* this.closeUnended(this.transaction?.head, 'SE');
    yield* this.closeUnended(this.group?.head, 'GE');
    this.transaction = this.group = null;
    const open = this.interchange;
    if (open === null) return yield note(segment, 'IEA ends no interchange');
    this.interchange = null;
    const control = elementOf(open.head, 13);
    yield* countFault(segment, { name: 'IEA01', counted: open.count, of: 'GS' });
    yield* controlFault(segment, { ours: 'IEA02', theirs: 'ISA13', control });
  }

  private *closeUnended(
    head: Segment | undefined,
    trailer: 'SE' | 'GE' | 'IEA',
  ): Generator<TransactionRead, void, undefined> {
    if (head === undefined) return;
    const reason = `${head.id} of segment ${head.number} has no ${trailer}`;
    const problem = trailer === 'SE' ? refusal(this.last, reason) : anomaly(this.last, reason);
    yield { kind: 'problem', problem };
  }

  private transactionOf(head: Segment, segments: readonly Segment[]): Transaction {
    const version = this.group ? elementOf(this.group.head, 8) : '';
    return {
      type: elementOf(head, 1),
      control: elementOf(head, 2),
      version: elementOf(head, 3) || version,
      segments,
      envelope: this.envelope(version),
    };
  }

  private envelope(version: string): Envelope {
    const { interchange, group, delimiters } = this;
    if (delimiters === null) throw new Error('a segment came without its delimiters');
    const of = (open: Open | null, position: number): string =>
      open ? elementOf(open.head, position) : '';
    return {
      delimiters,
      sender: of(interchange, 6),
      receiver: of(interchange, 8),
      interchangeControl: of(interchange, 13),
      isTest: of(interchange, 15) === 'T',
      groupControl: of(group, 6),
      version,
    };
  }
}

function* countFault(
  trailer: Segment,
  { name, counted, of }: { name: string; counted: number; of: string },
): Generator<TransactionRead, void, undefined> {
  const said = elementOf(trailer, 1);
  if (!/^\d{1,10}$/.test(said)) yield note(trailer, `${name} is no number`);
  else if (Number(said) !== counted)
    yield note(trailer, `${name} says ${Number(said)} ${of}, there are ${counted}`);
}

function* controlFault(
  trailer: Segment,
  { ours, theirs, control }: { ours: string; theirs: string; control: string },
): Generator<TransactionRead, void, undefined> {
  if (elementOf(trailer, 2) !== control) yield note(trailer, `${ours} differs from ${theirs}`);
}

function note(segment: Segment, reason: string): TransactionRead {
  return { kind: 'problem', problem: anomaly(segment.number, reason) };
}
