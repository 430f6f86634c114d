// What a clinic is made of, taken over: visit types, locations.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { addVisitType } from '../availability/availability-service.ts';
import { aBundle } from '../interop/fhir/given-fhir.ts';
import { expectNoChange } from '../platform/change-log/expect-change.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { readImportFile } from './file/read-import-file.ts';
import {
  givenCheckedImport,
  givenImport,
  givenImportClinic,
  rowsOf,
  saidOf,
  takeOver,
  writeRun,
  type ImportClinic,
} from './given-import.ts';
import { checkImport } from './imports-service.ts';

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
      const run = await clinic.asAdministrator((ctx) => checkImport(ctx, id));
      assert.deepEqual(await saidOf(clinic, run), [
        '2 kind place-not-kept',
        '3 kind place-not-kept',
        '5 kind place-not-kept',
        '6 name unknown-clinic',
      ]);
      assert.equal((await writeRun(t, clinic, run)).done, 1);
    });
  });
});
