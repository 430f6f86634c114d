import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { NewCoverage } from '#contract/coverage';
import { applyPatient, type Patient, type PatientsState } from '#contract/patients';
import type { Scope } from '../platform/context.ts';
import {
  expectChange,
  expectNoChange,
  loggedChanges,
} from '../platform/change-log/expect-change.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { newId } from '../platform/ids.ts';
import type { ProblemError } from '../platform/problem.ts';
import { givenOrganization, givenStaff } from '../staff/given-organization.ts';
import { givenPayer } from './given-coverage.ts';
import { givenPatient } from './given-patient.ts';
import { getPatientSummary, listPatientSummaries, searchPatients } from './patients-queries.ts';
import {
  findNearMatches,
  getPatientHeader,
  registerPatient,
  type RegisterPatient,
} from './patients-service.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

async function givenDesk() {
  const organization = await givenOrganization(t);
  const { scope } = await givenStaff(t, { ...organization, clinicIds: organization.clinicIds });
  return { ...organization, scope };
}

function newcomer(clinicId: string, over: Partial<RegisterPatient> = {}): RegisterPatient {
  return {
    clinicId,
    family: 'Okafor',
    given: 'Ngozi',
    birthOn: '1990-02-28',
    sex: 'female',
    language: 'en',
    interpreter: false,
    phone: null,
    address: null,
    email: null,
    seenMatches: [],
    ...over,
  };
}

function find(scope: Scope, text: string, limit = 10): Promise<Patient[]> {
  return t.database.inTransaction(scope, (ctx) => searchPatients(ctx, { text, limit }));
}

async function idsFound(scope: Scope, text: string): Promise<string[]> {
  return (await find(scope, text)).map((found) => found.id);
}

async function everybody(scope: Scope): Promise<PatientsState> {
  const patients = await t.database.inTransaction(scope, async (ctx) => {
    const ids = await ctx.db('patient').orderBy('id').pluck<string[]>('id');
    return Promise.all(ids.map(async (id) => (await getPatientHeader(ctx, id)).patient));
  });
  return { patients: Object.fromEntries(patients.map((one) => [one.id, one])) };
}

