import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import {
  applyAvailabilityChange,
  type AvailabilityChange,
  type AvailabilityState,
} from '#contract/availability';
import { findCorpus } from '../../../scripts/corpora.ts';
import { bookAppointment } from '../../calendar/calendar-service.ts';
import { givenAppointment } from '../../calendar/given-appointment.ts';
import { givenBookableClinic, type BookableClinic } from '../../calendar/given-bookable-clinic.ts';
import { expectChange, expectNoChange } from '../../platform/change-log/expect-change.ts';
import { testDatabase, type TestDatabase } from '../../platform/db/test-database.ts';
import { ProblemError } from '../../platform/problem.ts';
import { givenStaff } from '../../staff/given-organization.ts';
import { hoursOfDay, hoursOfWeek } from '../availability-queries.ts';
import { findFreeTimes } from '../find-free-times.ts';
import { icalFile } from './given-outside.ts';
import { listOutsideCalendars, outsideView } from './outside-queries.ts';
import type { OutsideRow } from './outside-repository.ts';
import {
  allowOutsideFile,
  keepOutside,
  previewOutside,
  readOutsideFile,
  removeOutside,
} from './outside-service.ts';

// The clock of every test stands at Monday 2026-11-23, 10:00 in New York; hours are 8:00–17:00 every day.
const date = '2026-11-24';
const at = (time: string): string => `${date}T${time}:00.000Z`;
const nineToTen = ['DTSTART;TZID=America/New_York:20261124T090000', 'DURATION:PT1H'];
const anyway = [{ rule: 'orphans-visits', reason: 'they are called today' }];

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

async function snapshot({ organizationId }: BookableClinic): Promise<AvailabilityState> {
  const rows = await t
    .owner('outside_calendar')
    .where({ organization_id: organizationId })
    .select<OutsideRow[]>('*');
  const outsideCalendars = Object.fromEntries(rows.map((row) => [row.id, outsideView(row)]));
  return { visitTypes: {}, templates: {}, exceptions: {}, outsideCalendars, resources: {} };
}

function changes<T>(clinic: BookableClinic, types: string[], action: () => Promise<T>) {
  return expectChange({
    t,
    organizationId: clinic.organizationId,
    snapshot: () => snapshot(clinic),
    fold: (state, change) => applyAvailabilityChange(state, change as AvailabilityChange),
    action,
    types,
  });
}

async function refuses(clinic: BookableClinic, refusal: string, action: () => Promise<unknown>) {
  const { organizationId } = clinic;
  const busy = () => t.owner('outside_busy').where({ organization_id: organizationId }).select('*');
  const held = async () => ({ state: await snapshot(clinic), busy: await busy() });
  return expectNoChange({ t, organizationId, snapshot: held, action, refusal });
}

interface Over {
  outsideCalendarId?: string;
  overrides?: typeof anyway;
}

function keep(clinic: BookableClinic, file: Uint8Array, { overrides = [], ...over }: Over = {}) {
  const place = { clinicId: clinic.clinicId, providerId: clinic.providerId, ...over };
  return clinic.actAs(clinic.manager, async (ctx) => {
    const reading = readOutsideFile(file, await allowOutsideFile(ctx, place));
    return keepOutside(ctx, { ...place, name: 'Hospital', overrides }, reading);
  });
}

function preview(clinic: BookableClinic, file: Uint8Array, over: Over = {}) {
  const place = { clinicId: clinic.clinicId, providerId: clinic.providerId, ...over };
  return clinic.actAs(clinic.manager, async (ctx) =>
    previewOutside(ctx, place, readOutsideFile(file, await allowOutsideFile(ctx, place))),
  );
}

async function freeStarts(clinic: BookableClinic): Promise<string[]> {
  const { clinicId, visitTypeId } = clinic;
  const { items } = await clinic.act((ctx) =>
    findFreeTimes(ctx, {
      ...{ clinicId, visitTypeId, providerIds: [], days: 1, limit: 100 },
      fromAt: at('05:00'),
    }),
  );
  return items.map(({ startsAt }) => startsAt.slice(11, 16));
}

function book({ clinicId, providerId, patientId, visitTypeId, act }: BookableClinic, time: string) {
  const wish = { clinicId, providerId, patientId, visitTypeId, overrides: [] };
  return act((ctx) => bookAppointment(ctx, { ...wish, startsAt: at(time) }));
}

