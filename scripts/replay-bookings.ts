// Reads booking data as a stream: one visit per line, with when it was booked, for which day, and whether it was kept.
import type { Readable } from 'node:stream';
import { parse } from 'csv-parse';

export interface Booking {
  line: number;
  patient: string;
  visit: string;
  clinic: string;
  bookedAt: string;
  day: string;
  age: number;
  female: boolean;
  kept: boolean;
}

export interface RefusedLine {
  line: number;
  why: string;
}

export interface Bookings {
  bookings: Booking[];
  refused: RefusedLine[];
}

const columns = [
  'PatientId',
  'AppointmentID',
  'Gender',
  'ScheduledDay',
  'AppointmentDay',
  'Age',
  'Neighbourhood',
  'No-show',
] as const;
type Fields = Record<string, string>;

/** Every line is taken or named with the reason why not. */
export async function readBookings(stream: Readable): Promise<Bookings> {
  const bookings: Booking[] = [];
  const refused: RefusedLine[] = [];
  const seen = new Set<string>();
  const parser = stream.pipe(
    parse({ bom: true, columns: true, info: true, trim: true, skip_empty_lines: true }),
  );
  stream.on('error', (error) => parser.destroy(error));
  for await (const { record, info } of parser as AsyncIterable<{
    record: Fields;
    info: { lines: number };
  }>) {
    const line = info.lines;
    const why = faultOf(record, seen);
    if (why === null) bookings.push(bookingOf(record, line));
    else refused.push({ line, why });
    seen.add(record['AppointmentID'] ?? '');
  }
  return { bookings, refused };
}

function faultOf(fields: Fields, seen: ReadonlySet<string>): string | null {
  const missing = columns.find((column) => !fields[column]);
  if (missing !== undefined) return `has no ${missing}`;
  if (seen.has(fields['AppointmentID'] ?? '')) return 'repeats an AppointmentID';
  const { bookedAt, day, age } = bookingOf(fields, 0);
  if (!isInstant(bookedAt)) return 'has a ScheduledDay that is no time';
  if (!isInstant(`${day}T00:00:00Z`)) return 'has an AppointmentDay that is no day';
  if (bookedAt.slice(0, 10) > day) return 'was booked after the day of the visit';
  if (!Number.isInteger(age) || age < 0 || age > 130) return 'has an age that cannot be';
  if (!['Yes', 'No'].includes(fields['No-show'] ?? '')) return 'says neither Yes nor No to No-show';
  return null;
}

function bookingOf(fields: Fields, line: number): Booking {
  return {
    line,
    patient: fields['PatientId'] ?? '',
    visit: fields['AppointmentID'] ?? '',
    clinic: fields['Neighbourhood'] ?? '',
    bookedAt: fields['ScheduledDay'] ?? '',
    day: (fields['AppointmentDay'] ?? '').slice(0, 10),
    age: Number(fields['Age']),
    female: fields['Gender'] === 'F',
    kept: fields['No-show'] === 'No',
  };
}

function isInstant(text: string): boolean {
  return !Number.isNaN(Date.parse(text));
}
