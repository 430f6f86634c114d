// Between an instant and what a field of the kind `datetime-local` shows by the clinic's clocks.
import { localDateOf, wallTimeOf } from '../platform/wall-time';
import { wallInstant } from '../platform/work-queue/snooze-times';

/** `2026-12-03T08:00`. */
export function momentOf(iso: string, zone: string): string {
  return `${localDateOf(iso, zone)}T${wallTimeOf(iso, zone)}`;
}

/** Empty where no moment is typed. */
export function instantOf(moment: string, zone: string): string {
  const [date = '', time = ''] = moment.split('T');
  return date === '' || time === '' ? '' : wallInstant(date, time.slice(0, 5), zone);
}
