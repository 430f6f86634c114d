import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ChangedDetails, PatientRecord } from '#contract/patient-record';
import { expectChange, expectNoChange } from '../platform/change-log/expect-change.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { newId } from '../platform/ids.ts';
import { givenOrganization, givenProvider, givenStaff } from '../staff/given-organization.ts';
import { fullDetails } from './given-details.ts';
import { givenPatient } from './given-patient.ts';
import { listPatientHistory } from './patients-history-queries.ts';
import { searchPatients } from './patients-queries.ts';
import { givenPharmacy } from './given-pharmacy.ts';
import { changePatientDetails, getPatientRecord } from './record-service.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

async function givenDesk() {
  const organization = await givenOrganization(t);
  const { scope } = await givenStaff(t, { ...organization, clinicIds: organization.clinicIds });
  const patientId = await givenPatient(t, { ...organization, family: 'Holm', given: 'Nils' });
  const recordOf = (): Promise<PatientRecord> =>
    t.database.inTransaction(scope, (ctx) => getPatientRecord(ctx, patientId));
  const change = (details: ChangedDetails, over: object = {}): Promise<PatientRecord> =>
    t.database.inTransaction(scope, (ctx) =>
      changePatientDetails(ctx, {
        patientId,
        expectedVersion: 1,
        details,
        seenMatches: [],
        ...over,
      }),
    );
  return { ...organization, scope, patientId, recordOf, change };
}

