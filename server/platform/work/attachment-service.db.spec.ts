import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { mostAttachments } from '#contract/attachment';
import type { Call } from '#contract/calls';
import { calls } from '../../calls/calls-queue.ts';
import { givenCall, givenCallClinic, type CallClinic } from '../../calls/given-call.ts';
import { callsProof, type CallsProof } from '../../calls/test-calls.ts';
import { givenStaff } from '../../staff/given-organization.ts';
import { sweepBlobs } from '../blob-store/due-blobs.ts';
import { testBlobs, type TestBlobs } from '../blob-store/test-blobs.ts';
import type { Ctx, Scope } from '../context.ts';
import { testDatabase, type TestDatabase } from '../db/test-database.ts';
import { newId } from '../ids.ts';
import type { SentFile } from '../http/route.ts';
import { attachToWork, openAttachment, removeAttachment } from './attachment-service.ts';
import { givenAttachment } from './given-attachment.ts';
import { getWork } from './work-queries.ts';
import { claimWork } from './lease-service.ts';

const blob = {
  key: '0'.repeat(32),
  sha256: 'a'.repeat(64),
  bytes: 500,
  mediaType: 'application/pdf',
} as const;

describe('files on work items', () => {
  let t: TestDatabase;
  let proof: CallsProof;
  let blobs: TestBlobs;
  before(async () => {
    t = await testDatabase();
    proof = callsProof(t);
    blobs = await testBlobs();
  });
  after(() => t.close());

  const run = <T>(scope: Scope, act: (ctx: Ctx) => Promise<T>) =>
    t.database.inTransaction(scope, act);
  const attach =
    ({ id: itemId }: Call) =>
    (ctx: Ctx) =>
      attachToWork(ctx, calls, { itemId, kind: 'fax', name: 'late fax.pdf', blob });
  const given = async (clinic: CallClinic) => {
    const { id: itemId } = await givenCall(t, clinic);
    const { item, attachment } = await givenAttachment(t, calls, {
      scope: clinic.ana.scope,
      itemId,
    });
    const ofFile = { itemId, attachmentId: attachment.id };
    return { item, attachment, ofFile, asked: { ...ofFile, expectedVersion: item.version } };
  };
  const open =
    (ofFile: { itemId: string; attachmentId: string }) =>
    (ctx: Ctx): Promise<SentFile> =>
      openAttachment(ctx, calls, ofFile);
  const reason = 'Of another patient';

  it('are attached, counted and told of; the item tells of each', async () => {
    const clinic = await givenCallClinic(t);
    const call = await givenCall(t, clinic);
    const { item, attachment } = await proof.proves(clinic, clinic.ana.scope, attach(call), [
      'calls.work-attached',
    ]);
    assert.deepEqual([item.work.attachments, item.version], [1, call.version + 1]);
    assert.deepEqual(attachment, {
      id: attachment.id,
      kind: 'fax',
      name: 'late fax.pdf',
      mediaType: 'application/pdf',
      bytes: 500,
      byId: clinic.ana.staffId,
      at: t.clock.now,
      removedAt: null,
      removedBecause: null,
    });
    const { attachments, steps } = await run(clinic.ben.scope, (ctx) =>
      getWork(ctx, calls, call.id),
    );
    assert.deepEqual(attachments, [attachment]);
    assert.deepEqual(
      steps.map(({ act }) => act),
      ['opened', 'attached'],
    );
    const audited = await t
      .owner('audit_entry')
      .where({ act: 'calls.work-attached', entity_id: call.id })
      .first<{ detail: Record<string, unknown> }>('detail');
    assert.equal(audited.detail['attachmentId'], attachment.id);
    assert.ok(!JSON.stringify(audited).includes('late fax'));
  });

  it('are attached while somebody else holds the item and after it is closed', async () => {
    const clinic = await givenCallClinic(t);
    const held = await givenCall(t, clinic);
    await run(clinic.ben.scope, (ctx) => claimWork(ctx, calls, held.id));
    const { item } = await proof.proves(clinic, clinic.ana.scope, attach(held), [
      'calls.work-attached',
    ]);
    assert.equal(item.work.lease?.holderId, clinic.ben.staffId);
    const { ofFile, asked } = await given(clinic);
    await t
      .owner('work_item')
      .where({ id: ofFile.itemId })
      .update({ closed_at: t.clock.now, status: 'done' });
    await proof.proves(
      clinic,
      clinic.ana.scope,
      (ctx) => removeAttachment(ctx, calls, { ...asked, reason }),
      ['calls.work-attachment-removed'],
    );
  });

  it('are removed: who, when and why stays, the bytes go', async () => {
    const clinic = await givenCallClinic(t);
    const { attachment, ofFile, asked } = await given(clinic);
    const file = await run(clinic.ben.scope, open(ofFile));
    assert.deepEqual(blobs.keysOf(clinic.organizationId), [file.blobKey]);
    t.clock.advance({ minutes: 1 });
    const removed = await proof.proves(
      clinic,
      clinic.ben.scope,
      (ctx) => removeAttachment(ctx, calls, { ...asked, reason }),
      ['calls.work-attachment-removed'],
    );
    assert.equal(removed.item.work.attachments, 0);
    assert.deepEqual(removed.attachment, {
      ...attachment,
      removedAt: t.clock.now,
      removedBecause: reason,
    });
    const { attachments } = await run(clinic.ana.scope, (ctx) =>
      getWork(ctx, calls, ofFile.itemId),
    );
    assert.deepEqual(attachments, [removed.attachment]);
    const row = await t
      .owner('work_attachment')
      .where({ id: attachment.id })
      .first<{ removed_by_id: string }>('removed_by_id');
    assert.equal(row.removed_by_id, clinic.ben.staffId);
    await proof.refuses(clinic, clinic.ana.scope, open(ofFile), 'not-found');
    const home = { database: t.database, blobs: blobs.store };
    assert.equal(await sweepBlobs(home, clinic.organizationId), 1);
    assert.deepEqual(blobs.keysOf(clinic.organizationId), []);
  });

  it('are not removed twice, unseen, out of somebody’s hands or from another item', async () => {
    const clinic = await givenCallClinic(t);
    const { asked } = await given(clinic);
    const other = await givenCall(t, clinic);
    const remove = (scope: Scope, over: object, refusal: string) =>
      proof.refuses(
        clinic,
        scope,
        (ctx) => removeAttachment(ctx, calls, { ...asked, reason, ...over }),
        refusal,
      );
    const { scope } = clinic.ana;
    await remove(scope, { expectedVersion: asked.expectedVersion - 1 }, 'conflict');
    await remove(scope, { itemId: other.id, expectedVersion: other.version }, 'not-found');
    await remove(scope, { attachmentId: newId() }, 'not-found');
    const held = await run(clinic.ben.scope, (ctx) => claimWork(ctx, calls, asked.itemId));
    await remove(scope, { expectedVersion: held.version }, 'rule-broken held');
    await run(clinic.ben.scope, (ctx) =>
      removeAttachment(ctx, calls, { ...asked, expectedVersion: held.version, reason }),
    );
    const expectedVersion = held.version + 1;
    await remove(clinic.ben.scope, { expectedVersion }, 'rule-broken already-removed');
  });

  it('are not there for another clinic, and only read by who only reads the queue', async () => {
    const clinic = await givenCallClinic(t);
    const { item, ofFile, asked } = await given(clinic);
    const elsewhere = await givenCallClinic(t);
    const { organizationId, clinicId } = clinic;
    const reader = await givenStaff(t, {
      organizationId,
      clinicIds: [clinicId],
      role: 'clinician',
    });
    const biller = await givenStaff(t, { organizationId, clinicIds: [clinicId], role: 'biller' });
    const remove = (ctx: Ctx) => removeAttachment(ctx, calls, { ...asked, reason });
    for (const act of [open(ofFile), attach(item), remove]) {
      await proof.refuses(clinic, elsewhere.ana.scope, act, 'not-found');
      await proof.refuses(clinic, biller.scope, act, 'not-found');
    }
    for (const act of [attach(item), remove])
      await proof.refuses(clinic, reader.scope, act, 'not-allowed');
    assert.equal((await run(reader.scope, open(ofFile))).bytes, 500);
  });

  it('are so many at most', async () => {
    const clinic = await givenCallClinic(t);
    const call = await givenCall(t, clinic);
    await t.owner('work_item').where({ id: call.id }).update({ attachments: mostAttachments });
    await proof.refuses(clinic, clinic.ana.scope, attach(call), 'rule-broken too-many-files');
  });
});
