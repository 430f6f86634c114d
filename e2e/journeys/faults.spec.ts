// What breaks in the middle: the server dies right after a commit, the database is killed. Nothing is lost and
// everything comes back by itself.
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { cancelAppointment, listDay } from '#contract/calendar';
import { listOpenings } from '#contract/waitlist-opening';
import { banner, column, openBoard, openConsole } from '../support/console-page.ts';
import { givenFreedVisit } from '../support/freed-visit.ts';
import { faultPort } from '../support/ports.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';

test.describe.configure({ mode: 'serial', timeout: 120_000 });

let dataDir: string;
let server: ServerProcess;

test.beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'daysheet-faults-'));
  server = await startServer({ port: faultPort, dataDir });
});
test.afterAll(() => server.stop({ removeData: true }));

test('a server killed right after a commit has lost nothing when it is back', async ({
  browser,
}) => {
  const world = await givenFreedVisit(server.url, 'Killed', { undoSeconds: 0 });
  const { context, page } = await openConsole(browser, server.url, 'scheduler');
  await openBoard(page);

  // The answer comes with the commit; consoles hear of it a moment later, which this server does not live to see.
  await world.manager.call(cancelAppointment, {
    params: { appointmentId: world.visit.id },
    body: { expectedVersion: world.visit.version, reason: 'pat' },
  });
  await server.kill();
  await expect(banner(page)).toContainText('No connection to the server.');

  server = await startServer({ port: faultPort, dataDir });
  await expect(page.getByText('Live', { exact: true })).toBeVisible({ timeout: 30_000 });
  const card = column(page, 'open').locator('app-opening-card', {
    hasText: world.provider.family,
  });
  await expect(card).toBeVisible();
  const { openings } = await world.manager.call(listOpenings, {
    query: { clinicId: world.clinic.id },
  });
  expect(openings.filter(({ appointmentId }) => appointmentId === world.visit.id)).toHaveLength(1);
  await context.close();
});

test('the console says that the database is away, and works again when it is back', async ({
  browser,
}) => {
  const world = await givenFreedVisit(server.url, 'Away', { undoSeconds: 0 });
  const { context, page } = await openConsole(browser, server.url, 'scheduler');
  await openBoard(page);

  process.kill(postmasterOf(dataDir), 'SIGKILL');
  await expect(banner(page)).toContainText('The database is away.');
  await expect(banner(page)).not.toContainText('The database is away.', { timeout: 30_000 });

  await world.manager.call(cancelAppointment, {
    params: { appointmentId: world.visit.id },
    body: { expectedVersion: world.visit.version, reason: 'pat' },
  });
  const card = column(page, 'open').locator('app-opening-card', {
    hasText: world.provider.family,
  });
  await expect(card).toBeVisible();
  const day = await world.manager.call(listDay, {
    query: { clinicId: world.clinic.id, date: world.date },
  });
  expect(day.appointments.find(({ id }) => id === world.visit.id)?.status).toBe('cancelled');
  await context.close();
});

function postmasterOf(folder: string): number {
  const [pid] = readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n');
  return Number(pid);
}
