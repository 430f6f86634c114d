import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { after, before, describe, it } from 'node:test';
import type { Refill } from '#contract/refill-request';
import { aMedicationDispense, aTask } from '../../interop/fhir/given-fhir-medications.ts';
import type { MedicationRequest } from '../../interop/fhir/medications.ts';
import { readFhir, readFhirValue } from '../../interop/fhir/read-fhir.ts';
import { givenHttpCarrier } from '../../outreach/courier/given-carrier.ts';
import { givenPatient } from '../../patients/given-patient.ts';
import { plusMinutes } from '../../platform/clock/instants.ts';
import type { Ctx } from '../../platform/context.ts';
import { testDatabase, testStart, type TestDatabase } from '../../platform/db/test-database.ts';
import { runReactionsOnce } from '../../platform/reactions/run-reactions.ts';
import { workItems } from '../../platform/work/work-queries.ts';
import type { WorkRow } from '../../platform/work/work-repository.ts';
import { approveRefill, denyRefill } from '../decision-service.ts';
import {
  givenInHand,
  givenPrescription,
  givenRefill,
  givenRefillClinic,
  metformin,
  type RefillClinic,
} from '../given-refill.ts';
import { refills } from '../refills-queue.ts';
import { sendRefill } from '../sending-service.ts';
import { changeRefillTerms } from '../settings-service.ts';
import { termsRule } from '../refills-rule.ts';
import { refillsProof } from '../test-refills.ts';
import { undoRefillDecision } from '../waiting-service.ts';
import { takeInFhir } from './fhir-intake-service.ts';
import { postDecision, postDecisions } from './post-decision.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

async function given(): Promise<RefillClinic> {
  t.clock.set(testStart);
  const clinic = await givenRefillClinic(t);
  await within(clinic, (ctx) =>
    changeRefillTerms(ctx, {
      ...{ clinicId: clinic.clinicId, expectedVersion: 0, source: 'test' },
      terms: { ...termsRule.standard, transport: 'fhir' },
    }),
  );
  return clinic;
}

function within<T>({ system }: RefillClinic, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  return t.database.inTransaction(system, work);
}

async function decided(
  clinic: RefillClinic,
  how: 'approve' | 'deny' = 'approve',
  reference?: string,
): Promise<Refill> {
  const who = { family: 'Quill', given: 'Ada', birthOn: '1970-02-28' };
  const patientId = await givenPatient(t, { ...clinic, ...who });
  const prescription = await givenPrescription(t, clinic, { patientId });
  const requested = { ...metformin, repeats: 2 };
  const { id } = await givenRefill(t, clinic, {
    prescription,
    requested,
    reference: reference ?? null,
  });
  const { stamp, ...held } = await givenInHand(t, clinic.prescriber, id);
  return t.database.inTransaction(clinic.prescriber.scope, (ctx) =>
    how === 'approve'
      ? approveRefill(ctx, { ...held, stamp, note: 'As before' })
      : denyRefill(ctx, { ...held, reason: 'needapmt', note: '' }),
  );
}

async function itemOf(clinic: RefillClinic, id: string): Promise<Refill> {
  return within(clinic, async (ctx) => {
    const rows = await ctx.db('work_item').where({ id }).select<WorkRow[]>('*');
    const [item] = await workItems(ctx, refills, rows);
    assert.ok(item);
    return item;
  });
}

const token = 'a token of this spec';

async function posted(
  clinic: RefillClinic,
  itemId: string,
  answer: (response: ServerResponse) => void,
  isLast = false,
) {
  const other = await givenHttpCarrier(answer);
  const fhir = { url: `http://127.0.0.1:${other.port}/fhir/MedicationRequest`, token };
  const { organizationId } = clinic;
  const ended = await postDecision(
    { database: t.database, fhir, withinMs: 300 },
    { organizationId, itemId, isLast },
  );
  await other.close();
  return { ended, asked: other.asked };
}

const status = (code: number) => (response: ServerResponse) => response.writeHead(code).end('{}');
const minuteOver = (): void => t.clock.set(plusMinutes(t.clock.now, 2));

async function states(clinic: RefillClinic, id: string) {
  const { work, sending } = await itemOf(clinic, id);
  return [work.status, sending?.trouble ?? null];
}

