// FHIR → what we take in, whichever way it came.
import type { ReportStatus, ResultCategory, ResultKind } from '#contract/result-content';
import type {
  CodedWords,
  LabReport,
  OrderedBy,
  ReportedObservation,
  ReportedPatient,
  SentName,
  SentNumber,
} from '../../interop/fhir/lab-report.ts';
import type { SentDocument, SentOrder as FhirOrder } from '../../interop/fhir/sent-order.ts';
import { spokenName, wordsOf } from '../../interop/fhir/sent-words.ts';
import { dayBounds } from '../../platform/clock/instants.ts';
import {
  inOurTime,
  type SentOrder,
  type SentPerson,
  type SentProvider,
  type SentReport,
  type SentValue,
} from '../sent-report.ts';

const loinc = 'http://loinc.org';

export function reportOfFhir(sent: LabReport, zone: string): SentReport {
  const { report, subject, orders, observations } = sent;
  const [number] = report.identifiers;
  const categories = codesOf(report.categories);
  return {
    ...{ source: sourceOf(report.performers, number), sender: senderOf(number), part: 1 },
    ...codeOf(report.code),
    ...{ placer: placerOf(orders), filler: number ? numberText(number) : report.id },
    ...{ kind: kindOf(categories), categories: [], person: personOf(subject) },
    ...{ orderedBy: providerOf(orders.find((order) => order.orderedBy)?.orderedBy ?? null) },
    ...{ orderedAt: null, status: statusOf(report.status) },
    collectedAt: instantOf(report.effectiveAt, zone),
    reportedAt: instantOf(report.issuedAt, zone),
    content: {
      values: observations.map((observation) => valueOf(observation, zone)),
      ...{ notes: [], conclusion: conclusionOf(sent), specimen: null },
    },
    isWhole: true,
  };
}

function conclusionOf({ report }: LabReport): string {
  const codes = report.conclusionCodes.flatMap((code) => wordsOf(code) ?? []);
  return [report.conclusion, ...codes].filter((part) => part).join('\n');
}

function valueOf(observation: ReportedObservation, zone: string): SentValue {
  const { code, status, range, interpretation: flag, effectiveAt, notes, dataAbsent } = observation;
  const { code: name, system, title } = codeOf(code);
  const { comparator, valueExact, valueText, valueCoded, valueNumber } = observation;
  const words = valueText ?? (valueCoded && wordsOf(valueCoded)) ?? '';
  const text = valueExact === null ? words : `${comparator ?? ''}${valueExact}`;
  return {
    ...{ key: `${system}|${name}|${observation.parent ?? ''}`, code: name, system, title, text },
    number: comparator === null ? valueNumber : null,
    unit: observation.unitCode ?? observation.unit,
    ...{ range, flag, status, observedAt: instantOf(effectiveAt, zone), notes },
    missing: text === '' ? (dataAbsent ?? 'nothing was sent') : null,
  };
}

export function orderOfFhir(sent: FhirOrder, zone: string): SentOrder {
  const { placer, filler, requester, subject, occurrenceAt } = sent;
  const number = placer ?? sent.identifiers[0] ?? null;
  return {
    ...{ source: 'FHIR', sender: senderOf(number), ...codeOf(sent.code) },
    ...{ placer: number && numberText(number), filler: filler && numberText(filler) },
    ...{ kind: kindOf(codesOf(sent.categories)), categories: [], person: personOf(subject) },
    ...{ orderedBy: providerOf(requester), orderedAt: instantOf(sent.authoredOn, zone) },
    act: sent.status === 'revoked' || sent.status === 'entered-in-error' ? 'revoke' : 'order',
    expectedAt: instantOf(occurrenceAt, zone),
  };
}

/** The words of the document, where it is text; what is laid out otherwise is named. */
export function reportOfDocument(sent: SentDocument, zone: string): SentReport {
  const [number] = sent.identifiers;
  const text = sent.contents.flatMap(({ attachment }) =>
    attachment.bytes !== null && (attachment.contentType ?? '').startsWith('text/')
      ? Buffer.from(attachment.bytes).toString('utf8')
      : [],
  );
  const code = codeOf(sent.type);
  return {
    ...{ source: sourceOf(sent.authors, number), sender: senderOf(number), part: 1, ...code },
    ...{ placer: null, filler: number ? numberText(number) : sent.id, kind: 'document' },
    ...{ categories: [documentCategory(code.code)], person: personOf(sent.subject) },
    ...{ orderedBy: null, orderedAt: null, status: documentStatus(sent) },
    ...{ collectedAt: instantOf(sent.date, zone), reportedAt: instantOf(sent.date, zone) },
    content: {
      ...{ values: [], notes: [], specimen: null },
      conclusion: [sent.description, ...text].filter((part) => part).join('\n\n'),
    },
    isWhole: true,
  };
}

