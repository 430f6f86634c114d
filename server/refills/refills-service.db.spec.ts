// The life of a request, from the pharmacy's asking to the patient's taking home.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { givenPharmacy } from '../patients/given-pharmacy.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import {
  approveRefill,
  approveRefillWithChanges,
  bridgeRefill,
  denyRefill,
  rerouteRefill,
} from './decision-service.ts';
import {
  askFor,
  givenInHand,
  givenKnownPayer,
  givenPrescription,
  givenProtocol,
  givenRefill,
  givenRefillClinic,
  metformin,
  type RefillClinic,
} from './given-refill.ts';
import { noteRefillNews, sendRefill } from './sending-service.ts';
import { takeInRefill } from './take-in-service.ts';
import { refillsProof, type RefillsProof } from './test-refills.ts';
import { reopenRefill, undoRefillDecision } from './waiting-service.ts';

describe('refills', () => {
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

  it('takes in what is matched to decide, sorted by the day on which the patient runs out', async () => {
    const ordered = await givenPrescription(t, clinic, { filledOn: '2026-10-28' });
    const { item, joined } = await proof.proves(
      clinic,
      clinic.scheduler.scope,
      (ctx) => takeInRefill(ctx, askFor(ordered)),
      ['refills.refill-taken-in'],
    );
    assert.equal(joined, false);
    assert.equal(item.work.status, 'to-decide');
    assert.equal(item.supply.runsOutOn, '2026-11-27');
    assert.equal(item.neededOn, '2026-11-27');
    assert.equal(item.work.sortAt, '2026-11-27T05:00:00.000Z');
  });

  it('counts the days of the mail', async () => {
    const ordered = await givenPrescription(t, clinic, { filledOn: '2026-10-28', way: 'mail' });
    const item = await givenRefill(t, clinic, { prescription: ordered });
    assert.equal(item.supply.runsOutOn, '2026-11-27');
    assert.equal(item.neededOn, '2026-11-23');
  });

  it('joins the same request, and keeps each arrival', async () => {
    const ordered = await givenPrescription(t, clinic);
    const first = await givenRefill(t, clinic, { prescription: ordered });
    const again = await proof.proves(
      clinic,
      clinic.pharmacist.scope,
      (ctx) => takeInRefill(ctx, askFor(ordered)),
      ['refills.refill-joined'],
    );
    assert.deepEqual([again.joined, again.item.id, again.item.asked], [true, first.id, 2]);
    const other = await givenRefill(t, clinic, {
      prescription: ordered,
      requested: { ...metformin, strength: '850 mg' },
    });
    assert.notEqual(other.id, first.id);
  });

  it('keeps what it cannot match', async () => {
    const { item } = await proof.proves(
      clinic,
      clinic.system,
      (ctx) =>
        takeInRefill(ctx, {
          ...{ clinicId: clinic.clinicId, patientId: null, prescriptionId: null },
          ...{ requested: metformin, pharmacyId: null, way: 'pickup', priority: 'routine' },
          said: { patient: 'Lopez, Maria', prescriber: 'Dr Who', pharmacy: '', note: '' },
        }),
      ['refills.refill-taken-in'],
    );
    assert.deepEqual([item.work.status, item.patient], ['triage', null]);
    assert.equal(item.supply.unknownBecause, 'no-prescription');
  });

  it('lets a pharmacist approve by protocol when all is met, and nothing leaves for a minute', async () => {
    const { item, approved } = await approvedByProtocol();
    assert.equal(approved.work.status, 'decided');
    assert.equal(approved.decision?.protocol?.title, 'Metformin');
    assert.equal(approved.decision.leavesAt, '2026-11-23T15:01:00.000Z');
    assert.equal(approved.work.snoozedUntil, '2026-11-23T15:01:00.000Z');
    const send = { itemId: item.id, expectedVersion: approved.version, transport: 'ehr' } as const;
    await proof.refuses(
      clinic,
      clinic.pharmacist.scope,
      (ctx) => sendRefill(ctx, send),
      'rule-broken not-left',
    );
  });

  it('takes a decision back within the minute, and never later', async () => {
    const { item, approved } = await approvedByProtocol();
    const known = { itemId: item.id, expectedVersion: approved.version };
    t.clock.advance({ seconds: 60 });
    await proof.refuses(
      clinic,
      clinic.pharmacist.scope,
      (ctx) => undoRefillDecision(ctx, known),
      'rule-broken has-left',
    );
    t.clock.advance({ seconds: -1 });
    const back = await proof.proves(
      clinic,
      clinic.pharmacist.scope,
      (ctx) => undoRefillDecision(ctx, known),
      ['refills.refill-decision-undone'],
    );
    assert.deepEqual([back.work.status, back.decision], ['to-decide', null]);
  });

  it('becomes a prescription when it is sent, and a fill when it is picked up', async () => {
    const { item, approved } = await approvedByProtocol();
    t.clock.advance({ seconds: 60 });
    const { scope } = clinic.pharmacist;
    const sent = await proof.proves(
      clinic,
      scope,
      (ctx) =>
        sendRefill(ctx, { itemId: item.id, expectedVersion: approved.version, transport: 'ehr' }),
      ['refills.prescription-added', 'refills.prescription-ended', 'refills.refill-sent'],
    );
    assert.equal(sent.sending?.transport, 'ehr');
    assert.equal(sent.work.status, 'sent');
    const news = async (
      version: number,
      what: 'acknowledge' | 'dispense' | 'pick-up',
      types: string[],
    ) =>
      proof.proves(
        clinic,
        scope,
        (ctx) =>
          noteRefillNews(ctx, {
            itemId: item.id,
            expectedVersion: version,
            news: what,
            trouble: '',
          }),
        types,
      );
    const taken = await news(sent.version, 'acknowledge', ['refills.refill-news-noted']);
    const clock = taken.work.clocks.find(({ rule }) => rule === 'refills.answer');
    assert.equal(clock?.state, 'stopped');
    const ready = await news(taken.version, 'dispense', ['refills.refill-news-noted']);
    const home = await news(ready.version, 'pick-up', [
      'refills.prescription-filled',
      'refills.refill-news-noted',
    ]);
    assert.notEqual(home.work.closedAt, null);
    const { prescriptions } = await proof.snapshot(clinic);
    const renewed = Object.values(prescriptions).find(
      ({ priorId }) => priorId === item.prescriptionId,
    );
    assert.equal(renewed?.supply.runsOutOn, '2026-12-23');
    assert.equal(renewed.order.repeats, 2);
  });

  it('puts what did not arrive on top', async () => {
    const { item, approved } = await approvedByProtocol();
    t.clock.advance({ seconds: 60 });
    const { scope } = clinic.pharmacist;
    const { version } = await t.database.inTransaction(scope, (ctx) =>
      sendRefill(ctx, { itemId: item.id, expectedVersion: approved.version, transport: 'print' }),
    );
    const failed = await proof.proves(
      clinic,
      scope,
      (ctx) =>
        noteRefillNews(ctx, {
          ...{ itemId: item.id, expectedVersion: version, news: 'fail', trouble: 'Fax: busy' },
        }),
      ['refills.refill-news-noted'],
    );
    assert.deepEqual([failed.work.status, failed.sending?.trouble], ['error', 'Fax: busy']);
    assert.equal(failed.work.snoozedUntil, null);
    const other = await givenRefill(t, clinic, {
      prescription: await givenPrescription(t, clinic, { filledOn: null }),
    });
    assert.ok(failed.work.sortAt < other.work.sortAt);
  });

  it('refuses what a protocol does not cover, and writes nothing', async () => {
    const item = await givenRefill(t, clinic);
    const held = await givenInHand(t, clinic.pharmacist, item.id);
    await proof.refuses(
      clinic,
      clinic.pharmacist.scope,
      (ctx) => approveRefill(ctx, held),
      'rule-broken not-delegated',
    );
  });

  it('lets a prescriber approve what the card speaks against, with a reason', async () => {
    const item = await givenRefill(t, clinic);
    const held = await givenInHand(t, clinic.prescriber, item.id);
    const { scope } = clinic.prescriber;
    await proof.refuses(clinic, scope, (ctx) => approveRefill(ctx, held), 'invalid-input');
    const approved = await proof.proves(
      clinic,
      scope,
      (ctx) => approveRefill(ctx, { ...held, note: 'Seen elsewhere last week' }),
      ['refills.refill-decided'],
    );
    assert.equal(approved.decision?.protocol, null);
  });

  it('refuses a decision about a card that has turned since', async () => {
    await givenProtocol(t, clinic);
    const ordered = await givenPrescription(t, clinic);
    await givenKnownPayer(t, clinic, ordered.patientId);
    const item = await givenRefill(t, clinic, { prescription: ordered });
    const held = await givenInHand(t, clinic.pharmacist, item.id);
    await givenPrescription(t, clinic, { patientId: ordered.patientId });
    await proof.refuses(
      clinic,
      clinic.pharmacist.scope,
      (ctx) => approveRefill(ctx, held),
      'conflict card-turned',
    );
  });

  it('never lets a dose that changed on its way be approved by protocol', async () => {
    await givenProtocol(t, clinic, { groups: ['statin'] });
    const order = { ...metformin, name: 'Atorvastatin', strength: '25 mg' };
    const ordered = await givenPrescription(t, clinic, { order });
    await givenKnownPayer(t, clinic, ordered.patientId);
    const requested = { ...order, strength: '50 mg' };
    const item = await givenRefill(t, clinic, { prescription: ordered, requested });
    const held = await givenInHand(t, clinic.pharmacist, item.id);
    await proof.refuses(
      clinic,
      clinic.pharmacist.scope,
      (ctx) => approveRefill(ctx, held),
      'rule-broken not-delegated',
    );
    const as = { ...held, note: 'Other dose' };
    await proof.refuses(
      clinic,
      clinic.prescriber.scope,
      (ctx) => approveRefillWithChanges(ctx, { ...as, grant: requested }),
      'rule-broken lease-lost',
    );
  });

  it('bridges once for a prescription', async () => {
    const terms = { criteria: [{ kind: 'seen', months: 12 } as const] };
    await givenProtocol(t, clinic, terms);
    const ordered = await givenPrescription(t, clinic);
    await givenKnownPayer(t, clinic, ordered.patientId);
    const first = await givenRefill(t, clinic, { prescription: ordered });
    const { scope } = clinic.pharmacist;
    const held = await givenInHand(t, clinic.pharmacist, first.id);
    const bridged = await proof.proves(
      clinic,
      scope,
      (ctx) => bridgeRefill(ctx, { ...held, days: 10 }),
      ['refills.refill-decided'],
    );
    assert.deepEqual(
      [bridged.decision?.grant?.quantity, bridged.decision?.grant?.daysSupply],
      [20, 10],
    );
    const second = await givenRefill(t, clinic, {
      prescription: ordered,
      requested: { ...metformin, quantity: 30 },
    });
    const again = await givenInHand(t, clinic.prescriber, second.id);
    await proof.refuses(
      clinic,
      clinic.prescriber.scope,
      (ctx) => bridgeRefill(ctx, { ...again, days: 10, note: 'Once more' }),
      'rule-broken bridged-before',
    );
  });

  it('answers a denial as soon as it has left, whoever hands it on', async () => {
    const item = await givenRefill(t, clinic);
    const { scope } = clinic.pharmacist;
    const { itemId, token } = await givenInHand(t, clinic.pharmacist, item.id);
    const denial = { itemId, token, reason: 'stopmed', note: '' } as const;
    await proof.refuses(
      clinic,
      scope,
      (ctx) => denyRefill(ctx, denial),
      'rule-broken not-delegated',
    );
    const denied = await proof.proves(
      clinic,
      scope,
      (ctx) => denyRefill(ctx, { ...denial, reason: 'tooearly' }),
      ['refills.refill-decided'],
    );
    t.clock.advance({ seconds: 60 });
    const answered = await proof.proves(
      clinic,
      scope,
      (ctx) => sendRefill(ctx, { itemId, expectedVersion: denied.version, transport: 'print' }),
      ['refills.refill-sent', 'refills.refill-answered'],
    );
    assert.equal(answered.work.status, 'answered');
  });

  it('asks the former pharmacy to cancel when the drug goes elsewhere', async () => {
    const pharmacyId = await givenPharmacy(t, clinic.organizationId, {
      ...{ ncpdp_id: '2200001', name: 'Elm Drug' },
    });
    await givenProtocol(t, clinic);
    const ordered = await givenPrescription(t, clinic);
    await givenKnownPayer(t, clinic, ordered.patientId);
    const item = await givenRefill(t, clinic, { prescription: ordered });
    const held = await givenInHand(t, clinic.pharmacist, item.id);
    const rerouted = await proof.proves(
      clinic,
      clinic.pharmacist.scope,
      (ctx) => rerouteRefill(ctx, { ...held, pharmacyId, way: 'pickup' }),
      ['refills.refill-decided'],
    );
    assert.deepEqual(rerouted.cancellation, { pharmacy: 'Harbor Drug', answer: 'asked' });
    assert.equal(rerouted.pharmacy?.name, 'Elm Drug');
  });

  it('goes back to its pharmacy and way when sending it elsewhere is taken back', async () => {
    const pharmacyId = await givenPharmacy(t, clinic.organizationId, {
      ...{ ncpdp_id: '2200002', name: 'Oak Drug', delivery_days: 1 },
    });
    await givenProtocol(t, clinic);
    const ordered = await givenPrescription(t, clinic);
    await givenKnownPayer(t, clinic, ordered.patientId);
    const item = await givenRefill(t, clinic, { prescription: ordered });
    const held = await givenInHand(t, clinic.pharmacist, item.id);
    const { scope } = clinic.pharmacist;
    const elsewhere = await t.database.inTransaction(scope, (ctx) =>
      rerouteRefill(ctx, { ...held, pharmacyId, way: 'delivery' }),
    );
    assert.equal(elsewhere.pharmacy?.way, 'delivery');
    const back = await proof.proves(
      clinic,
      scope,
      (ctx) => undoRefillDecision(ctx, { itemId: item.id, expectedVersion: elsewhere.version }),
      ['refills.refill-decision-undone'],
    );
    assert.deepEqual([back.pharmacy, back.cancellation], [item.pharmacy, null]);
  });

  it('leaves the former prescription in force when what did not arrive is decided again', async () => {
    const { item, approved } = await approvedByProtocol();
    t.clock.advance({ seconds: 60 });
    const { scope } = clinic.pharmacist;
    const { version } = await t.database.inTransaction(scope, (ctx) =>
      sendRefill(ctx, { itemId: item.id, expectedVersion: approved.version, transport: 'print' }),
    );
    const failed = await t.database.inTransaction(scope, (ctx) =>
      noteRefillNews(ctx, {
        ...{ itemId: item.id, expectedVersion: version, news: 'fail', trouble: 'Fax: busy' },
      }),
    );
    const again = await proof.proves(
      clinic,
      scope,
      (ctx) => reopenRefill(ctx, { itemId: item.id, expectedVersion: failed.version }),
      ['refills.prescription-ended', 'refills.prescription-reinstated', 'refills.refill-reopened'],
    );
    assert.deepEqual([again.work.status, again.decision, again.sending], ['to-decide', null, null]);
    const { prescriptions } = await proof.snapshot(clinic);
    assert.equal(prescriptions[item.prescriptionId ?? '']?.status, 'active');
    assert.deepEqual(
      Object.values(prescriptions)
        .filter(({ priorId }) => priorId === item.prescriptionId)
        .map(({ status }) => status),
      ['cancelled'],
    );
  });

  async function approvedByProtocol() {
    await givenProtocol(t, clinic);
    const ordered = await givenPrescription(t, clinic);
    await givenKnownPayer(t, clinic, ordered.patientId);
    const item = await givenRefill(t, clinic, { prescription: ordered });
    const held = await givenInHand(t, clinic.pharmacist, item.id);
    const approved = await proof.proves(
      clinic,
      clinic.pharmacist.scope,
      (ctx) => approveRefill(ctx, held),
      ['refills.refill-decided'],
    );
    return { item, approved };
  }
});
