// What an event and a service of a 278 have alike, as segments: what `read-review-item.ts` reads.
import { writeCents, writeDate, writeRange } from './element-values.ts';
import type {
  Contact,
  ReviewDiagnosis,
  ReviewItem,
  ReviewProcedure,
  ReviewProvider,
  ServiceQuantity,
  ServiceTerms,
} from './health-care-review.ts';
import { urgencies, type ProviderRole } from './review-codes.ts';
import { composite, newSegment, type NewElement, type NewSegment } from './write-interchange.ts';
import { addressSegments, partySegment } from './write-subject.ts';

export function traceSegments({ traces }: ReviewItem): NewSegment[] {
  return traces.map(({ kind, number, originator }) => newSegment('TRN', kind, number, originator));
}

export function termsSegments(terms: ServiceTerms | null): NewSegment[] {
  if (terms === null) return [];
  const { category, certification, serviceType, place, urgency } = terms;
  const where = place === null ? '' : composite(place.code, place.kind);
  const code = Object.entries(urgencies).find(([, each]) => each === urgency)?.[0] ?? '';
  return [newSegment('UM', category ?? '', certification ?? '', serviceType, where, '', code)];
}

export function referenceSegments({ references }: Pick<ReviewItem, 'references'>): NewSegment[] {
  return references.map(({ kind, value }) => newSegment('REF', kind, value));
}

export function dateSegments({ dates }: ReviewItem): NewSegment[] {
  return dates.map(({ kind, range }) => newSegment('DTP', kind, ...writeRange(range)));
}

export function diagnosisSegments(diagnoses: readonly ReviewDiagnosis[]): NewSegment[] {
  const codes = diagnoses.map(({ kind, code, on }) =>
    on === null ? composite(kind, code) : composite(kind, code, 'D8', writeDate(on)),
  );
  return codes.length === 0 ? [] : [newSegment('HI', ...codes)];
}

export function procedureSegments(procedure: ReviewProcedure | null): NewSegment[] {
  if (procedure === null) return [];
  const { kind, revenueCode, unit, count } = procedure;
  const amount = procedure.cents === null ? '' : writeCents(procedure.cents);
  const code = codeElement(procedure);
  return kind === 'professional'
    ? [newSegment('SV1', code, amount, unit, count)]
    : [newSegment('SV2', revenueCode, code, amount, unit, count)];
}

function codeElement(procedure: ReviewProcedure): NewElement {
  const { codeKind, code, modifiers, description, throughCode } = procedure;
  const [first = '', second = '', third = '', fourth = ''] = modifiers;
  return composite(codeKind, code, first, second, third, fourth, description, throughCode);
}

export function quantitySegments(quantity: ServiceQuantity | null): NewSegment[] {
  if (quantity === null) return [];
  const { kind, count, per, every, period, periods } = quantity;
  return [newSegment('HSD', kind, count, per, every, period, periods)];
}

/** The end of a level, after which nothing of the item itself may stand. */
export function tailSegments({ documents, messages, providers }: ReviewItem): NewSegment[] {
  return [
    ...documents.map(({ report, by, control }) =>
      newSegment('PWK', report, by, '', '', control === '' ? '' : 'AC', control),
    ),
    ...messages.map((message) => newSegment('MSG', message)),
    ...providers.flatMap(providerSegments),
  ];
}

/** PRV01 of a role that has one of its own; of the others the one that performs. */
const providerCodes: Partial<Record<ProviderRole, string>> = {
  '71': 'AT',
  '72': 'OP',
  '73': 'OT',
  AAJ: 'AD',
  DD: 'AS',
  DK: 'OR',
  DN: 'RF',
  P3: 'PC',
};

function providerSegments(provider: ReviewProvider): NewSegment[] {
  const { role, taxonomy, address, contact } = provider;
  const specialty = newSegment('PRV', providerCodes[role] ?? 'PE', 'PXC', taxonomy);
  return [
    partySegment(role, provider),
    ...addressSegments(address),
    ...contactSegments(contact),
    ...(taxonomy === '' ? [] : [specialty]),
  ];
}

export function contactSegments(contact: Contact | null): NewSegment[] {
  if (contact === null) return [];
  const numbers = contact.numbers.flatMap(({ kind, value }) => [kind, value]);
  return [newSegment('PER', 'IC', contact.name, ...numbers)];
}
