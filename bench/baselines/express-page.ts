// The least that a page of a queue costs over this driver: fifty rows of one table by an index, no walls, no session.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import pg from 'pg';
import { startCluster } from '../../server/platform/embedded-postgres/cluster.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'daysheet-bare-'));
const cluster = await startCluster({ dataDir });
const pool = new pg.Pool({ ...cluster.connection, max: 10 });
// As many fields of the same kinds as an item's view has.
await pool.query(`
  create table item as
  select gen_random_uuid() as id, 1 as version, gen_random_uuid() as patient_id, 'M-' || n as mrn, 'Okafor' as family,
    'Amara' as given, date '1980-01-01' + (n % 9000) as birth_on, false as interpreter, 'call-back' as kind,
    'asked for the opening hours' as about, null::uuid as appointment_id, null::timestamptz as calling_since,
    gen_random_uuid() as clinic_id, 'to-call' as status, 'routine' as priority, null::uuid as owner_id,
    null::uuid as lease_holder_id, null::timestamptz as snoozed_until, null::text as reason, '{}'::text[] as tags,
    now() + n * interval '1 minute' as due_at, 'on-time' as level, null::bigint as amount_cents, 0 as comments,
    0 as attachments, now() as opened_at, null::timestamptz as closed_at, gen_random_uuid() as clock_id,
    'calls.routine' as rule, 0 as rule_version, 'Call made' as title, now() as started_at,
    'The call was asked for' as start_evidence, null::timestamptz as target_at,
    now() + n * interval '1 minute' as deadline_at, now() + n * interval '1 minute' as warn_at, 'running' as state,
    null::text as paused_because, null::timestamptz as stopped_at, repeat('x', ${Number(process.argv[4] ?? 0)}) as filling
  from generate_series(1, ${Number(process.argv[3] ?? 0)}) n`);
await pool.query('create index on item (due_at, id)');
await pool.query('analyze item');

const app = express();
app.get('/', (_request, response) => {
  response.json({});
});
app.get('/page', (_request, response, next) => {
  pool
    .query('select * from item order by due_at, id limit 50')
    .then(({ rows }) => response.json({ items: rows, next: null, asOf: 0 }), next);
});

const server = app.listen(Number(process.argv[2]), '127.0.0.1');
process.once('SIGTERM', () => {
  server.close();
  void pool
    .end()
    .then(() => cluster.stop())
    .then(() => rmSync(dataDir, { recursive: true, force: true }))
    .then(() => process.exit(0));
});
