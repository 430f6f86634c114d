// Days as the clinic's clocks count them ↔ the half-open time that the server searches.
import type { AccessWindow } from '#contract/privacy';
import { addDays, instantsAt, isLocalDate, localDateOf } from '../platform/wall-time';

export interface Days {
  from: string;
  until: string;
}

const standardDays = 30;

/** As the address says; else the last month. Days in the wrong order are one day, the later one. */
export function daysOf(
  said: { from: string | undefined; until: string | undefined },
  now: { instant: string; zone: string },
): Days {
  const today = localDateOf(now.instant, now.zone);
  const until = dateOf(said.until) ?? today;
  const from = dateOf(said.from) ?? addDays(until, 1 - standardDays);
  return { from: from > until ? until : from, until };
}

function dateOf(text = ''): string | null {
  return isLocalDate(text) ? text : null;
}

export function windowOf({ from, until }: Days, zone: string): AccessWindow {
  return { from: beginOf(from, zone), until: beginOf(addDays(until, 1), zone) };
}

/** Where the clocks are put forward over midnight, the day begins an hour later. */
function beginOf(date: string, zone: string): string {
  const [begin] = [...instantsAt(date, '00:00', zone), ...instantsAt(date, '01:00', zone)];
  return begin ?? `${date}T00:00:00.000Z`;
}
