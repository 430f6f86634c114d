// 278 responses from a drop folder → answers about lines. A file that holds one that cannot be read is refused whole.
import { decodeText } from '../../interop/decode-text.ts';
import { acceptX12, type Accepted } from '../../interop/x12/accept-file.ts';
import type { ReviewResponse } from '../../interop/x12/health-care-review.ts';
import { read278Response } from '../../interop/x12/read-278.ts';
import { usualX12Limits } from '../../interop/x12/read-segments.ts';
import type { Transaction } from '../../interop/x12/read-transactions.ts';
import type { Ctx } from '../../platform/context.ts';
import {
  FileRefused,
  type FileProblem,
  type FileRead,
  type InterfaceKind,
  type TakenFile,
} from '../../platform/drop-folder/interface-kind.ts';
import { asX12, type X12InterfaceRow } from '../../platform/drop-folder/interface-row.ts';
import { requireFresh } from '../../platform/drop-folder/require-fresh.ts';
import { takeReview, type ReviewFate } from './take-review-service.ts';

/** A file is one transaction: more of them would hold the clinic's feed for too long. */
const mostResponses = 1000;

export const authorizationsKind: InterfaceKind = {
  kind: 'authorizations',
  placeName: 'segment',
  maxBytes: 16 * 1024 * 1024,
  read: readReviews,
};

async function readReviews(
  ctx: Ctx,
  { row: anyRow, messageId, bytes }: TakenFile,
): Promise<FileRead> {
  const row = asX12(anyRow);
  const { transactions, controlNumbers } = accepted(row, bytes);
  const responses = transactions.map((transaction) => ({
    segment: transaction.segments[0]?.number ?? 0,
    response: responseOf(transaction),
  }));
  await requireFresh(ctx, { row, messageId, sender: row.their_id }, controlNumbers);
  const counts = { answers: 0, applied: 0 };
  const problems: FileProblem[] = [];
  for (const { segment: head, response } of responses)
    for (const { segment, fate } of await takeReview(
      ctx,
      { interfaceId: row.id, segment: head },
      response,
    )) {
      counts.answers += 1;
      if (fate === 'applied') counts.applied += 1;
      else problems.push({ place: segment, code: fate, reason: reasons[fate] });
    }
  return { counts, problems, controlNumber: controlNumbers[0] ?? null };
}

function accepted(
  row: X12InterfaceRow,
  bytes: Uint8Array,
): Extract<Accepted, { kind: 'accepted' }> {
  const file = acceptX12(decodeText(bytes).text, {
    sender: row.their_id,
    receiver: row.our_id,
    isTest: row.is_test,
    type: '278',
    limits: { ...usualX12Limits, characters: authorizationsKind.maxBytes },
  });
  if (file.kind === 'refused') {
    const { code, controlNumber, problems } = file;
    const places = problems.map(({ segment, reason }) => ({ place: segment, code, reason }));
    throw new FileRefused(places, controlNumber);
  }
  if (file.transactions.length > mostResponses)
    throw new FileRefused([
      { place: 0, code: 'too-many', reason: `has more than ${mostResponses} answers` },
    ]);
  return file;
}

function responseOf(transaction: Transaction): ReviewResponse {
  const read = read278Response(transaction);
  if ('response' in read) return read.response;
  const { segment: place, reason } = read.problem;
  const { interchangeControl } = transaction.envelope;
  throw new FileRefused([{ place, code: 'not-read', reason }], interchangeControl);
}

const reasons: Record<Exclude<ReviewFate, 'applied'>, string> = {
  'no-trace': 'TRN02 is missing: which line it answers is not guessed',
  'unknown-trace': 'TRN02 is of nothing that was asked through this interface',
  'several-traces': 'TRN02 is of several requests or lines, or several answers are of one line',
  'unknown-reference': 'BHT03 is of no request of this interface',
  repeated: 'the line has this answer already',
  older: 'something later is known already',
  contradicted: 'another answer stands; both are shown at the line',
  shown: 'the answer could not be written down as it is; it is shown at the line',
  'left-aside': 'the line is over',
  'sent-back': 'AAA: not reviewed; the request came back to be mended and sent again',
  waits: 'AAA: not reviewed yet; the payer answers later',
};