describe('registering a patient', () => {
  it('opens a chart with the next record number, told to everybody without its content', async () => {
    const { organizationId, clinicId, scope } = await givenDesk();
    let registered: Patient | undefined;
    const { answer, changes } = await expectChange({
      t,
      organizationId,
      snapshot: () => everybody(scope),
      // The change is thin: a console fetches the patient with its own rights.
      fold: (state) => (registered ? applyPatient(state, registered) : state),
      action: async () => {
        registered = await t.database.inTransaction(scope, (ctx) =>
          registerPatient(ctx, newcomer(clinicId, { phone: '+16175550199' })),
        );
        return registered;
      },
      types: ['patients.patient-registered'],
    });
    assert.equal(answer.mrn, 'M-000001');
    assert.equal(answer.version, 1);
    assert.deepEqual(
      changes.map(({ feed, entity_id, payload, clinic_id }) => [
        feed,
        entity_id,
        payload,
        clinic_id,
      ]),
      [['patients:organization', answer.id, null, null]],
    );
    const versions = await t.owner('patient_version').where({ id: answer.id });
    assert.deepEqual(
      versions.map((version: { act: string; version: number }) => [version.act, version.version]),
      [['register', 1]],
    );
    assert.deepEqual(await idsFound(scope, 'okafor'), [answer.id]);
  });

  it('gives every chart of an organization a number of its own, also when many register at once', async () => {
    const { clinicId, scope } = await givenDesk();
    const families = ['Abara', 'Bellini', 'Czerny', 'Dvořák', 'Eriksen', 'Fontaine'];
    const registered = await Promise.all(
      families.map((family) =>
        t.database.inTransaction(scope, (ctx) =>
          registerPatient(ctx, newcomer(clinicId, { family })),
        ),
      ),
    );
    assert.deepEqual(registered.map((one) => one.mrn).sort(), [
      'M-000001',
      'M-000002',
      'M-000003',
      'M-000004',
      'M-000005',
      'M-000006',
    ]);
  });

  it('leaves out record numbers that charts have already', async () => {
    const { organizationId, clinicId, scope } = await givenDesk();
    await givenPatient(t, { organizationId, mrn: 'M-000001', family: 'Stone' });
    const registered = await t.database.inTransaction(scope, (ctx) =>
      registerPatient(ctx, newcomer(clinicId)),
    );
    assert.equal(registered.mrn, 'M-000002');
  });

  it('keeps the phone as E.164 however it was typed, and an address with it', async () => {
    const { clinicId, scope } = await givenDesk();
    const address = { line: '1 Elm St', city: 'Boston', state: 'MA', postalCode: '02118' };
    const { id, phone } = await t.database.inTransaction(scope, (ctx) =>
      registerPatient(ctx, newcomer(clinicId, { phone: '(617) 555-0199', address })),
    );
    assert.equal(phone, '+16175550199');
    const kept = await t.owner('patient_address').where({ patient_id: id }).first<object>('*');
    assert.deepEqual(Reflect.get(kept, 'line'), '1 Elm St');
  });

  const coverageOf = (payerId: string): NewCoverage => ({
    payerId,
    planName: 'Gold PPO',
    memberId: 'W1234',
    groupNumber: null,
    order: 'primary',
    relationship: 'self',
    subscriber: null,
    effectiveFrom: '2026-01-01',
    endsOn: null,
  });

  it('opens the first coverage with the chart', async () => {
    const { organizationId, clinicId, scope } = await givenDesk();
    const coverage = coverageOf(await givenPayer(t, organizationId));
    const { id } = await t.database.inTransaction(scope, (ctx) =>
      registerPatient(ctx, newcomer(clinicId, { coverage })),
    );
    const kept = await t.owner('coverage').where({ patient_id: id }).pluck('member_id');
    assert.deepEqual(kept, ['W1234']);
    const told = await loggedChanges(t, organizationId);
    assert.deepEqual(told.map(({ type }) => type).sort(), [
      'patients.coverage-changed',
      'patients.patient-registered',
    ]);
  });

  it('opens no chart with a coverage that cannot be, and says where it is wrong', async () => {
    const { organizationId, clinicId, scope } = await givenDesk();
    const coverage = coverageOf(newId());
    await expectNoChange({
      t,
      organizationId,
      snapshot: () => everybody(scope),
      action: async () => {
        const act = t.database.inTransaction(scope, (ctx) =>
          registerPatient(ctx, newcomer(clinicId, { coverage })),
        );
        await assert.rejects(act, (error: ProblemError) => {
          assert.equal(error.details.fields?.[0]?.path, 'coverage.payerId');
          return true;
        });
        return act;
      },
      refusal: 'invalid-input',
    });
  });

  it('refuses a phone number that cannot be one', async () => {
    const { organizationId, clinicId, scope } = await givenDesk();
    await expectNoChange({
      t,
      organizationId,
      snapshot: () => everybody(scope),
      action: () =>
        t.database.inTransaction(scope, (ctx) =>
          registerPatient(ctx, newcomer(clinicId, { phone: '555' })),
        ),
      refusal: 'invalid-input',
    });
  });

  it('refuses a second chart until the near match was looked at', async () => {
    const { organizationId, clinicId, scope } = await givenDesk();
    const near = await givenPatient(t, {
      organizationId,
      family: 'Okafór',
      given: 'Ngosi',
      birthOn: '1990-02-28',
    });
    const register = (over: Partial<RegisterPatient>) =>
      t.database.inTransaction(scope, (ctx) => registerPatient(ctx, newcomer(clinicId, over)));
    await expectNoChange({
      t,
      organizationId,
      snapshot: () => everybody(scope),
      action: () => register({ notSamePerson: 'Said so' }),
      refusal: 'rule-broken possible-duplicate',
    });
    const { id } = await register({ seenMatches: [near] });
    const entry = await t.owner('audit_entry').where({ entity_id: id }).first<object>('*');
    assert.deepEqual(Reflect.get(entry, 'detail'), { notSameAs: [near] });
  });

  it('asks why for the same name and birth date, and keeps the reason', async () => {
    const { organizationId, clinicId, scope } = await givenDesk();
    const twin = await givenPatient(t, {
      organizationId,
      family: 'Okafor',
      given: 'Ngozi',
      birthOn: '1990-02-28',
    });
    const register = (over: Partial<RegisterPatient>) =>
      t.database.inTransaction(scope, (ctx) =>
        registerPatient(ctx, newcomer(clinicId, { seenMatches: [twin], ...over })),
      );
    await expectNoChange({
      t,
      organizationId,
      snapshot: () => everybody(scope),
      action: () => register({}),
      refusal: 'rule-broken possible-duplicate',
    });
    const registered = await register({ notSamePerson: 'Other address and insurance' });
    const entry = (await t
      .owner('audit_entry')
      .where({ entity_id: registered.id, act: 'patient.register' })
      .first()) as { detail: unknown };
    assert.deepEqual(entry.detail, { notSameAs: [twin], reason: 'Other address and insurance' });
  });

  it('offers charts that may be the same person, likeliest first, with why', async () => {
    const { organizationId, clinicId, scope } = await givenDesk();
    const given = (over: Partial<Parameters<typeof givenPatient>[1]>) =>
      givenPatient(t, {
        organizationId,
        family: 'Okafor',
        given: 'Ngozi',
        birthOn: '1990-02-28',
        phone: null,
        ...over,
      });
    const same = await given({ phone: '+16175550199' });
    const swapped = await given({ family: 'Ngozi', given: 'Okafor', birthOn: '1990-02-28' });
    const mistyped = await given({ family: 'Okafr', birthOn: '1990-02-20' });
    const former = await given({ family: 'Smith', otherNames: ['Ngozi Okafor'] });
    await given({ given: 'Chidi' });
    await given({ birthOn: '1971-05-05' });
    await given({ family: 'Petrov', given: 'Ilya' });
    const found = await t.database.inTransaction(scope, (ctx) =>
      findNearMatches(ctx, newcomer(clinicId, { phone: '617 555 0199' })),
    );
    assert.deepEqual(
      found.map(({ patient, isCertain, reasons }) => [patient.id, isCertain, reasons]),
      [
        [same, true, ['same-name', 'same-birth', 'same-phone']],
        [former, true, ['same-name', 'same-birth']],
        [swapped, false, ['swapped-name', 'same-birth']],
        [mistyped, false, ['alike-name', 'near-birth']],
      ],
    );
  });

  it('opens one chart when two desks register the same person at once', async () => {
    const { organizationId, clinicId, scope } = await givenDesk();
    const outcomes = await Promise.allSettled(
      [1, 2, 3].map(() =>
        t.database.inTransaction(scope, (ctx) => registerPatient(ctx, newcomer(clinicId))),
      ),
    );
    assert.equal(outcomes.filter((outcome) => outcome.status === 'fulfilled').length, 1);
    const rows = await t.owner('patient').where({ organization_id: organizationId });
    assert.equal(rows.length, 1);
  });

  it('opens no chart beside one of the same moment, whatever reason was given about another', async () => {
    const { organizationId, clinicId, scope } = await givenDesk();
    const twin = await givenPatient(t, {
      organizationId,
      family: 'Okafor',
      given: 'Ngozi',
      birthOn: '1990-02-28',
    });
    const said = { seenMatches: [twin], notSamePerson: 'Twin sister' };
    const outcomes = await Promise.allSettled(
      [1, 2].map(() =>
        t.database.inTransaction(scope, (ctx) => registerPatient(ctx, newcomer(clinicId, said))),
      ),
    );
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    const rows = await t.owner('patient').where({ organization_id: organizationId });
    assert.equal(rows.length, 2);
  });

  it('registers a person of the same name who was born on another day', async () => {
    const { organizationId, clinicId, scope } = await givenDesk();
    await givenPatient(t, {
      organizationId,
      family: 'Okafor',
      given: 'Ngozi',
      birthOn: '1971-02-28',
    });
    const registered = await t.database.inTransaction(scope, (ctx) =>
      registerPatient(ctx, newcomer(clinicId)),
    );
    assert.equal(registered.birthOn, '1990-02-28');
  });

  it('refuses a birth date that is yet to come', async () => {
    const { organizationId, clinicId, scope } = await givenDesk();
    await expectNoChange({
      t,
      organizationId,
      snapshot: () => everybody(scope),
      action: () =>
        t.database.inTransaction(scope, (ctx) =>
          registerPatient(ctx, newcomer(clinicId, { birthOn: '2030-01-01' })),
        ),
      refusal: 'invalid-input',
    });
  });

  it('refuses somebody whose role does not register in that clinic', async () => {
    const { organizationId, clinicId, clinicIds, scope } = await givenDesk();
    const clinician = await givenStaff(t, { organizationId, clinicIds, role: 'clinician' });
    await expectNoChange({
      t,
      organizationId,
      snapshot: () => everybody(scope),
      action: () =>
        t.database.inTransaction(clinician.scope, (ctx) =>
          registerPatient(ctx, newcomer(clinicId)),
        ),
      refusal: 'not-allowed',
    });
  });
});

