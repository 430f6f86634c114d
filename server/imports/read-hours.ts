// One line of weekly hours: a time of some weekdays, or one free time of one day.
import type { VisitType } from '#contract/availability';
import { nthsOfMonth, type BlockRecurrence, type NthOfMonth } from '#contract/block-recurrence';
import { openToAll, type BlockTerms } from '#contract/block-terms';
import { typePatients } from '#contract/visit-terms';
import { localDateOf, normalInstant } from '../platform/clock/instants.ts';
import { Temporal } from '../platform/clock/temporal.ts';
import { zoneOf } from '../platform/clock/zone-of.ts';
import type { Ctx } from '../platform/context.ts';
import { elsewhereOf, type ElsewhereCheck } from './clinic-place.ts';
import { readDay, readInstant, readTime, readWeekdays } from './field-rules.ts';
import { weekOf, type Hours } from './hours-rules.ts';
import { LineReader, wordsUpTo } from './importer.ts';
import type { ImportRow, StagedLine } from './imports-view.ts';
import type { ReadLine } from './judge-lines.ts';
import { plain } from './plain-name.ts';
import { providersOf, visitTypesOf } from './visit-place.ts';

/** What the lines are read against, fetched once for the file. */
export interface HoursPlace {
  now: string;
  zone: string;
  providers: ReadonlyMap<string, string>;
  visitTypes: ReadonlyMap<string, VisitType>;
  elsewhere: ElsewhereCheck;
}

export async function hoursPlaceOf(
  ctx: Ctx,
  run: ImportRow,
  lines: readonly StagedLine[],
): Promise<HoursPlace> {
  const texts = (field: string): string[] =>
    lines.map(({ fields }) => (fields[field] ?? '').trim());
  return {
    now: ctx.now,
    zone: await zoneOf(ctx, run.clinic_id),
    providers: await providersOf(ctx, run, texts('provider')),
    visitTypes: await visitTypesOf(ctx, run, texts('visitTypes').flatMap(listed)),
    elsewhere: await elsewhereOf(ctx, run, texts('clinic')),
  };
}

export interface HoursPlan {
  identifier: string;
  hours: Hours[];
}

type Times = Omit<Hours, 'line' | 'providerId' | 'visitTypeIds'>;

export function readHours(staged: StagedLine, place: HoursPlace): ReadLine<HoursPlan> {
  const reader = new LineReader(staged);
  const identifier = reader.needed('identifier', wordsUpTo(100));
  // FHIR has the provider's name beside the identifier.
  const name = plain(reader.text('providerName'));
  const providerId = reader.known(
    'provider',
    (text) => place.providers.get(plain(text)) ?? place.providers.get(name),
    'unknown-provider',
  );
  const visitTypeIds = readVisitTypes(reader, place);
  const times = reader.has('startsAt') ? readOneDay(reader, place) : readWeekly(reader, place);
  place.elsewhere(reader);
  const { faults: problems, warnings } = reader;
  const { line } = staged;
  if (identifier === null || providerId === null || visitTypeIds === null || problems.length > 0)
    return { line, plan: null, problems, warnings };
  const hours = times.map((each) => ({ ...each, line, providerId, visitTypeIds }));
  return { line, plan: { identifier, hours }, problems, warnings };
}

/** Nothing said = all of them. One that nobody knows is never left out: the time would be open to others, too. */
function readVisitTypes(reader: LineReader, { visitTypes }: HoursPlace): string[] | null {
  const found = listed(reader.text('visitTypes')).map((name) => visitTypes.get(plain(name))?.id);
  const ids = found.filter((id) => id !== undefined);
  if (ids.length === found.length) return [...new Set(ids)];
  reader.fail('visitTypes', 'unknown-visit-type');
  return null;
}

