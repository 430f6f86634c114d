// Whether a file as a whole may be taken: that it is X12, whole, of whom we expect, and of the kind that we read.
import { readX12, type Transaction } from './read-transactions.ts';
import type { X12Limits } from './segment-reader.ts';
import { refusal, type X12Problem } from './x12-problem.ts';

export interface Expected {
  /** ISA06 and ISA08 of what comes. */
  sender: string;
  receiver: string;
  isTest: boolean;
  /** ST01. */
  type: string;
  limits: X12Limits;
}

export type RefusalCode = 'not-x12' | 'damaged' | 'other-sender' | 'other-usage' | 'other-type';

export type Accepted =
  | {
      kind: 'accepted';
      transactions: Transaction[];
      /** ISA13 of each interchange, by which a second copy is known. */
      controlNumbers: string[];
    }
  | { kind: 'refused'; code: RefusalCode; problems: X12Problem[]; controlNumber: string | null };

/** A file whose envelopes do not count right was cut or joined on its way: then nothing of it is taken. */
export function acceptX12(text: string, expected: Expected): Accepted {
  const { transactions, problems } = readX12(text, expected.limits);
  const [first] = transactions;
  const controlNumber = first?.envelope.interchangeControl ?? null;
  const refused = (code: RefusalCode, because: X12Problem[]): Accepted => ({
    kind: 'refused',
    code,
    problems: because,
    controlNumber,
  });
  if (problems.length > 0)
    return refused(first === undefined && isNoX12(problems) ? 'not-x12' : 'damaged', problems);
  for (const transaction of transactions) {
    const code = mismatch(transaction, expected);
    if (code !== null) return refused(code, [refusal(headOf(transaction), misfits[code])]);
  }
  if (first === undefined) return refused('other-type', [refusal(0, 'holds no transaction')]);
  const controlNumbers = [
    ...new Set(transactions.map(({ envelope }) => envelope.interchangeControl)),
  ];
  return { kind: 'accepted', transactions, controlNumbers };
}

type Mismatch = 'other-sender' | 'other-usage' | 'other-type';

const misfits: Record<Mismatch, string> = {
  'other-sender': 'ISA06 or ISA08 is not that of this interface',
  'other-usage': 'ISA15 is not that of this interface: test and production are kept apart',
  'other-type': 'ST01 is not what this interface takes',
};

function mismatch({ envelope, type }: Transaction, expected: Expected): Mismatch | null {
  const { sender, receiver, isTest } = envelope;
  if (sender.trim() !== expected.sender || receiver.trim() !== expected.receiver)
    return 'other-sender';
  if (isTest !== expected.isTest) return 'other-usage';
  return type === expected.type ? null : 'other-type';
}

function headOf({ segments }: Transaction): number {
  return segments[0]?.number ?? 0;
}

function isNoX12(problems: readonly X12Problem[]): boolean {
  return problems.some(({ segment, kind }) => kind === 'refusal' && segment <= 1);
}
