import type { Appointment } from '#contract/calendar';

/** Pairs of booked visits of one provider that overlap, by a look at every pair of neighbours in time. */
export function countOverlaps(appointments: readonly Appointment[]): number {
  const booked = appointments.filter((visit) => visit.status === 'booked');
  let overlaps = 0;
  for (const visits of Map.groupBy(booked, (visit) => visit.providerId).values()) {
    let busyUntil = '';
    for (const visit of visits.toSorted((a, b) => a.startsAt.localeCompare(b.startsAt))) {
      if (visit.startsAt < busyUntil) overlaps += 1;
      if (visit.endsAt > busyUntil) busyUntil = visit.endsAt;
    }
  }
  return overlaps;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = 0, high = 0] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  return (low + high) / 2;
}
