import type { Rescue, RescueAct, RescueLine, RescuePlace } from '#contract/rescues';
import type { Appointment } from '#contract/calendar';
import { minutesBetween, plusMinutes } from '../platform/clock/instants.ts';
import type { RescueLineRow, RescueRow } from './rescue-repository.ts';

export type Counts = Readonly<Record<RescueAct, number>>;

export function countActs(lines: readonly { act: RescueAct }[]): Counts {
  const of = (act: RescueAct): number => lines.filter((line) => line.act === act).length;
  return { move: of('move'), waitlist: of('waitlist'), call: of('call'), leave: of('leave') };
}

export function rescueView(row: RescueRow, counts: Counts): Rescue {
  return {
    id: row.id,
    clinicId: row.clinic_id,
    providerId: row.provider_id,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    status: row.status,
    committedAt: row.committed_at,
    quietUntil: row.quiet_until,
    moved: counts.move,
    waiting: counts.waitlist,
    toCall: counts.call,
    left: counts.leave,
    undoneAt: row.undone_at,
    version: row.version,
  };
}

export function rescueLineView(
  rescue: RescueRow,
  line: RescueLineRow,
  appointment: Appointment,
): RescueLine {
  const { act, from_starts_at: startsAt, from_ends_at: endsAt, undone } = line;
  return {
    appointment,
    act,
    from: { providerId: rescue.provider_id, startsAt, endsAt },
    to: placeOf(line),
    undone,
  };
}

/** A visit keeps its length wherever it goes. */
function placeOf(line: RescueLineRow): RescuePlace | null {
  const { to_provider_id: providerId, to_starts_at: startsAt } = line;
  if (providerId === null || startsAt === null) return null;
  const minutes = minutesBetween(line.from_starts_at, line.from_ends_at);
  return { providerId, startsAt, endsAt: plusMinutes(startsAt, minutes) };
}
