// Calls about critical values in words.
import { attemptOutcomes, type CriticalAttempt } from '#contract/result-critical';
import type { Work } from '#contract/work';
import { minutesBetween } from '../platform/wall-time';
import type { Tone } from '../ui/status-chip/status-chip';

const callRule = 'results.critical-call';

/** `Not available: Ordering clinician, Rivera`, `Read back by Rivera, Sam, MD`. */
export function attemptWords({
  outcome,
  recipient,
  credentials,
  readBack,
  rung,
  note,
}: CriticalAttempt): string {
  const said = note === '' ? '' : `“${note}”`;
  const as = rung === '' ? '' : `(${rung})`;
  if (outcome !== 'read-back')
    return [`${attemptOutcomes[outcome]}: ${recipient}`, as, said].filter(Boolean).join(' ');
  const who = credentials === '' ? recipient : `${recipient}, ${credentials}`;
  const heard = readBack === '' ? '' : `: ${readBack.split('\n').join('; ')}`;
  return [`Read back by ${who}${heard}`, said].filter(Boolean).join(' ');
}

/** Until when it has to be read back; `null` where no clock runs. */
export function callClock(
  { clocks }: Pick<Work, 'clocks'>,
  words: { now: string; time: (iso: string) => string; dayAndTime: (iso: string) => string },
): { words: string; tone: Tone } | null {
  const clock = clocks.find(({ rule, state }) => rule === callRule && state !== 'stopped');
  if (!clock) return null;
  const left = Math.round(minutesBetween(words.now, clock.deadlineAt));
  if (left < 0) return { words: `Late since ${words.dayAndTime(clock.deadlineAt)}`, tone: 'late' };
  const tone = clock.level === 'on-time' ? 'neutral' : 'soon';
  return { words: `Read back by ${words.time(clock.deadlineAt)} · ${left} min left`, tone };
}
