// Could a visit of this patient be booked at that time?
import type { HoursForAll } from '../availability/hours-for-all-queries.ts';
import { localDateOf, minutesBetween, plusMinutes } from '../platform/clock/instants.ts';
import { languageName, primary } from './language-rules.ts';
import {
  counted,
  fail,
  pass,
  providerName,
  type EntryFacts,
  type OpeningFacts,
  type Rule,
} from './verdict-rules.ts';

export const timeRules = {
  'visit-type': ({ entry }, { opening, visitTypeNames, time }) => {
    const name = (id: string): string => visitTypeNames.get(id) ?? 'another visit type';
    const waits = `Waits for ${name(entry.visitTypeId)}`;
    if (entry.visitTypeId !== opening.visitTypeId)
      return fail(`${waits}; this opening is for ${name(opening.visitTypeId)}.`);
    return time.visitType.active ? pass(`${waits}.`) : fail(`${waits}, which is booked no more.`);
  },
  'seen-before': ({ isEstablished }, { time: { visitType } }) => {
    const { name, patients } = visitType;
    if (patients === 'any') return pass(`${name} is for new patients and others.`);
    const standing = isEstablished ? seenHere : notSeenHere;
    return isEstablished === (patients === 'established')
      ? pass(`${standing}, as ${name} asks.`)
      : fail(`${standing}; ${name} is for ${patientWords[patients]}.`);
  },
  'lead-time': (_, { opening, leavesAt, time: { visitType } }) => {
    const { name, leadMinutes, horizonDays } = visitType;
    if (opening.startsAt < plusMinutes(leavesAt, leadMinutes))
      return fail(`${name} is booked at least ${span(leadMinutes)} ahead.`);
    if (horizonDays !== null && opening.startsAt > plusMinutes(leavesAt, horizonDays * 1440))
      return fail(`${name} is booked at most ${counted(horizonDays, 'day')} ahead.`);
    return pass(
      leadMinutes === 0
        ? `${name} may be booked at once.`
        : `${name} is booked at least ${span(leadMinutes)} ahead; there is that.`,
    );
  },
  hours: ({ isEstablished }, { time }) => {
    const [broken] = isEstablished ? time.hours.ofEstablished : time.hours.ofNew;
    return broken === undefined
      ? pass('The provider has hours then for such a visit.')
      : fail(hoursWords[broken](time.visitType.name));
  },
  'day-limits': (facts, opening) => {
    const { ofNew, ofEstablished } = opening.time.limits;
    if (standsOnThatDay(facts, opening)) return pass('Stands on that day already.');
    const [broken] = facts.isEstablished ? ofEstablished : ofNew;
    return broken === undefined ? pass('The day takes one more visit.') : fail(broken.message);
  },
  length: ({ laterMinutes }, { opening, time }) => {
    const long = minutesBetween(opening.startsAt, opening.endsAt);
    const minutes = Math.max(time.visitType.minutes, laterMinutes ?? 0);
    const needed = `The visit takes ${counted(minutes, 'minute')}`;
    return long >= minutes
      ? pass(`${needed}; it fits.`)
      : fail(`${needed}; only ${String(long)} are free.`);
  },
  buffers: ({ entry }, { time }) => {
    const others = time.takenBy.filter((id) => id !== entry.appointment?.id);
    const { bufferBefore, bufferAfter } = time.visitType;
    const around =
      bufferBefore + bufferAfter === 0
        ? ''
        : `, or in the ${String(bufferBefore)} minutes before and ${String(bufferAfter)} after it`;
    return others.length === 0
      ? pass(`Nothing else stands then${around}.`)
      : fail(`Another visit stands then${around}.`);
  },
  resources: ({ entry }, { time: { lacking, visitType } }) => {
    if (lacking !== null && !lacking.unless.includes(entry.appointment?.id ?? ''))
      return fail(`No ${lacking.type} is free then.`);
    return visitType.needs.length === 0
      ? pass('The visit needs no room or device.')
      : pass(`Free then: ${visitType.needs.map(({ type }) => type).join(', ')}.`);
  },
  interpreter: ({ entry, language }, { opening, leavesAt, time }) => {
    if (!entry.patient.interpreter) return pass('Needs no interpreter.');
    const needs = `Needs an interpreter for ${languageName(primary(language))}`;
    if (time.seenIn.includes(primary(language))) return pass(`${needs}; somebody is there.`);
    const notice = counted(time.interpreterNoticeHours, 'hour');
    return minutesBetween(leavesAt, opening.startsAt) >= time.interpreterNoticeHours * 60
      ? pass(`${needs}; there are ${notice} to find one.`)
      : fail(`${needs}; nobody is free then, and to find one takes ${notice}.`);
  },
  licence: ({ homeState, laterProviderId }, facts) => {
    const { visitType, provider } = facts.time;
    if (visitType.modality !== 'video') return pass('Is seen in the clinic’s state.');
    if (homeState === null) return pass('The chart says no state: ask where the patient will be.');
    if (laterProviderId === facts.opening.providerId) return pass('Is booked with them already.');
    const date = localDateOf(facts.opening.startsAt, facts.zone);
    const isLicensed = provider.licence?.state === homeState && provider.licence.expiresOn >= date;
    const name = providerName(facts, facts.opening.providerId);
    return isLicensed
      ? pass(`Lives in ${homeState}; ${name} is licensed there.`)
      : fail(`Lives in ${homeState}; ${name} is not licensed there on ${date}.`);
  },
  coverage: ({ isUncovered }, { opening, zone }) =>
    isUncovered
      ? fail(`No coverage on file is in force on ${localDateOf(opening.startsAt, zone)}.`)
      : pass('Nothing on file says that the day is not covered.'),
} as const satisfies Record<string, Rule>;

const seenHere = 'Was seen here within three years';
const notSeenHere = 'Was not seen here within three years';
const patientWords = { new: 'new patients', established: 'patients who were' };

const hoursWords: Record<HoursForAll['ofNew'][number], (visitType: string) => string> = {
  'outside-template': () => 'The provider has no hours then.',
  'visit-type-not-allowed': (name) => `The provider’s hours then are not for ${name}.`,
  'hours-for-new-patients': () => `${seenHere}; the hours then are for new patients.`,
  'hours-for-established-patients': () => `${notSeenHere}; the hours then are for who was.`,
  'kept-for-same-day': () => 'The hours then are still kept for visits that are booked late.',
};

/** A visit that moves within its day is not one more on it. */
function standsOnThatDay(
  { entry, laterProviderId }: EntryFacts,
  { opening, time: { day } }: OpeningFacts,
): boolean {
  const startsAt = entry.appointment?.startsAt ?? '';
  return (
    laterProviderId === opening.providerId && day.startsAt <= startsAt && startsAt < day.endsAt
  );
}

function span(minutes: number): string {
  if (minutes % 1440 === 0) return counted(minutes / 1440, 'day');
  return minutes % 60 === 0 ? counted(minutes / 60, 'hour') : counted(minutes, 'minute');
}
