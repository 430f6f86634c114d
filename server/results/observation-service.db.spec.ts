import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  applyObservationChange,
  type Observation,
  type ObservationChange,
  type ObservationState,
} from '#contract/observations';
import type { Role } from '#contract/permission';
import { givenPatient } from '../patients/given-patient.ts';
import { givenRetiredChart } from '../patients/given-retired-chart.ts';
import { changeProof } from '../platform/change-log/change-proof.ts';
import type { Scope } from '../platform/context.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { givenOrganization, givenStaff } from '../staff/given-organization.ts';
import { givenObservation } from './given-observation.ts';
import { latestObservations, listPatientObservations } from './observation-queries.ts';
import type { ObservationRow } from './observation-repository.ts';
import {
  markObservationInError,
  recordObservation,
  type SaidObservation,
} from './observation-service.ts';
import { observationView } from './observation-view.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

const proof = () =>
  changeProof<ObservationState>(t, {
    snapshot: async ({ organizationId }) => {
      const scope: Scope = { kind: 'system', organizationId, reason: 'test' };
      const rows = await t.database.inTransaction(scope, (ctx) =>
        ctx.db('observation').select<ObservationRow[]>('*'),
      );
      return {
        observations: Object.fromEntries(rows.map((row) => [row.id, observationView(row)])),
      };
    },
    fold: (state, change) =>
      change.type.startsWith('results.')
        ? applyObservationChange(state, change as ObservationChange)
        : state,
  });

async function given(role: Role = 'clinician') {
  const organization = await givenOrganization(t, { clinics: [{}, {}] });
  const { organizationId, clinicId } = organization;
  const { scope } = await givenStaff(t, { organizationId, clinicIds: [clinicId], role });
  const patientId = await givenPatient(t, organization);
  return { ...organization, there: organization.clinicIds[1] ?? '', scope, patientId };
}
type World = Awaited<ReturnType<typeof given>>;

function said(world: World, over: Partial<SaidObservation> = {}): SaidObservation {
  return {
    clinicId: world.clinicId,
    patientId: world.patientId,
    code: '4548-4',
    title: 'Hemoglobin A1c',
    valueText: '8.10',
    valueNumber: 8.1,
    unit: '%',
    interpretation: 'high',
    effectiveAt: '2026-11-20T08:15:00-05:00',
    ...over,
  };
}

const sent = (status: Observation['status'] = 'final', referenceId: string | null = 'A1C-1') => ({
  sent: { source: 'https://lab.example', referenceId, status },
});

const recorded = ['results.observation-recorded'];

describe('recording a laboratory value', () => {
  it('keeps it as it was said, and tells the clinic', async () => {
    const world = await given();
    const { proves } = proof();
    const value = await proves(
      world,
      world.scope,
      (ctx) => recordObservation(ctx, said(world)),
      recorded,
    );
    assert.deepEqual(value, {
      ...said(world),
      id: value.id,
      status: 'final',
      effectiveAt: '2026-11-20T13:15:00.000Z',
      source: 'entered by staff',
      referenceId: null,
      inErrorBecause: null,
      recordedAt: t.clock.now,
      version: 1,
    });
    const entry = await t
      .owner('audit_entry')
      .where({ act: 'observation.record', entity_id: value.id })
      .first<{ detail: object }>('detail');
    assert.deepEqual(entry.detail, { patientId: world.patientId, code: '4548-4' });
  });

  it('refuses who may not, what lies ahead, and whom nobody knows any more', async () => {
    const world = await given();
    const { refuses } = proof();
    const tries = (over: Partial<SaidObservation>, refusal: string, scope = world.scope) =>
      refuses(world, scope, (ctx) => recordObservation(ctx, said(world, over)), refusal);
    const desk = await givenStaff(t, { ...world, clinicIds: [world.clinicId], role: 'scheduler' });
    await tries({}, 'not-allowed', desk.scope);
    await tries({ clinicId: world.there }, 'not-allowed');
    await tries({ effectiveAt: '2026-11-24T00:00:00Z' }, 'rule-broken in-the-future');
    await tries({ patientId: world.clinicId }, 'not-found');
    const survivorId = await givenPatient(t, world);
    await givenRetiredChart(t, { ...world, survivorId });
    await tries({}, 'rule-broken chart-retired');
  });

  it('takes what is sent again for the same value: as it was, or as it is now', async () => {
    const world = await given();
    const { proves } = proof();
    const send = (over: Partial<SaidObservation>, types: string[]) =>
      proves(world, world.scope, (ctx) => recordObservation(ctx, said(world, over)), types);
    const first = await send(sent('preliminary'), recorded);
    assert.deepEqual(await send(sent('preliminary'), []), first);
    const final = await send({ ...sent('final'), valueText: '8.2', valueNumber: 8.2 }, [
      'results.observation-changed',
    ]);
    assert.deepEqual(
      [final.id, final.version, final.status, final.valueNumber],
      [first.id, 2, 'final', 8.2],
    );
    const back = await send(sent('entered-in-error'), ['results.observation-marked-in-error']);
    assert.deepEqual(
      [back.status, back.valueText, back.inErrorBecause],
      ['entered-in-error', '8.2', 'Taken back by the sender'],
    );
    await send(sent('entered-in-error'), []);
    const other = await send(sent('final', 'A1C-2'), recorded);
    assert.notEqual(other.id, first.id);
  });

  it('refuses a number that belongs to another chart or clinic, and what takes back nothing', async () => {
    const world = await given();
    const { refuses } = proof();
    const elsewhere = { source: 'https://lab.example', reference_id: 'A1C-9' };
    await givenObservation(t, { ...world, clinicId: world.there }, elsewhere);
    await givenObservation(t, world, { ...elsewhere, reference_id: 'A1C-8' });
    const send = (over: Partial<SaidObservation>, refusal: string) =>
      refuses(world, world.scope, (ctx) => recordObservation(ctx, said(world, over)), refusal);
    await send(sent('final', 'A1C-9'), 'rule-broken reference-taken');
    await send(sent('final', 'A1C-8'), 'rule-broken reference-taken');
    await send(sent('entered-in-error'), 'rule-broken wrong-state');
  });

  it('keeps one of two that are sent at once', async () => {
    const world = await given();
    const send = () =>
      t.database.inTransaction(world.scope, (ctx) =>
        recordObservation(ctx, said(world, sent('final', 'TWICE'))),
      );
    const answers = await Promise.all(Array.from({ length: 8 }, send));
    assert.equal(new Set(answers.map(({ id }) => id)).size, 1);
    assert.equal((await t.owner('observation').where({ reference_id: 'TWICE' })).length, 1);
  });
});