describe('changing a record', () => {
  it('writes every part, told to everybody without its content, and read again as it was said', async () => {
    const { organizationId, patientId, recordOf, change } = await givenDesk();
    const phone = '+16175550166';
    const pharmacyId = await givenPharmacy(t, organizationId, { phone });
    let changed: PatientRecord | undefined;
    const { answer, changes } = await expectChange({
      t,
      organizationId,
      snapshot: recordOf,
      // Thin: a console fetches the record with its own rights.
      fold: (record) => changed ?? record,
      action: async () => (changed = await change(fullDetails(pharmacyId))),
      types: ['patients.patient-changed'],
    });
    assert.deepEqual(
      changes.map(({ entity_id, version, payload }) => [entity_id, version, payload]),
      [[patientId, 2, null]],
    );
    const normalized = new Set(['pharmacyId', 'phones', 'contacts']);
    for (const [field, said] of Object.entries(fullDetails(pharmacyId)))
      if (!normalized.has(field)) assert.deepEqual(Reflect.get(answer, field), said, field);
    assert.deepEqual(
      answer.phones.map(({ number }) => number),
      ['+16175550177', '+16175550178'],
    );
    assert.equal(answer.contacts[0]?.phone, '+16175550179');
    assert.equal(answer.pharmacy?.phone, phone);
    const row = await t.owner('patient').where({ id: patientId }).first<object>('*');
    assert.equal(Reflect.get(row, 'phone'), '+16175550177', 'the first one is who outreach calls');
  });

  it('leaves what was not said, and keeps who changed what', async () => {
    const { scope, patientId, change } = await givenDesk();
    await change(fullDetails(null));
    const after = await change({ pronouns: null, phones: [] }, { expectedVersion: 2 });
    assert.equal(after.preferredName, 'Nic');
    assert.deepEqual(after.phones, []);
    const [last] = await t.database.inTransaction(scope, (ctx) =>
      listPatientHistory(ctx, patientId),
    );
    assert.deepEqual(
      Object.fromEntries(
        last?.differences.map(({ field, before, after: now }) => [field, [before, now]]) ?? [],
      ),
      {
        phone: ['+16175550177', null],
        pronouns: ['they/them', null],
        more_phones: ['work, +16175550178', null],
        phone_may_text: ['yes', 'no'],
      },
    );
    const audit = await t
      .owner('audit_entry')
      .where({ entity_id: patientId, act: 'patient.change' })
      .orderBy('id', 'desc')
      .first<{ detail: object }>('detail');
    assert.deepEqual(audit.detail, { fields: ['pronouns', 'phones'] });
  });

  it('makes no version of what stands already as it is said', async () => {
    const { change } = await givenDesk();
    const held = await change(fullDetails(null));
    assert.equal((await change(fullDetails(null), { expectedVersion: 2 })).version, held.version);
  });

  it('is refused with the record as it stands when somebody else was faster', async () => {
    const { organizationId, recordOf, change } = await givenDesk();
    await change({ pronouns: 'he/him' });
    await expectNoChange({
      t,
      organizationId,
      snapshot: recordOf,
      action: () => change({ pronouns: 'she/her' }),
      refusal: 'conflict',
    });
  });

  it('refuses what cannot be, and writes nothing of the rest', async () => {
    const { organizationId, recordOf, change } = await givenDesk();
    const [address] = fullDetails(null).addresses ?? [];
    const [contact] = fullDetails(null).contacts ?? [];
    assert.ok(address && contact);
    const phone = { use: 'home', mayText: false } as const;
    const impossible: ChangedDetails[] = [
      { birthOn: '2030-01-01' },
      { phones: [{ ...phone, number: '555' }] },
      {
        phones: [
          { ...phone, number: '617 555 0177' },
          { ...phone, number: '+16175550177' },
        ],
      },
      { addresses: [{ ...address, untilOn: '2019-01-01' }] },
      { contacts: [{ ...contact, phone: 'at work' }] },
      { contacts: [contact, contact] },
      { careTeam: [{ role: 'pcp', providerId: null, name: '' }] },
      { careTeam: [{ role: 'pcp', providerId: newId(), name: '' }] },
      { pharmacyId: newId() },
      { statements: [{ kind: 'allergy', text: 'Nuts', source: 'patient', saidOn: '2030-01-01' }] },
    ];
    for (const details of impossible)
      await expectNoChange({
        t,
        organizationId,
        snapshot: recordOf,
        action: () => change({ ...details, pronouns: 'she/her' }),
        refusal: 'invalid-input',
      });
  });

  it('names providers of the care team, and finds the patient under every name', async () => {
    const { organizationId, clinicIds, scope, patientId, change } = await givenDesk();
    const providerId = await givenProvider(t, { organizationId, clinicIds });
    const record = await change({
      careTeam: [{ role: 'specialist', providerId, name: '' }],
      preferredName: 'Nic',
      otherNames: ['Nils Erstwhile'],
    });
    assert.notEqual(record.careTeam[0]?.name, '');
    for (const text of ['erstwhile nils', 'nic holm'])
      assert.deepEqual(
        (
          await t.database.inTransaction(scope, (ctx) => searchPatients(ctx, { text, limit: 5 }))
        ).map(({ id }) => id),
        [patientId],
        text,
      );
  });

  it('asks about a near match when name or birth date become those of another chart', async () => {
    const { organizationId, recordOf, change } = await givenDesk();
    const twin = await givenPatient(t, {
      organizationId,
      family: 'Holmberg',
      given: 'Nils',
      birthOn: '1980-05-05',
    });
    const details = { family: 'Holmberg', birthOn: '1980-05-05' };
    await expectNoChange({
      t,
      organizationId,
      snapshot: recordOf,
      action: () => change(details),
      refusal: 'rule-broken possible-duplicate',
    });
    const said = { seenMatches: [twin], notSamePerson: 'Cousins' };
    assert.equal((await change(details, said)).family, 'Holmberg');
  });

  it('is not there for another organization', async () => {
    const { organizationId, recordOf, change } = await givenDesk();
    const other = await givenDesk();
    await expectNoChange({
      t,
      organizationId,
      snapshot: recordOf,
      action: () => other.change({ pronouns: 'x' }, { patientId: newId() }),
      refusal: 'not-found',
    });
    await assert.rejects(change({ pronouns: 'x' }, { patientId: other.patientId }), {
      code: 'not-found',
    });
  });
});

describe('what a record can never be, whoever writes it', () => {
  it('is refused by the database', async () => {
    const { organizationId, patientId } = await givenDesk();
    const whose = { organization_id: organizationId, patient_id: patientId, place: 0 };
    const contact = { ...whose, name: 'A', relationship: '', is_emergency: false };
    await t.owner('patient_contact').insert({ ...contact, is_guarantor: true });
    for (const [table, row] of [
      ['patient_contact', { ...contact, place: 1, is_guarantor: true }],
      ['patient_telecom', { ...whose, number: '617 555 0123', use: 'home', may_text: false }],
      ['patient_care_team', { ...whose, role: 'pcp', provider_id: null, name: null }],
      [
        'patient_statement',
        { ...whose, kind: 'rumour', text: 'x', source: 'patient', said_on: '2026-01-01' },
      ],
    ] as const)
      await assert.rejects(t.owner(table).insert(row), /violates/, table);
  });
});
