import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { applyImportsChange, type ImportsChange, type ImportsState } from '#contract/imports';
import {
  expectChange,
  expectNoChange,
  loggedChanges,
} from '../platform/change-log/expect-change.ts';
import type { Permission } from '#contract/permission';
import { aBundle, anAppointment, aPatient } from '../interop/fhir/given-fhir.ts';
import { plusMinutes } from '../platform/clock/instants.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { runReactionsOnce } from '../platform/reactions/run-reactions.ts';
import { runTickOnce } from '../platform/ticks/run-ticks.ts';
import { givenOrganization, givenStaff } from '../staff/given-organization.ts';
import { givenServiceAccount } from '../staff/given-service-account.ts';
import { waitlistReactions } from '../waitlist/waitlist-reactions.ts';
import { waitlistTicks } from '../waitlist/waitlist-ticks.ts';
import {
  csvOf,
  givenCheckedImport,
  givenImport,
  givenImports,
  givenImportClinic,
  problemsOf,
  startWriting,
  writeAll,
  type ImportClinic,
} from './given-import.ts';
import {
  countProblems,
  getImport,
  listImports,
  listProblems,
  getImportPreview,
} from './imports-queries.ts';
import {
  checkImport,
  commitImport,
  discardAbandoned,
  discardImport,
  mapImport,
  runImportStep,
} from './imports-service.ts';
import { importsSlice } from './imports-slice.ts';
import { readImportFile } from './file/read-import-file.ts';
import { takeImportFile } from './take-file-service.ts';

const settings = { secretKey: 'a key for tests that nobody else has', demo: true };
type Row = Record<string, string>;

function aPatientRow(at: number, over: Row = {}): Row {
  return {
    identifier: `P-${at}`,
    family: `Quill${at}`,
    given: 'Ada',
    birthOn: '02/28/1970',
    sex: 'F',
    phone: '(617) 555-0123',
    ...over,
  };
}

/** In New York, the day after tomorrow of the test's clock. */
function aVisitRow(at: number, over: Row = {}): Row {
  return {
    identifier: `V-${at}`,
    patient: 'P-1',
    provider: 'Lee, Hannah',
    visitType: 'follow-up',
    date: '2026-11-25',
    time: '9:00 AM',
    ...over,
  };
}

