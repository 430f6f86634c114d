// The envelopes of an X12 file, followed from segment to segment: interchanges hold groups, groups hold transactions.
import type { Delimiters } from './delimiters.ts';
import type { Envelope, TransactionHead } from './envelope.ts';
import type { SegmentCursor } from './segment-cursor.ts';
import type { SegmentSink } from './segment-reader.ts';
import { elementOf, type Segment } from './segment.ts';
import { anomaly, refusal, type X12Problem } from './x12-problem.ts';

/** Who is told of transactions, in the order of the file; each cursor is read at once, as in a `SegmentSink`. */
export interface TransactionSink {
  /** ST. */
  begin(head: TransactionHead, cursor: SegmentCursor): void;
  /** What stands between ST and SE. */
  content(cursor: SegmentCursor): void;
  /** SE. What it counts wrongly was told before. */
  end(cursor: SegmentCursor): void;
  /** What was begun has no SE: nothing of it may be kept. */
  lose(problem: X12Problem): void;
  /** Of the file and its envelopes. After a refusal nothing more comes, not even the end of what was begun. */
  problem(problem: X12Problem): void;
}

interface Open {
  head: Segment;
  /** What its trailer has to count. */
  count: number;
}

/** One per file, behind a `SegmentReader`. */
export class EnvelopeReader implements SegmentSink {
  private readonly sink: TransactionSink;
  private delimiters: Delimiters | null = null;
  private interchange: Open | null = null;
  private group: Open | null = null;
  private transaction: Open | null = null;
  private last = 0;
  private isRefused = false;

  constructor(sink: TransactionSink) {
    this.sink = sink;
  }

  segment(cursor: SegmentCursor): void {
    this.last = cursor.number;
    switch (cursor.id) {
      case 'ISA':
        this.beginInterchange(cursor);
        break;
      case 'GS':
        this.beginGroup(cursor);
        break;
      case 'ST':
        this.beginTransaction(cursor);
        break;
      case 'SE':
        this.endTransaction(cursor);
        break;
      case 'GE':
        this.endGroup(cursor);
        break;
      case 'IEA':
        this.endInterchange(cursor);
        break;
      default:
        this.takeContent(cursor);
    }
  }

  problem(problem: X12Problem): void {
    this.isRefused ||= problem.kind === 'refusal';
    this.sink.problem(problem);
  }

  /** The end of the file, or of what one interchange can hold: what is still open was never closed. */
  end(): void {
    if (this.isRefused) return;
    this.closeTransaction();
    this.closeUnended(this.group, 'GE');
    this.closeUnended(this.interchange, 'IEA');
    this.group = this.interchange = null;
  }

  private takeContent(cursor: SegmentCursor): void {
    if (this.transaction !== null) {
      this.transaction.count += 1;
      this.sink.content(cursor);
    }
    // TA1 is the one segment with content that stands outside a transaction.
    else if (cursor.id !== 'TA1') this.note(cursor, 'stands outside every transaction');
  }

  private beginInterchange(cursor: SegmentCursor): void {
    this.end();
    this.delimiters = cursor.delimiters;
    this.interchange = { head: cursor.segment(), count: 0 };
  }

  private beginGroup(cursor: SegmentCursor): void {
    this.closeTransaction();
    this.closeUnended(this.group, 'GE');
    this.group = { head: cursor.segment(), count: 0 };
    if (this.interchange) this.interchange.count += 1;
  }

  private beginTransaction(cursor: SegmentCursor): void {
    this.closeTransaction();
    const head = cursor.segment();
    this.transaction = { head, count: 1 };
    if (this.group) this.group.count += 1;
    else this.note(cursor, 'the transaction stands in no group');
    this.sink.begin(this.headOf(head), cursor);
  }

  private endTransaction(cursor: SegmentCursor): void {
    const open = this.transaction;
    if (open === null) {
      this.note(cursor, 'SE ends no transaction');
      return;
    }
    this.transaction = null;
    const [counted, control] = [open.count + 1, elementOf(open.head, 2)];
    this.judgeCount(cursor, { name: 'SE01', counted, of: 'segments' });
    this.judgeControl(cursor, { ours: 'SE02', theirs: 'ST02', control });
    this.sink.end(cursor);
  }

  private endGroup(cursor: SegmentCursor): void {
    this.closeTransaction();
    const open = this.group;
    if (open === null) {
      this.note(cursor, 'GE ends no group');
      return;
    }
    this.group = null;
    this.judgeCount(cursor, { name: 'GE01', counted: open.count, of: 'ST' });
    this.judgeControl(cursor, { ours: 'GE02', theirs: 'GS06', control: elementOf(open.head, 6) });
  }

  private endInterchange(cursor: SegmentCursor): void {
    this.closeTransaction();
    this.closeUnended(this.group, 'GE');
    this.group = null;
    const open = this.interchange;
    if (open === null) {
      this.note(cursor, 'IEA ends no interchange');
      return;
    }
    this.interchange = null;
    const control = elementOf(open.head, 13);
    this.judgeCount(cursor, { name: 'IEA01', counted: open.count, of: 'GS' });
    this.judgeControl(cursor, { ours: 'IEA02', theirs: 'ISA13', control });
  }

  private closeTransaction(): void {
    const open = this.transaction;
    this.transaction = null;
    if (open !== null) this.sink.lose(refusal(this.last, unended(open, 'SE')));
  }

  private closeUnended(open: Open | null, trailer: 'GE' | 'IEA'): void {
    if (open !== null) this.sink.problem(anomaly(this.last, unended(open, trailer)));
  }

  private judgeCount(
    trailer: SegmentCursor,
    { name, counted, of }: { name: string; counted: number; of: string },
  ): void {
    const said = trailer.text(1);
    if (!/^\d{1,10}$/.test(said)) this.note(trailer, `${name} is no number`);
    else if (Number(said) !== counted)
      this.note(trailer, `${name} says ${Number(said)} ${of}, there are ${counted}`);
  }

  private judgeControl(
    trailer: SegmentCursor,
    { ours, theirs, control }: { ours: string; theirs: string; control: string },
  ): void {
    if (trailer.text(2) !== control) this.note(trailer, `${ours} differs from ${theirs}`);
  }

  private headOf(head: Segment): TransactionHead {
    const version = this.group ? elementOf(this.group.head, 8) : '';
    return {
      type: elementOf(head, 1),
      control: elementOf(head, 2),
      version: elementOf(head, 3) || version,
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

  private note({ number }: SegmentCursor, reason: string): void {
    this.sink.problem(anomaly(number, reason));
  }
}

function unended({ head }: Open, trailer: string): string {
  return `${head.id} of segment ${head.number} has no ${trailer}`;
}
