// What the standard asks of a request and a value can lack or have too much of; lengths are in `element-bounds.ts`.
import { readCount, readDate, writeDate } from './element-values.ts';
import type { Address, DatedFact, Party } from './eligibility.ts';
import type {
  Contact,
  ReviewDiagnosis,
  ReviewEvent,
  ReviewItem,
  ReviewProcedure,
  ReviewProvider,
  ReviewRequest,
  ReviewService,
  ServiceQuantity,
} from './health-care-review.ts';

export function requestFaults(request: ReviewRequest): string[] {
  const { payer, requester, event, services } = request;
  return [
    ...(request.reference === '' ? ['the request needs a reference'] : []),
    ...nameFaults('the payer', payer),
    ...nameFaults('the requester', requester),
    ...contactFaults('the requester', requester.contact),
    ...personFaults(request),
    ...eventFaults(event),
    ...services.flatMap((service, at) => serviceFaults(`service ${at + 1}`, service)),
  ];
}

function nameFaults(who: string, { name, idKind, id }: Party): string[] {
  if (name === '' || id === '') return [`${who} needs a name and an identifier`];
  return idFaults(who, { idKind, id });
}

function idFaults(who: string, { idKind, id }: Pick<Party, 'idKind' | 'id'>): string[] {
  if ((idKind === '') !== (id === '')) return [`${who} needs an identifier with its kind`];
  return idKind === 'XX' && !/^\d{10}$/.test(id)
    ? [`${who} has an NPI that is not ten digits`]
    : [];
}

function personFaults({ subscriber, dependent }: ReviewRequest): string[] {
  const faults = [
    ...addressFaults('the subscriber', subscriber.address),
    ...dayFaults('the subscriber', subscriber.birthOn),
  ];
  if (subscriber.memberId === '' && (subscriber.family === '' || subscriber.birthOn === null))
    faults.push('the subscriber needs a member number, or a name and a birth date');
  if (dependent === null) return faults;
  if (dependent.family === '') faults.push('the dependent needs a name');
  if (dependent.memberId !== '') faults.push('the dependent has no member number of their own');
  return [
    ...faults,
    ...addressFaults('the dependent', dependent.address),
    ...dayFaults('the dependent', dependent.birthOn),
  ];
}

function addressFaults(who: string, address: Address | null): string[] {
  if (address === null) return [];
  const { lines, city } = address;
  if (city === '') return [`${who} has an address without a city`];
  return lines.length > 2 || lines.includes('') ? [`${who} has a street of one or two lines`] : [];
}

function contactFaults(who: string, contact: Contact | null): string[] {
  if (contact === null) return [];
  const { name, numbers } = contact;
  if (name === '' && numbers.length === 0) return [`${who} has a contact without name or number`];
  if (numbers.length > 3) return [`${who} has more than three contact numbers`];
  return numbers.some(({ kind, value }) => kind === '' || value === '')
    ? [`${who} has a contact number without its kind or value`]
    : [];
}

function eventFaults(event: ReviewEvent): string[] {
  const faults = itemFaults('the event', event, 14);
  if (event.traces.length === 0) faults.push('the event needs a trace number');
  return [...faults, ...diagnosisFaults(event.diagnoses)];
}

function serviceFaults(what: string, service: ReviewService): string[] {
  const faults = itemFaults(what, service, 10);
  const { terms, procedure } = service;
  if (procedure === null && (terms?.serviceType ?? '') === '')
    faults.push(`${what} needs a procedure or a service type`);
  if (terms !== null && terms.category !== 'HS' && terms.category !== 'SC')
    faults.push(`${what} has a category that is none of a service`);
  return procedure === null ? faults : [...faults, ...procedureFaults(what, procedure)];
}

function itemFaults(what: string, item: ReviewItem, mostProviders: number): string[] {
  const { traces, references, dates, quantity, documents, messages, providers } = item;
  const faults: string[] = [];
  if (traces.length > 2) faults.push(`${what} has more than two trace numbers`);
  if (traces.some(({ kind, number, originator }) => kind !== '1' || !number || !originator))
    faults.push(`${what} has a trace number that is not ours or says not whose it is`);
  if (references.some(({ kind, value }) => !['BB', 'NT'].includes(kind) || value === ''))
    faults.push(`${what} has a reference that is neither BB nor NT`);
  if (repeats(references)) faults.push(`${what} has a reference twice`);
  if (messages.length > 1 || messages.includes(''))
    faults.push(`${what} has more than one message, or an empty one`);
  if (documents.length > 10 || documents.some(({ report, by }) => report === '' || by === ''))
    faults.push(`${what} has a document without its kind or its way`);
  if (providers.length > mostProviders)
    faults.push(`${what} has more than ${mostProviders} providers`);
  return [
    ...faults,
    ...dateFaults(what, dates),
    ...quantityFaults(what, quantity),
    ...providers.flatMap((provider) =>
      providerFaults(`${what}, provider ${provider.role}`, provider),
    ),
  ];
}

