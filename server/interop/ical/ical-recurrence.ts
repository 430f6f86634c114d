// When an event takes place again (RFC 5545, 3.3.10), within bounds: a rule can ask for more than there is time for.
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from '../../platform/clock/temporal.ts';
import { readTime, Unreadable, type IcalPlace, type IcalTime } from './ical-time.ts';
import type { IcalLine } from './read-ical-lines.ts';

/** Steps of a rule that is counted, and times that it tries within one of them. */
const mostSteps = 2000;
const mostTries = 10_000;

export class TooOften extends Unreadable {}

/** What following the rule costs at most: one that is counted is followed from its beginning. */
export function stepsOf({ value }: IcalLine): number {
  const count = /(?:^|;)\s*COUNT=(\d+)/i.exec(value)?.[1] ?? '1';
  return Math.min(Number(count), mostSteps);
}

export interface Window {
  readonly from: Temporal.Instant;
  readonly until: Temporal.Instant;
}

/** Beginnings in the window, in the event's own zone. @throws Unreadable */
export function recurringStarts(
  rule: IcalLine,
  { start, place, window }: { start: IcalTime; place: IcalPlace; window: Window },
): Temporal.ZonedDateTime[] {
  const parts = partsOf(rule);
  if (!['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'].includes(parts.get('FREQ') ?? ''))
    throw new TooOften(rule.line, 'recurs more often than once a day, or not by a rule');
  const until = parts.get('UNTIL');
  const last = until === undefined ? null : lastOf(until, rule, { start, place });
  parts.delete('UNTIL');
  const text = [...parts].map(([name, value]) => `${name}=${value}`).join(';');
  try {
    return new RRuleTemporal({
      rruleString: `RRULE:${text}`,
      dtstart: start.at,
      ...(last === null ? {} : { until: last }),
      temporal: Temporal,
      includeDtstart: true,
      cache: false,
      maxIterations: mostSteps,
      maxCandidateEvaluations: mostTries,
    }).between(dateOf(window.from), dateOf(window.until), true);
  } catch (error) {
    // Whatever it is: the reader of rules throws plain errors for what it does not take.
    if (error instanceof Error && error.message.startsWith('Maximum'))
      throw new TooOften(rule.line, 'recurs too often to be followed');
    throw new Unreadable(rule.line, 'has a rule of recurrence that cannot be read');
  }
}

function partsOf({ value }: IcalLine): Map<string, string> {
  const parts = value.trim().toUpperCase().split(';');
  return new Map(
    parts
      .filter((part) => part.includes('='))
      .map((part) => {
        const at = part.indexOf('=');
        return [part.slice(0, at).trim(), part.slice(at + 1).replaceAll(' ', '')];
      }),
  );
}

/** A day counts to its end, whether or not the event has a time; a time without a zone is in the event's own. */
function lastOf(
  until: string,
  rule: IcalLine,
  { start, place }: { start: IcalTime; place: IcalPlace },
): Temporal.ZonedDateTime {
  const zone = start.at.timeZoneId;
  const { at, isDay } = readTime(until, { ...rule, params: new Map() }, { ...place, zone });
  if (!isDay && !start.isDay) return at.withTimeZone(zone);
  const day = at.toPlainDate().add({ days: 1 });
  return day.toZonedDateTime(zone).subtract({ milliseconds: 1 });
}

function dateOf(instant: Temporal.Instant): Date {
  return new Date(instant.epochMilliseconds);
}
