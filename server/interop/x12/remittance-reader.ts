// An 835 from the pieces of its text to its claims, one at a time: a transaction of any length, of which nothing is held.
import { RunningBalance, linesMissCharge, type BalanceFault } from './balance.ts';
import { EnvelopeReader, type TransactionSink } from './envelope-reader.ts';
import type { TransactionHead } from './envelope.ts';
import { Misread } from './read-element.ts';
import { usualX12Limits } from './read-segments.ts';
import { RemittanceDraft, type DraftSink } from './remittance-draft.ts';
import { firstLoop, takeSegment, type Loop } from './remittance-grammar.ts';
import type { ProviderAdjustment, Remittance, RemittedClaim } from './remittance.ts';
import type { SegmentCursor } from './segment-cursor.ts';
import { SegmentReader, type X12Limits } from './segment-reader.ts';
import { anomaly, refusal, type X12Problem } from './x12-problem.ts';

/**
 * In the order of the file: of each transaction its `remittance`, its claims, its provider adjustments and its `end`.
 * Only the end says whether what came before it may be kept; it comes for each transaction that began, also alone where
 * nothing of it could be read.
 */
export type RemittanceEvent =
  | { kind: 'remittance'; remittance: Remittance }
  | {
      kind: 'claim';
      claim: RemittedClaim;
      /** Of this claim and its lines; those of the verdict are the same ones. */
      faults: readonly BalanceFault[];
    }
  | { kind: 'provider-adjustment'; adjustment: ProviderAdjustment }
  | { kind: 'end'; end: RemittanceEnd }
  | { kind: 'problem'; problem: X12Problem };

export interface RemittanceEnd {
  /** Of its SE, or where it broke off. */
  segment: number;
  /** ST02. */
  control: string;
  /** Claims that came. */
  claims: number;
  verdict: RemittanceVerdict;
}

/** `refused`: something of it cannot be read, so nothing of it may be kept. `held`: it is kept and not posted. */
export type RemittanceVerdict =
  | { kind: 'balanced' }
  | {
      kind: 'held';
      /** In the order of the file, at most a hundred of its claims. */
      faults: readonly BalanceFault[];
      count: number;
    }
  | { kind: 'refused'; problem: X12Problem };

/** A gigabyte and much more; what is held of it is bounded by the claim. */
export const remittanceLimits: X12Limits = {
  ...usualX12Limits,
  characters: 8 * 1024 ** 3,
  segments: 200_000_000,
};

export class RemittanceReader {
  private readonly sink = new RemittanceSink();
  private readonly reader: SegmentReader;

  constructor(limits: X12Limits = remittanceLimits) {
    this.reader = new SegmentReader(limits, new EnvelopeReader(this.sink));
  }

  /** The next piece of the text, of any length. Answers what is complete with it. */
  push(piece: string): RemittanceEvent[] {
    this.reader.push(piece);
    return this.sink.takeFound();
  }

  /** Nothing comes any more. */
  end(): RemittanceEvent[] {
    this.reader.end();
    return this.sink.takeFound();
  }
}

/** What an 835 holds, whatever its length. Pieces are read one by one, as fast as who asks takes what is in them. */
export async function* readRemittances(
  pieces: AsyncIterable<string> | Iterable<string>,
  limits?: X12Limits,
): AsyncGenerator<RemittanceEvent, void, undefined> {
  const reader = new RemittanceReader(limits);
  for await (const piece of pieces) yield* reader.push(piece);
  yield* reader.end();
}

interface Open {
  control: string;
  draft: RemittanceDraft;
  loop: Loop;
  balance: RunningBalance;
  remittance: Remittance | null;
  /** Why nothing of it may be kept; what follows is not read. */
  problem: X12Problem | null;
}

class RemittanceSink implements TransactionSink, DraftSink {
  private open: Open | null = null;
  private found: RemittanceEvent[] = [];

  takeFound(): RemittanceEvent[] {
    const { found } = this;
    this.found = [];
    return found;
  }

  begin(head: TransactionHead, { number }: SegmentCursor): void {
    this.open = null;
    if (head.type === '835')
      this.open = {
        control: head.control,
        draft: new RemittanceDraft(head, number, this),
        loop: firstLoop,
        balance: new RunningBalance(),
        ...{ remittance: null, problem: null },
      };
    else this.tell(refusal(number, 'ST01 is not 835'));
  }

  content(segment: SegmentCursor): void {
    const { open } = this;
    if (open?.problem !== null) return;
    try {
      open.loop = takeSegment(open.draft, open.loop, segment);
    } catch (error) {
      open.problem = problemOf(error);
    }
  }

  end({ number }: SegmentCursor): void {
    const { open } = this;
    if (open === null) return;
    try {
      if (open.problem === null) open.draft.finish();
    } catch (error) {
      open.problem = problemOf(error);
    }
    this.close(open, number);
  }

  lose(problem: X12Problem): void {
    if (this.open === null) this.tell(problem);
    else this.close({ ...this.open, problem }, problem.segment);
  }

  problem(problem: X12Problem): void {
    this.tell(problem);
    if (problem.kind === 'refusal' && this.open !== null)
      this.close({ ...this.open, problem }, problem.segment);
  }

  remittance(remittance: Remittance): void {
    if (this.open !== null) this.open.remittance = remittance;
    this.found.push({ kind: 'remittance', remittance });
  }

  claim(claim: RemittedClaim): void {
    const faults = this.open?.balance.takeClaim(claim) ?? [];
    if (linesMissCharge(claim))
      this.note(claim.segment, 'the charges of the lines are not that of the claim');
    this.found.push({ kind: 'claim', claim, faults });
  }

  adjustment(adjustment: ProviderAdjustment): void {
    this.open?.balance.takeProviderAdjustment(adjustment);
    this.found.push({ kind: 'provider-adjustment', adjustment });
  }

  note(segment: number, reason: string): void {
    this.tell(anomaly(segment, reason));
  }

  private tell(problem: X12Problem): void {
    this.found.push({ kind: 'problem', problem });
  }

  private close({ control, balance, remittance, problem }: Open, segment: number): void {
    this.open = null;
    const verdict = problem === null ? verdictOf(balance, remittance) : refusedBy(problem);
    const end = { segment, control, claims: balance.claims, verdict };
    this.found.push({ kind: 'end', end });
  }
}

function refusedBy(problem: X12Problem): RemittanceVerdict {
  return { kind: 'refused', problem };
}

function verdictOf(balance: RunningBalance, remittance: Remittance | null): RemittanceVerdict {
  if (remittance === null) throw new Error('a remittance ended that was never told of');
  const { faults, count } = balance.judge(remittance.payment);
  return count === 0 ? { kind: 'balanced' } : { kind: 'held', faults, count };
}

function problemOf(error: unknown): X12Problem {
  if (!(error instanceof Misread)) throw error;
  return refusal(error.segment, error.message);
}
