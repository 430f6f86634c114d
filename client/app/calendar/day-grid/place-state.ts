// What stands in the way of a visit at a place of the grid, as far as the console knows; the server decides.
import { isStanding, overlap, type Span } from '../day-columns';
import type { ShownColumn } from './shown-hours';

export type PlaceState = 'free' | 'taken' | 'away' | 'outside-hours' | 'past';

export const placeWords: Readonly<Record<PlaceState, string>> = {
  free: 'free',
  taken: 'taken',
  away: 'provider away',
  'outside-hours': 'outside working hours',
  past: 'past',
};

export function placeState(
  span: Span,
  column: ShownColumn,
  { visitId, now }: { visitId: string; now: string },
): PlaceState {
  if (span.startsAt < now) return 'past';
  const isTaken = column.visits.some(
    ({ appointment }) =>
      appointment.id !== visitId && isStanding(appointment.status) && overlap(appointment, span),
  );
  if (isTaken) return 'taken';
  if (column.away.some((block) => overlap(block, span))) return 'away';
  const works = column.windows.some(
    ({ startsAt, endsAt }) => startsAt <= span.startsAt && endsAt >= span.endsAt,
  );
  return works ? 'free' : 'outside-hours';
}
