// What a clinic is made of, taken over: its visit types.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { addVisitType } from '../availability/availability-service.ts';
import { expectNoChange } from '../platform/change-log/expect-change.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import {
  givenCheckedImport,
  givenImportClinic,
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
    const tables = ['visit_type', 'visit_type_version', 'external_identifier'];
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
});
