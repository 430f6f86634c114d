import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { givenOrganization } from '../../staff/given-organization.ts';
import type { Ctx } from '../context.ts';
import { testDatabase, type TestDatabase } from '../db/test-database.ts';
import { newBlobKey } from './blob-place.ts';
import type { BlobStore } from './blob-store.ts';
import {
  dropUnlessSettled,
  expectBlob,
  giveUpBlob,
  settleBlob,
  sweepBlobs,
  type BlobHome,
} from './due-blobs.ts';
import { aPdf, inParts } from './given-content.ts';
import { testBlobs, type TestBlobs } from './test-blobs.ts';

describe('a file without an owner', () => {
  let t: TestDatabase;
  let blobs: TestBlobs;
  let home: BlobHome;
  before(async () => {
    t = await testDatabase();
    blobs = await testBlobs();
    home = { database: t.database, blobs: blobs.store };
  });
  after(() => t.close());

  const write = <T>(organizationId: string, act: (ctx: Ctx) => Promise<T>) =>
    t.database.inTransaction({ kind: 'system', organizationId, reason: 'test' }, act);
  /** As an upload leaves it when the server dies between the file and its row. */
  async function givenKept(): Promise<{ organizationId: string; key: string }> {
    const { organizationId } = await givenOrganization(t);
    const key = newBlobKey();
    await write(organizationId, (ctx) => expectBlob(ctx, key));
    await blobs.store.put(organizationId, inParts(aPdf(100)), key);
    return { organizationId, key };
  }
  const dueOf = (organizationId: string) =>
    t.owner('blob_due').where({ organization_id: organizationId }).pluck<string[]>('key');

  it('that a crash left is removed when no upload can be under way any more', async () => {
    const { organizationId, key } = await givenKept();
    t.clock.advance({ minutes: 59 });
    assert.equal(await sweepBlobs(home, organizationId), 0);
    assert.deepEqual(blobs.keysOf(organizationId), [key]);
    t.clock.advance({ minutes: 1 });
    assert.equal(await sweepBlobs(home, organizationId), 1);
    assert.deepEqual(blobs.keysOf(organizationId), []);
    assert.deepEqual(await dueOf(organizationId), []);
  });

  it('gets none once it is given up', async () => {
    const { organizationId, key } = await givenKept();
    t.clock.advance({ hours: 1 });
    await sweepBlobs(home, organizationId);
    await assert.rejects(
      write(organizationId, (ctx) => settleBlob(ctx, key)),
      /given up before/,
    );
  });

  it('is dropped at once after a failure, but not when it turns out to have an owner', async () => {
    const left = await givenKept();
    await dropUnlessSettled(home, left.organizationId, left.key);
    assert.deepEqual(blobs.keysOf(left.organizationId), []);
    assert.deepEqual(await dueOf(left.organizationId), []);

    const owned = await givenKept();
    await write(owned.organizationId, (ctx) => settleBlob(ctx, owned.key));
    await dropUnlessSettled(home, owned.organizationId, owned.key);
    t.clock.advance({ hours: 24 });
    assert.equal(await sweepBlobs(home, owned.organizationId), 0);
    assert.deepEqual(blobs.keysOf(owned.organizationId), [owned.key]);
  });

  it('is not dropped while its row is being committed', async () => {
    const { organizationId, key } = await givenKept();
    t.clock.advance({ hours: 2 });
    let dropping: Promise<void> | undefined;
    await write(organizationId, async (ctx) => {
      await settleBlob(ctx, key);
      dropping = dropUnlessSettled(home, organizationId, key);
      assert.equal(await sweepBlobs(home, organizationId), 0);
    });
    await dropping;
    assert.deepEqual(blobs.keysOf(organizationId), [key]);
  });

  it('that its owner gave up goes with the next run, and again with the one after a failed one', async () => {
    const { organizationId, key } = await givenKept();
    await write(organizationId, async (ctx) => {
      await settleBlob(ctx, key);
      await giveUpBlob(ctx, key);
    });
    const failing: BlobStore = {
      ...blobs.store,
      remove: () => Promise.reject(new Error('the storage is away')),
    };
    await assert.rejects(sweepBlobs({ ...home, blobs: failing }, organizationId), /away/);
    assert.deepEqual(blobs.keysOf(organizationId), [key]);
    assert.equal(await sweepBlobs(home, organizationId), 1);
    assert.deepEqual(blobs.keysOf(organizationId), []);
    assert.equal(await sweepBlobs(home, organizationId), 0);
  });

  it('is removed with at most ninety-nine others in a run, and with none of another organization', async () => {
    const { organizationId } = await givenOrganization(t);
    const other = await givenKept();
    t.clock.advance({ hours: 2 });
    await t.owner('blob_due').insert(
      Array.from({ length: 150 }, () => ({
        organization_id: organizationId,
        key: newBlobKey(),
        due_at: t.clock.now,
      })),
    );
    assert.equal(await sweepBlobs(home, organizationId), 100);
    assert.equal((await dueOf(organizationId)).length, 50);
    assert.equal(await sweepBlobs(home, organizationId), 50);
    assert.deepEqual(blobs.keysOf(other.organizationId), [other.key]);
  });
});
