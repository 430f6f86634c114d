// Counting working time and ends of working days, forwards and back.
import { Temporal } from '../clock/temporal.ts';
import { ruleBroken, type ProblemError } from '../problem.ts';
import { localDateAt, type Span } from './local-moments.ts';
import type { WorkingDays } from './working-days.ts';

/** Ten years: a calendar that works less than a clock asks for is refused, not searched for ever. */
const searchLimit = 3_653 * 86_400_000;

/**
 * When `amount` milliseconds of working time have passed since a moment: rather at the end of a working span than
 * at the start of the next. Refuses with `no-working-time` beyond the limit.
 */
export function addWorkingTime(days: WorkingDays, from: number, amount: number): number {
  let left = amount;
  for (const span of spansWithin(days, { from, until: from + searchLimit }, 1)) {
    const length = span.until - span.from;
    if (length >= left) return span.from + left;
    left -= length;
  }
  throw noWorkingTime();
}

/** The last moment of `within` that has `amount` of working time between it and the end; else the first one. */
export function subtractWorkingTime(days: WorkingDays, within: Span, amount: number): number {
  let left = amount;
  for (const span of spansWithin(days, within, -1)) {
    const length = span.until - span.from;
    if (length >= left) return span.until - left;
    left -= length;
  }
  return within.from;
}

export function workingTimeIn(days: WorkingDays, within: Span): number {
  return spansWithin(days, countable(within), 1).reduce(
    (sum, { from, until }) => sum + until - from,
    0,
  );
}

/** The nth end of a working day after a moment. Refuses with `no-working-time` beyond the limit. */
export function nthCloseAfter(days: WorkingDays, from: number, nth: number): number {
  const [close] = closesWithin(days, { from, until: from + searchLimit }, 1).drop(nth - 1);
  if (close === undefined) throw noWorkingTime();
  return close;
}

/** The nth end of a working day in `within`, counted back from its end; else its first moment. */
export function nthCloseBefore(days: WorkingDays, within: Span, nth: number): number {
  const [close] = closesWithin(days, within, -1).drop(nth - 1);
  return close ?? within.from;
}

/** Ends of working days after the first moment of `within`, up to and with its end. */
export function closesIn(days: WorkingDays, within: Span): number {
  return closesWithin(days, countable(within), 1).reduce((count) => count + 1, 0);
}

function countable(within: Span): Span {
  if (within.until - within.from > searchLimit) throw noWorkingTime();
  return within;
}

type Step = 1 | -1;

function* closesWithin(days: WorkingDays, within: Span, step: Step): Generator<number> {
  for (const spans of daysWithin(days, within, step)) {
    const close = spans.at(-1)?.until;
    if (close !== undefined && within.from < close && close <= within.until) yield close;
  }
}

function* spansWithin(days: WorkingDays, within: Span, step: Step): Generator<Span> {
  for (const spans of daysWithin(days, within, step))
    for (const span of step === 1 ? spans : spans.toReversed()) {
      const from = Math.max(span.from, within.from);
      const until = Math.min(span.until, within.until);
      if (from < until) yield { from, until };
    }
}

/** The working spans of each local date that a stretch touches. */
function* daysWithin(days: WorkingDays, within: Span, step: Step): Generator<readonly Span[]> {
  const first = localDateAt(within.from, days.zone);
  const last = localDateAt(within.until - 1, days.zone);
  let date = step === 1 ? first : last;
  const end = step === 1 ? last : first;
  while (Temporal.PlainDate.compare(date, end) * step <= 0) {
    yield days.spansOn(date);
    date = date.add({ days: step });
  }
}

function noWorkingTime(): ProblemError {
  return ruleBroken(
    'no-working-time',
    'The clinic’s calendar has too little working time: ten years of it are not enough for this clock. Nothing was changed.',
  );
}
