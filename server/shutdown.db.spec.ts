import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, it } from 'node:test';
import { addProvider } from '#contract/staff';
import { givenApp } from './given-app.ts';
import { testDatabase, type TestDatabase } from './platform/db/test-database.ts';
import { until } from './platform/test-until.ts';
import { givenOrganization, givenStaff } from './staff/given-organization.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

function untilWaiting(): Promise<void> {
  return until('the request waits in the database', async () => {
    const { rows } = await t.owner.raw<{ rows: unknown[] }>(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rows.length > 0;
  });
}

it('a server that stops answers the request that runs, and takes no other', async () => {
  const { organizationId, clinicId } = await givenOrganization(t);
  const app = await givenApp(t);
  const staff = await givenStaff(t, {
    organizationId,
    clinicIds: [clinicId],
    role: 'administrator',
  });
  const console = await app.signedIn(staff);
  const body = { clinicId, family: 'Late', given: 'Lou', credentials: 'MD', specialty: 'Any' };

  let stopped: Promise<void> | undefined;
  let running: ReturnType<typeof console.call<typeof addProvider>> | undefined;
  await t.owner.transaction(async (lock) => {
    await lock.raw('lock table staff_member in exclusive mode');
    running = console.call(addProvider, { body });
    await untilWaiting();
    stopped = app.stop();
    const { port } = new URL(app.url);
    await new Promise<void>((resolve, reject) => {
      const late = connect(Number(port), '127.0.0.1', () => reject(new Error('still listens')));
      late.on('error', () => resolve());
    });
  });
  assert.equal((await running)?.status, 200);
  await stopped;
  const kept = await t
    .owner('staff_member')
    .where({ organization_id: organizationId, family: 'Late' });
  assert.equal(kept.length, 1);
});