describe('a decision that leaves by FHIR', () => {
  it('is posted when its minute is over, as an order that would be read back', async () => {
    const clinic = await given();
    const { id } = await decided(clinic, 'approve', 'https://pharmacy.example/orders RX-1 abc');
    const early = await posted(clinic, id, status(201));
    assert.deepEqual([early.ended, early.asked], ['done', []]);
    minuteOver();
    const { asked } = await refillsProof(t).tells(clinic, () => posted(clinic, id, status(201)), [
      'refills.prescription-added',
      'refills.prescription-ended',
      'refills.refill-sent',
      'refills.refill-news-noted',
    ]);
    const [one] = asked;
    assert.ok(one);
    assert.equal(one.headers.authorization, `Bearer ${token}`);
    assert.equal(one.headers['if-none-exist'], `identifier=urn:daysheet:refill|${id}`);
    assert.equal(one.headers['content-type'], 'application/fhir+json');
    const [read] = readFhir(Buffer.from(one.body), { format: 'json' });
    assert.equal(read?.kind, 'resource');
    const { identifier, subject, dispenseRequest, ...order } = JSON.parse(
      one.body,
    ) as MedicationRequest;
    assert.deepEqual(identifier, [
      { system: 'urn:daysheet:refill', value: id },
      { system: 'https://pharmacy.example/orders', value: 'RX-1' },
    ]);
    assert.deepEqual(subject, { reference: '#patient' });
    assert.deepEqual(
      [order.status, order.intent, order.medicationCodeableConcept?.text, order.note],
      ['active', 'order', 'Metformin 500 mg tablet', [{ text: 'As before' }]],
    );
    assert.deepEqual(
      [
        dispenseRequest?.numberOfRepeatsAllowed,
        dispenseRequest?.quantity,
        dispenseRequest?.expectedSupplyDuration?.value,
      ],
      [2, { value: 60, unit: 'tablet' }, 30],
    );
    assert.deepEqual(await states(clinic, id), ['acknowledged', null]);
    const again = await posted(clinic, id, status(201));
    assert.deepEqual([again.ended, again.asked], ['done', []]);
  });

  it('is a cancelled order with its reason where nothing is granted, and ends with the acknowledgement', async () => {
    const clinic = await given();
    const { id } = await decided(clinic, 'deny');
    minuteOver();
    const { asked } = await posted(clinic, id, status(200));
    const sent = JSON.parse(asked[0]?.body ?? '{}') as MedicationRequest;
    assert.deepEqual(
      [sent.status, sent.statusReason?.coding?.[0]?.code, sent.dispenseRequest],
      ['cancelled', 'NEEDAPMT', undefined],
    );
    assert.deepEqual(await states(clinic, id), ['answered', null]);
  });

  it('waits for its acknowledgement where the other side has only taken it', async () => {
    const clinic = await given();
    const { id } = await decided(clinic);
    minuteOver();
    await posted(clinic, id, status(202));
    assert.deepEqual(await states(clinic, id), ['sent', null]);
  });

  it('is posted again only where it has surely not arrived, and comes back at last', async () => {
    const clinic = await given();
    const { id } = await decided(clinic);
    minuteOver();
    for (const code of [429, 401, 302]) {
      const { ended } = await posted(clinic, id, status(code));
      assert.deepEqual([ended, await states(clinic, id)], ['again', ['decided', null]]);
    }
    const last = await posted(clinic, id, status(429), true);
    assert.deepEqual(
      [last.ended, await states(clinic, id)],
      ['done', ['error', 'It was refused with 429']],
    );
  });

  it('comes back at once where it was refused', async () => {
    const clinic = await given();
    const { id } = await decided(clinic);
    minuteOver();
    const { ended } = await posted(clinic, id, status(422));
    assert.deepEqual(
      [ended, await states(clinic, id)],
      ['done', ['error', 'It was refused with 422']],
    );
  });

  it('counts as sent where nobody knows whether it arrived, and is never posted again', async () => {
    const silence = (): void => undefined;
    const breaks = (response: ServerResponse): void => void response.destroy();
    for (const [answer, why] of [
      [silence, /No answer in time/],
      [breaks, /connection broke/],
      [status(500), /answered 500/],
    ] as const) {
      const clinic = await given();
      const { id } = await decided(clinic);
      minuteOver();
      const { ended, asked } = await refillsProof(t).tells(
        clinic,
        () => posted(clinic, id, answer),
        [...['refills.prescription-added', 'refills.prescription-ended', 'refills.refill-sent']],
      );
      assert.deepEqual([ended, asked.length], ['done', 1]);
      const [is, trouble] = await states(clinic, id);
      assert.equal(is, 'sent');
      assert.match(String(trouble), why);
      assert.deepEqual((await posted(clinic, id, status(201))).asked, []);
    }
  });

  it('is not posted again after the server stopped in between', async () => {
    const clinic = await given();
    const { id } = await decided(clinic);
    minuteOver();
    await t.owner('refill_posting').insert({
      ...{ organization_id: clinic.organizationId, clinic_id: clinic.clinicId, request_id: id },
      decision_id: (
        await t.owner('refill_decision').where({ request_id: id }).first<{ id: string }>('id')
      ).id,
      ...{ state: 'posting', attempts: 1, posted_at: t.clock.now },
    });
    const { asked } = await posted(clinic, id, status(201));
    const [is, trouble] = await states(clinic, id);
    assert.deepEqual([asked, is], [[], 'sent']);
    assert.match(String(trouble), /server stopped/);
  });

  it('is not posted when it was taken back, or sent by hand', async () => {
    const clinic = await given();
    const back = await decided(clinic);
    await within(clinic, (ctx) =>
      undoRefillDecision(ctx, { itemId: back.id, expectedVersion: back.version }),
    );
    const byHand = await decided(clinic);
    minuteOver();
    await within(clinic, (ctx) =>
      sendRefill(ctx, { itemId: byHand.id, expectedVersion: byHand.version, transport: 'print' }),
    );
    for (const { id } of [back, byHand])
      assert.deepEqual((await posted(clinic, id, status(201))).asked, []);
  });

  it('comes back where no address is set up', async () => {
    const clinic = await given();
    const { id: itemId } = await decided(clinic);
    minuteOver();
    const { organizationId } = clinic;
    await postDecision(
      { database: t.database, fhir: null },
      { organizationId, itemId, isLast: false },
    );
    const [is, trouble] = await states(clinic, itemId);
    assert.equal(is, 'error');
    assert.match(String(trouble), /No address is set up/);
  });

  it('has a job from the moment on when it can be taken back no more', async () => {
    const clinic = await given();
    const { id: itemId, decision } = await decided(clinic);
    await runReactionsOnce(t.database, [postDecisions], clinic.organizationId);
    const [job, ...others] = await t
      .owner('pgboss.job')
      .where({ name: 'refills.send' })
      .whereRaw(`data ->> 'itemId' = ?`, [itemId])
      .select<{ start_after: string }[]>('start_after');
    assert.deepEqual(others, []);
    assert.equal(new Date(job?.start_after ?? '').toISOString(), decision?.leavesAt);
  });
});

