// What of a remittance has been read so far: its heading, the claim that is open, the line that is open. One per transaction.
import type { Reference } from './eligibility.ts';
import type { TransactionHead } from './envelope.ts';
import { Misread } from './read-element.ts';
import type {
  Adjustment,
  ProviderAdjustment,
  Remittance,
  RemittancePayee,
  RemittancePayer,
  RemittancePayment,
  RemittedAmount,
  RemittedClaim,
  RemittedLine,
  RemittedQuantity,
} from './remittance.ts';
import { elementName } from './segment.ts';
import type { SegmentCursor } from './segment-cursor.ts';

/** What claim and line gather alike. */
export interface OpenItem {
  adjustments: Adjustment[];
  references: Reference[];
  amounts: RemittedAmount[];
  quantities: RemittedQuantity[];
  remarks: string[];
}
export type OpenClaim = RemittedClaim & OpenItem & { lines: RemittedLine[] };
export type OpenLine = RemittedLine & OpenItem;

export interface OpenHeading {
  payment: RemittancePayment | null;
  trace: Remittance['trace'] | null;
  productionDate: string | null;
  payer: RemittancePayer | null;
  payee: RemittancePayee | null;
  references: Reference[];
  /** Of the party that is open. */
  partyReferences: Reference[];
}

/** Who is told of what is complete. */
export interface DraftSink {
  remittance(remittance: Remittance): void;
  claim(claim: RemittedClaim): void;
  adjustment(adjustment: ProviderAdjustment): void;
  note(segment: number, reason: string): void;
}

/** Nobody sends more lines in a claim: the standard ends there, and so does what is held of one. */
const mostLines = 999;
const mostOfHeading = 1000;
const mostOfClaim = 20_000;

export class RemittanceDraft {
  readonly heading: OpenHeading = {
    ...{ payment: null, trace: null, productionDate: null, payer: null, payee: null },
    ...{ references: [], partyReferences: [] },
  };
  private readonly head: TransactionHead;
  private readonly segment: number;
  private readonly sink: DraftSink;
  private isAnnounced = false;
  private openClaim: OpenClaim | null = null;
  private openLine: OpenLine | null = null;
  /** Segments of the heading, or of the open claim. */
  private held = 0;

  constructor(head: TransactionHead, segment: number, sink: DraftSink) {
    this.head = head;
    this.segment = segment;
    this.sink = sink;
  }

  /** 4010 and before. */
  get isBefore5010(): boolean {
    return /^00[1-4]/.test(this.head.version);
  }

  get claim(): OpenClaim {
    if (this.openClaim === null) throw new Error('there is no open claim');
    return this.openClaim;
  }

  get line(): OpenLine {
    if (this.openLine === null) throw new Error('there is no open line');
    return this.openLine;
  }

  /** The line where one is open, else the claim. */
  get item(): OpenItem {
    return this.openLine ?? this.claim;
  }

  /** One segment more is held. @throws Misread where nobody could have meant so many. */
  hold(segment: { number: number }): void {
    this.held += 1;
    if (this.held <= mostOfHeading) return;
    const name = this.isAnnounced ? 'claim' : 'heading';
    const most = this.isAnnounced ? mostOfClaim : mostOfHeading;
    if (this.held > most) throw new Misread(segment, `the ${name} has more than ${most} segments`);
  }

  begin(claim: OpenClaim): void {
    this.finish();
    this.openClaim = claim;
  }

  beginLine(line: OpenLine): void {
    this.finishLine();
    const { lines } = this.claim;
    if (lines.length >= mostLines)
      throw new Misread({ number: line.segment }, `the claim has more than ${mostLines} lines`);
    this.openLine = line;
  }

  adjust(adjustment: ProviderAdjustment): void {
    this.held = 0;
    this.sink.adjustment(adjustment);
  }

  /** `null` where nothing stands, and where no date can be read: no money hangs on it. */
  dateOf(segment: SegmentCursor, position: number): string | null {
    const date = segment.date(position);
    if (date === null && !segment.isEmpty(position))
      this.note(segment, `${elementName(segment, position)} is no date`);
    return date;
  }

  note({ number }: { number: number }, reason: string): void {
    this.sink.note(number, reason);
  }

  /** What is open is complete. @throws Misread for a heading that lacks something. */
  finish(): void {
    if (!this.isAnnounced) this.announce();
    this.finishLine();
    this.held = 0;
    const claim = this.openClaim;
    if (claim === null) return;
    this.openClaim = null;
    claim.dates.to ??= claim.dates.from;
    this.sink.claim(claim);
  }

  private finishLine(): void {
    const line = this.openLine;
    if (line === null) return;
    this.openLine = null;
    line.to ??= line.from;
    this.claim.lines.push(line);
  }

  private announce(): void {
    const { payment, trace, productionDate, payer, payee, references } = this.heading;
    if (payment === null) throw this.lack('BPR');
    if (trace === null) throw this.lack('TRN');
    if (payer === null) throw this.lack('N1 of the payer');
    if (payee === null) throw this.lack('N1 of the payee');
    this.isAnnounced = true;
    const { control, version, envelope } = this.head;
    const taxId = payee.taxId ?? payee.references.find(({ kind }) => kind === 'TJ')?.value ?? null;
    this.sink.remittance({
      ...{ segment: this.segment, control, version, envelope, payment, trace, productionDate },
      ...{ payer, payee: { ...payee, taxId }, references },
    });
  }

  private lack(what: string): Misread {
    return new Misread({ number: this.segment }, `there is no ${what}`);
  }
}
