// How far the demo's visits have come: what has begun is done, missed, under way, or left open at the end of its day.
import { occupiesTime, statusOf, type AppointmentStep } from '#contract/appointment-workflow';
import { seededRandom, type SeededRandom } from '../platform/demo/seeded-random.ts';
import type { AppointmentRow, VersionAct } from './calendar-repository.ts';
import type { StepTimes } from './visit-step-rules.ts';

const minute = 60_000;

/** A visit after one act, and when that was. */
export interface Lived {
  act: VersionAct;
  at: string;
  row: AppointmentRow;
}

interface Planned {
  act: VersionAct;
  to: AppointmentStep;
  column: keyof Omit<StepTimes, 'entered_late'>;
  /** Minutes after the start of the visit. */
  after: number;
}

/** What follows the booking of each visit, in order; nothing for those that have not begun. */
export function livesOf(visits: readonly AppointmentRow[], now: string): Map<string, Lived[]> {
  const random = seededRandom(9_101);
  return new Map(
    visits
      .filter(({ status }) => status === 'booked')
      .map((visit) => [visit.id, livedBefore(visit, plan(visit, random), now)]),
  );
}

/** As the visit stands now. */
export function standing(
  visit: AppointmentRow,
  lives: ReadonlyMap<string, Lived[]>,
): AppointmentRow {
  return lives.get(visit.id)?.at(-1)?.row ?? visit;
}

function plan({ starts_at, ends_at }: AppointmentRow, random: SeededRandom): Planned[] {
  // Drawn for every visit, so that the time of day changes how far visits are, not which ones are missed.
  const [missed, left, forgotten] = [
    random.chance(0.05),
    random.chance(0.015),
    random.chance(0.03),
  ];
  const early = random.below(20) - 14;
  const wait = random.below(8);
  const length = (Date.parse(ends_at) - Date.parse(starts_at)) / minute;
  if (forgotten) return [];
  if (missed) return [{ act: 'marked-no-show', to: 'noshow', column: 'closed_at', after: 20 }];
  const arrived: Planned = { act: 'arrived', to: 'arrived', column: 'arrived_at', after: early };
  if (left) return [arrived, { act: 'left', to: 'left', column: 'closed_at', after: early + 35 }];
  const seen = Math.max(early + 6 + wait, wait);
  return [
    arrived,
    { act: 'checked-in', to: 'checked-in', column: 'checked_in_at', after: early + 3 },
    { act: 'roomed', to: 'roomed', column: 'roomed_at', after: Math.min(early + 6, seen) },
    { act: 'started', to: 'with-provider', column: 'seen_at', after: seen },
    { act: 'fulfilled', to: 'fulfilled', column: 'closed_at', after: seen + length - 4 },
  ];
}

function livedBefore(visit: AppointmentRow, planned: readonly Planned[], now: string): Lived[] {
  const starts = Date.parse(visit.starts_at);
  const lived: Lived[] = [];
  let row = visit;
  for (const { act, to, column, after } of planned) {
    const at = new Date(starts + after * minute).toISOString();
    if (at >= now || at <= visit.created_at) break;
    row = {
      ...row,
      ...statusOf(to),
      [column]: at,
      closed_because: to === 'left' ? 'left-waiting' : null,
      version: row.version + 1,
    };
    lived.push({ act, at, row });
  }
  return lived;
}

export function isOccupying({ status }: AppointmentRow): boolean {
  return occupiesTime(status);
}
