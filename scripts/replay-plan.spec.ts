import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { bookingsCorpus, findCorpus } from './corpora.ts';
import { readBookings, type Bookings } from './replay-bookings.ts';
import { chooseClinic, planDay } from './replay-plan.ts';

// Lines of our own with the columns and the quirks of the published bookings.
const header =
  'PatientId,AppointmentID,Gender,ScheduledDay,AppointmentDay,Age,Neighbourhood,Scholarship,Hipertension,Diabetes,Alcoholism,Handcap,SMS_received,No-show';
function line(over: {
  patient: string;
  visit: string;
  booked?: string;
  day?: string;
  age?: string;
  clinic?: string;
  missed?: string;
}): string {
  const { patient, visit, booked = '2016-05-02T08:00:00Z', day = '2016-05-10' } = over;
  const { age = '40', clinic = 'NORTE', missed = 'No' } = over;
  return `${patient},${visit},F,${booked},${day}T00:00:00Z,${age},${clinic},0,0,0,0,0,0,${missed}`;
}

function read(lines: string[]): Promise<Bookings> {
  return readBookings(Readable.from([[header, ...lines].join('\r\n')]));
}

const on = { clinic: 'NORTE', day: '2016-05-10' };

describe('reading bookings', () => {
  it('takes a line with what was booked, when, for which day, and whether it was kept', async () => {
    const { bookings, refused } = await read([
      line({ patient: '11', visit: '501', missed: 'Yes', clinic: 'REPÚBLICA' }),
    ]);
    assert.deepEqual(refused, []);
    assert.deepEqual(bookings, [
      {
        line: 2,
        patient: '11',
        visit: '501',
        clinic: 'REPÚBLICA',
        bookedAt: '2016-05-02T08:00:00Z',
        day: '2016-05-10',
        age: 40,
        female: true,
        kept: false,
      },
    ]);
  });

  it('names every line that it refuses, and why', async () => {
    const { bookings, refused } = await read([
      line({ patient: '1', visit: '1' }),
      line({ patient: '2', visit: '2', age: '-1' }),
      line({ patient: '3', visit: '3', booked: '2016-05-11T08:00:00Z' }),
      line({ patient: '4', visit: '1' }),
      line({ patient: '5', visit: '5', missed: 'Perhaps' }),
      line({ patient: '6', visit: '6', booked: 'soon' }),
      line({ patient: '', visit: '7' }),
    ]);
    assert.deepEqual(
      bookings.map((booking) => booking.visit),
      ['1'],
    );
    assert.deepEqual(refused, [
      { line: 3, why: 'has an age that cannot be' },
      { line: 4, why: 'was booked after the day of the visit' },
      { line: 5, why: 'repeats an AppointmentID' },
      { line: 6, why: 'says neither Yes nor No to No-show' },
      { line: 7, why: 'has a ScheduledDay that is no time' },
      { line: 8, why: 'has no PatientId' },
    ]);
  });

  it('reads a file that begins with a byte order mark', async () => {
    const text = `\uFEFF${header}\n${line({ patient: '1', visit: '1' })}\n`;
    const { bookings } = await readBookings(Readable.from([Buffer.from(text)]));
    assert.equal(bookings.length, 1);
  });
});

describe('planning a replay', () => {
  it('chooses a clinic by name or by its place among the busiest', async () => {
    const { bookings } = await read([
      line({ patient: '1', visit: '1', clinic: 'SUL' }),
      line({ patient: '2', visit: '2' }),
      line({ patient: '3', visit: '3' }),
    ]);
    assert.equal(chooseClinic(bookings, 'sul'), 'SUL');
    assert.equal(chooseClinic(bookings, '1'), 'NORTE');
    assert.equal(chooseClinic(bookings, '2'), 'SUL');
    assert.equal(chooseClinic(bookings, '3'), null);
    assert.equal(chooseClinic(bookings, 'nowhere'), null);
  });

  it('places the visits of the day in the order in which they were booked, on as many providers as they need', async () => {
    const lines = Array.from({ length: 45 }, (_, at) =>
      line({
        patient: String(at),
        visit: String(at),
        booked: `2016-05-02T08:${String(59 - at)}:00Z`,
      }),
    );
    const { bookings } = await read(lines);
    const plan = planDay(bookings, on);
    assert.equal(plan.visits.length, 45);
    assert.equal(plan.providers, 2);
    assert.equal(plan.visits[0]?.startsMinute, 480);
    const places = plan.visits.map((visit) => `${visit.provider} ${visit.startsMinute}`);
    assert.equal(new Set(places).size, 45, 'no two visits in one place');
  });

  it('leaves out a second visit of the same patient on the day, and says so', async () => {
    const { bookings } = await read([
      line({ patient: '1', visit: '1' }),
      line({ patient: '1', visit: '2' }),
    ]);
    const plan = planDay(bookings, on);
    assert.equal(plan.visits.length, 1);
    assert.equal(plan.secondVisits, 1);
  });

  it('lets those wait who had booked a later day by then', async () => {
    const { bookings } = await read([
      line({ patient: '1', visit: '1', missed: 'Yes' }),
      line({ patient: '2', visit: '2', day: '2016-05-13' }),
      line({ patient: '3', visit: '3', day: '2016-05-13', booked: '2016-05-11T08:00:00Z' }),
      line({ patient: '1', visit: '4', day: '2016-05-14' }),
      line({ patient: '5', visit: '5', day: '2016-06-08' }),
    ]);
    const plan = planDay(bookings, on);
    assert.deepEqual(
      plan.waiting.map((visit) => visit.dayOffset),
      [3],
    );
    assert.deepEqual(
      plan.visits.map((visit) => visit.kept),
      [false],
    );
  });

  it('takes no name and no number of the data', async () => {
    const { bookings } = await read([line({ patient: '29872499824296', visit: '5642903' })]);
    const text = JSON.stringify(planDay(bookings, on).visits);
    assert.ok(!text.includes('29872499824296') && !text.includes('5642903'));
  });
});

const corpus = findCorpus(bookingsCorpus);
if (corpus === null) {
  process.stdout.write(`# ${bookingsCorpus} is not here: nothing of it is tested.\n`);
} else {
  describe('the published bookings', () => {
    it('are read whole: every line taken or named', async () => {
      const { bookings, refused } = await readBookings(createReadStream(corpus));
      assert.equal(bookings.length + refused.length, 110_527);
      assert.equal(refused.length, 6);
      const clinic = chooseClinic(bookings, '1');
      assert.equal(clinic, 'JARDIM CAMBURI');
      const plan = planDay(bookings, { clinic, day: '2016-06-06' });
      assert.equal(plan.visits.length + plan.secondVisits, 372);
    });
  });
}
