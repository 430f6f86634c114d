// What a 278 response says of each line of a request: by trace numbers alone, each service its own line.
import type { HeardAnswer } from '#contract/authorization-decisions';
import type {
  ReviewedEvent,
  ReviewedService,
  ReviewRejection,
  ReviewResponse,
} from '../../interop/x12/health-care-review.ts';
import { outcomeOf, type ReviewOutcome } from '../../interop/x12/review-outcome.ts';
import { idOfTrace } from '../../interop/x12/trace-number.ts';
import { certifiedAnswer, codeSaid, type SaidGrant } from '../answered-grant.ts';
import type { LineRow } from '../line-repository.ts';
import type { TakenAnswer } from '../take-answers-service.ts';
import { saidQuantity } from './quantity-rules.ts';

/** Of whom an answer is, or why it is of nobody. */
export type Unmatched = 'no-trace' | 'unknown-trace' | 'several-traces';

export interface LineSaid {
  line: LineRow;
  segment: number;
  answer: TakenAnswer;
  /** PWK01 of documents that the payer wants. */
  wants: string[];
}

export interface ReadAnswers {
  said: LineSaid[];
  /** Services that were not reviewed: sent back, or answered later. */
  rejected: { line: LineRow; segment: number; rejections: readonly ReviewRejection[] }[];
  unmatched: { segment: number; why: Unmatched }[];
}

/** Ids behind the trace numbers of an event or a service. */
export function tracedIds({ traces }: Pick<ReviewedEvent, 'traces'>): string[] {
  return [...new Set(traces.flatMap(({ number }) => idOfTrace(number) ?? []))];
}

export function readAnswers(
  { event, services }: Pick<ReviewResponse, 'event' | 'services'>,
  lines: readonly LineRow[],
): ReadAnswers {
  const read: ReadAnswers = { said: [], rejected: [], unmatched: [] };
  if (event === null) return read;
  const byLine = new Map<LineRow, ReviewedService[]>();
  for (const service of services) {
    const found = lines.filter(({ id }) => tracedIds(service).includes(id));
    const [line] = found;
    if (line && found.length === 1) byLine.set(line, [...(byLine.get(line) ?? []), service]);
    else read.unmatched.push({ segment: service.segment, why: whyUnmatched(service, found) });
  }
  for (const [line, [service, second]] of byLine) {
    if (!service) continue;
    if (second) read.unmatched.push({ segment: second.segment, why: 'several-traces' });
    else takeService(read, event, { line, service });
  }
  // A service that names no line may be of any: then nothing is said of those that are not named.
  if (read.unmatched.length === 0)
    takeEvent(
      read,
      event,
      lines.filter((line) => !byLine.has(line)),
    );
  return read;
}

function whyUnmatched({ traces }: ReviewedService, found: readonly LineRow[]): Unmatched {
  if (traces.length === 0) return 'no-trace';
  return found.length > 1 ? 'several-traces' : 'unknown-trace';
}

function takeService(
  read: ReadAnswers,
  event: ReviewedEvent,
  { line, service }: { line: LineRow; service: ReviewedService },
): void {
  const { segment, rejections } = service;
  const outcome = outcomeOf(event, service);
  if (outcome === null) {
    if (rejections.length > 0) read.rejected.push({ line, segment, rejections });
    return;
  }
  const messages = [...service.messages, ...event.messages];
  const documents = [...service.documents, ...event.documents];
  const answer = answerOf(line, outcome, { messages, asks: asksForDocuments(documents, event) });
  const code = codeOf(service);
  read.said.push({
    ...{ line, segment, wants: documents.map(({ report }) => report) },
    answer: answer ?? certified(line, outcome, code),
  });
}

/** The event decides for every line that has no service of its own in the answer. */
function takeEvent(read: ReadAnswers, event: ReviewedEvent, lines: readonly LineRow[]): void {
  const outcome = outcomeOf(event, null);
  if (outcome === null) return;
  const { segment, messages, documents } = event;
  // How much of several is certified together says of none how much.
  const shared = lines.length > 1 ? withoutQuantity(outcome) : outcome;
  for (const line of lines) {
    const asks = asksForDocuments(documents, event);
    const answer = answerOf(line, outcome, { messages, asks });
    read.said.push({
      ...{ line, segment, wants: documents.map(({ report }) => report) },
      answer: answer ?? certified(line, shared, null),
    });
  }
}

function withoutQuantity(outcome: ReviewOutcome): ReviewOutcome {
  const { certified: what } = outcome;
  return { ...outcome, certified: what && { ...what, quantity: null } };
}

/** PWK, or a LOINC of what is wanted. */
function asksForDocuments(documents: readonly unknown[], event: ReviewedEvent): boolean {
  return documents.length > 0 || event.diagnoses.some(({ kind }) => kind === 'LOI');
}

function answerOf(
  { id: lineId }: LineRow,
  { action, certification, reasons }: ReviewOutcome,
  { messages, asks }: { messages: readonly string[]; asks: boolean },
): HeardAnswer | null {
  const number = certification === '' ? null : certification;
  switch (action) {
    case 'A1':
    case 'A2':
    case 'A6':
      return null;
    case 'A3': {
      const codes = reasons.slice(0, 5).map((code) => code.slice(0, 10));
      return { action, lineId, number, because: becauseOf(reasons, messages), codes };
    }
    case 'A4': {
      const waitsFor = asks ? 'documents' : 'payer-review';
      return { action, lineId, number, waitsFor, until: null };
    }
    case 'C':
    case 'CT':
    case 'NA':
      return { action, lineId, number };
  }
}

/** In the payer's own words where it has some; its codes are those of X12 886. */
function becauseOf(reasons: readonly string[], messages: readonly string[]): string {
  const codes = reasons.length === 0 ? [] : [`Reason ${reasons.join(', ')} (X12 886)`];
  const words = [...messages, ...codes].join(' · ').slice(0, 500).trim();
  return words === '' ? 'The payer gave no reason' : words;
}

function certified(
  line: LineRow,
  { action, certification, certified: what }: ReviewOutcome,
  code: SaidGrant['code'],
): TakenAnswer {
  const number = certification === '' ? null : certification;
  if (action !== 'A1' && action !== 'A2' && action !== 'A6')
    throw new Error('Nothing is certified by what certifies nothing.');
  const { quantity = null, from = null, to = null } = what ?? {};
  return certifiedAnswer(
    line,
    { action, number },
    {
      quantity: quantity === null ? null : (saidQuantity(quantity) ?? 'unclear'),
      ...{ from, until: to, code },
    },
  );
}

function codeOf({ procedure }: ReviewedService): SaidGrant['code'] {
  if (procedure === null || procedure.code === '') return null;
  const { codeKind, code, modifiers } = procedure;
  if (codeKind === 'N4') return codeSaid(['ndc'], code);
  return codeKind === 'HC' ? codeSaid(['cpt', 'hcpcs'], code, modifiers) : null;
}
