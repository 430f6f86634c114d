// From asking for an archive to its removal, by whoever may, through crashes and second thoughts.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import {
  applyExportsChange,
  archiveKeptHours,
  type ExportsChange,
  type ExportsState,
} from '#contract/exports';
import { sweepBlobs, type BlobHome } from '../platform/blob-store/due-blobs.ts';
import { testBlobs } from '../platform/blob-store/test-blobs.ts';
import type { Ctx } from '../platform/context.ts';
import { expectChange, expectNoChange } from '../platform/change-log/expect-change.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { newId } from '../platform/ids.ts';
import { ProblemError } from '../platform/problem.ts';
import { runTickOnce } from '../platform/ticks/run-ticks.ts';
import { givenOrganization, givenStaff, type GivenStaff } from '../staff/given-organization.ts';
import { exportsSlice } from './exports-slice.ts';
import { listExports } from './exports-queries.ts';
import {
  beginExport,
  finishExport,
  openExport,
  requestExport,
  sendArchive,
  withdrawExport,
} from './exports-service.ts';
import { askForExport, blobHome, exportRow, givenArchive } from './given-export.ts';
import { makeExport } from './start-exports.ts';

describe('an export', () => {
  let t: TestDatabase;
  let home: BlobHome;
  let clinicIds: string[];
  let administrator: GivenStaff;
  before(async () => {
    t = await testDatabase();
    home = await blobHome(t);
  });
  after(() => t.close());
  beforeEach(async () => {
    const organization = await givenOrganization(t, { clinics: [{}, {}] });
    ({ clinicIds } = organization);
    administrator = await givenStaff(t, { ...organization, role: 'administrator' });
  });

  const act = <T>(fn: (ctx: Ctx) => Promise<T>): Promise<T> =>
    t.database.inTransaction(administrator.scope, fn);
  const asSystem = <T>(fn: (ctx: Ctx) => Promise<T>): Promise<T> => {
    const { organizationId } = administrator;
    return t.database.inTransaction({ kind: 'system', organizationId, reason: 'test' }, fn);
  };
  const snapshot = async (): Promise<ExportsState> => ({
    exports: Object.fromEntries((await act(listExports)).map((each) => [each.id, each])),
  });
  const fold = (
    state: ExportsState,
    { feed, type, payload }: { feed: string; type: string; payload: unknown },
  ): ExportsState =>
    feed === 'exports:organization'
      ? applyExportsChange(state, { type, payload } as ExportsChange)
      : state;
  const expected = <T>(
    types: string[],
    action: () => Promise<T>,
  ): ReturnType<typeof expectChange<ExportsState, T>> =>
    expectChange({
      t,
      organizationId: administrator.organizationId,
      snapshot,
      fold,
      action,
      types: types.map((type) => `exports.export-${type}`),
    });
  const isRule = (error: unknown, rule: string): boolean =>
    error instanceof ProblemError && error.details.rule === rule;
  const refuses = (action: () => Promise<unknown>, refusal: string): Promise<void> =>
    expectNoChange({
      t,
      organizationId: administrator.organizationId,
      snapshot,
      action,
      refusal,
    });
  const keys = async (): Promise<string[]> =>
    (await testBlobs()).keysOf(administrator.organizationId);
  const acts = (): Promise<string[]> =>
    t
      .owner('audit_entry')
      .where({ organization_id: administrator.organizationId })
      .orderBy('at')
      .orderBy('id')
      .pluck('act');

  it('is asked for, made, fetched for three days and then gone', async () => {
    const { answer } = await expected(['requested'], () => askForExport(t, administrator));
    await refuses(() => act((ctx) => openExport(ctx, answer.id)), 'rule-broken wrong-state');
    await expected(['progressed', 'progressed', 'progressed'], () =>
      makeExport(home, administrator.organizationId, { keptEveryMs: Infinity }),
    );
    const row = await exportRow(t, answer.id);
    assert.deepEqual([row.status, row.attempts, row.lease_until], ['ready', 1, null]);
    assert.equal(row.files_done, row.files);
    assert.deepEqual(await keys(), [row.blob_key]);
    const file = await act((ctx) => sendArchive(ctx, answer.id));
    assert.deepEqual(
      [file.blobKey, file.bytes, file.name, file.mediaType],
      [row.blob_key, row.bytes, 'daysheet-export-2026-11-23.zip', 'application/zip'],
    );
    const [tick] = exportsSlice.ticks ?? [];
    assert.ok(tick);
    assert.equal(await runTickOnce(t.database, tick, administrator.organizationId), 0);
    t.clock.advance({ hours: archiveKeptHours });
    await refuses(() => act((ctx) => sendArchive(ctx, answer.id)), 'rule-broken wrong-state');
    await expected(['progressed'], () =>
      runTickOnce(t.database, tick, administrator.organizationId),
    );
    await sweepBlobs(home, administrator.organizationId);
    assert.deepEqual([(await exportRow(t, answer.id)).status, await keys()], ['expired', []]);
    assert.deepEqual(await acts(), ['export.request', 'export.finish', 'export.expire']);
  });

  it('is for who may in every clinic of the organization', async () => {
    const { id } = await askForExport(t, administrator);
    const { organizationId } = administrator;
    const ofOne = await givenStaff(t, {
      organizationId,
      clinicIds: clinicIds.slice(0, 1),
      role: 'administrator',
    });
    const manager = await givenStaff(t, { organizationId, clinicIds, role: 'clinic-manager' });
    const actions: ((ctx: Ctx) => Promise<unknown>)[] = [
      (ctx) => requestExport(ctx, { reason: 'why' }),
      (ctx) => openExport(ctx, id),
      (ctx) => sendArchive(ctx, id),
      (ctx) => withdrawExport(ctx, { exportId: id, expectedVersion: 1 }),
      listExports,
    ];
    for (const { scope } of [ofOne, manager])
      for (const action of actions)
        await refuses(() => t.database.inTransaction(scope, action), 'not-allowed');
  });

  it('is one at a time, whoever asks at the same moment', async () => {
    const asked = await Promise.allSettled(
      Array.from({ length: 6 }, () => askForExport(t, administrator)),
    );
    const [won, ...more] = asked.filter(({ status }) => status === 'fulfilled');
    assert.ok(won);
    assert.deepEqual(more, []);
    for (const each of asked)
      if (each.status === 'rejected') assert.ok(isRule(each.reason, 'export-under-way'));
  });

  it('is made once, however many servers look for it', async () => {
    const { id } = await askForExport(t, administrator);
    await Promise.all(
      Array.from({ length: 4 }, () => makeExport(home, administrator.organizationId)),
    );
    const row = await exportRow(t, id);
    assert.deepEqual([row.status, row.attempts], ['ready', 1]);
    assert.deepEqual(await keys(), [row.blob_key]);
  });

  it('that a crashed server began is begun anew, and the first one can no longer finish it', async () => {
    const { id } = await askForExport(t, administrator);
    const crashed = await asSystem(beginExport);
    assert.ok(crashed);
    assert.equal(await asSystem(beginExport), null, 'its lease holds');
    t.clock.advance({ minutes: 4 });
    await makeExport(home, administrator.organizationId);
    const row = await exportRow(t, id);
    assert.deepEqual([row.status, row.attempts], ['ready', 2]);
    assert.notEqual(row.blob_key, crashed.key);
    const late = { key: crashed.key, bytes: 9, sha256: 'ab' };
    assert.equal(await asSystem((ctx) => finishExport(ctx, crashed, late)), false);
    assert.deepEqual(await exportRow(t, id), row);
  });

  it('that crashes three servers is given up', async () => {
    const { id } = await askForExport(t, administrator);
    for (let attempt = 0; attempt < 3; attempt += 1) {
      assert.ok(await asSystem(beginExport));
      t.clock.advance({ minutes: 4 });
    }
    await makeExport(home, administrator.organizationId);
    const row = await exportRow(t, id);
    assert.deepEqual([row.status, row.failure], ['failed', 'unexpected']);
    await askForExport(t, administrator);
  });

  it('that a server leaves because it stops costs no attempt', async () => {
    const { id } = await askForExport(t, administrator);
    await makeExport(home, administrator.organizationId, { signal: AbortSignal.abort() });
    const left = await exportRow(t, id);
    assert.deepEqual([left.status, left.attempts, await keys()], ['running', 0, []]);
    await makeExport(home, administrator.organizationId);
    assert.equal((await exportRow(t, id)).status, 'ready');
  });

  it('fails plainly and leaves no file where the storage does not take it', async () => {
    const { id } = await askForExport(t, administrator);
    const unavailable = new ProblemError('unavailable', 'The storage does not answer.');
    const blobs = { ...home.blobs, putOwn: () => Promise.reject(unavailable) };
    await assert.rejects(makeExport({ ...home, blobs }, administrator.organizationId), unavailable);
    const row = await exportRow(t, id);
    assert.deepEqual([row.status, row.failure, await keys()], ['failed', 'storage', []]);
    assert.deepEqual(await t.owner('blob_due').where({ key: row.blob_key }), []);
  });

  it('that is withdrawn while it is made leaves no file', async () => {
    const { id } = await askForExport(t, administrator);
    const making = await asSystem(beginExport);
    assert.ok(making);
    await expected(['progressed'], () =>
      act((ctx) => withdrawExport(ctx, { exportId: id, expectedVersion: 1 })),
    );
    const late = { key: making.key, bytes: 9, sha256: 'ab' };
    assert.equal(await asSystem((ctx) => finishExport(ctx, making, late)), false);
    assert.equal((await exportRow(t, id)).status, 'withdrawn');
    await refuses(
      () => act((ctx) => withdrawExport(ctx, { exportId: id, expectedVersion: 3 })),
      'rule-broken wrong-state',
    );
  });

  it('that is withdrawn when it is ready is removed, unless it has changed meanwhile', async () => {
    const { row } = await givenArchive(t, administrator);
    const exportId = row.id;
    await refuses(
      () => act((ctx) => withdrawExport(ctx, { exportId, expectedVersion: row.version - 1 })),
      'conflict',
    );
    await act((ctx) => withdrawExport(ctx, { exportId, expectedVersion: row.version }));
    await sweepBlobs(home, administrator.organizationId);
    assert.deepEqual(await keys(), []);
    await refuses(() => act((ctx) => sendArchive(ctx, exportId)), 'rule-broken wrong-state');
  });

  it('of nobody known is not there', async () => {
    await refuses(() => act((ctx) => openExport(ctx, newId())), 'not-found');
  });
});
