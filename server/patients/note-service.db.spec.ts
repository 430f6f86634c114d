import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { PatientNote } from '#contract/patient-note';
import { expectChange, expectNoChange } from '../platform/change-log/expect-change.ts';
import type { Scope } from '../platform/context.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { givenOrganization, givenStaff } from '../staff/given-organization.ts';
import { givenNote } from './given-note.ts';
import { givenPatient } from './given-patient.ts';
import { addPatientNote, listPatientNotes, strikePatientNote } from './note-service.ts';
import { listPatientHistory } from './patients-history-queries.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

async function givenDesk() {
  const organization = await givenOrganization(t, {
    clinics: [{ name: 'Harborview' }, { name: 'Riverside' }],
  });
  const [here = ''] = organization.clinicIds;
  const desk = await givenStaff(t, { ...organization, clinicIds: [here] });
  const patientId = await givenPatient(t, organization);
  return { ...organization, here, desk, scope: desk.scope, patientId };
}

function notesSeen(scope: Scope, patientId: string): Promise<PatientNote[]> {
  return t.database.inTransaction(scope, (ctx) => listPatientNotes(ctx, patientId));
}

describe('notes on a patient', () => {
  it('are written with who, where and when, told to everybody without their words', async () => {
    const { organizationId, here, scope, patientId } = await givenDesk();
    let written: PatientNote | undefined;
    const { answer, changes } = await expectChange({
      t,
      organizationId,
      snapshot: () => notesSeen(scope, patientId),
      // Thin: a console fetches the note with its own rights.
      fold: (notes) => (written ? [written, ...notes] : notes),
      action: async () => {
        written = await t.database.inTransaction(scope, (ctx) =>
          addPatientNote(ctx, { patientId, clinicId: here, text: 'Walks slowly.' }),
        );
        return written;
      },
      types: ['patients.note-written'],
    });
    assert.deepEqual(
      changes.map(({ feed, payload }) => [feed, payload]),
      [['patients:organization', null]],
    );
    const audit = await t
      .owner('audit_entry')
      .where({ act: 'patient-note.write', entity_id: patientId })
      .first<{ detail: object }>('detail');
    assert.deepEqual(audit.detail, { noteId: answer.id });
  });

  it('are not seen from other clinics', async () => {
    const { organizationId, clinicIds, desk, scope, patientId } = await givenDesk();
    const there = clinicIds[1] ?? '';
    await givenNote(t, { organizationId, clinicId: there, patientId, authorId: desk.staffId });
    assert.deepEqual(await notesSeen(scope, patientId), []);
  });

  it('are refused about nobody, and where one does not work', async () => {
    const { organizationId, clinicIds, here, desk, scope, patientId } = await givenDesk();
    const write = (over: object) => () =>
      t.database.inTransaction(scope, (ctx) =>
        addPatientNote(ctx, { patientId, clinicId: here, text: 'Hm.', ...over }),
      );
    const snapshot = () => notesSeen(scope, patientId);
    await expectNoChange({
      t,
      organizationId,
      snapshot,
      action: write({ clinicId: clinicIds[1] }),
      refusal: 'not-allowed',
    });
    await expectNoChange({
      t,
      organizationId,
      snapshot,
      action: write({ patientId: desk.staffId }),
      refusal: 'not-found',
    });
  });

  it('are struck out by who wrote them, or a manager, once, and stay', async () => {
    const { organizationId, here, desk, scope, patientId } = await givenDesk();
    const noteId = await givenNote(t, {
      organizationId,
      clinicId: here,
      patientId,
      authorId: desk.staffId,
    });
    const other = await givenStaff(t, { organizationId, clinicIds: [here] });
    const strike = (by: Scope, expectedVersion = 1) =>
      t.database.inTransaction(by, (ctx) =>
        strikePatientNote(ctx, { patientId, noteId, expectedVersion }),
      );
    const refused = { t, organizationId, snapshot: () => notesSeen(scope, patientId) };
    await expectNoChange({
      ...refused,
      action: () => strike(other.scope),
      refusal: 'not-allowed',
    });
    await expectNoChange({ ...refused, action: () => strike(scope, 2), refusal: 'conflict' });
    const struck = await strike(scope);
    assert.equal(struck.struck?.at, t.clock.now);
    assert.equal(struck.text, 'Prefers the ground floor.');
    await expectNoChange({
      ...refused,
      action: () => strike(scope, 2),
      refusal: 'rule-broken already-struck',
    });
    const versions = await t
      .owner('patient_note_version')
      .where({ id: noteId })
      .orderBy('version')
      .pluck<string[]>('act');
    assert.deepEqual(versions, ['write', 'strike']);
  });
});

describe('the timeline of a record', () => {
  it('says who changed what, newest first', async () => {
    const { organizationId, desk, scope, patientId } = await givenDesk();
    const first = await t
      .owner('patient_version')
      .where({ id: patientId })
      .first<{ row: object }>('row');
    await t.owner('patient_version').insert({
      organization_id: organizationId,
      id: patientId,
      version: 2,
      act: 'change',
      row: JSON.stringify({ ...first.row, version: 2, family: 'Diaz' }),
      actor_id: desk.staffId,
      valid_from: t.clock.now,
    });
    const entries = await t.database.inTransaction(scope, (ctx) =>
      listPatientHistory(ctx, patientId),
    );
    assert.deepEqual(
      entries.map(({ version, act, actor, differences }) => [
        version,
        act,
        actor !== null,
        differences,
      ]),
      [
        [2, 'change', true, [{ field: 'family', before: 'Díaz', after: 'Diaz' }]],
        [1, 'register', false, []],
      ],
    );
  });

  it('is not there for another organization', async () => {
    const { scope } = await givenDesk();
    const other = await givenDesk();
    await assert.rejects(
      t.database.inTransaction(scope, (ctx) => listPatientHistory(ctx, other.patientId)),
      { code: 'not-found' },
    );
  });
});