function documentStatus({ status, docStatus }: SentDocument): ReportStatus {
  if (status === 'entered-in-error' || docStatus === 'entered-in-error') return 'entered-in-error';
  return docStatus === 'preliminary'
    ? 'preliminary'
    : docStatus === 'amended'
      ? 'amended'
      : 'final';
}

/** LOINC of consultation and immunization documents; every other one is of the visit. */
function documentCategory(code: string): ResultCategory {
  if (code === '11369-6' || code === '82593-5') return 'immunization';
  return code === '11506-3' || code === '34109-9' ? 'after-visit-note' : 'visit-summary';
}

function statusOf(status: LabReport['report']['status']): ReportStatus {
  return status;
}

function codeOf(coded: CodedWords | null): Pick<SentReport, 'code' | 'system' | 'title'> {
  const coding = coded?.codings.find(({ system }) => system === loinc) ?? coded?.codings[0] ?? null;
  const title = (coded && wordsOf(coded)) ?? '';
  return {
    code: (coding?.code ?? title).slice(0, 80),
    system: coding?.system === loinc ? 'LN' : (coding?.system ?? 'L').slice(0, 200),
    title: title.slice(0, 300),
  };
}

function codesOf(categories: readonly CodedWords[]): string[] {
  return categories.flatMap(({ codings }) => codings.flatMap(({ code }) => code ?? []));
}

const imaging = ['RAD', 'imaging', 'CT', 'NMR', 'RUS', 'XRC', 'NMS', '363679005'];
const pathology = ['SP', 'PAT', 'CP', 'pathology', '394914008'];

export function kindOf(codes: readonly string[]): ResultKind {
  if (codes.some((code) => imaging.includes(code))) return 'imaging';
  return codes.some((code) => pathology.includes(code)) ? 'pathology' : 'laboratory';
}

function personOf(subject: ReportedPatient | null): SentPerson | null {
  if (!subject) return null;
  const { name, birthDate, sex, identifiers } = subject;
  const given = name?.given ?? [];
  return {
    ...{ name: name ? spokenName(name) : '', family: name?.family ?? '', sex: sex ?? '' },
    given: [...new Set([given[0] ?? '', given.join(' ')])].filter((one) => one !== ''),
    birthOn: birthDate?.length === 10 ? birthDate : null,
    numbers: identifiers.map(({ value }) => value),
  };
}

function providerOf(by: OrderedBy | null): SentProvider | null {
  return by && { npi: by.npi, name: by.name ? writtenName(by.name) : '' };
}

function writtenName(name: SentName): string {
  return name.family === null
    ? spokenName(name)
    : [name.family, name.given[0]].filter(Boolean).join(', ');
}

function placerOf(orders: LabReport['orders']): string | null {
  const number = orders.flatMap(({ identifiers }) => identifiers)[0];
  return number ? numberText(number) : null;
}

/** Without the name of its numbering: what one message leaves out the next one says. */
function numberText({ value }: SentNumber): string {
  return value.slice(0, 200);
}

/** Its numbering; a name on a report may be written otherwise the next time. */
function senderOf(number: SentNumber | null | undefined): string {
  return `fhir ${number?.system ?? ''}`;
}

function sourceOf(names: readonly string[], number: SentNumber | undefined): string {
  return (names[0] ?? number?.system ?? 'FHIR').slice(0, 200) || 'FHIR';
}

/** A day, a month or a year is taken as its beginning, where the clinic is. */
function instantOf(text: string | null, zone: string): string | null {
  if (text === null) return null;
  if (text.includes('T')) return inOurTime(text);
  const day = `${text}-01-01`.slice(0, 10);
  return inOurTime(dayBounds(text.length === 7 ? `${text}-01` : day, zone).startsAt);
}