function listed(text: string): string[] {
  return text
    .split(/[;|]/)
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

function readWeekly(reader: LineReader, { now, zone }: HoursPlace): Times[] {
  const weekdays = reader.needed('weekday', readWeekdays);
  const startsAt = reader.needed('from', readTime);
  const endsAt = reader.needed('until', readEnd);
  const firstDay = reader.needed('effectiveFrom', readDay);
  const lastDay = reader.strict('effectiveTo', readDay);
  if (startsAt !== null && endsAt !== null && endsAt <= startsAt) reader.fail('until', 'bad-value');
  if (firstDay !== null && lastDay !== null && lastDay < firstDay)
    reader.fail('effectiveTo', 'bad-value');
  if (lastDay !== null && lastDay < localDateOf(now, zone))
    reader.fail('effectiveTo', 'in-the-past');
  const recurrence = readRecurrence(reader, firstDay);
  const terms = readTerms(reader);
  if (weekdays === null || startsAt === null || endsAt === null || firstDay === null) return [];
  return weekdays.map((weekday) => ({
    ...{ weekday, startsAt, endsAt, firstDay, lastDay, recurrence },
    ...terms,
  }));
}

/** What cannot be read is refused, never left out: hours of some weeks would become hours of all. */
function readRecurrence(reader: LineReader, firstDay: string | null): BlockRecurrence | null {
  const weeks = reader.strict('everyWeeks', readWeeks) ?? 1;
  const countedFrom = reader.strict('countedFrom', readDay) ?? firstDay;
  const nths = reader.strict('nths', readNths);
  if (weeks > 1 && nths !== null) reader.fail('nths', 'bad-value');
  if (nths !== null) return { kind: 'nth-of-month', nths };
  if (weeks === 1 || countedFrom === null) return null;
  return { kind: 'every-n-weeks', weeks, countedFrom };
}

/** What cannot be read is refused: hours for some would become hours for all. */
function readTerms(reader: LineReader): BlockTerms {
  const patients = reader.strict('patients', readPatients) ?? openToAll.patients;
  const daysBefore = reader.strict('opensDaysBefore', readDaysBefore);
  const at = reader.strict('opensAt', readTime);
  if (at !== null && daysBefore === null) reader.fail('opensDaysBefore', 'missing-value');
  return {
    patients,
    sameDayHold: daysBefore === null ? null : { daysBefore, at: at ?? '00:00' },
  };
}

function readPatients(text: string): BlockTerms['patients'] | null {
  return typePatients.find((known) => known === text.toLowerCase()) ?? null;
}

function readDaysBefore(text: string): number | null {
  const days = /^\d\d?$/.test(text) ? Number(text) : 15;
  return days <= 14 ? days : null;
}

function readWeeks(text: string): number | null {
  const weeks = /^\d\d?$/.test(text) ? Number(text) : 0;
  return weeks >= 1 && weeks <= 12 ? weeks : null;
}

function readNths(text: string): NthOfMonth[] | null {
  const said = listed(text.toLowerCase()).map((word) => (word === 'last' ? -1 : Number(word)));
  const nths = nthsOfMonth.filter((nth) => said.includes(nth));
  return nths.length > 0 && said.every((nth) => nths.some((known) => known === nth)) ? nths : null;
}

/** Midnight ends a day as well as it begins one. */
function readEnd(text: string): string | null {
  const time = text === '24:00' ? text : readTime(text);
  return time === '00:00' ? '24:00' : time;
}

function readOneDay(reader: LineReader, { now, zone }: HoursPlace): Times[] {
  const startsAt = reader.needed('startsAt', readInstant);
  const endsAt = reader.needed('endsAt', readInstant);
  if (startsAt === null || endsAt === null) return [];
  const [from, until] = [startsAt, endsAt].map((each) => wallTimeOf(each, zone));
  if (from === undefined || until === undefined || endsAt <= startsAt) {
    reader.fail('endsAt', 'bad-value');
    return [];
  }
  if (endsAt <= now) reader.fail('', 'in-the-past');
  const endsNextMidnight = until.time === '00:00' && until.date > from.date;
  const end = endsNextMidnight ? '24:00' : until.time;
  if ((!endsNextMidnight && until.date !== from.date) || end <= from.time)
    reader.fail('endsAt', 'bad-value');
  return [
    { ...weekOf(from.date), startsAt: from.time, endsAt: end, recurrence: null, ...openToAll },
  ];
}

function wallTimeOf(instant: string, zone: string): { date: string; time: string } {
  const wall = Temporal.Instant.from(normalInstant(instant)).toZonedDateTimeISO(zone);
  return {
    date: wall.toPlainDate().toString(),
    time: wall.toPlainTime().toString({ smallestUnit: 'minute' }),
  };
}
