import { minutesBetween } from '../platform/wall-time';

/** How long a visit is: `45 minutes`. */
export function lengthWords({ startsAt, endsAt }: { startsAt: string; endsAt: string }): string {
  const minutes = minutesBetween(startsAt, endsAt);
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}
