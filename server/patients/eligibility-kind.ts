// A 271 from a drop folder → answers, each to the check whose trace number it carries.
import { decodeText } from '../interop/decode-text.ts';
import { acceptX12, type Accepted } from '../interop/x12/accept-file.ts';
import { read271, type Read271 } from '../interop/x12/read-271.ts';
import { usualX12Limits } from '../interop/x12/read-segments.ts';
import type { Transaction } from '../interop/x12/read-transactions.ts';
import type { Ctx } from '../platform/context.ts';
import {
  FileRefused,
  type FileProblem,
  type FileRead,
  type InterfaceKind,
  type TakenFile,
} from '../platform/drop-folder/interface-kind.ts';
import { asX12, type X12InterfaceRow } from '../platform/drop-folder/interface-row.ts';
import { requireFresh } from '../platform/drop-folder/require-fresh.ts';
import { takeAnswer, takeRejection, type Outcome } from './eligibility-answer-service.ts';

export const eligibilityKind: InterfaceKind = {
  kind: 'eligibility',
  placeName: 'segment',
  maxBytes: 16 * 1024 * 1024,
  read: readAnswers,
};

/** Of an interface of this kind. */
type X12File = TakenFile & { row: X12InterfaceRow };

async function readAnswers(ctx: Ctx, taken: TakenFile): Promise<FileRead> {
  const file = { ...taken, row: asX12(taken.row) };
  const { transactions, controlNumbers } = accepted(file);
  await requireFresh(ctx, { ...file, sender: file.row.their_id }, controlNumbers);
  const counts = { answers: 0, applied: 0 };
  const problems: FileProblem[] = [];
  const note = (place: number, outcome: Outcome): void => {
    counts.answers += 1;
    if (outcome === 'applied') counts.applied += 1;
    else problems.push({ place, code: outcome, reason: reasons[outcome] });
  };
  for (const transaction of transactions) {
    const read = read271(transaction);
    problems.push(...anomaliesOf(read));
    const from = { messageId: file.messageId, interfaceId: file.row.id, written: read.written };
    for (const answer of read.answers) note(answer.segment, await takeAnswer(ctx, from, answer));
    // Of the payer or of us: nobody was looked up, so that no person and no trace number is named.
    const [rejection] = read.answers.length === 0 ? read.rejections : [];
    if (rejection)
      note(rejection.segment, await takeRejection(ctx, from, read.reference, rejection));
    else if (read.answers.length === 0) note(headOf(transaction), 'no-answer');
  }
  return { counts, problems, controlNumber: controlNumbers[0] ?? null };
}

function accepted({ row, bytes }: X12File): Extract<Accepted, { kind: 'accepted' }> {
  const file = acceptX12(decodeText(bytes).text, {
    sender: row.their_id,
    receiver: row.our_id,
    isTest: row.is_test,
    type: '271',
    limits: { ...usualX12Limits, characters: eligibilityKind.maxBytes },
  });
  if (file.kind === 'accepted') return file;
  const { code, controlNumber, problems } = file;
  throw new FileRefused(
    problems.map(({ segment, reason }) => ({ place: segment, code, reason })),
    controlNumber,
  );
}

function anomaliesOf({ problems }: Read271): FileProblem[] {
  return problems.map(({ segment, reason }) => ({ place: segment, code: 'not-read', reason }));
}

function headOf({ segments }: Transaction): number {
  return segments[0]?.number ?? 0;
}

const reasons: Record<Exclude<Outcome, 'applied'>, string> = {
  'no-trace': 'TRN02 is missing: whom it answers is not guessed',
  'unknown-trace': 'TRN02 is of no question of this interface',
  'several-traces': 'TRN02 is of several questions',
  'unknown-reference': 'BHT03 is of no question of this interface',
  'no-date': 'BHT04 is no date: which answer is later is not guessed',
  'no-answer': 'answers nothing that can be read',
  repeated: 'the question has this answer already',
  older: 'the question has a later answer already',
  'left-aside': 'the coverage is not what was asked about any more, or something later is known',
};