describe('marking a value as entered in error', () => {
  it('keeps it with the reason, once, for who may and knows it as it is', async () => {
    const world = await given();
    const { proves, refuses } = proof();
    const { id: observationId } = await givenObservation(t, world);
    const mark =
      (over: object = {}) =>
      (ctx: Parameters<typeof markObservationInError>[0]) =>
        markObservationInError(ctx, {
          observationId,
          expectedVersion: 1,
          reason: 'Typed',
          ...over,
        });
    await refuses(world, world.scope, mark({ expectedVersion: 2 }), 'conflict');
    await refuses(world, world.scope, mark({ observationId: world.patientId }), 'not-found');
    const there = await givenObservation(t, { ...world, clinicId: world.there });
    await refuses(world, world.scope, mark({ observationId: there.id }), 'not-found');
    const marked = await proves(world, world.scope, mark(), [
      'results.observation-marked-in-error',
    ]);
    assert.deepEqual([marked.status, marked.inErrorBecause], ['entered-in-error', 'Typed']);
    await refuses(world, world.scope, mark({ expectedVersion: 2 }), 'rule-broken wrong-state');
  });
});

describe('reading laboratory values', () => {
  it('lists those of a patient in the own clinics, the newest first', async () => {
    const world = await given();
    const of = { patient_id: world.patientId };
    const old = await givenObservation(t, world, {
      ...of,
      effective_at: '2026-01-05T12:00:00.000Z',
    });
    const now = await givenObservation(t, world, of);
    await givenObservation(t, { ...world, clinicId: world.there }, of);
    const items = await t.database.inTransaction(world.scope, (ctx) =>
      listPatientObservations(ctx, world.patientId),
    );
    assert.deepEqual(
      items.map(({ id }) => id),
      [now.id, old.id],
    );
  });

  it('finds the newest that counts, of many patients and codes at once', async () => {
    const world = await given();
    const of = { patient_id: world.patientId };
    const at = (day: string) => `2026-${day}T12:00:00.000Z`;
    const valid = await givenObservation(t, world, { ...of, effective_at: at('09-01') });
    await givenObservation(t, world, { ...of, effective_at: at('08-01'), status: 'amended' });
    await givenObservation(t, world, { ...of, effective_at: at('10-01'), status: 'preliminary' });
    await givenObservation(t, world, {
      ...{ ...of, effective_at: at('10-02') },
      ...{ status: 'entered-in-error', in_error_because: 'Typed' },
    });
    const tsh = await givenObservation(t, world, { ...of, code: '3016-3', status: 'corrected' });
    const other = await givenObservation(t, world);
    const found = await t.database.inTransaction(world.scope, (ctx) =>
      latestObservations(ctx, {
        patientIds: [world.patientId, other.patient_id],
        codes: ['4548-4', '3016-3', '6301-6'],
      }),
    );
    const ids = [...found].map(([patientId, byCode]) => [
      patientId,
      Object.fromEntries([...byCode].map(([code, { id }]) => [code, id])),
    ]);
    assert.deepEqual(Object.fromEntries(ids), {
      [world.patientId]: { '4548-4': valid.id, '3016-3': tsh.id },
      [other.patient_id]: { '4548-4': other.id },
    });
    const none = await t.database.inTransaction(world.scope, (ctx) =>
      latestObservations(ctx, { patientIds: [], codes: ['4548-4'] }),
    );
    assert.equal(none.size, 0);
  });
});
