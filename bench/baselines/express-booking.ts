// The least that a booking costs over this driver: begin, four inserts, one update, commit; no rules at all.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import pg from 'pg';
import { startCluster } from '../../server/platform/embedded-postgres/cluster.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'daysheet-bare-'));
const cluster = await startCluster({ dataDir });
const pool = new pg.Pool({ ...cluster.connection, max: 10 });
await pool.query('create table counter (id int primary key, n bigint not null)');
await pool.query('insert into counter values (1, 0)');
for (const table of ['a', 'b', 'c', 'd'])
  await pool.query(`create table ${table} (id uuid primary key, body jsonb not null)`);

const app = express();
app.use(express.json());
app.get('/', (_request, response) => {
  response.json({});
});
// Signs in whoever asks, so that the loader can be the same.
app.post('/api/staff/demo-sign-in', (_request, response) => {
  response.json({ clinics: [] });
});
app.post('/api/calendar/appointments/book', (request, response, next) => {
  book(request.body).then((answer) => response.json(answer), next);
});

async function book(body: unknown): Promise<unknown> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    for (const table of ['a', 'b', 'c', 'd'])
      await client.query(`insert into ${table} values ($1, $2)`, [
        crypto.randomUUID(),
        JSON.stringify(body),
      ]);
    await client.query('update counter set n = n + 1 where id = 1');
    await client.query('commit');
    return body;
  } finally {
    client.release();
  }
}

const server = app.listen(Number(process.argv[2]), '127.0.0.1');
process.once('SIGTERM', () => {
  server.close();
  void pool
    .end()
    .then(() => cluster.stop())
    .then(() => rmSync(dataDir, { recursive: true, force: true }))
    .then(() => process.exit(0));
});
