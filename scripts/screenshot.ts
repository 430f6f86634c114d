// Makes the pictures of docs/ from a demo server of its own: the refills, and the waitlist with one opening filled, one on
// offer, one with its candidates open.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Browser } from '@playwright/test';
import { cancelAppointment, listDay } from '#contract/calendar';
import {
  listCandidates,
  listOpenings,
  offerOpening,
  showOfferLink,
  type Opening,
} from '#contract/waitlist-opening';
import { changeWaitlistPolicy, getWaitlistPolicy } from '#contract/waitlist-policy';
import { chromiumPath } from '../e2e/support/chromium.ts';
import { openConsole } from '../e2e/support/console-page.ts';
import { startServer } from '../e2e/support/server-process.ts';
import { localDateOf } from '../server/platform/clock/instants.ts';
import { httpConsole, type HttpConsole } from './http-console.ts';
import { shootRefills } from './refill-screenshots.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'daysheet-screenshot-'));
const server = await startServer({ port: 4394, dataDir });
try {
  const browser = await chromium.launch({ executablePath: chromiumPath() });
  await shootRefills(browser, server.url);
  const console = await httpConsole(server.url, 'clinic-manager');
  const picked = await setScene(console);
  await shoot(browser, picked);
  await browser.close();
} finally {
  await server.stop({ removeData: true });
  rmSync(dataDir, { recursive: true, force: true });
}

async function setScene(console: HttpConsole): Promise<string> {
  const clinicId = console.me.clinics[0]!.id;
  const policy = await console.call(getWaitlistPolicy, { query: { clinicId } });
  const { version: expectedVersion, ...rest } = policy;
  await console.call(changeWaitlistPolicy, { body: { ...rest, expectedVersion, undoSeconds: 0 } });
  await freeTimes(console, clinicId, console.me.clinics[0]!.zone);
  const [filled, offered, picked] = await openingsWithCandidates(console, clinicId);
  for (const opening of [filled, offered]) await offerToBest(console, opening!);
  await answer(console, clinicId, filled!.id);
  return picked!.id;
}

/** Some visits of the coming days are cancelled. */
async function freeTimes(console: HttpConsole, clinicId: string, zone: string): Promise<void> {
  for (const days of [1, 2, 3]) {
    const date = localDateOf(new Date(Date.now() + days * 86_400_000).toISOString(), zone);
    const { appointments } = await console.call(listDay, { query: { clinicId, date } });
    const visits = appointments.filter(({ status }) => status === 'booked');
    for (const at of [3, 17, 31]) {
      const visit = visits[at];
      if (!visit) continue;
      await console.call(cancelAppointment, {
        params: { appointmentId: visit.id },
        body: { expectedVersion: visit.version, reason: 'pat' },
      });
    }
  }
}

async function openingsWithCandidates(console: HttpConsole, clinicId: string): Promise<Opening[]> {
  for (let tries = 0; tries < 50; tries++) {
    const { openings } = await console.call(listOpenings, { query: { clinicId } });
    const fitting = openings
      .filter(({ status, fitting }) => status === 'open' && fitting > 2)
      .sort((a, b) => b.startsAt.localeCompare(a.startsAt));
    if (fitting.length >= 4) return fitting;
    await pause(200);
  }
  throw new Error('The demo has too few openings that somebody fits.');
}

async function offerToBest(console: HttpConsole, { id, version }: Opening): Promise<void> {
  const { items } = await console.call(listCandidates, { params: { openingId: id } });
  const best = items.find(({ rank }) => rank === 1)!;
  await console.call(offerOpening, {
    params: { openingId: id },
    body: { expectedVersion: version, entryId: best.entry.id },
  });
}

async function answer(console: HttpConsole, clinicId: string, openingId: string): Promise<void> {
  for (let tries = 0; tries < 50; tries++) {
    const { offers } = await console.call(listOpenings, { query: { clinicId } });
    const sent = offers.find((offer) => offer.openingId === openingId && offer.status === 'sent');
    if (sent) {
      const { path } = await console.call(showOfferLink, { params: { offerId: sent.id } });
      await fetch(`${server.url}${path}/accept`, { method: 'POST', redirect: 'manual' });
      return;
    }
    await pause(200);
  }
  throw new Error('The offer did not leave.');
}

async function shoot(browser: Browser, openingId: string): Promise<void> {
  const { page } = await openConsole(browser, server.url, 'clinic-manager');
  await page.goto(`/waitlist?opening=${openingId}`);
  await page.getByRole('complementary', { name: 'Candidates' }).waitFor();
  await page
    .getByRole('button', { name: /^Offer to/ })
    .first()
    .waitFor();
  await page.screenshot({ path: 'docs/screenshot.png' });
}
