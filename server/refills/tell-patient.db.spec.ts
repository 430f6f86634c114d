// What follows a decision by itself: the patient hears what next, and the list follows what is known elsewhere.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { givenAppointment } from '../calendar/given-appointment.ts';
import { givenVisitType } from '../availability/given-visit-type.ts';
import { givenFlag } from '../patients/given-flag.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { runReactionsOnce } from '../platform/reactions/run-reactions.ts';
import { recordObservation } from '../results/observation-service.ts';
import { givenProvider } from '../staff/given-organization.ts';
import { bridgeRefill, denyRefill } from './decision-service.ts';
import {
  givenInHand,
  givenKnownPayer,
  givenPrescription,
  givenProtocol,
  givenRefill,
  givenRefillClinic,
  type RefillClinic,
} from './given-refill.ts';
import { recordFill } from './prescription-service.ts';
import { refillsReactions } from './refills-reactions.ts';
import { noteRefillNews, sendRefill } from './sending-service.ts';
import { refillsProof, type RefillsProof } from './test-refills.ts';

describe('what follows a decision', () => {
  let t: TestDatabase;
  let clinic: RefillClinic;
  let proof: RefillsProof;
  before(async () => {
    t = await testDatabase();
    proof = refillsProof(t);
  });
  beforeEach(async () => {
    t.clock.set('2026-11-23T15:00:00.000Z');
    clinic = await givenRefillClinic(t);
  });
  after(() => t.close());

  const react = () => runReactionsOnce(t.database, refillsReactions, clinic.organizationId);
  const calls = async (): Promise<string[]> =>
    t
      .owner('call_task')
      .where({ organization_id: clinic.organizationId })
      .orderBy('id')
      .pluck('about');
  const note = (
    itemId: string,
    version: number,
    news: 'acknowledge' | 'fail' | 'return-to-stock',
  ) =>
    t.database.inTransaction(clinic.pharmacist.scope, (ctx) =>
      noteRefillNews(ctx, {
        ...{ itemId, expectedVersion: version, news, trouble: news === 'fail' ? 'Busy' : '' },
      }),
    );
  const send = (itemId: string, expectedVersion: number) =>
    t.database.inTransaction(clinic.pharmacist.scope, (ctx) =>
      sendRefill(ctx, { itemId, expectedVersion, transport: 'print' }),
    );

  async function denied() {
    const item = await givenRefill(t, clinic);
    const { itemId, token } = await givenInHand(t, clinic.prescriber, item.id);
    const decided = await t.database.inTransaction(clinic.prescriber.scope, (ctx) =>
      denyRefill(ctx, { itemId, token, reason: 'needapmt', note: '' }),
    );
    return { item, decided };
  }

  async function bridged() {
    await givenProtocol(t, clinic);
    const ordered = await givenPrescription(t, clinic);
    await givenKnownPayer(t, clinic, ordered.patientId);
    const item = await givenRefill(t, clinic, { prescription: ordered });
    const held = await givenInHand(t, clinic.pharmacist, item.id);
    const decided = await t.database.inTransaction(clinic.pharmacist.scope, (ctx) =>
      bridgeRefill(ctx, { ...held, days: 10 }),
    );
    t.clock.advance({ seconds: 60 });
    return { item, decided };
  }

  it('is a call that says what next, when a denial has left and not before', async () => {
    const { item, decided } = await denied();
    await react();
    assert.deepEqual(await calls(), []);
    t.clock.advance({ seconds: 60 });
    await send(item.id, decided.version);
    await react();
    assert.deepEqual(await calls(), [
      'Refill of Metformin 500 mg denied, a visit is needed first. Book a visit; until then somebody can ask for a short fill.',
    ]);
  });

  it('is no call to who may not be called', async () => {
    const { item, decided } = await denied();
    const patientId = item.patient?.id ?? '';
    await givenFlag(t, { ...clinic, patientId }, { kind: 'deceased', source: 'The family' });
    t.clock.advance({ seconds: 60 });
    await send(item.id, decided.version);
    await react();
    assert.deepEqual(await calls(), []);
  });

  it('is a call to book the visit that a bridge waits for, once, however often it is sent', async () => {
    const { item, decided } = await bridged();
    const sent = await send(item.id, decided.version);
    await react();
    const failed = await note(item.id, sent.version, 'fail');
    await react();
    await send(item.id, failed.version);
    await react();
    assert.deepEqual(await calls(), [
      'Metformin 500 mg: a short fill until a visit; book the visit',
    ]);
  });

  it('is one call also when it was sent twice before anything followed', async () => {
    const { item, decided } = await bridged();
    const sent = await send(item.id, decided.version);
    const failed = await note(item.id, sent.version, 'fail');
    await send(item.id, failed.version);
    await react();
    assert.equal((await calls()).length, 1);
  });

  it('is no call where the visit is booked already', async () => {
    const { item, decided } = await bridged();
    const { organizationId, clinicId } = clinic;
    await givenAppointment(t, {
      ...{ organizationId, clinicId, patientId: item.patient?.id ?? '' },
      providerId: await givenProvider(t, { organizationId, clinicIds: [clinicId] }),
      visitTypeId: await givenVisitType(t, { organizationId, clinicId }),
      startsAt: '2026-12-01T15:00:00.000Z',
    });
    await send(item.id, decided.version);
    await react();
    assert.deepEqual(await calls(), []);
  });

  it('is a call about what nobody picked up', async () => {
    const { item, decided } = await bridged();
    const sent = await send(item.id, decided.version);
    const taken = await note(item.id, sent.version, 'acknowledge');
    await note(item.id, taken.version, 'return-to-stock');
    await react();
    assert.ok(
      (await calls()).includes('Metformin 500 mg was not picked up: ask whether it is still taken'),
    );
  });

  it('is the list anew when a fill or a laboratory value is known', async () => {
    const a1c = { codes: ['4548-4'], title: 'Hemoglobin A1c', months: 6 };
    await givenProtocol(t, clinic, {
      criteria: [{ kind: 'laboratory', ...a1c, low: null, high: 9, unit: '%' }],
    });
    const ordered = await givenPrescription(t, clinic);
    const { patientId } = ordered;
    const item = await givenRefill(t, clinic, { prescription: ordered });
    await react();
    const stamp = async () => (await proof.snapshot(clinic)).refills[item.id]?.readiness?.stamp;
    const before = await stamp();
    await t.database.inTransaction(clinic.system, (ctx) =>
      recordObservation(ctx, {
        ...{ clinicId: clinic.clinicId, patientId, code: '4548-4', title: 'Hemoglobin A1c' },
        ...{ valueText: '7.4', valueNumber: 7.4, unit: '%', interpretation: 'high' },
        effectiveAt: t.clock.now,
      }),
    );
    await proof.tells(clinic, react, ['refills.refill-reckoned']);
    assert.notEqual(await stamp(), before);
    await t.database.inTransaction(clinic.system, (ctx) =>
      recordFill(ctx, {
        ...{ prescriptionId: ordered.id, expectedVersion: ordered.version, number: 2 },
        ...{ filledOn: '2026-11-20', status: 'completed' },
        given: { ...ordered.order, repeats: null },
      }),
    );
    await proof.tells(clinic, react, ['refills.refill-reckoned']);
    const { refills } = await proof.snapshot(clinic);
    assert.equal(refills[item.id]?.supply.runsOutOn, '2026-12-24');
  });
});