describe('finding a patient', () => {
  it('takes names in any order, as beginnings, without accents and case', async () => {
    const { organizationId, scope } = await givenDesk();
    const ana = await givenPatient(t, { organizationId, family: 'Díaz-Muñoz', given: 'Ana Lucía' });
    await givenPatient(t, { organizationId, family: 'Ogunbanjo', given: 'Ana' });
    for (const text of ['diaz ana', 'ana diaz', 'DÍAZ', 'munoz luc', 'lucia di', 'díaz-muñoz, ana'])
      assert.deepEqual(await idsFound(scope, text), [ana], text);
  });

  it('survives typing errors', async () => {
    const { organizationId, scope } = await givenDesk();
    const wanted = await givenPatient(t, { organizationId, family: 'Johansson', given: 'Björn' });
    await givenPatient(t, { organizationId, family: 'Castellanos', given: 'Pilar' });
    for (const text of [
      'johanson',
      'jonhansson',
      'bjron johansson',
      'johannson björn',
      'johansen bjorn',
    ])
      assert.deepEqual(await idsFound(scope, text), [wanted], text);
  });

  it('shows what was typed before what is only like it', async () => {
    const { organizationId, scope } = await givenDesk();
    const names = ['Martínez', 'Martin', 'Marten', 'Martinelli'];
    const ids = new Map<string, string>();
    for (const family of names)
      ids.set(family, await givenPatient(t, { organizationId, family, given: 'Sol' }));
    const found = await idsFound(scope, 'martin');
    assert.deepEqual(found.slice(0, 3), [
      ids.get('Martin'),
      ids.get('Martinelli'),
      ids.get('Martínez'),
    ]);
    assert.deepEqual(await idsFound(scope, 'martin'), found, 'the same order again');
  });

  it('takes apostrophes and hyphens or leaves them', async () => {
    const { organizationId, scope } = await givenDesk();
    const id = await givenPatient(t, {
      organizationId,
      family: 'O’Shaughnessy-Weiß',
      given: 'Máire',
    });
    for (const text of ["o'shaughnessy", 'oshaughnessy weiss', 'maire o’shaugh'])
      assert.deepEqual(await idsFound(scope, text), [id], text);
  });

  it('takes the record number, whole, begun, or its digits alone', async () => {
    const { organizationId, scope } = await givenDesk();
    const id = await givenPatient(t, { organizationId, mrn: 'DEMO-000123' });
    const next = await givenPatient(t, { organizationId, mrn: 'DEMO-000124', family: 'Zuma' });
    assert.deepEqual(await idsFound(scope, 'demo-000123'), [id]);
    assert.deepEqual(await idsFound(scope, '123'), [id]);
    assert.deepEqual(await idsFound(scope, '000124'), [next]);
    assert.deepEqual(await idsFound(scope, 'DEMO-00012'), [id, next]);
  });

  it('takes the birth date in several spellings, alone or with a name', async () => {
    const { organizationId, scope } = await givenDesk();
    const wanted = await givenPatient(t, {
      organizationId,
      birthOn: '1962-03-14',
      family: 'Novak',
    });
    await givenPatient(t, { organizationId, birthOn: '1985-07-01', family: 'Novak', phone: null });
    for (const text of [
      '3/14/1962',
      '1962-03-14',
      '14 Mar 1962',
      'novak 3/14/62',
      'nov 14 Mar 1962',
      'novak 1962',
    ])
      assert.deepEqual(await idsFound(scope, text), [wanted], text);
  });

  it('takes a phone number or its last digits', async () => {
    const { organizationId, scope } = await givenDesk();
    const wanted = await givenPatient(t, { organizationId, phone: '+16175550142', mrn: 'A-9' });
    await givenPatient(t, { organizationId, phone: '+13035550187', mrn: 'A-8' });
    for (const text of ['617 555 0142', '(617) 555-0142', '+1 617 555 0142', '0142', 'ana 0142'])
      assert.deepEqual(await idsFound(scope, text), [wanted], text);
  });

  it('takes wildcards, quotes and backslashes as the text that they are', async () => {
    const { organizationId, scope } = await givenDesk();
    await givenPatient(t, { organizationId });
    for (const text of ['%%', '__', "' or 1=1 --", '\\\\', '"', 'demo-%1', '()'])
      assert.deepEqual(await idsFound(scope, text), [], text);
  });

  it('never finds a patient of another organization', async () => {
    const { scope } = await givenDesk();
    const other = await givenDesk();
    const theirs = await givenPatient(t, {
      organizationId: other.organizationId,
      family: 'Quispe',
      given: 'Wara',
      mrn: 'X-77',
      phone: '+16175550111',
      birthOn: '1970-05-05',
    });
    for (const text of ['quispe wara', 'quispee', 'x-77', '6175550111', '1970-05-05'])
      assert.deepEqual(
        [await idsFound(scope, text), await idsFound(other.scope, text)],
        [[], [theirs]],
      );
  });

  it('finds a patient under the new name after a change, and no longer under the old one', async () => {
    const { organizationId, scope } = await givenDesk();
    const id = await givenPatient(t, { organizationId, family: 'Lindqvist', given: 'Maja' });
    await t.owner('patient').where({ id }).update({ family: 'Abernathy', version: 2 });
    assert.deepEqual(await idsFound(scope, 'abernathy maja'), [id]);
    assert.deepEqual(await idsFound(scope, 'lindqvist'), []);
  });

  it('answers no more than was asked for', async () => {
    const { organizationId, scope } = await givenDesk();
    for (const given of ['Ana', 'Bea', 'Cleo']) await givenPatient(t, { organizationId, given });
    assert.deepEqual(
      (await find(scope, 'diaz', 2)).map((found) => found.given),
      ['Ana', 'Bea'],
    );
  });
});

