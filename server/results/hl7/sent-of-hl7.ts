// HL7 v2 → what we take in, whichever way it came.
import type { ReportStatus, ResultCategory, ResultKind } from '#contract/result-content';
import type { ObservationStatus } from '#contract/observations';
import type { Coded, SentProvider as Hl7Provider } from '../../interop/hl7/composite-values.ts';
import { dayOf, instantIn, type Hl7Time } from '../../interop/hl7/hl7-time.ts';
import {
  interpretationOf,
  observationStatusOf,
  reportStatusOf,
} from '../../interop/hl7/lab-codes.ts';
import type {
  LabMessage,
  LabObservation,
  LabReport,
  SentPatient,
} from '../../interop/hl7/lab-message.ts';
import type { ObservationValue } from '../../interop/hl7/observation-value.ts';
import type { LabOrder, OrderMessage } from '../../interop/hl7/read-lab-order.ts';
import { dayBounds } from '../../platform/clock/instants.ts';
import {
  inOurTime,
  type SentOrder,
  type SentPerson,
  type SentProvider,
  type SentReport,
  type SentValue,
} from '../sent-report.ts';

interface From {
  /** Who sends, as the interface calls it. */
  source: string;
  /** By its interface, whatever that is called. */
  sender: string;
  /** Of the clinic: a time without an offset is taken as of there. */
  zone: string;
}

/** One for each OBR. The parts of one report under different numbers are different reports. */
export function reportsOfHl7(message: LabMessage, from: From): SentReport[] {
  const met = new Map<string, number>();
  return message.reports.map((each) => {
    const report = reportOf(message, each, from);
    // Some laboratories give one number to several reports of one kind, e.g. of several specimens.
    const key = [report.filler ?? report.placer, report.system, report.code].join('|');
    const part = (met.get(key) ?? 0) + 1;
    met.set(key, part);
    return { ...report, part };
  });
}

function reportOf(
  message: LabMessage,
  report: LabReport,
  { source, sender, zone }: From,
): Omit<SentReport, 'part'> {
  const at = (time: Hl7Time | null): string | null => instantOf(time, zone);
  const specimen = report.specimens[0]?.type ?? null;
  const named = codedWords(report.service);
  return {
    ...{ source, sender, placer: entityText(report.placer), filler: entityText(report.filler) },
    ...{ kind: kindOfSection(report.section), ...named, title: named.title || 'Report' },
    ...{ categories: categoriesOfSection(report.section), person: personOf(message.patient) },
    ...{ orderedBy: providerOf(report.orderedBy), orderedAt: null, status: statusOf(report) },
    ...{ collectedAt: at(report.collectedAt), reportedAt: at(report.reportedAt) },
    content: {
      values: valuesOf(report, zone),
      notes: [...message.notes, ...report.notes],
      ...{ conclusion: '', specimen: specimen && codedWords(specimen).title },
    },
    // A laboratory that corrects one value sends the report anew; partial ones send what is new.
    isWhole: reportStatusOf(report.status) !== 'partial',
  };
}

/** A report whose values were all taken back is taken back itself: the standard has no word for that in OBR-25. */
function statusOf({ status, observations }: LabReport): ReportStatus {
  const isTakenBack =
    observations.length > 0 &&
    observations.every((each) => observationStatusOf(each.status) === 'entered-in-error');
  return isTakenBack ? 'entered-in-error' : (reportStatusOf(status) ?? 'unknown');
}

function valuesOf({ observations }: LabReport, zone: string): SentValue[] {
  const met = new Map<string, number>();
  return observations.map((observation) => {
    const { code, system, title } = codedWords(observation.code);
    const key = `${system}|${code}|${observation.subId ?? ''}`;
    const times = (met.get(key) ?? 0) + 1;
    met.set(key, times);
    const text = observation.values
      .map(valueText)
      .filter((part) => part !== '')
      .join('\n');
    const status: ObservationStatus = observationStatusOf(observation.status) ?? 'unknown';
    return {
      // The same code twice without a sub-id is two values all the same.
      key: (times === 1 ? key : `${key}|${times}`).slice(0, 190),
      ...{ code, system, title: title || code || 'Value', text, status },
      number: numberOf(observation),
      unit: observation.unit ? codedWords(observation.unit).code || null : null,
      ...{ range: observation.range, flag: interpretationOf(observation.flags) },
      observedAt: instantOf(observation.observedAt, zone),
      missing: text === '' ? missingWords(status) : null,
      notes: observation.notes,
    };
  });
}

function missingWords(status: ObservationStatus): string {
  return status === 'cancelled' ? 'could not be obtained' : 'nothing was sent';
}

function numberOf({ values }: LabObservation): number | null {
  const [only, ...others] = values;
  return only?.kind === 'number' && others.length === 0 ? only.number : null;
}

