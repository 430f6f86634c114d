// What the visits of the demo are for, and what staff have written on some of them.
import type { AppointmentRow } from './calendar-repository.ts';

const reasons = [
  'Blood pressure check',
  'Knee pain since the summer',
  'Medication review',
  'Cough for two weeks',
  'Results of last month’s tests',
  'Diabetes check',
  'Back pain, worse at night',
  'Sleeps badly',
  'Rash on both arms',
  'Form for work',
] as const;
const notes = [
  'Uses a wheelchair: room 2',
  'Brings her own list of medicines',
  'Asked for a late start if there is one',
  'Son comes along and drives',
] as const;

/** By place in the list: as booked, most visits say what they are for, and a few carry a note. */
export function described(at: number): Pick<AppointmentRow, 'reason' | 'note'> {
  return {
    reason: at % 4 === 3 ? null : (reasons[(at * 7) % reasons.length] ?? null),
    note: at % 13 === 5 ? (notes[at % notes.length] ?? null) : null,
  };
}