describe('the patient header', () => {
  it('warns of the same and of look-alike names, and of nobody else', async () => {
    const { organizationId, scope } = await givenDesk();
    const patient = await givenPatient(t, {
      organizationId,
      family: 'Johnson',
      given: 'Maria',
      birthOn: '1962-03-14',
    });
    const same = await givenPatient(t, {
      organizationId,
      family: 'Johnson',
      given: 'María',
      birthOn: '1980-01-01',
    });
    const alike = await givenPatient(t, {
      organizationId,
      family: 'Johnston',
      given: 'Maria',
      birthOn: '1975-06-30',
    });
    const sameDay = await givenPatient(t, {
      organizationId,
      family: 'Johnson',
      given: 'Mark',
      birthOn: '1962-03-14',
    });
    await givenPatient(t, {
      organizationId,
      family: 'Johnson',
      given: 'Theodore',
      birthOn: '1981-01-01',
    });
    await givenPatient(t, {
      organizationId,
      family: 'Petrov',
      given: 'Ilya',
      birthOn: '1962-03-14',
    });
    const header = await t.database.inTransaction(scope, (ctx) => getPatientHeader(ctx, patient));
    assert.equal(header.patient.id, patient);
    assert.deepEqual(
      header.lookAlikes.map((found) => found.id),
      [sameDay, same, alike],
    );
  });

  it('does not show a patient of another organization', async () => {
    const { scope } = await givenDesk();
    const other = await givenDesk();
    const theirs = await givenPatient(t, other);
    await assert.rejects(
      t.database.inTransaction(scope, (ctx) => getPatientHeader(ctx, theirs)),
      { code: 'not-found' },
    );
    await assert.rejects(
      t.database.inTransaction(scope, (ctx) => getPatientSummary(ctx, theirs)),
      { code: 'not-found' },
    );
  });

  it('gives summaries of the patients asked for that are there', async () => {
    const { organizationId, scope } = await givenDesk();
    const other = await givenDesk();
    const [ana, theirs] = [await givenPatient(t, { organizationId }), await givenPatient(t, other)];
    const summaries = await t.database.inTransaction(scope, (ctx) =>
      listPatientSummaries(ctx, [ana, ana, theirs]),
    );
    assert.deepEqual([...summaries.keys()], [ana]);
    assert.equal(summaries.get(ana)?.family, 'Díaz');
  });
});