describe('what becomes of a decision that was posted', () => {
  async function sent(how: 'approve' | 'deny' = 'approve') {
    const clinic = await given();
    const { id } = await decided(clinic, how);
    minuteOver();
    await posted(clinic, id, status(202));
    return { clinic, id };
  }
  const about = (id: string) => ({ identifier: { system: 'urn:daysheet:refill', value: id } });
  const hears = async (clinic: RefillClinic, resource: unknown) => {
    const { entries } = await t.database.inTransaction(clinic.pharmacist.scope, (ctx) =>
      takeInFhir(ctx, {
        ...{ clinicId: clinic.clinicId, source: 'fhir' },
        reads: [...readFhirValue(JSON.parse(JSON.stringify(resource)))],
      }),
    );
    return [entries[0]?.outcome, entries[0]?.reason];
  };

  it('is heard by a task about it: taken, or not, and why', async () => {
    const taken = await sent();
    const accepted = aTask({ focus: about(taken.id), status: 'accepted' });
    assert.deepEqual(await hears(taken.clinic, accepted), ['heard', '']);
    assert.deepEqual(await states(taken.clinic, taken.id), ['acknowledged', null]);
    assert.deepEqual(await hears(taken.clinic, accepted), ['heard', '']);
    const not = await sent('deny');
    const rejected = aTask({
      ...{ focus: about(not.id), status: 'rejected' },
      statusReason: { text: 'Unknown patient' },
    });
    assert.deepEqual(await hears(not.clinic, rejected), ['heard', '']);
    assert.deepEqual(await states(not.clinic, not.id), ['error', 'Unknown patient']);
  });

  it('is refused of what is no answer of ours, and what tells nothing', async () => {
    const { clinic, id } = await sent();
    const wrong = aTask({ focus: about(clinic.pharmacyId), status: 'accepted' });
    assert.deepEqual(await hears(clinic, wrong), ['refused', 'is no answer of ours']);
    const asked = aTask({ focus: about(id), status: 'requested' });
    assert.deepEqual(await hears(clinic, asked), ['refused', 'tells nothing of an answer']);
    assert.deepEqual(await states(clinic, id), ['sent', null]);
  });

  it('goes on with the fill, which is written down once, as it was given out', async () => {
    const { clinic, id } = await sent();
    const fill = (over: object) =>
      aMedicationDispense({
        ...{ subject: { display: 'Quill' }, authorizingPrescription: [about(id)] },
        ...{ medicationCodeableConcept: { text: 'Metformin 500 mg tablet' } },
        ...{ whenPrepared: '2026-11-23', whenHandedOver: '2026-11-23' },
        identifier: [{ system: 'https://pharmacy.example/fills', value: 'F-1' }],
        ...over,
      });
    assert.deepEqual(await hears(clinic, fill({ status: 'in-progress' })), ['filled', '']);
    assert.deepEqual(await states(clinic, id), ['dispensed', null]);
    const partly = { quantity: { value: 30, unit: 'tablet' } };
    assert.deepEqual(await hears(clinic, fill(partly)), ['filled', '']);
    assert.deepEqual(await states(clinic, id), ['picked-up', null]);
    assert.deepEqual(await hears(clinic, fill(partly)), ['filled', '']);
    const next = { identifier: [{ value: 'F-2' }], whenPrepared: '2026-11-23T14:00:00Z' };
    assert.deepEqual(await hears(clinic, fill({ ...next, whenHandedOver: undefined })), [
      ...['filled', ''],
    ]);
    const { prescriptions } = await refillsProof(t).snapshot(clinic);
    const given = Object.values(prescriptions).flatMap(({ fills, priorId }) =>
      priorId === null ? [] : fills.map((each) => [each.number, each.status, each.quantity]),
    );
    assert.deepEqual(given.sort(), [
      [1, 'completed', 30],
      [2, 'completed', 30],
    ]);
  });
});
