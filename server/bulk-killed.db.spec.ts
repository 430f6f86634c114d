// A server that is killed in the middle of an action on many items: the next one goes on, and each item is touched once.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { calls } from './calls/calls-queue.ts';
import { givenCall, givenCallClinic, type CallClinic } from './calls/given-call.ts';
import { testDatabase, type TestDatabase } from './platform/db/test-database.ts';
import { until } from './platform/test-until.ts';
import { startBulk } from './platform/work/bulk-service.ts';

/** More than a step takes. */
const many = 700;

let t: TestDatabase;
let dataDir: string;
const servers: ChildProcess[] = [];
before(async () => {
  t = await testDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'daysheet-killed-'));
});
after(async () => {
  for (const server of servers) server.kill('SIGKILL');
  await t.close();
  rmSync(dataDir, { recursive: true, force: true });
});

it('a server killed in the middle of an action on many leaves each item touched once', async () => {
  const clinic = await givenCallClinic(t);
  const ids = await givenManyCalls(clinic);
  const { id: bulkId } = await t.database.inTransaction(clinic.manager.scope, (ctx) =>
    startBulk(ctx, calls, {
      clinicId: clinic.clinicId,
      action: { verb: 'tag', add: ['spanish'], remove: [] },
      items: Object.fromEntries(ids.map((id) => [id, 1])),
    }),
  );
  const progress = async (): Promise<number> =>
    (await t.owner('work_bulk').where({ id: bulkId }).pluck<number[]>('done'))[0] ?? 0;

  // Somebody's lock on the last item stops the second step half-way, with the first one committed.
  await t.owner.transaction(async (lock) => {
    await lock('work_item')
      .where({ id: ids.at(-1) })
      .forUpdate()
      .select('id');
    const first = await givenServer();
    await until('the second step waits', async () => (await progress()) > 0 && (await isWaiting()));
    await first.kill();
  });
  const done = await progress();
  assert.ok(done > 0 && done < many);

  const second = await givenServer();
  await until('the action has ended', async () => (await progress()) === many);
  await second.kill();
  const each = { organization_id: clinic.organizationId };
  assert.deepEqual(await t.owner('work_item').where(each).distinct('version', 'tags'), [
    { version: 2, tags: ['spanish'] },
  ]);
  const once = new Set(ids);
  assert.deepEqual(await idsOf('work_item_version', 'id', { ...each, version: 2 }), once);
  assert.deepEqual(
    await idsOf('audit_entry', 'entity_id', { ...each, act: 'calls.work-tagged' }),
    once,
  );
  assert.deepEqual(
    await idsOf('change_log', 'entity_id', { ...each, type: 'calls.work-tagged' }),
    once,
  );
  assert.deepEqual(await idsOf('work_bulk_item', 'work_item_id', { ...each, because: null }), once);
});

/** Set by set: copies of one call. */
async function givenManyCalls(clinic: CallClinic): Promise<string[]> {
  const { id } = await givenCall(t, clinic);
  // The servers have the real clock, by which it would turn.
  await t.owner('work_clock').where({ work_item_id: id }).update({ next_at: null });
  await t.owner.raw(
    `with copy as (
       insert into work_item (organization_id, id, clinic_id, queue, patient_id, status, priority, sort_at, due_at,
         opened_at)
       select organization_id, gen_random_uuid(), clinic_id, queue, patient_id, status, priority, sort_at, due_at,
         opened_at
       from work_item, generate_series(2, ?) where id = ?
       returning organization_id, id, clinic_id
     )
     insert into call_task (organization_id, id, clinic_id, kind, about)
     select organization_id, id, clinic_id, 'call-back', 'parking' from copy`,
    [many, id],
  );
  return t
    .owner('work_item')
    .where({ organization_id: clinic.organizationId })
    .orderBy('id')
    .pluck<string[]>('id');
}

async function givenServer(): Promise<{ kill(): Promise<void> }> {
  const file = fileURLToPath(new URL('test-server.ts', import.meta.url));
  const child = spawn(process.execPath, [file], { stdio: ['pipe', 'pipe', 'inherit'] });
  servers.push(child);
  child.stdin.write(JSON.stringify({ connection: t.connections.app, dataDir }));
  const ended = once(child, 'exit');
  await Promise.race([
    once(child.stdout, 'data'),
    ended.then(() => Promise.reject(new Error('The server did not start.'))),
  ]);
  return {
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function isWaiting(): Promise<boolean> {
  const { rows } = await t.owner.raw<{ rows: unknown[] }>(
    `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows.length > 0;
}

/** Fails when one is there twice. */
async function idsOf(table: string, column: string, where: object): Promise<Set<string>> {
  const ids = await t.owner(table).where(where).pluck<string[]>(column);
  assert.equal(new Set(ids).size, ids.length, `${table} has one of them twice`);
  return new Set(ids);
}
