// A loader: books what it is given on its input, eight at a time, and prints when it began and ended.
import { text } from 'node:stream/consumers';
import { bookAppointment } from '#contract/calendar';
import type { Booking } from '../plan-bookings.ts';
import { httpConsole } from '../../scripts/http-console.ts';

const atOnce = 8;
const url = process.argv[2] ?? '';
const bookings = JSON.parse(await text(process.stdin)) as Booking[];
const console = await httpConsole(url, 'scheduler');
const waiting = [...bookings];

async function work(): Promise<void> {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { clinicId, providerId, patientId, visitTypeId, startsAt } = next;
    await console.call(bookAppointment, {
      body: { clinicId, providerId, patientId, visitTypeId, startsAt, overrides: [] },
    });
  }
}

const from = Date.now();
await Promise.all(Array.from({ length: atOnce }, work));
process.stdout.write(JSON.stringify({ from, to: Date.now() }));