function valueText(value: ObservationValue): string {
  switch (value.kind) {
    case 'number':
    case 'text':
      return value.text;
    case 'structured': {
      const { comparator, first, separator, second } = value;
      return `${comparator === '=' ? '' : comparator}${first}${separator}${second}`;
    }
    case 'coded':
      return codedWords(value.coded).title;
    case 'time':
      return value.time.local;
    case 'document':
      return `A file was sent (${value.subtype || value.type || 'of no named kind'})`;
    case 'pointer':
      return value.pointer;
    case 'deleted':
      return '';
  }
}

export function ordersOfHl7(message: OrderMessage, { source, sender, zone }: From): SentOrder[] {
  return message.orders.flatMap((order) => {
    const act = actOf(order);
    if (act === null || order.service === null) return [];
    const named = codedWords(order.service);
    return [
      {
        ...{ source, sender, placer: entityText(order.placer), filler: entityText(order.filler) },
        ...{ kind: 'laboratory', ...named, categories: [], person: personOf(message.patient) },
        ...{ orderedBy: providerOf(order.orderedBy), orderedAt: instantOf(order.orderedAt, zone) },
        ...{ act, expectedAt: instantOf(order.wantedAt, zone) },
      },
    ];
  });
}

/** ORC-1; what only tells a state of an order asks for nothing. */
function actOf({ control, status }: LabOrder): SentOrder['act'] | null {
  if (['CA', 'DC', 'OC', 'CR', 'OD'].includes(control ?? '')) return 'revoke';
  if (status === 'CA' || status === 'DC') return 'revoke';
  return control === null || ['NW', 'XO', 'RP', 'RO', 'SN', 'RE'].includes(control)
    ? 'order'
    : null;
}

const imaging = ['RAD', 'CT', 'NMR', 'RUS', 'XRC', 'NMS', 'CUS', 'OUS', 'VUS', 'RX', 'CTH'];
const pathology = ['SP', 'CP', 'PAT'];

function kindOfSection(section: string | null): ResultKind {
  if (imaging.includes(section ?? '')) return 'imaging';
  return pathology.includes(section ?? '') ? 'pathology' : 'laboratory';
}

function categoriesOfSection(section: string | null): ResultCategory[] {
  if (section === 'MB' || section === 'VR' || section === 'MYC') return ['microbiology'];
  return section === 'GE' ? ['genetics'] : [];
}

function codedWords(coded: Coded | null): { code: string; system: string; title: string } {
  if (!coded) return { code: '', system: 'L', title: '' };
  const { id, system, text } = preferLoinc(coded);
  const title = text || coded.text || id;
  return {
    ...{ code: id.slice(0, 80), system: (system || 'L').slice(0, 80), title: title.slice(0, 300) },
  };
}

function preferLoinc(coded: Coded): Pick<Coded, 'id' | 'system' | 'text'> {
  const { alternate } = coded;
  return alternate?.system === 'LN' && coded.system !== 'LN' ? alternate : coded;
}

function entityText(entity: { id: string } | null): string | null {
  return entity === null || entity.id === '' ? null : entity.id.slice(0, 200);
}

function personOf(patient: SentPatient | null): SentPerson | null {
  if (!patient) return null;
  const { identifiers, name, birthDate, sex } = patient;
  const given = [name?.given ?? '', [name?.given, name?.middle].filter(Boolean).join(' ')];
  return {
    name: [name?.family, name?.given].filter(Boolean).join(', '),
    family: name?.family ?? '',
    given: [...new Set(given)].filter((one) => one !== ''),
    birthOn: birthDate?.length === 10 ? birthDate : null,
    sex: sex ?? '',
    numbers: identifiers.map(({ value }) => value).filter((value) => value !== ''),
  };
}

const npiForm = /^\d{10}$/;

/** The first who is named; a number of ten digits is an NPI unless its kind says otherwise. */
function providerOf(providers: readonly Hl7Provider[]): SentProvider | null {
  const [first] = providers;
  if (!first) return null;
  const named = providers.find(({ idType }) => idType === 'NPI') ?? first;
  const isNpi = npiForm.test(named.id) && (named.idType === '' || named.idType === 'NPI');
  return {
    npi: isNpi ? named.id : null,
    name: [named.family, named.given].filter(Boolean).join(', '),
  };
}

/** A day is its beginning, a time without an offset is the clinic's. */
function instantOf(time: Hl7Time | null, zone: string): string | null {
  if (time === null) return null;
  const day = dayOf(time);
  const at = instantIn(time, zone) ?? (day === null ? null : dayBounds(day, zone).startsAt);
  return at === null ? null : inOurTime(at);
}