describe('an outside calendar', () => {
  it('takes its times away, is on every console and on the day and the week, and tells no more than busy', async () => {
    const clinic = await givenBookableClinic(t);
    const { clinicId, providerId, organizationId } = clinic;
    const file = icalFile(
      ['UID:ana@diaz.example', 'SUMMARY:Surgery Sobreapellido', ...nineToTen],
      ['DTSTART:20261124T143000Z', 'DURATION:PT1H'],
      ['DTSTART:20261124T180000Z', 'DURATION:PT1H', 'STATUS:CANCELLED'],
    );
    const { answer } = await changes(clinic, ['availability.outside-calendar-kept'], () =>
      keep(clinic, file),
    );
    assert.deepEqual(
      [answer.name, answer.busy, answer.unread, answer.version],
      ['Hospital', 2, 0, 1],
    );
    const free = await freeStarts(clinic);
    assert.deepEqual(free.slice(0, 5), ['13:00', '13:15', '13:30', '15:30', '15:45']);
    const busy = [{ providerId, startsAt: at('14:00'), endsAt: at('15:30') }];
    const day = await clinic.act((ctx) => hoursOfDay(ctx, clinicId, date));
    assert.deepEqual(day.outsideBusy, busy);
    const week = await clinic.act((ctx) => hoursOfWeek(ctx, { clinicId, providerId, date }));
    assert.deepEqual(week.outsideBusy, busy);
    assert.deepEqual(await clinic.act((ctx) => listOutsideCalendars(ctx, clinicId)), [answer]);
    await refuses(clinic, 'rule-broken time-blocked', () => book(clinic, '14:15'));
    const everything = await Promise.all(
      [
        'outside_calendar',
        'outside_busy',
        'outside_calendar_version',
        'audit_entry',
        'change_log',
      ].map((table) => t.owner(table).where({ organization_id: organizationId }).select('*')),
    );
    assert.doesNotMatch(JSON.stringify(everything), /Surgery|Sobreapellido|diaz/);
  });

  it('repeats at its wall time when the clocks change, and takes whole days in the clinic’s zone', async () => {
    const clinic = await givenBookableClinic(t);
    const file = icalFile(
      [
        'DTSTART;TZID=America/New_York:20270312T090000',
        'DURATION:PT1H',
        'RRULE:FREQ=DAILY;COUNT=3',
        'EXDATE;TZID=America/New_York:20270313T090000',
      ],
      ['DTSTART;VALUE=DATE:20270314'],
    );
    await keep(clinic, file);
    const { organizationId } = clinic;
    const rows = await t
      .owner('outside_busy')
      .where({ organization_id: organizationId })
      .orderBy('starts_at')
      .orderBy('ends_at')
      .select<{ starts_at: string; ends_at: string }[]>('starts_at', 'ends_at');
    assert.deepEqual(
      rows.map((row) => [row.starts_at, row.ends_at]),
      [
        ['2027-03-12T14:00:00.000Z', '2027-03-12T15:00:00.000Z'],
        ['2027-03-14T05:00:00.000Z', '2027-03-15T04:00:00.000Z'],
        ['2027-03-14T13:00:00.000Z', '2027-03-14T14:00:00.000Z'],
      ],
    );
  });

  it('is told before it is kept: what it takes, what cannot be read and who stands in it', async () => {
    const clinic = await givenBookableClinic(t);
    const appointmentId = await givenAppointment(t, { ...clinic, startsAt: at('14:30') });
    const file = icalFile(
      nineToTen,
      ['DTSTART:tomorrow'],
      ['DTSTART:20261125T140000Z', 'DURATION:PT1H'],
    );
    const { state } = { state: await snapshot(clinic) };
    const told = await preview(clinic, file);
    assert.deepEqual(await snapshot(clinic), state);
    assert.deepEqual(
      [told.busy, told.firstAt, told.lastAt, told.free, told.unread],
      [2, at('14:00'), '2026-11-25T15:00:00.000Z', 0, 1],
    );
    assert.deepEqual(told.problems, [{ line: 9, reason: 'has a day or time that cannot be read' }]);
    assert.deepEqual(
      [told.visits.count, told.visits.items.map((visit) => visit.appointmentId)],
      [1, [appointmentId]],
    );
  });

  it('is refused where visits are booked, in other clinics too, unless a reason leaves them there', async () => {
    const clinic = await givenBookableClinic(t, { clinics: [{}, {}] });
    await givenAppointment(t, { ...clinic, startsAt: at('14:30') });
    const [, second = ''] = clinic.clinicIds;
    const startsAt = at('16:00');
    await givenAppointment(t, { ...clinic, clinicId: second, startsAt });
    const file = icalFile(nineToTen, ['DTSTART:20261124T160000Z', 'DURATION:PT1H']);
    const told = await preview(clinic, file);
    assert.deepEqual([told.visits.count, told.visits.elsewhere], [1, 1]);
    await refuses(clinic, 'rule-broken orphans-visits', () => keep(clinic, file));
    const kept = await keep(clinic, file, { overrides: anyway });
    assert.equal(kept.busy, 2);
    // The same again blocks nobody anew.
    const again = await keep(clinic, file, { outsideCalendarId: kept.id });
    assert.equal(again.version, 2);
  });

  it('of a newer file replaces what was read before, beside those of other calendars', async () => {
    const clinic = await givenBookableClinic(t);
    const first = await keep(clinic, icalFile(nineToTen));
    await keep(clinic, icalFile(['DTSTART:20261124T200000Z', 'DURATION:PT1H']));
    const newer = icalFile(['DTSTART:20261124T160000Z', 'DURATION:PT1H']);
    const { answer } = await changes(clinic, ['availability.outside-calendar-kept'], () =>
      keep(clinic, newer, { outsideCalendarId: first.id }),
    );
    assert.deepEqual([answer.id, answer.version], [first.id, 2]);
    const busy = await clinic.act((ctx) => hoursOfDay(ctx, clinic.clinicId, date));
    assert.deepEqual(
      busy.outsideBusy.map(({ startsAt }) => startsAt),
      [at('16:00'), at('20:00')],
    );
    const { id: outsideCalendarId } = first;
    await changes(clinic, ['availability.outside-calendar-removed'], () =>
      clinic.actAs(clinic.manager, (ctx) =>
        removeOutside(ctx, { outsideCalendarId, expectedVersion: 2 }),
      ),
    );
    const left = await clinic.act((ctx) => hoursOfDay(ctx, clinic.clinicId, date));
    assert.equal(left.outsideBusy.length, 1);
    await refuses(clinic, 'rule-broken over', () => keep(clinic, newer, { outsideCalendarId }));
    for (let more = 0; more < 4; more += 1) await keep(clinic, icalFile());
    await refuses(clinic, 'rule-broken too-many-calendars', () => keep(clinic, icalFile()));
  });

  it('is nobody’s to read in who does not manage the hours, and no file that is none', async () => {
    const clinic = await givenBookableClinic(t);
    const { organizationId, clinicIds } = clinic;
    const biller = await givenStaff(t, { organizationId, clinicIds, role: 'biller' });
    await refuses(clinic, 'not-allowed', () =>
      keep({ ...clinic, manager: biller }, icalFile(nineToTen)),
    );
    await refuses(clinic, 'rule-broken unreadable-file', () =>
      keep(clinic, Buffer.from('Ana Diaz, 9:00')),
    );
  });

  it('and a booking of the same time: exactly one is refused', async () => {
    for (let round = 0; round < 5; round += 1) {
      const clinic = await givenBookableClinic(t);
      const outcomes = await Promise.allSettled([
        keep(clinic, icalFile(nineToTen)),
        book(clinic, '14:00'),
      ]);
      assert.equal(outcomes.filter(({ status }) => status === 'rejected').length, 1);
    }
  });
});

const folder = findCorpus('ical');

describe('calendars by others', { skip: folder === null }, () => {
  it('are each kept, or refused with a line and a reason', async () => {
    const files = readdirSync(folder ?? '', { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const clinic = await givenBookableClinic(t);
    const first = await keep(clinic, icalFile());
    const outcomes = { kept: 0, refused: 0 };
    for (const path of files) {
      try {
        const over = { outsideCalendarId: first.id, overrides: anyway };
        await keep(clinic, readFileSync(path), over);
        outcomes.kept += 1;
      } catch (error) {
        assert.ok(error instanceof ProblemError, path);
        assert.equal(error.details.rule, 'unreadable-file', path);
        assert.match(error.message, /line \d+ \w+/, path);
        outcomes.refused += 1;
      }
    }
    assert.equal(outcomes.kept + outcomes.refused, files.length);
    assert.ok(outcomes.kept > outcomes.refused, JSON.stringify(outcomes));
  });
});
