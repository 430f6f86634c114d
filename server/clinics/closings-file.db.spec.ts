import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { businessCalendar as schema } from '#contract/business-calendar';
import type { FoundClosings } from '#contract/closings-file';
import { findCorpus } from '../../scripts/corpora.ts';
import { icalFile } from '../availability/outside/given-outside.ts';
import { expectNoChange } from '../platform/change-log/expect-change.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { ProblemError } from '../platform/problem.ts';
import { businessCalendar } from '../platform/work/business-calendar.ts';
import { givenOrganization, givenStaff, type GivenStaff } from '../staff/given-organization.ts';
import { readSettings } from './clinic-queries.ts';
import { changeClinicHours } from './clinic-service.ts';
import { allowClosingsFile, findClosings, readClosingsFile } from './closings-file-service.ts';
import { someHours } from './given-clinic.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

async function givenClinic() {
  const place = await givenOrganization(t);
  const { organizationId, clinicId, clinicIds } = place;
  const manager = await givenStaff(t, { organizationId, clinicIds, role: 'clinic-manager' });
  const read = (file: Uint8Array, { scope }: GivenStaff = manager): Promise<FoundClosings> =>
    t.database.inTransaction(scope, async (ctx) =>
      findClosings(
        ctx,
        { clinicId },
        readClosingsFile(file, await allowClosingsFile(ctx, { clinicId })),
      ),
    );
  const settings = () =>
    t.database.inTransaction(manager.scope, (ctx) => readSettings(ctx, clinicId));
  const save = (expectedVersion: number, found: Partial<FoundClosings>) =>
    t.database.inTransaction(manager.scope, (ctx) =>
      changeClinicHours(ctx, {
        ...{ clinicId, expectedVersion },
        ...someHours({
          closures: found.closures ?? [],
          closedHours: found.closedHours ?? [],
          openings: [
            { date: '2026-12-26', reason: 'Vaccines', hours: [{ from: '09:00', until: '12:00' }] },
          ],
        }),
      }),
    );
  return { organizationId, clinicId, clinicIds, read, settings, save };
}

const days = icalFile(
  [
    'DTSTART;VALUE=DATE:20261223',
    'DTEND;VALUE=DATE:20261227',
    'SUMMARY:Year\\, end',
    'TRANSP:TRANSPARENT',
  ],
  ['DTSTART;TZID=America/Chicago:20261204T110000', 'DURATION:PT2H', 'SUMMARY:Staff meeting'],
  ['DTSTART:20261204T180000Z', 'DURATION:PT2H', 'SUMMARY:Fire drill'],
  ['DTSTART;TZID=America/New_York:20261211T200000', 'DTEND;TZID=America/New_York:20261212T060000'],
  ['DTSTART;VALUE=DATE:20261230', 'STATUS:CANCELLED', 'SUMMARY:Not after all'],
  ['DTSTART:tomorrow'],
);

describe('a file of closed days', () => {
  it('tells whole days and hours by the clinic’s clocks, and changes nothing', async () => {
    const { organizationId, read, settings, save } = await givenClinic();
    await save(0, {});
    const found = await read(days);
    assert.deepEqual(found.closures, [
      { date: '2026-12-23', reason: 'Year, end' },
      { date: '2026-12-24', reason: 'Year, end' },
    ]);
    assert.deepEqual(found.closedHours, [
      { date: '2026-12-04', from: '12:00', until: '14:00', reason: 'Staff meeting' },
      { date: '2026-12-04', from: '14:00', until: '15:00', reason: 'Fire drill' },
      { date: '2026-12-11', from: '20:00', until: '24:00', reason: 'Closed' },
      { date: '2026-12-12', from: '00:00', until: '06:00', reason: 'Closed' },
    ]);
    assert.deepEqual([found.known, found.unread], [2, 1], 'Christmas Day, and a worked day');
    assert.deepEqual((await settings()).hours.value.closures, []);
    const rows = await t.owner('dated_rule').where({ organization_id: organizationId });
    assert.equal(rows.length, 1);
  });

  it('is never taken in twice: what was saved is known the next time', async () => {
    const { read, save } = await givenClinic();
    await save(0, {});
    const found = await read(days);
    await save(1, found);
    const again = await read(days);
    assert.deepEqual([again.closures, again.closedHours, again.known], [[], [], 8]);
  });

  it('is read for who sets the hours alone, and refused where it is none', async () => {
    const { organizationId, clinicIds, read, settings } = await givenClinic();
    const scheduler = await givenStaff(t, { organizationId, clinicIds });
    const refuses = (action: () => Promise<unknown>, refusal: string) =>
      expectNoChange({ t, organizationId, snapshot: settings, action, refusal });
    await refuses(() => read(days, scheduler), 'not-allowed');
    await refuses(() => read(Buffer.from('Christmas')), 'rule-broken unreadable-file');
  });
});

const folder = findCorpus('ical');

describe('files by others', { skip: folder === null }, () => {
  it('name days and hours that a clinic can keep, or are refused with a line and a reason', async () => {
    const { read } = await givenClinic();
    const files = readdirSync(folder ?? '', { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    for (const path of files) {
      try {
        const { closures, closedHours } = await read(readFileSync(path));
        const most = { closures: closures.slice(0, 400), closedHours: closedHours.slice(0, 400) };
        const { error } = schema.safeParse({ ...businessCalendar.standard, ...most });
        assert.equal(error, undefined, path);
      } catch (error) {
        assert.ok(error instanceof ProblemError, path);
        assert.equal(error.details.rule, 'unreadable-file', path);
      }
    }
  });
});
