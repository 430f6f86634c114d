import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { mostLinks, type LinkKey, type WorkLink } from '#contract/work-link';
import { givenAppointment } from '../../calendar/given-appointment.ts';
import { givenBookableClinic, type BookableClinic } from '../../calendar/given-bookable-clinic.ts';
import { calls } from '../../calls/calls-queue.ts';
import { givenCall } from '../../calls/given-call.ts';
import { callsProof, type CallsProof } from '../../calls/test-calls.ts';
import { givenPatient } from '../../patients/given-patient.ts';
import { givenStaff, type GivenStaff } from '../../staff/given-organization.ts';
import type { Ctx } from '../context.ts';
import { testDatabase, type TestDatabase } from '../db/test-database.ts';
import { newId } from '../ids.ts';
import { claimWork } from './lease-service.ts';
import { linkWork, listLinkable, unlinkWork } from './link-service.ts';
import { getWork } from './work-queries.ts';

interface Desk extends BookableClinic {
  /** Of the patient, in the first clinic. */
  itemId: string;
  /** Works in the first clinic alone. */
  local: GivenStaff;
  visit: (over?: { patientId?: string; elsewhere?: boolean }) => Promise<LinkKey>;
  otherCall: (over?: { patientId?: string }) => Promise<LinkKey>;
}

