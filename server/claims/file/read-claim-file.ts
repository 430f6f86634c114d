// A file from its bytes to its transactions, each read by its own codec.
import { createHash } from 'node:crypto';
import type { ClaimFileProblem } from '#contract/claim-files';
import { decodeText } from '../../interop/decode-text.ts';
import type { BalanceFault } from '../../interop/x12/balance.ts';
import { readClaims } from '../../interop/x12/read-837.ts';
import { readClaimStatuses } from '../../interop/x12/read-277.ts';
import { readTransactions, type Transaction } from '../../interop/x12/read-transactions.ts';
import { RemittanceReader, type RemittanceEvent } from '../../interop/x12/remittance-reader.ts';
import type { X12Problem } from '../../interop/x12/x12-problem.ts';
import type { ClaimFile, FilePart, RemittancePart } from './claim-file.ts';
import { unkeepable } from './unkeepable.ts';

export function readClaimFile(bytes: Uint8Array): Promise<ClaimFile> {
  const { text } = decodeText(bytes);
  const { parts, problems, hasRemittances } = readOthers(text);
  const remittances = hasRemittances ? readRemittances(text) : [];
  return Promise.resolve({
    hash: createHash('sha256').update(bytes).digest('hex'),
    parts: [...parts, ...remittances].map(keepable).sort((a, b) => a.segment - b.segment),
    problems,
  });
}

/** What the database could not hold is refused with its transaction, before anything is written. */
function keepable(part: FilePart): FilePart {
  const reason = part.isRefused ? null : unkeepable(part);
  if (reason === null) return part;
  const problem = { segment: part.segment, weight: 'refused' as const, reason };
  const refused = { isRefused: true, problems: [...part.problems, problem] };
  if (part.type === '277') return { ...part, ...refused, said: [] };
  if (part.type === 'other') return { ...part, ...refused };
  return part.type === '837'
    ? { ...part, ...refused, claims: [] }
    : { ...part, ...refused, claims: [], provider: [] };
}

function readOthers(text: string): {
  parts: FilePart[];
  problems: ClaimFileProblem[];
  hasRemittances: boolean;
} {
  const parts: FilePart[] = [];
  const problems: ClaimFileProblem[] = [];
  let hasRemittances = false;
  for (const read of readTransactions(text))
    if (read.kind === 'problem') problems.push(fileProblem(read.problem));
    else if (read.transaction.type === '835') hasRemittances = true;
    else parts.push(partOf(read.transaction));
  // A remittance that breaks off never comes as a transaction; its own reader says where.
  return { parts, problems, hasRemittances: hasRemittances || /[^A-Z0-9]ST.835/.test(text) };
}

function fileProblem({ segment, kind, reason }: X12Problem): ClaimFileProblem {
  return { segment, weight: kind === 'refusal' ? 'refused' : 'noted', reason };
}

function partOf(transaction: Transaction): FilePart {
  const { type, control, segments } = transaction;
  const head = { control, segment: segments[0]?.number ?? 0, problems: [], isRefused: false };
  if (type === '837') {
    const read = readClaims(transaction);
    const { sender, receiver, isTest } = transaction.envelope;
    const envelope = {
      ...{ senderQualifier: 'ZZ', sender: sender.trim(), receiverQualifier: 'ZZ' },
      ...{ receiver: receiver.trim(), isTest },
    };
    if ('problem' in read)
      return { ...head, ...refusedBy(read.problem), type: '837', envelope, claims: [] };
    return { ...head, type: '837', envelope, claims: [...read.claims] };
  }
  if (type === '277') {
    const read = readClaimStatuses(transaction);
    if ('problem' in read) return { ...head, ...refusedBy(read.problem), type: '277', said: [] };
    return { ...head, type: '277', said: [...read.said] };
  }
  return { ...head, type: 'other', name: type };
}

function refusedBy(problem: X12Problem): { isRefused: true; problems: ClaimFileProblem[] } {
  return { isRefused: true, problems: [{ ...fileProblem(problem), weight: 'refused' }] };
}

function readRemittances(text: string): RemittancePart[] {
  const reader = new RemittanceReader();
  const parts: RemittancePart[] = [];
  let open: RemittancePart | null = null;
  const take = (event: RemittanceEvent): void => {
    if (event.kind === 'remittance') open = newPart(event.remittance);
    else if (event.kind === 'claim') open?.claims.push(event.claim);
    else if (event.kind === 'provider-adjustment') open?.provider.push(event.adjustment);
    else if (event.kind === 'end') {
      parts.push(ended(open, event.end));
      open = null;
    } else if (open !== null && event.problem.kind === 'anomaly')
      open.problems.push(fileProblem(event.problem));
  };
  for (const event of reader.push(text)) take(event);
  for (const event of reader.end()) take(event);
  return parts;
}

type RemittanceEnd = Extract<RemittanceEvent, { kind: 'end' }>['end'];

function newPart(remittance: RemittancePart['remittance']): RemittancePart {
  return {
    ...{ type: '835', control: remittance.control, segment: remittance.segment, remittance },
    ...{ claims: [], provider: [], problems: [], isRefused: false, isHeld: false },
  };
}

function ended(open: RemittancePart | null, end: RemittanceEnd): RemittancePart {
  const part = open ?? { ...newPart(nobody(end)), segment: end.segment };
  const { verdict } = end;
  if (verdict.kind === 'refused')
    return {
      ...{ ...part, claims: [], provider: [], isRefused: true },
      problems: [...part.problems, { ...fileProblem(verdict.problem), weight: 'refused' }],
    };
  if (verdict.kind === 'balanced') return part;
  return {
    ...{ ...part, isHeld: true },
    problems: [...verdict.faults.map(balanceProblem), ...part.problems],
  };
}

function balanceProblem({ level, segment, expected, found }: BalanceFault): ClaimFileProblem {
  const reason = `the ${level} comes to ${dollars(expected)}, and says ${dollars(found)}`;
  return { segment, weight: 'held', reason };
}

function dollars(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '−' : ''}$${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** What was refused before its heading was read. */
function nobody({ control, segment }: RemittanceEnd): RemittancePart['remittance'] {
  return {
    ...{ segment, control, version: '', productionDate: null, references: [] },
    payment: { segment, amount: 0, handling: '', method: '', date: null },
    trace: { number: '', payer: '' },
    payer: { name: '', id: '', references: [] },
    payee: { name: '', npi: null, taxId: null, references: [] },
    envelope: {
      delimiters: { element: '*', component: ':', repetition: '^', terminator: '~' },
      ...{ sender: '', receiver: '', interchangeControl: '', isTest: false },
      ...{ groupControl: '', version: '' },
    },
  };
}
