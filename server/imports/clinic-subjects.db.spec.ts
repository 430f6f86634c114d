// What a clinic is made of, taken over: visit types, locations, weekly hours.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { listTemplates } from '../availability/availability-queries.ts';
import { setWeeklyTemplate } from '../availability/availability-service.ts';
import { addVisitType } from '../availability/visit-type-service.ts';
import { importTemplates } from '../availability/template-import-service.ts';
import { aBundle, aSlot } from '../interop/fhir/given-fhir.ts';
import { expectNoChange } from '../platform/change-log/expect-change.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { givenProvider } from '../staff/given-organization.ts';
import { readImportFile } from './file/read-import-file.ts';
import {
  givenCheckedImport,
  givenImport,
  givenImportClinic,
  givenImports,
  problemsOf,
  rowsOf,
  saidOf,
  takeOver,
  writeRun,
  type ImportClinic,
} from './given-import.ts';

type Row = Record<string, string>;

describe('taking over what a clinic is made of', () => {
  let t: TestDatabase;
  before(async () => {
    t = await testDatabase();
  });
  after(() => t.close());

  /** Everything that consoles, people and the database would see of it. */
  async function worldOf(clinic: ImportClinic): Promise<unknown> {
    const tables = [
      ...['visit_type', 'visit_type_version', 'clinic', 'clinic_version'],
      ...['weekly_template', 'weekly_template_version', 'template_block'],
      ...['appointment', 'external_identifier'],
    ];
    const changes = await t
      .owner('change_log')
      .where({ organization_id: clinic.organizationId })
      .whereNot('type', 'like', 'imports.%')
      .select<Row[]>('type', 'entity_id', 'version');
    return [await Promise.all(tables.map((table) => rowsOf(t, table, clinic))), changes];
  }

  describe('visit types', () => {
    const aType = (over: Row = {}): Row => ({
      identifier: 'VT-1',
      name: 'Wellness exam',
      minutes: '40',
      modality: 'In Person',
      category: 'same day',
      colour: 'Violet',
      bufferAfter: '10',
      ...over,
    });

    it('come with their length, or are refused with every reason', async () => {
      const clinic = await givenImportClinic(t);
      const rows = [
        aType(),
        aType({ name: 'Other' }),
        aType({ identifier: 'VT-2', name: 'Video check', minutes: 'long', modality: 'carrier' }),
        aType({ identifier: 'VT-3', name: '', bufferAfter: '900' }),
        aType({ identifier: 'VT-4', name: 'WELLNESS  exam', minutes: '60' }),
        { ...aType({ identifier: 'VT-5', name: 'Nurse visit', minutes: '15' }), colour: 'beige' },
      ];
      const run = await givenCheckedImport(clinic, { subject: 'visit-types', rows });
      assert.deepEqual(await saidOf(clinic, run), [
        '3 identifier duplicate-in-file',
        '4 minutes bad-value',
        '4 modality bad-value',
        '5 name missing-value',
        '5 bufferAfter bad-value',
        '6 minutes visit-type-differs',
        '7 colour value-left-out',
      ]);
      const ended = await writeRun(t, clinic, run);
      assert.deepEqual([ended.done, ended.refused, ended.warned], [2, 4, 1]);
      const kept = await rowsOf(t, 'visit_type', clinic);
      const wellness = kept.find(({ name }) => name === 'Wellness exam');
      assert.deepEqual(
        [wellness?.['minutes'], wellness?.['modality'], wellness?.['category']],
        [40, 'in-person', 'same-day'],
      );
      assert.deepEqual([wellness?.['colour'], wellness?.['buffer_after']], ['violet', 10]);

      const before = await worldOf(clinic);
      const again = await takeOver(t, clinic, { subject: 'visit-types', rows });
      assert.deepEqual([again.done, again.unchanged], [0, 2]);
      assert.deepEqual(await worldOf(clinic), before);
    });

    it('of a name and length that the clinic has are that visit type', async () => {
      const clinic = await givenImportClinic(t);
      const before = await rowsOf(t, 'visit_type', clinic);
      const [there] = before.filter(({ id }) => id === clinic.visitTypeId);
      const row = { identifier: 'FU', name: String(there?.['name']), minutes: '30' };
      const ended = await takeOver(t, clinic, { subject: 'visit-types', rows: [row] });
      assert.equal(ended.done, 1);
      assert.deepEqual(await rowsOf(t, 'visit_type', clinic), before);
      const person = { identifier: 'P-1', family: 'Quill', given: 'Ada', birthOn: '1970-02-28' };
      await takeOver(t, clinic, { subject: 'patients', rows: [person] });
      const visit = {
        ...{ identifier: 'V-1', patient: 'P-1', provider: 'Lee, Hannah', visitType: 'FU' },
        startsAt: '2026-12-01T15:00:00Z',
      };
      assert.equal((await takeOver(t, clinic, { subject: 'visits', rows: [visit] })).done, 1);
      const [booked] = await rowsOf(t, 'appointment', clinic);
      assert.equal(booked?.['visit_type_id'], clinic.visitTypeId);
    });

    it('are refused where one of the name with another length came since the check', async () => {
      const clinic = await givenImportClinic(t);
      const rows = [aType()];
      const run = await givenCheckedImport(clinic, { subject: 'visit-types', rows });
      await clinic.asAdministrator((ctx) =>
        addVisitType(ctx, {
          ...{ clinicId: clinic.clinicId, name: 'Wellness Exam', minutes: 25, colour: 'teal' },
          ...{ modality: 'in-person', category: 'routine', bufferBefore: 0, bufferAfter: 0 },
        }),
      );
      const before = await rowsOf(t, 'visit_type', clinic);
      const ended = await writeRun(t, clinic, run);
      assert.deepEqual([ended.done, ended.refused], [0, 1]);
      assert.deepEqual(await saidOf(clinic, ended), ['2 minutes visit-type-differs']);
      assert.deepEqual(await rowsOf(t, 'visit_type', clinic), before);
    });

    it('are each clinic’s own, also under the identifier of one system', async () => {
      const clinic = await givenImportClinic(t, {}, {});
      const [first, second] = clinic.clinicIds.map((clinicId) => ({ ...clinic, clinicId }));
      for (const each of [first!, second!])
        assert.equal(
          (await takeOver(t, each, { subject: 'visit-types', rows: [aType()] })).done,
          1,
        );
      const kept = (await rowsOf(t, 'visit_type', clinic)).filter(
        ({ name }) => name === 'Wellness exam',
      );
      assert.deepEqual(new Set(kept.map((row) => row['clinic_id'])), new Set(clinic.clinicIds));
    });

    it('are brought by nobody who does not manage them', async () => {
      const clinic = await givenImportClinic(t);
      await expectNoChange({
        t,
        organizationId: clinic.organizationId,
        snapshot: () => worldOf(clinic),
        action: () =>
          clinic.act((ctx) =>
            addVisitType(ctx, {
              ...{ clinicId: clinic.clinicId, name: 'X', minutes: 25, colour: 'teal' },
              ...{ modality: 'in-person', category: 'routine', bufferBefore: 0, bufferAfter: 0 },
            }),
          ),
        refusal: 'not-allowed',
      });
    });
  });

  describe('locations', () => {
    const aPlace = (over: Row = {}): Row => ({
      identifier: 'L-1',
      name: 'HARBOR  street',
      phone: '617 555 0199',
      address: '1 Harbor St, Boston, MA 02110',
      ...over,
    });
    const givenTwoClinics = (): Promise<ImportClinic> =>
      givenImportClinic(t, { name: 'Harbor Street' }, { name: 'Hill Road' });

    it('are clinics of ours, and fill in what those do not say of themselves', async () => {
      const clinic = await givenTwoClinics();
      await t.owner('clinic').where({ id: clinic.clinicId }).update({ phone: '' });
      const rows = [
        aPlace(),
        aPlace({ identifier: 'L-2', name: 'Up the hill', clinic: 'hill road', phone: '123' }),
        aPlace({ identifier: 'L-3', name: 'Nowhere' }),
        aPlace({ identifier: 'L-4', name: 'Room 3', clinic: 'Hill Road', kind: 'Room' }),
        aPlace({ address: '' }),
      ];
      const run = await givenCheckedImport(clinic, { subject: 'locations', rows });
      assert.deepEqual(await saidOf(clinic, run), [
        '3 phone value-left-out',
        '4 name unknown-clinic',
        '5 kind place-not-kept',
        '6 identifier duplicate-in-file',
      ]);
      const ended = await writeRun(t, clinic, run);
      assert.deepEqual([ended.done, ended.refused], [2, 3]);
      const kept = await rowsOf(t, 'clinic', clinic);
      assert.deepEqual(kept.map((row) => [row['name'], row['phone'], row['address']]).sort(), [
        ['Harbor Street', '+16175550199', '1 Harbor Way'],
        ['Hill Road', '+16175550100', '1 Harbor Way'],
      ]);

      const before = await worldOf(clinic);
      const again = await takeOver(t, clinic, { subject: 'locations', rows });
      assert.deepEqual([again.done, again.unchanged], [0, 2]);
      assert.deepEqual(await worldOf(clinic), before);
    });

    it('tell visits of another clinic, which are refused here', async () => {
      const clinic = await givenTwoClinics();
      const person = { identifier: 'P-1', family: 'Quill', given: 'Ada', birthOn: '1970-02-28' };
      const there = aPlace({ identifier: 'L-2', name: 'Hill Road' });
      await takeOver(t, clinic, { subject: 'locations', rows: [aPlace(), there] });
      await takeOver(t, clinic, { subject: 'patients', rows: [person] });
      const [type] = await rowsOf(t, 'visit_type', clinic);
      const visit = (at: number, place: string): Row => ({
        ...{ identifier: `V-${at}`, patient: 'P-1', provider: 'Lee, Hannah', clinic: place },
        ...{ visitType: String(type?.['name']), startsAt: `2026-12-0${at}T15:00:00Z` },
      });
      const places = ['L-1', 'L-2', 'hill road', 'Room 3', ''];
      const rows = places.map((place, at) => visit(at + 1, place));
      const run = await givenCheckedImport(clinic, { subject: 'visits', rows });
      assert.deepEqual(await saidOf(clinic, run), [
        '3 clinic other-clinic',
        '4 clinic other-clinic',
      ]);
      assert.equal(run.ready, 3);
    });

    it('of FHIR are refused where they are no clinic, and left out where they no longer stand', async () => {
      const clinic = await givenTwoClinics();
      const place = (id: string, over: object = {}): object => ({
        ...{ resourceType: 'Location', id, status: 'active', name: 'Harbor Street' },
        ...over,
      });
      const coded = (code: string): object => ({ physicalType: { coding: [{ code }] } });
      const bundle = aBundle(
        [
          place('a', coded('bu')),
          place('b', coded('ro')),
          place('c', { mode: 'kind' }),
          place('d', { status: 'suspended' }),
          place('e', { partOf: { reference: 'Location/a' } }),
          place('f', { name: 'Nowhere' }),
        ].map((resource) => ({ resource })),
      );
      const file = await readImportFile(Buffer.from(JSON.stringify(bundle)), 'places.json');
      assert.deepEqual(file.leftOut, [{ type: 'Location', reason: 'state', count: 1 }]);
      const { id } = await givenImport(clinic, file);
      const run = await clinic.check(id);
      assert.deepEqual(await saidOf(clinic, run), [
        '2 kind place-not-kept',
        '3 kind place-not-kept',
        '5 kind place-not-kept',
        '6 name unknown-clinic',
      ]);
      assert.equal((await writeRun(t, clinic, run)).done, 1);
    });
  });

  describe('weekly hours', () => {
    const aBlock = (over: Row = {}): Row => ({
      identifier: 'B-1',
      provider: 'Moss, Ida',
      weekday: 'Mon, Wed',
      from: '8 AM',
      until: '12:00',
      effectiveFrom: '12/01/2026',
      ...over,
    });
    const givenMoss = async (zone = 'America/New_York'): Promise<ImportClinic> => {
      const clinic = await givenImportClinic(t, { name: 'Harbor Street', zone }, { name: 'Hill' });
      const { organizationId, clinicIds } = clinic;
      await givenProvider(t, { organizationId, clinicIds, family: 'Moss', given: 'Ida' });
      return clinic;
    };
    const hoursOf = async (clinic: ImportClinic): Promise<unknown[]> => {
      const templates = await clinic.asAdministrator((ctx) => listTemplates(ctx, clinic.clinicId));
      return templates
        .filter(({ providerId }) => providerId !== clinic.providerId)
        .map(({ effectiveFrom, effectiveTo, blocks }) => [
          effectiveFrom,
          effectiveTo,
          blocks.map(
            ({ weekday, startsAt, endsAt, visitTypeIds }) =>
              `${weekday} ${startsAt}-${endsAt} ${visitTypeIds.length}`,
          ),
        ]);
    };

    it('are written for the days that the lines say, with every problem named', async () => {
      const clinic = await givenMoss();
      const [type] = await rowsOf(t, 'visit_type', clinic);
      const rows = [
        aBlock(),
        aBlock({ identifier: 'B-2', weekday: 'Friday', until: '0:00', from: '22:00' }),
        aBlock({ identifier: 'B-3', from: '11:00', until: '13:00' }),
        aBlock({ identifier: 'B-4', weekday: '2', until: '7 AM', effectiveTo: '11/30/2026' }),
        aBlock({ identifier: 'B-5', provider: 'Lee, Hannah' }),
        aBlock({ identifier: 'B-6', provider: 'Nobody', visitTypes: 'no such' }),
        aBlock({ identifier: 'B-1', weekday: 'Sun' }),
        aBlock({ identifier: 'B-7', weekday: 'Tue', clinic: 'Hill' }),
        aBlock({
          ...{ identifier: 'B-8', weekday: 'Tue', from: '12:00', until: '13:00' },
          ...{ effectiveTo: '12/31/2026', visitTypes: String(type?.['name']) },
        }),
        aBlock({ identifier: 'B-9', effectiveFrom: '01/01/2020', effectiveTo: '12/31/2020' }),
      ];
      const run = await givenCheckedImport(clinic, { subject: 'templates', rows });
      assert.deepEqual(await saidOf(clinic, run), [
        '4  hours-overlap',
        '5 weekday bad-value',
        '5 until bad-value',
        '5 effectiveTo bad-value',
        '6  hours-there',
        '7 provider unknown-provider',
        '7 visitTypes unknown-visit-type',
        '8 identifier duplicate-in-file',
        '9 clinic other-clinic',
        '11 effectiveTo in-the-past',
      ]);
      const ended = await writeRun(t, clinic, run);
      assert.deepEqual([ended.done, ended.refused], [3, 7]);
      const weekly = ['1 08:00-12:00 0', '3 08:00-12:00 0', '5 22:00-24:00 0'];
      assert.deepEqual(await hoursOf(clinic), [
        ['2026-12-01', '2026-12-31', [weekly[0], '2 12:00-13:00 1', weekly[1], weekly[2]]],
        ['2027-01-01', null, weekly],
      ]);

      const before = await worldOf(clinic);
      const again = await takeOver(t, clinic, { subject: 'templates', rows });
      assert.deepEqual([again.done, again.unchanged], [0, 3]);
      assert.deepEqual(await worldOf(clinic), before);
    });

    it('count in the weeks that a line says, and one that cannot be read is refused', async () => {
      const clinic = await givenMoss();
      const rows = [
        aBlock({ weekday: 'Mon', everyWeeks: '2' }),
        aBlock({ identifier: 'B-2', weekday: 'Mon', everyWeeks: '2', countedFrom: '12/09/2026' }),
        aBlock({ identifier: 'B-3', weekday: 'Tue', nths: 'last; 1' }),
        aBlock({ identifier: 'B-4', weekday: 'Mon', everyWeeks: '4' }),
        aBlock({ identifier: 'B-5', weekday: 'Wed', everyWeeks: '13', nths: '6' }),
        aBlock({ identifier: 'B-6', weekday: 'Wed', everyWeeks: '2', nths: '1' }),
      ];
      const run = await givenCheckedImport(clinic, { subject: 'templates', rows });
      assert.deepEqual(await saidOf(clinic, run), [
        '5  hours-overlap',
        '6 everyWeeks bad-value',
        '6 nths bad-value',
        '7 nths bad-value',
      ]);
      await writeRun(t, clinic, run);
      const templates = await clinic.asAdministrator((ctx) => listTemplates(ctx, clinic.clinicId));
      const written = templates.find(({ providerId }) => providerId !== clinic.providerId);
      assert.deepEqual(
        written?.blocks.map(({ weekday, recurrence }) => [weekday, recurrence]),
        [
          [1, { kind: 'every-n-weeks', weeks: 2, countedFrom: '2026-12-01' }],
          [1, { kind: 'every-n-weeks', weeks: 2, countedFrom: '2026-12-09' }],
          [2, { kind: 'nth-of-month', nths: [1, -1] }],
        ],
      );
    });

    it('of FHIR are the free slots of schedules, by the clinic’s clocks', async () => {
      const clinic = await givenMoss('America/Chicago');
      const bundle = aBundle(
        [
          { resourceType: 'Practitioner', id: 'd1', name: [{ family: 'Moss', given: ['Ida'] }] },
          {
            ...{ resourceType: 'Schedule', id: 's1' },
            actor: [{ reference: 'Practitioner/d1' }, { reference: 'Location/l1' }],
          },
          {
            ...{ resourceType: 'Schedule', id: 's2', active: false },
            actor: [{ reference: 'Practitioner/d1' }],
          },
          ...[
            ['f1', 'free', '2026-12-07T14:00:00Z', '2026-12-07T14:20:00Z'],
            ['f2', 'free', '2026-12-07T14:20:00Z', '2026-12-07T14:40:00Z'],
            ['b1', 'busy', '2026-12-07T14:40:00Z', '2026-12-07T15:00:00Z'],
            ['u1', 'busy-unavailable', '2026-12-07T15:00:00Z', '2026-12-07T16:00:00Z'],
            ['f3', 'free', '2026-12-14T08:00:00-06:00', '2026-12-14T08:40:00-06:00'],
            ['f4', 'free', '2026-12-15T23:30:00-06:00', '2026-12-16T00:30:00-06:00'],
            ['f5', 'free', '2020-12-14T08:00:00-06:00', '2020-12-14T08:40:00-06:00'],
          ].map(([id, status, start, end]) => ({
            ...{ resourceType: 'Slot', id, status, start, end },
            schedule: { reference: 'Schedule/s1' },
          })),
          aSlot({ id: 'f6', schedule: { reference: 'Schedule/s2' } }),
          aSlot({ id: 'f7', schedule: { reference: 'Schedule/s9' } }),
          aSlot({
            ...{ id: 'f8', schedule: { reference: 'Schedule/s1' } },
            serviceType: [{ text: 'Surgery' }],
          }),
        ].map((resource) => ({ resource })),
      );
      const file = await readImportFile(Buffer.from(JSON.stringify(bundle)), 'slots.json');
      assert.deepEqual(
        file.leftOut.map(({ type, reason, count }) => `${count} ${type} ${reason}`),
        ['2 Schedule part', '2 Slot busy', '1 Slot state'],
      );
      const [, hours] = await givenImports(clinic, file);
      assert.equal(hours?.subject, 'templates');
      const run = await clinic.check(hours.id);
      assert.deepEqual(
        (await problemsOf(clinic, run)).map(
          ({ place, field, code }) => `${place} ${field} ${code}`,
        ),
        [
          'entry[8] endsAt bad-value',
          'entry[9]  in-the-past',
          'entry[11] provider missing-value',
          'entry[12] visitTypes unknown-visit-type',
        ],
      );
      const ended = await writeRun(t, clinic, run);
      assert.equal(ended.done, 3);
      assert.deepEqual(await hoursOf(clinic), [['2026-12-07', '2026-12-20', ['1 08:00-08:40 0']]]);
    });

    it('stay as they are where somebody has set hours since the check', async () => {
      const clinic = await givenMoss();
      const rows = [aBlock(), aBlock({ identifier: 'B-2', weekday: 'Fri' })];
      const run = await givenCheckedImport(clinic, { subject: 'templates', rows });
      const [moss] = (await rowsOf(t, 'staff_member', clinic)).filter(
        ({ family }) => family === 'Moss',
      );
      await clinic.asAdministrator((ctx) =>
        setWeeklyTemplate(ctx, {
          ...{ clinicId: clinic.clinicId, providerId: String(moss?.['id']), blocks: [] },
          effectiveFrom: '2027-01-01',
        }),
      );
      const before = await hoursOf(clinic);
      const ended = await writeRun(t, clinic, run);
      assert.deepEqual([ended.done, ended.refused], [0, 2]);
      assert.deepEqual(await saidOf(clinic, ended), ['2  hours-there', '3  hours-there']);
      assert.deepEqual(await hoursOf(clinic), before);
    });

    it('are brought by nobody who does not manage them', async () => {
      const clinic = await givenMoss();
      const { organizationId, clinicId } = clinic;
      await expectNoChange({
        t,
        organizationId,
        snapshot: () => worldOf(clinic),
        action: () => clinic.act((ctx) => importTemplates(ctx, { clinicId, templates: [] })),
        refusal: 'not-allowed',
      });
    });
  });
});
