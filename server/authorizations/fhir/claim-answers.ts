// What a ClaimResponse says of each line: by our trace number, else by the sequence under which it was asked.
import { quantityUnits, type QuantityUnit, type ServiceCode } from '#contract/authorization-line';
import type { CodeableConcept, Period, SimpleQuantity } from '../../interop/fhir/data-types.ts';
import { codeSystems } from '../../interop/fhir/pas-words.ts';
import type {
  AnsweredItem,
  PriorAuthorizationAnswer,
} from '../../interop/fhir/prior-authorization-answer.ts';
import type { ReviewDecision } from '../../interop/fhir/read-review-action.ts';
import { localDateOf, normalInstant } from '../../platform/clock/instants.ts';
import { certifiedAnswer, codeSaid, type SaidGrant } from '../answered-grant.ts';
import type { LineRow } from '../line-repository.ts';
import type { TakenAnswer } from '../take-answers-service.ts';
import { ourLines } from './claim-request.ts';

export interface ClaimSaid {
  sequence: number | null;
  line: LineRow | null;
  /** What it says; or why nothing is taken of it. */
  answer: TakenAnswer | null;
  aside: string;
}

export function claimAnswers(
  answer: PriorAuthorizationAnswer,
  { lines, zone }: { lines: readonly LineRow[]; zone: string },
): ClaimSaid[] {
  const { items, addedItems, errors } = answer;
  const seen = new Set<LineRow>();
  const said = items.map((item): ClaimSaid => {
    const { sequence } = item;
    const found = lineOf(item, lines);
    if (typeof found === 'string') return aside(sequence, null, found);
    if (seen.has(found)) return aside(sequence, found, 'The line is answered by another item.');
    seen.add(found);
    if (item.decision === null) return aside(sequence, found, 'Nothing is decided about it.');
    return {
      sequence,
      line: found,
      answer: itemAnswer(found, item, item.decision, zone),
      aside: '',
    };
  });
  if (items.length === 0) said.push(wholeAnswer(answer, lines, zone));
  return [
    ...said,
    ...addedItems.map(() => aside(null, null, 'The payer added it; nobody asked for it.')),
    ...errors.map(({ sequence, code }) =>
      aside(
        sequence,
        lines.find(({ position }) => position === sequence) ?? null,
        `It could not be processed: ${wordsOf(code).slice(0, 300)}`,
      ),
    ),
  ];
}

function aside(sequence: number | null, line: LineRow | null, why: string): ClaimSaid {
  return { sequence, line, answer: null, aside: why };
}

function lineOf({ traces, sequence }: AnsweredItem, lines: readonly LineRow[]): LineRow | string {
  const ours = traces.filter(({ system }) => system === ourLines);
  if (ours.length === 0)
    return lines.find(({ position }) => position === sequence) ?? 'It names no line.';
  const [line, second] = lines.filter(({ id }) => ours.some(({ value }) => value === id));
  if (!line || second || ours.length > 1) return 'Its trace number is of another request.';
  return line;
}

/** How it says what is certified, of an item or of the whole. */
interface SaidTerms {
  quantity: SimpleQuantity | null;
  service: CodeableConcept | null;
  period: Period | null;
  number: string | null;
  messages: readonly string[];
}

function itemAnswer(
  line: LineRow,
  item: AnsweredItem,
  decision: ReviewDecision,
  zone: string,
): TakenAnswer {
  const reasons = [...decision.reasons, ...item.reasons];
  return answerOf(line, { ...decision, reasons }, zone, {
    ...{ quantity: item.approvedQuantity, service: item.approvedService },
    ...{ period: item.period ?? item.servicePeriod, messages: item.messages },
    number: decision.number ?? item.authorizationNumber,
  });
}

/** Older payers answer for all at once: that is an answer where one line alone waits for it. */
function wholeAnswer(
  answer: PriorAuthorizationAnswer,
  lines: readonly LineRow[],
  zone: string,
): ClaimSaid {
  const { decision, preAuthPeriod, eventPeriod, preAuthRef, messages } = answer;
  if (decision === null) return aside(null, null, 'It decides nothing.');
  const waiting = lines.filter(({ status }) => status === 'submitted' || status === 'pended');
  const [line] = waiting;
  if (!line || waiting.length > 1)
    return aside(
      null,
      null,
      `It is of the request as a whole, and ${waiting.length} lines wait: which one it decides is not said.`,
    );
  const terms = {
    ...{ quantity: null, service: null, period: preAuthPeriod ?? eventPeriod, messages },
    number: decision.number ?? preAuthRef,
  };
  return { sequence: null, line, answer: answerOf(line, decision, zone, terms), aside: '' };
}

function answerOf(
  line: LineRow,
  { action, reasons }: ReviewDecision,
  zone: string,
  terms: SaidTerms,
): TakenAnswer {
  const { id: lineId } = line;
  switch (action) {
    case 'A1':
    case 'A2':
    case 'A6':
      return certified(line, action, zone, terms);
    case 'A3': {
      const codes = reasons
        .flatMap(({ coding = [] }) => coding.flatMap(({ code }) => code?.slice(0, 10) ?? []))
        .slice(0, 5);
      const words = [...terms.messages, ...reasons.map(wordsOf)].join(' · ').slice(0, 500).trim();
      const because = words === '' ? 'The payer gave no reason' : words;
      return { action, lineId, number: null, because, codes };
    }
    case 'A4':
      return { action, lineId, number: null, waitsFor: 'payer-review', until: null };
    case 'C':
    case 'CT':
    case 'NA':
      return { action, lineId, number: null };
  }
}

function wordsOf({ text, coding = [] }: CodeableConcept): string {
  return text ?? coding[0]?.display ?? coding[0]?.code ?? '';
}

function certified(
  line: LineRow,
  action: 'A1' | 'A2' | 'A6',
  zone: string,
  { quantity, service, period, number }: SaidTerms,
): TakenAnswer {
  const from = dayOf(period?.start, zone);
  const until = dayOf(period?.end, zone);
  if (from === 'unclear' || until === 'unclear') {
    const unclear = 'The days that are certified are not whole dates.';
    return { action, lineId: line.id, number, unclear };
  }
  const said: SaidGrant = {
    quantity: quantityOf(quantity, line),
    from,
    until,
    code: codeOf(service),
  };
  return certifiedAnswer(line, { action, number }, said);
}

/** A month or a year alone is no day. */
function dayOf(text: string | undefined, zone: string): string | null {
  if (text === undefined) return null;
  if (text.includes('T')) return localDateOf(normalInstant(text), zone);
  return text.length === 10 ? text : 'unclear';
}

function quantityOf(quantity: SimpleQuantity | null, line: LineRow): SaidGrant['quantity'] {
  if (quantity === null) return null;
  const { value = 0, unit = quantity.code ?? line.unit } = quantity;
  const said = (Object.keys(quantityUnits) as QuantityUnit[]).find((each) =>
    [each, each.slice(0, -1)].includes(unit.toLowerCase()),
  );
  const isWhole = Number.isInteger(value) && value >= 1 && value <= 9_999;
  return said === undefined || !isWhole ? 'unclear' : { quantity: value, unit: said };
}

const systems: readonly ServiceCode['system'][] = ['cpt', 'hcpcs', 'ndc'];

function codeOf(service: CodeableConcept | null): ServiceCode | null {
  for (const { system, code } of service?.coding ?? []) {
    const known = systems.find((each) => codeSystems[each] === system);
    const said = known && code !== undefined ? codeSaid([known], code) : null;
    if (said !== null) return said;
  }
  return null;
}
