// What a visit says where its patient has said that they come.
import type { Appointment } from '#contract/calendar';

export const confirmedWords = 'Patient confirmed';

/** Worth a sign until they are here; from then on everybody sees that they came. */
export function showsConfirmed({ status, confirmedAt }: Appointment): boolean {
  return status === 'booked' && confirmedAt !== null;
}
