// A record as lines to read, part by part. What is not known has no line.
import {
  addressUses,
  careRoles,
  channels,
  dayTimes,
  genderIdentities,
  phoneUses,
  statementKinds,
  statementSources,
  type PatientAddress,
  type PatientRecord,
} from '#contract/patient-record';
import { phoneWords } from '../platform/phone-words';
import { languageWords } from '../platform/language-words';
import { sexWords } from './patient-words';
import { waysOf } from './pharmacy-words';
import type { RecordPart } from './record-parts';

export interface RecordLine {
  title: string;
  text: string;
  more?: string;
  /** Whose network it is in depends on who pays. */
  pharmacyId?: string;
}

type DateWords = (localDate: string) => string;

export function recordLines(
  record: PatientRecord,
  date: DateWords,
): Record<RecordPart, RecordLine[]> {
  return {
    identity: identityLines(record, date),
    reach: reachLines(record, date),
    people: peopleLines(record),
    care: careLines(record, date),
  };
}

function identityLines(record: PatientRecord, date: DateWords): RecordLine[] {
  const { genderIdentity, language, interpreter } = record;
  return known([
    { title: 'Name', text: `${record.given} ${record.family}` },
    { title: 'Preferred name', text: record.preferredName ?? '' },
    { title: 'Other names', text: record.otherNames.join(', ') },
    { title: 'Born', text: date(record.birthOn) },
    { title: 'Sex', text: sexWords[record.sex] },
    { title: 'Gender', text: genderIdentity ? genderIdentities[genderIdentity] : '' },
    { title: 'Pronouns', text: record.pronouns ?? '' },
    {
      title: 'Language',
      text: languageWords(language) + (interpreter ? ', needs an interpreter' : ''),
    },
  ]);
}

function reachLines(record: PatientRecord, date: DateWords): RecordLine[] {
  const { preferredChannel, preferredTimes } = record;
  return known([
    ...record.phones.map(({ number, use, mayText }) => ({
      title: phoneUses[use],
      text: phoneWords(number),
      more: mayText ? 'may get texts' : '',
    })),
    { title: 'E-mail', text: record.email ?? '' },
    {
      title: 'Prefers',
      text: [
        ...(preferredChannel ? [channels[preferredChannel]] : []),
        ...preferredTimes.map((time) => dayTimes[time].toLowerCase()),
      ].join(', '),
    },
    { title: 'Time zone', text: record.zone ?? '' },
    ...record.addresses.map((address) => ({
      title: addressUses[address.use],
      text: addressWords(address),
      more: [
        ...(address.fromOn ? [`from ${date(address.fromOn)}`] : []),
        ...(address.untilOn ? [`until ${date(address.untilOn)}`] : []),
      ].join(' '),
    })),
  ]);
}

function peopleLines({ contacts, careTeam }: PatientRecord): RecordLine[] {
  return known([
    ...contacts.map(({ name, relationship, phone, isEmergency, isGuarantor }) => ({
      title: isEmergency ? 'Emergency' : isGuarantor ? 'Guarantor' : 'Contact',
      text: [name, ...(relationship ? [relationship] : [])].join(', '),
      more: [
        ...(phone ? [phoneWords(phone)] : []),
        ...(isGuarantor && isEmergency ? ['guarantor'] : []),
      ].join(' · '),
    })),
    ...careTeam.map(({ role, name }) => ({ title: careRoles[role], text: name })),
  ]);
}

function careLines({ statements, pharmacy }: PatientRecord, date: DateWords): RecordLine[] {
  return known([
    ...statements.map(({ kind, text, source, saidOn }) => ({
      title: statementKinds[kind],
      text,
      more: `${statementSources[source]}, ${date(saidOn)}`,
    })),
    {
      title: 'Pharmacy',
      text: pharmacy?.name ?? '',
      more: pharmacy ? `${pharmacy.address} · ${waysOf(pharmacy)}` : '',
      ...(pharmacy && { pharmacyId: pharmacy.id }),
    },
  ]);
}

function addressWords({ line, line2, city, state, postalCode, country }: PatientAddress): string {
  const place = [city, [state, postalCode].filter(Boolean).join(' ')].filter(Boolean).join(', ');
  return [line, line2, place, country === 'US' ? '' : country].filter(Boolean).join(', ');
}

function known(lines: readonly RecordLine[]): RecordLine[] {
  return lines.filter(({ text }) => text !== '');
}