function repeats(each: readonly { kind: string }[]): boolean {
  return new Set(each.map(({ kind }) => kind)).size < each.length;
}

/** Of these one day is meant, never two. */
const dayOnly = ['036', '096', '102', '431', '439', '484', 'ABC'];

function dateFaults(what: string, dates: readonly DatedFact[]): string[] {
  const faults = repeats(dates) ? [`${what} has a date twice`] : [];
  for (const { kind, range } of dates) {
    const { from, to } = range;
    if (dayFaults(what, from).length > 0 || dayFaults(what, to).length > 0)
      faults.push(`${what} has a date ${kind} that there is not`);
    else if (from > to) faults.push(`${what} has a date ${kind} that ends before it begins`);
    else if (from !== to && dayOnly.includes(kind))
      faults.push(`${what} has a date ${kind} of more than one day`);
  }
  return faults;
}

function dayFaults(what: string, day: string | null): string[] {
  const isDay = day === null || readDate(writeDate(day)) === day;
  return isDay ? [] : [`${what} has a date that there is not`];
}

function diagnosisFaults(diagnoses: readonly ReviewDiagnosis[]): string[] {
  const faults = diagnoses.length > 12 ? ['the event has more than twelve diagnoses'] : [];
  if (diagnoses.some(({ kind, code }) => kind === '' || !/^[A-Z0-9-]+$/.test(code)))
    faults.push('the event has a diagnosis that is no code, or that has a dot');
  return [...faults, ...diagnoses.flatMap(({ on }) => dayFaults('the event', on))];
}

function quantityFaults(what: string, quantity: ServiceQuantity | null): string[] {
  if (quantity === null) return [];
  const { kind, count, per, every, period, periods } = quantity;
  if (kind === '' || !isAboveZero(count)) return [`${what} has a quantity without kind or count`];
  if (every !== '' && (per === '' || !isAboveZero(every)))
    return [`${what} has a frequency that is none`];
  if (periods !== '' && (period === '' || !/^[1-9]\d*$/.test(periods)))
    return [`${what} has a number of periods that is none`];
  return [];
}

function isAboveZero(count: string): boolean {
  return count !== '0' && readCount(count) === count;
}

function procedureFaults(what: string, procedure: ReviewProcedure): string[] {
  const { kind, revenueCode, codeKind, code, modifiers, unit, count, cents } = procedure;
  const faults: string[] = [];
  const isProfessional = kind === 'professional';
  if ((codeKind === '') !== (code === '')) faults.push(`${what} needs a code with its kind`);
  if (isProfessional ? code === '' || revenueCode !== '' : code === '' && revenueCode === '')
    faults.push(
      `${what} needs a procedure code${isProfessional ? ' and no' : ' or a'} revenue code`,
    );
  if (code === '' && (modifiers.length > 0 || procedure.description + procedure.throughCode !== ''))
    faults.push(`${what} says more of a code that it has not`);
  if (modifiers.length > 4 || modifiers.includes(''))
    faults.push(`${what} has more than four modifiers, or an empty one`);
  if (unit === '' ? count !== '' : !isAboveZero(count) || !units[kind].includes(unit))
    faults.push(`${what} needs a count above zero with its unit`);
  if (cents !== null && (!Number.isSafeInteger(cents) || cents < 0))
    faults.push(`${what} has an amount that is none`);
  return faults;
}

const units: Record<ReviewProcedure['kind'], readonly string[]> = {
  professional: ['UN', 'MJ', 'F2'],
  institutional: ['UN', 'DA', 'F2'],
};

function providerFaults(who: string, provider: ReviewProvider): string[] {
  const { name, id, address, contact } = provider;
  return [
    ...(name === '' && id === '' ? [`${who} needs a name or an identifier`] : []),
    ...idFaults(who, provider),
    ...addressFaults(who, address),
    ...contactFaults(who, contact),
  ];
}