describe('taking over from another system', () => {
  let t: TestDatabase;
  before(async () => {
    t = await testDatabase();
  });
  after(() => t.close());

  async function bringPatients(clinic: ImportClinic, ...rows: Row[]): Promise<void> {
    await startWriting(clinic, await givenCheckedImport(clinic, { subject: 'patients', rows }));
    await writeAll(t, clinic);
  }

  async function visitTypeName(clinic: ImportClinic): Promise<string> {
    const [row] = await t
      .owner('visit_type')
      .where({ id: clinic.visitTypeId })
      .select<{ name: string }[]>('name');
    return row!.name.toUpperCase();
  }

  const count = async (table: string, { organizationId }: ImportClinic): Promise<number> =>
    (await t.owner(table).where({ organization_id: organizationId })).length;

  it('lists every problem of a file of patients before anything is written', async () => {
    const clinic = await givenImportClinic(t);
    await bringPatients(clinic, aPatientRow(1));
    const charts = await count('patient', clinic);
    const run = await givenCheckedImport(clinic, {
      subject: 'patients',
      rows: [
        aPatientRow(1, { phone: '' }),
        aPatientRow(2),
        aPatientRow(2, { family: 'Other' }),
        aPatientRow(3, { birthOn: '02/30/1970' }),
        aPatientRow(4, { family: '', email: 'nobody', sex: 'yes', phone: '123' }),
        aPatientRow(5, { family: 'QUILL1' }),
        aPatientRow(6, { birthOn: '2031-01-01' }),
      ],
    });
    assert.deepEqual(
      (await problemsOf(clinic, run)).map(({ line, field, code }) => `${line} ${field} ${code}`),
      [
        '4 identifier duplicate-in-file',
        '5 birthOn bad-value',
        '6 family missing-value',
        '6 sex bad-value',
        '6 phone bad-value',
        '6 email bad-value',
        '7  possible-duplicate',
        '8 birthOn bad-value',
      ],
    );
    const { total, ready, unchanged, refused, done, status } = run;
    assert.deepEqual(
      { total, ready, unchanged, refused, done, status },
      {
        total: 7,
        ready: 1,
        unchanged: 1,
        refused: 5,
        done: 0,
        status: 'checked',
      },
    );
    assert.equal(await count('patient', clinic), charts);
  });

  it('writes charts with their values, and again nothing when the same file comes again', async () => {
    const clinic = await givenImportClinic(t);
    const rows = [aPatientRow(1), aPatientRow(2, { language: 'es', email: 'ada@example.org' })];
    await bringPatients(clinic, ...rows);
    const [, ada] = await t
      .owner('patient')
      .where({ organization_id: clinic.organizationId })
      .whereLike('family', 'Quill%')
      .orderBy('family')
      .select<Record<string, unknown>[]>('family', 'birth_on', 'sex', 'language', 'phone', 'email');
    assert.deepEqual(ada, {
      family: 'Quill2',
      birth_on: '1970-02-28',
      sex: 'female',
      language: 'es',
      phone: '+16175550123',
      email: 'ada@example.org',
    });
    const before = [await count('patient', clinic), await count('patient_version', clinic)];
    const again = await givenCheckedImport(clinic, { subject: 'patients', rows });
    assert.deepEqual([again.ready, again.unchanged, again.refused], [0, 2, 0]);
    await startWriting(clinic, again);
    await writeAll(t, clinic);
    assert.deepEqual(
      [await count('patient', clinic), await count('patient_version', clinic)],
      before,
    );
  });

  it('lists every problem of a file of visits before anything is written', async () => {
    const clinic = await givenImportClinic(t);
    await bringPatients(clinic, aPatientRow(1));
    const visitType = await visitTypeName(clinic);
    const there = await givenCheckedImport(clinic, {
      subject: 'visits',
      rows: [aVisitRow(0, { visitType, time: '08:00' })],
    });
    await startWriting(clinic, there);
    await writeAll(t, clinic);
    const good = { visitType };
    const run = await givenCheckedImport(clinic, {
      subject: 'visits',
      rows: [
        aVisitRow(0, { ...good, time: '08:00' }),
        aVisitRow(1, good),
        aVisitRow(2, { ...good, time: '9:15' }),
        aVisitRow(3, { ...good, time: '8:20' }),
        aVisitRow(4, { ...good, patient: 'P-9', provider: 'Nobody', visitType: 'séance' }),
        aVisitRow(5, { ...good, date: '2027-03-14', time: '2:30 AM' }),
        aVisitRow(6, { ...good, date: '2027-11-07', time: '1:30 AM' }),
        aVisitRow(7, { ...good, date: '', time: '', startsAt: '2027-11-07T01:30:00-05:00' }),
        aVisitRow(8, { ...good, date: '2020-01-02' }),
        aVisitRow(1, { ...good, time: '11:00' }),
        aVisitRow(9, { ...good, date: '11/31/2026' }),
        aVisitRow(10, { ...good, provider: 'hannah  LEE', time: '14:00' }),
        aVisitRow(11, { ...good, date: '', time: '' }),
      ],
    });
    assert.deepEqual(
      (await problemsOf(clinic, run)).map(({ line, field, code }) => `${line} ${field} ${code}`),
      [
        '4  overlaps-file',
        '5  overlaps-visit',
        '6 patient unknown-patient',
        '6 provider unknown-provider',
        '6 visitType unknown-visit-type',
        '7 time time-in-gap',
        '8 time time-twice',
        '10  in-the-past',
        '11 identifier duplicate-in-file',
        '12 date bad-value',
        '14 date missing-value',
        '14 time missing-value',
      ],
    );
    assert.deepEqual([run.ready, run.unchanged, run.refused], [3, 1, 9]);
    assert.equal(await count('appointment', clinic), 1);
    const first = await clinic.asAdministrator((ctx) =>
      listProblems(ctx, { importId: run.id, after: 0, limit: 2 }),
    );
    assert.equal(first.next, 5);
  });

  it('tells of each step and ends with what became of each line', async () => {
    const clinic = await givenImportClinic(t);
    const { organizationId, clinicId } = clinic;
    const snapshot = async (): Promise<ImportsState> => {
      const runs = await clinic.asAdministrator((ctx) => listImports(ctx, clinicId));
      return { imports: Object.fromEntries(runs.map((run) => [run.id, run])) };
    };
    const { answer } = await expectChange({
      t,
      organizationId,
      snapshot,
      fold: (state: ImportsState, change) =>
        change.type.startsWith('imports.')
          ? applyImportsChange(state, change as ImportsChange)
          : state,
      action: async () => {
        const run = await givenCheckedImport(clinic, {
          subject: 'patients',
          rows: [aPatientRow(1)],
        });
        await startWriting(clinic, run);
        await writeAll(t, clinic);
        return run;
      },
      types: [
        'imports.import-started',
        'imports.import-progressed',
        'imports.import-checked',
        'imports.import-progressed',
        'imports.import-progressed',
        'patients.patient-registered',
      ],
    });
    const ended = await clinic.asAdministrator((ctx) => getImport(ctx, answer.id));
    assert.deepEqual([ended.status, ended.done, ended.endedAt], ['ended', 1, t.clock.now]);
    const kept = await t
      .owner('import_line')
      .where({ import_id: answer.id })
      .pluck<unknown[]>('fields');
    assert.deepEqual(kept, [{}], 'what was written lies in the chart, not in the file as well');
  });

  it('raises no opening, sends no offer and tells nobody', async () => {
    const clinic = await givenImportClinic(t);
    await bringPatients(clinic, aPatientRow(1));
    const visitType = await visitTypeName(clinic);
    const rows = [9, 10, 11].map((hour) => aVisitRow(hour, { visitType, time: `${hour}:00` }));
    await startWriting(clinic, await givenCheckedImport(clinic, { subject: 'visits', rows }));
    await writeAll(t, clinic);
    const { organizationId } = clinic;
    await runReactionsOnce(t.database, waitlistReactions(settings), organizationId);
    for (const tick of waitlistTicks(settings)) await runTickOnce(t.database, tick, organizationId);
    assert.equal(await count('appointment', clinic), 3);
    for (const table of ['waitlist_opening', 'waitlist_offer', 'notification', 'call_task'])
      assert.equal(await count(table, clinic), 0, table);
    const calendar = (await loggedChanges(t, organizationId)).filter(({ type }) =>
      type.startsWith('calendar.'),
    );
    assert.deepEqual(
      new Set(calendar.map(({ type }) => type)),
      new Set(['calendar.appointment-imported']),
    );
  });

  async function givenProgram(
    clinic: ImportClinic,
    permissions: readonly Permission[],
  ): Promise<{ id: string; program: ImportClinic }> {
    const { organizationId, clinicId } = clinic;
    const { id } = await givenServiceAccount(t, { organizationId, clinicId, permissions });
    const grants = permissions.map((permission) => ({ clinicId, permission }));
    const scope = { kind: 'user', organizationId, staffId: id, grants, isService: true } as const;
    const asAdministrator: ImportClinic['asAdministrator'] = (act) =>
      t.database.inTransaction(scope, act);
    return { id, program: { ...clinic, asAdministrator } };
  }
  const checkedBy = (program: ImportClinic, at: number) =>
    givenCheckedImport(program, { subject: 'patients', rows: [aPatientRow(at)] });

  it('is written in the name of a program that may write the records, as long as it may', async () => {
    const clinic = await givenImportClinic(t);
    const { id, program } = await givenProgram(clinic, ['import:run', 'patient:register']);
    const before = await count('patient', clinic);
    await startWriting(program, await checkedBy(program, 1));
    await writeAll(t, program);
    assert.equal(await count('patient', clinic), before + 1);
    const actors = await t
      .owner('audit_entry')
      .where({ organization_id: clinic.organizationId, actor_id: id })
      .distinct('actor_kind')
      .pluck<string[]>('actor_kind');
    assert.deepEqual(actors, ['service']);
    await startWriting(program, await checkedBy(program, 2));
    await t.owner('staff_member').where({ id }).update({ ended_at: t.clock.now });
    await writeAll(t, program);
    assert.equal(await count('patient', clinic), before + 1);
  });

  it('is not committed by a program that may run imports and not write the records', async () => {
    const clinic = await givenImportClinic(t);
    const { program } = await givenProgram(clinic, ['import:run']);
    const run = await checkedBy(program, 1);
    await assert.rejects(startWriting(program, run), { code: 'not-allowed' });
    const row = await t
      .owner('import_run')
      .where({ id: run.id })
      .first<{ status: string }>('status');
    assert.equal(row.status, 'checked');
  });

  it('goes on after an interruption where it was: each line once, whoever writes', async () => {
    const clinic = await givenImportClinic(t);
    const rows = Array.from({ length: 600 }, (_, at) => aPatientRow(at));
    const before = await count('patient', clinic);
    await startWriting(clinic, await givenCheckedImport(clinic, { subject: 'patients', rows }));
    const { organizationId } = clinic;
    const system = { kind: 'system', organizationId, reason: 'test' } as const;
    const died = new Error('the server died');
    await assert.rejects(
      t.database.inTransaction(system, async (ctx) => {
        await runImportStep(ctx);
        throw died;
      }),
      died,
    );
    assert.equal(await count('patient', clinic), before);
    await Promise.all([1, 2, 3].map(() => t.database.inTransaction(system, runImportStep)));
    await writeAll(t, clinic);
    assert.equal(await count('patient', clinic), before + rows.length);
    assert.equal(await count('external_identifier', clinic), rows.length);
  });

  it('writes nothing that was taken or brought since the check', async () => {
    const clinic = await givenImportClinic(t);
    await bringPatients(clinic, aPatientRow(1));
    const rows = [aVisitRow(1, { visitType: await visitTypeName(clinic) })];
    const [one, two] = [
      await givenCheckedImport(clinic, { subject: 'visits', rows }),
      await givenCheckedImport(clinic, { subject: 'visits', rows }),
    ];
    const other = await givenCheckedImport(clinic, {
      subject: 'visits',
      rows: [{ ...rows[0]!, identifier: 'V-other' }],
    });
    for (const run of [one, two, other]) await startWriting(clinic, run);
    await writeAll(t, clinic);
    await writeAll(t, clinic);
    await writeAll(t, clinic);
    const after = await clinic.asAdministrator((ctx) => listImports(ctx, clinic.clinicId));
    const of = (id: string): number[] => {
      const run = after.find((each) => each.id === id)!;
      return [run.done, run.unchanged, run.refused];
    };
    assert.deepEqual(
      [of(one.id), of(two.id), of(other.id)],
      [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    );
    assert.deepEqual(
      (await problemsOf(clinic, other)).map(({ code }) => code),
      ['overlaps-visit'],
    );
  });

  it('is for administrators of the clinic, and into a demo only when that is meant', async () => {
    const clinic = await givenImportClinic(t);
    const { organizationId, clinicId } = clinic;
    const file = await readImportFile(csvOf([aPatientRow(1)]), 'a.csv');
    const wish = { clinicId, subject: null, system: 'old', fileName: 'a.csv', file };
    await expectNoChange({
      t,
      organizationId,
      snapshot: () => count('import_run', clinic),
      action: () => clinic.act((ctx) => takeImportFile(ctx, { ...wish, intoDemo: false })),
      refusal: 'not-allowed',
    });
    const demo = await givenOrganization(t, { isDemo: true });
    const { scope } = await givenStaff(t, { ...demo, role: 'administrator' });
    const take = (intoDemo: boolean) =>
      t.database.inTransaction(scope, (ctx) =>
        takeImportFile(ctx, { ...wish, clinicId: demo.clinicId, intoDemo }),
      );
    await assert.rejects(take(false), { details: { rule: 'demo-organization' } });
    assert.deepEqual(
      (await take(true)).map(({ status }) => status),
      ['staging'],
    );
  });

  it('is not written before its check, twice, or on a stale picture', async () => {
    const clinic = await givenImportClinic(t);
    const run = await givenCheckedImport(clinic, { subject: 'patients', rows: [aPatientRow(1)] });
    const commit = (expectedVersion: number) =>
      clinic.asAdministrator((ctx) => commitImport(ctx, { importId: run.id, expectedVersion }));
    const refuses = (action: () => Promise<unknown>, refusal: string) =>
      expectNoChange({
        t,
        organizationId: clinic.organizationId,
        snapshot: () => clinic.asAdministrator((ctx) => getImport(ctx, run.id)),
        action,
        refusal,
      });
    await refuses(() => commit(run.version - 1), 'conflict');
    await commit(run.version);
    await refuses(() => commit(run.version + 1), 'rule-broken wrong-state');
    await refuses(() => clinic.check(run.id), 'rule-broken wrong-state');
  });

  it('is checked once, by whichever server is first, and can be discarded while it waits', async () => {
    const clinic = await givenImportClinic(t);
    const file = await readImportFile(csvOf([aPatientRow(1)]), 'file.csv');
    const run = await givenImport(clinic, file, 'patients');
    const ask = () => clinic.asAdministrator((ctx) => checkImport(ctx, run.id));
    const asked = await ask();
    assert.deepEqual([asked.status, asked.ready], ['checking', 0]);
    await expectNoChange({
      t,
      organizationId: clinic.organizationId,
      snapshot: () => clinic.asAdministrator((ctx) => getImport(ctx, run.id)),
      action: ask,
      refusal: 'rule-broken wrong-state',
    });
    const judge = importsSlice.ticks?.find(({ name }) => name === 'imports.judge');
    assert.ok(judge);
    const handled = await Promise.all(
      Array.from({ length: 4 }, () => runTickOnce(t.database, judge, clinic.organizationId)),
    );
    assert.equal(handled.filter((count) => count > 0).length, 1);
    const checked = await clinic.asAdministrator((ctx) => getImport(ctx, run.id));
    assert.deepEqual([checked.status, checked.ready], ['checked', 1]);

    const { version: expectedVersion } = await ask();
    await clinic.asAdministrator((ctx) =>
      discardImport(ctx, { importId: run.id, expectedVersion }),
    );
    assert.equal(await runTickOnce(t.database, judge, clinic.organizationId), 0);
  });

  it('ends unwritten when who started it may no longer', async () => {
    const clinic = await givenImportClinic(t);
    const run = await givenCheckedImport(clinic, { subject: 'patients', rows: [aPatientRow(1)] });
    await startWriting(clinic, run);
    const before = await count('patient', clinic);
    const { staffId } = clinic.administrator;
    await t.owner.transaction(async (db) => {
      // Past the guard of the last administrator: the clinic has others, whom this test does not need.
      await db.raw('set local session_replication_role = replica');
      await db('role_grant').where({ staff_id: staffId }).delete();
    });
    await writeAll(t, clinic);
    const [row] = await t
      .owner('import_run')
      .where({ id: run.id })
      .select<Row[]>('status', 'ready', 'done');
    assert.deepEqual(row, { status: 'ended', ready: 1, done: 0 });
    assert.equal(await count('patient', clinic), before);
  });

  describe('the file', () => {
    it('is read by its content, and its columns are offered as they were mapped before', async () => {
      const clinic = await givenImportClinic(t);
      const text = 'Nr;Nach;Vor;Geb;Tel\n1;Quill;Ada;1970-02-28;none\n2;Nib;Bo\n';
      const file = await readImportFile(Buffer.from(text), 'patients.txt');
      const first = await givenImport(clinic, file, 'patients');
      assert.deepEqual([first.format, first.mapping, first.refused], ['csv', {}, 1]);
      const mapping = { identifier: 'Nr', family: 'Nach', given: 'Vor', birthOn: 'Geb' };
      const check = (importId: string) => clinic.check(importId);
      await expectNoChange({
        t,
        organizationId: clinic.organizationId,
        snapshot: () => clinic.asAdministrator((ctx) => getImport(ctx, first.id)),
        action: () => check(first.id),
        refusal: 'rule-broken unmapped-fields',
      });
      await clinic.asAdministrator((ctx) =>
        mapImport(ctx, {
          importId: first.id,
          expectedVersion: first.version,
          subject: 'patients',
          mapping: { ...mapping, phone: 'Tel' },
        }),
      );
      const checked = await check(first.id);
      assert.deepEqual([checked.ready, checked.refused, checked.warned], [1, 1, 1]);
      assert.deepEqual(await problemsOf(clinic, checked), [
        {
          line: 2,
          place: '',
          field: 'phone',
          code: 'value-left-out',
          detail: '',
          weight: 'warned',
        },
        {
          line: 3,
          place: '',
          field: '',
          code: 'unreadable',
          detail: 'has 3 fields where 5 were expected',
          weight: 'refused',
        },
      ]);
      const counted = await clinic.asAdministrator((ctx) => countProblems(ctx, checked.id));
      assert.deepEqual(
        counted.map(({ code, field, weight, count: lines }) => [code, field, weight, lines]),
        [
          ['unreadable', '', 'refused', 1],
          ['value-left-out', 'phone', 'warned', 1],
        ],
      );
      const shown = await clinic.asAdministrator((ctx) =>
        listProblems(ctx, { importId: checked.id, after: 0, limit: 9, show: 'unreadable' }),
      );
      assert.deepEqual(
        shown.items.map(({ line }) => line),
        [3],
      );
      const again = await givenImport(clinic, file);
      assert.deepEqual(again.mapping, { ...mapping, phone: 'Tel' });
      await startWriting(clinic, checked);
      await writeAll(t, clinic);
      const charts = await t
        .owner('patient')
        .where({ organization_id: clinic.organizationId, family: 'Quill' })
        .select<Row[]>('phone');
      assert.deepEqual(charts, [{ phone: null }]);
    });

    it('is mapped anew after its check, which is then to be made again', async () => {
      const clinic = await givenImportClinic(t);
      const run = await givenCheckedImport(clinic, {
        subject: 'patients',
        rows: [aPatientRow(1, { email: 'nobody' }), aPatientRow(2, { birthOn: '' })],
      });
      const remap = (over: Partial<Parameters<typeof mapImport>[1]>) =>
        clinic.asAdministrator((ctx) =>
          mapImport(ctx, {
            importId: run.id,
            expectedVersion: run.version,
            subject: run.subject,
            mapping: run.mapping,
            ...over,
          }),
        );
      const refuses = (over: Parameters<typeof remap>[0], refusal: string) =>
        expectNoChange({
          t,
          organizationId: clinic.organizationId,
          snapshot: () => clinic.asAdministrator((ctx) => getImport(ctx, run.id)),
          action: () => remap(over),
          refusal,
        });
      await refuses({ expectedVersion: run.version - 1 }, 'conflict');
      await refuses({ mapping: { constructor: 'family' } }, 'invalid-input');
      await refuses({ mapping: { family: 'nowhere' } }, 'invalid-input');
      const mapped = await remap({});
      assert.deepEqual(
        [mapped.status, mapped.ready, mapped.refused, mapped.warned],
        ['staging', 0, 0, 0],
      );
      assert.deepEqual(await problemsOf(clinic, run), []);
    });

    it('of FHIR becomes an import for each kind of record, each resource one line', async () => {
      const clinic = await givenImportClinic(t);
      const bundle = aBundle([
        { resource: aPatient() },
        { resource: anAppointment() },
        { resource: { ...aPatient({ id: 'p2' }), gender: 'wat', birthDate: 'long ago' } },
        { resource: { resourceType: 'Observation', id: 'o' } },
        { resource: aPatient({ id: 'p3', name: [{ family: '\ud800\u0000', given: ['Ada'] }] }) },
        { resource: anAppointment({ id: 'old', status: 'cancelled' }) },
      ]);
      const runs = await givenImports(
        clinic,
        await readImportFile(Buffer.from(`\ufeff${JSON.stringify(bundle)}`), 'all.json'),
      );
      assert.deepEqual(
        runs.map(({ subject, total, refused }) => [subject, total, refused]),
        [
          ['patients', 3, 2],
          ['visits', 1, 0],
        ],
      );
      assert.deepEqual(
        runs.map(({ leftOut }) => leftOut),
        [
          [
            { type: 'Appointment', reason: 'state', count: 1 },
            { type: 'Observation', reason: 'kind', count: 1 },
          ],
          [],
        ],
      );
      const checked = await clinic.check(runs[0]!.id);
      assert.deepEqual([checked.ready, checked.refused], [1, 2]);
      assert.deepEqual(
        (await problemsOf(clinic, checked)).map(({ place, field, code }) => [place, field, code]),
        [
          ['entry[2]', '', 'unreadable'],
          ['entry[2]', '', 'unreadable'],
          ['entry[4]', '', 'unreadable'],
        ],
      );
      await expectNoChange({
        t,
        organizationId: clinic.organizationId,
        snapshot: () => clinic.asAdministrator((ctx) => getImport(ctx, checked.id)),
        action: () =>
          clinic.asAdministrator((ctx) =>
            mapImport(ctx, {
              importId: checked.id,
              expectedVersion: checked.version,
              subject: 'patients',
              mapping: {},
            }),
          ),
        refusal: 'rule-broken no-columns',
      });
    });

    for (const [what, text, name] of [
      ['is empty of records', 'id,family\n', 'a.csv'],
      ['is of another kind', JSON.stringify({ resourceType: 'Observation' }), 'a.json'],
    ] as const)
      it(`leaves nothing when it ${what}`, async () => {
        const clinic = await givenImportClinic(t);
        const file = await readImportFile(Buffer.from(text), name);
        await expectNoChange({
          t,
          organizationId: clinic.organizationId,
          snapshot: () => count('import_run', clinic),
          action: () => givenImports(clinic, file),
          refusal: 'rule-broken nothing-to-import',
        });
      });

    it('is refused with a sentence when nothing of it can be read', async () => {
      for (const [text, why] of [
        ['id,id\n1,2\n', /two columns have the heading/],
        [`${'x'.repeat(300)},b\n1,2\n`, /longer than 200 characters/],
        ['{"resourceType":', /is not JSON/],
        ['[]', /is no object/],
      ] as const)
        await assert.rejects(readImportFile(Buffer.from(text), 'file'), (error: Error) => {
          assert.match(error.message, why);
          return true;
        });
    });

    it('is previewed until its import has ended, and its words go with it', async () => {
      const clinic = await givenImportClinic(t);
      const run = await givenCheckedImport(clinic, {
        subject: 'patients',
        rows: [aPatientRow(1), aPatientRow(2, { family: '' })],
      });
      const preview = () => clinic.asAdministrator((ctx) => getImportPreview(ctx, run.id));
      assert.deepEqual((await preview())[0], {
        line: 2,
        cells: ['P-1', 'Quill1', 'Ada', '02/28/1970', 'F', '(617) 555-0123'],
      });
      await startWriting(clinic, run);
      await writeAll(t, clinic);
      assert.deepEqual(await preview(), []);
      const kept = await t.owner('import_line').where({ import_id: run.id }).pluck('fields');
      assert.deepEqual(kept, [{}, {}]);
    });

    it('is given up by a person, or by the clock after two weeks', async () => {
      const clinic = await givenImportClinic(t);
      const rows = [aPatientRow(1)];
      const run = await givenCheckedImport(clinic, { subject: 'patients', rows });
      const discard = (expectedVersion: number) =>
        clinic.asAdministrator((ctx) => discardImport(ctx, { importId: run.id, expectedVersion }));
      await expectNoChange({
        t,
        organizationId: clinic.organizationId,
        snapshot: () => clinic.asAdministrator((ctx) => getImport(ctx, run.id)),
        action: () => discard(run.version - 1),
        refusal: 'conflict',
      });
      const gone = await discard(run.version);
      assert.deepEqual([gone.status, gone.total, gone.endedAt], ['discarded', 0, t.clock.now]);

      const [old, fresh] = [
        await givenCheckedImport(clinic, { subject: 'patients', rows }),
        await givenCheckedImport(clinic, { subject: 'patients', rows }),
      ];
      await t
        .owner('import_run')
        .where({ id: old.id })
        .update({ started_at: plusMinutes(t.clock.now, -15 * 24 * 60) });
      const { organizationId } = clinic;
      const system = { kind: 'system', organizationId, reason: 'test' } as const;
      const sweep = () => t.database.inTransaction(system, discardAbandoned);
      assert.deepEqual([await sweep(), await sweep()], [1, 0]);
      const left = await t
        .owner('import_line')
        .where({ organization_id: organizationId })
        .pluck<string[]>('import_id');
      assert.deepEqual(left, [fresh.id]);
    });
  });
});