describe('links of work items', () => {
  let t: TestDatabase;
  let proof: CallsProof;
  before(async () => {
    t = await testDatabase();
    proof = callsProof(t);
  });
  after(() => t.close());

  async function givenDesk(): Promise<Desk> {
    const clinic = await givenBookableClinic(t, { clinics: [{}, {}] });
    const { organizationId, clinicId, clinicIds, patientId } = clinic;
    const about = 'parking';
    return {
      ...clinic,
      itemId: (await givenCall(t, clinic, { patientId })).id,
      local: await givenStaff(t, { organizationId, clinicIds: [clinicId] }),
      visit: async ({ elsewhere = false, ...over } = {}) => ({
        kind: 'appointment',
        recordId: await givenAppointment(t, {
          ...clinic,
          clinicId: clinicIds[elsewhere ? 1 : 0] ?? '',
          startsAt: elsewhere ? '2026-11-24T15:00:00Z' : '2026-11-24T14:00:00Z',
          ...over,
        }),
      }),
      otherCall: async (over = {}) => ({
        kind: 'work-item',
        recordId: (await givenCall(t, clinic, { patientId, about, ...over })).id,
      }),
    };
  }
  const link =
    ({ itemId }: Pick<Desk, 'itemId'>, record: LinkKey, expectedVersion = 1) =>
    (ctx: Ctx) =>
      linkWork(ctx, calls, { itemId, expectedVersion, ...record });
  const unlink =
    ({ itemId }: Pick<Desk, 'itemId'>, record: LinkKey, expectedVersion = 1) =>
    (ctx: Ctx) =>
      unlinkWork(ctx, calls, { itemId, expectedVersion, ...record });
  const linksSeenBy = async ({ scope }: GivenStaff, { itemId }: Desk): Promise<WorkLink[]> =>
    (await t.database.inTransaction(scope, (ctx) => getWork(ctx, calls, itemId))).links;
  const linkable = ({ scope }: GivenStaff, { itemId }: Desk) =>
    t.database.inTransaction(scope, (ctx) => listLinkable(ctx, calls, itemId));

  it('name a visit and another call, and say who linked them', async () => {
    const desk = await givenDesk();
    const [visit, other] = [await desk.visit(), await desk.otherCall()];
    await proof.proves(desk, desk.local.scope, link(desk, visit), ['calls.work-linked']);
    t.clock.advance({ minutes: 1 });
    await proof.proves(desk, desk.local.scope, link(desk, other, 2), ['calls.work-linked']);
    const [first, second, ...more] = await linksSeenBy(desk.local, desk);
    assert.deepEqual(more, []);
    assert.ok(first && second);
    const { title, path } = first.record ?? {};
    assert.equal(title, 'Visit on Tue, Nov 24, 2026, 9:00 am');
    assert.equal(path, `/calendar/day/2026-11-24?visit=${visit.recordId}`);
    assert.match(first.record?.detail ?? '', / · booked$/);
    assert.deepEqual(
      [first.kind, first.recordId, first.linkedById],
      ['appointment', visit.recordId, desk.local.staffId],
    );
    assert.deepEqual(second.record, {
      title: 'Call back: parking',
      detail: 'Call · to call',
      path: `/calls/${other.recordId}`,
    });
    const { steps } = await t.database.inTransaction(desk.local.scope, (ctx) =>
      getWork(ctx, calls, desk.itemId),
    );
    assert.deepEqual(
      steps.map(({ act }) => act),
      ['opened', 'linked', 'linked'],
    );
  });

  it('are there once: linking again changes nothing', async () => {
    const desk = await givenDesk();
    const visit = await desk.visit();
    await proof.proves(desk, desk.local.scope, link(desk, visit), ['calls.work-linked']);
    const again = await proof.proves(desk, desk.local.scope, link(desk, visit, 2), []);
    assert.equal(again.version, 2);
    assert.equal((await linksSeenBy(desk.local, desk)).length, 1);
  });

  it('are taken away; the step and the audit entry stay, and they can come back', async () => {
    const desk = await givenDesk();
    const visit = await desk.visit();
    await proof.proves(desk, desk.local.scope, link(desk, visit), ['calls.work-linked']);
    await proof.proves(desk, desk.local.scope, unlink(desk, visit, 2), ['calls.work-unlinked']);
    assert.deepEqual(await linksSeenBy(desk.local, desk), []);
    const audited = await t
      .owner('audit_entry')
      .where({ act: 'calls.work-unlinked', entity_id: desk.itemId })
      .first<{ detail: Record<string, unknown> }>('detail');
    assert.equal(audited.detail['recordId'], visit.recordId);
    await proof.refuses(desk, desk.local.scope, unlink(desk, visit, 3), 'not-found');
    await proof.proves(desk, desk.local.scope, link(desk, visit, 3), ['calls.work-linked']);
  });

  it('are refused alike for what is not there, of somebody else, not theirs to read, or itself', async () => {
    const desk = await givenDesk();
    const somebodyElse = await givenPatient(t, desk);
    const wrong: LinkKey[] = [
      { kind: 'appointment', recordId: newId() },
      { kind: 'work-item', recordId: newId() },
      // A call's id is no visit's.
      { ...(await desk.otherCall()), kind: 'appointment' },
      { kind: 'work-item', recordId: desk.itemId },
      await desk.visit({ elsewhere: true }),
      await desk.visit({ patientId: somebodyElse }),
      await desk.otherCall({ patientId: somebodyElse }),
    ];
    for (const record of wrong)
      await proof.refuses(desk, desk.local.scope, link(desk, record), 'invalid-input');
  });

  it('to what the reader may not read say nothing of it', async () => {
    const desk = await givenDesk();
    const elsewhere = await desk.visit({ elsewhere: true });
    await proof.proves(desk, desk.scheduler.scope, link(desk, elsewhere), ['calls.work-linked']);
    const [seen] = await linksSeenBy(desk.scheduler, desk);
    assert.match(seen?.record?.title ?? '', /^Visit on Tue, Nov 24, 2026/);
    assert.equal(seen?.record?.path, null);
    const [hidden] = await linksSeenBy(desk.local, desk);
    assert.equal(hidden?.record, null);
  });

  it('keep out of somebody’s hands, of a closed item and of an old version', async () => {
    const desk = await givenDesk();
    const visit = await desk.visit();
    await proof.refuses(desk, desk.local.scope, link(desk, visit, 9), 'conflict');
    await t.database.inTransaction(desk.manager.scope, (ctx) => claimWork(ctx, calls, desk.itemId));
    await proof.refuses(desk, desk.local.scope, link(desk, visit, 2), 'rule-broken held');
    const closed = await givenCall(t, desk, { patientId: desk.patientId });
    await t
      .owner('work_item')
      .where({ id: closed.id })
      .update({ closed_at: t.clock.now, status: 'done' });
    const of = { itemId: closed.id };
    await proof.refuses(desk, desk.local.scope, link(of, visit), 'rule-broken closed');
  });

  it('are so many at most', async () => {
    const desk = await givenDesk();
    const visit = await desk.visit();
    const row = {
      organization_id: desk.organizationId,
      clinic_id: desk.clinicId,
      work_item_id: desk.itemId,
      kind: 'appointment',
      linked_by_id: desk.local.staffId,
      at: t.clock.now,
    };
    const rows = Array.from({ length: mostLinks }, () => ({
      ...row,
      id: newId(),
      record_id: newId(),
    }));
    await t.owner('work_link').insert(rows);
    await proof.refuses(desk, desk.local.scope, link(desk, visit), 'rule-broken too-many-links');
  });

  it('are chosen from the patient’s visits and other open calls, without what is linked', async () => {
    const desk = await givenDesk();
    const [visit, other] = [await desk.visit(), await desk.otherCall()];
    await desk.visit({ elsewhere: true });
    const { items } = await linkable(desk.local, desk);
    assert.deepEqual(
      items.map(({ kind, recordId }) => ({ kind, recordId })),
      [visit, other],
    );
    await t.database.inTransaction(desk.local.scope, link(desk, visit));
    assert.deepEqual(
      (await linkable(desk.local, desk)).items.map(({ recordId }) => recordId),
      [other.recordId],
    );
  });

  it('are not made or offered by who only reads the queue, nor from another clinic', async () => {
    const desk = await givenDesk();
    const visit = await desk.visit();
    const { organizationId, clinicId } = desk;
    const clinicIds = [clinicId];
    const reader = await givenStaff(t, { organizationId, clinicIds, role: 'clinician' });
    const stranger = await givenBookableClinic(t);
    const list = (ctx: Ctx) => listLinkable(ctx, calls, desk.itemId);
    for (const act of [link(desk, visit), unlink(desk, visit), list]) {
      await proof.refuses(desk, reader.scope, act, 'not-allowed');
      await proof.refuses(desk, stranger.scheduler.scope, act, 'not-found');
    }
  });
});
