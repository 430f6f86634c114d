// Waves of offers: by themselves, declined, answered on the phone, and links in other hands.
import { expect, test, type Page } from '@playwright/test';
import { listDay } from '#contract/calendar';
import { listOpenings, showOfferLink, type Offer } from '#contract/waitlist-opening';
import { cancelVisit, column, openBoard, openConsole, openDay } from '../support/console-page.ts';
import { givenFreedVisit, type FreedVisit } from '../support/freed-visit.ts';

const byItself = { autoOffer: true, waveSize: 1, waveDelayMinutes: 60 };

function cardOf(page: Page, name: 'open' | 'offered' | 'filled', { provider }: FreedVisit) {
  return column(page, name).locator('app-opening-card', { hasText: provider.family });
}

async function offersOf({ manager, clinic, visit }: FreedVisit): Promise<Offer[]> {
  const query = { clinicId: clinic.id };
  const { openings, offers } = await manager.call(listOpenings, { query });
  const opening = openings.find(({ appointmentId }) => appointmentId === visit.id);
  return offers
    .filter(({ openingId }) => openingId === opening?.id)
    .sort((a, b) => a.leavesAt.localeCompare(b.leavesAt));
}

/** The patient's page of the newest offer, as soon as it has left. */
async function linkOfNewest(world: FreedVisit, status: Offer['status']): Promise<string> {
  await expect.poll(async () => (await offersOf(world)).at(-1)?.status).toBe(status);
  const newest = (await offersOf(world)).at(-1);
  const { path } = await world.manager.call(showOfferLink, { params: { offerId: newest!.id } });
  return path;
}

async function visitsThen({ manager, clinic, date, provider, visit }: FreedVisit) {
  const day = await manager.call(listDay, { query: { clinicId: clinic.id, date } });
  return day.appointments.filter(
    ({ providerId, status, startsAt }) =>
      providerId === provider.id && status === 'booked' && startsAt === visit.startsAt,
  );
}

test('a cancelled visit is filled by itself: the first declines, the next accepts', async ({
  browser,
  baseURL,
}) => {
  const url = baseURL!;
  const world = await givenFreedVisit(url, 'Byitself', {
    undoSeconds: 0,
    terms: byItself,
    others: 1,
  });
  const a = await openConsole(browser, url, 'scheduler');
  const b = await openConsole(browser, url, 'clinic-manager');
  await openDay(a.page, world.date);
  await openBoard(b.page);
  await cancelVisit(a.page, world.visit.id);
  await expect(cardOf(b.page, 'offered', world)).toContainText(world.waiter);

  const patient = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await patient.newPage();
  await page.goto(url + (await linkOfNewest(world, 'sent')));
  await page.getByRole('button', { name: 'No, keep my visit' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Thank you for your answer');

  const [, next] = world.waiting;
  await expect(cardOf(b.page, 'offered', world)).toContainText(next!.patient);
  await page.goto(url + (await linkOfNewest(world, 'sent')));
  await page.getByRole('button', { name: 'Yes, book this time' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your visit is booked');

  await expect(cardOf(b.page, 'filled', world)).toBeVisible();
  const [filled, ...more] = await visitsThen(world);
  expect(more).toEqual([]);
  await expect(a.page.locator(`[data-visit="${filled!.id}"]`)).toContainText(next!.patient);
  for (const { context } of [a, b]) await context.close();
  await patient.close();
});

test('who is on the line takes the time over, and the link in a wave says so', async ({
  browser,
  baseURL,
}) => {
  const url = baseURL!;
  const world = await givenFreedVisit(url, 'Aline', {
    undoSeconds: 0,
    terms: byItself,
    others: 1,
  });
  const a = await openConsole(browser, url, 'scheduler');
  await openDay(a.page, world.date);
  await cancelVisit(a.page, world.visit.id);
  const link = await linkOfNewest(world, 'sent');
  const [, caller] = world.waiting;

  await openBoard(a.page);
  await cardOf(a.page, 'offered', world).getByRole('button').first().click();
  const panel = a.page.getByRole('complementary', { name: 'Candidates' });
  await panel.getByRole('button', { name: `Book ${caller!.patient}` }).click();
  await panel.getByLabel('Why before the others?').fill('Is on the line');
  await panel.locator('form button[type=submit]').click();
  await expect(cardOf(a.page, 'filled', world)).toContainText(caller!.patient);

  const patient = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await patient.newPage();
  await page.goto(url + link);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This offer is no longer open');
  const booked = await visitsThen(world);
  expect(booked.map(({ patient: { family } }) => family)).toEqual(['Alineothera']);
  await a.context.close();
  await patient.close();
});

test('a link that was forwarded, opened again and answered again does no harm', async ({
  browser,
  baseURL,
}) => {
  const url = baseURL!;
  const world = await givenFreedVisit(url, 'Forwarded', { undoSeconds: 0, terms: byItself });
  const a = await openConsole(browser, url, 'scheduler');
  await openDay(a.page, world.date);
  await cancelVisit(a.page, world.visit.id);
  const link = url + (await linkOfNewest(world, 'sent'));

  // Scanners and previews read it, and nothing is answered.
  for (let time = 0; time < 3; time += 1) {
    expect((await a.page.request.head(link)).status()).toBe(200);
    expect((await a.page.request.get(link)).status()).toBe(200);
  }
  expect((await offersOf(world)).map(({ status }) => status)).toEqual(['sent']);

  const [one, other] = [await browser.newContext(), await browser.newContext()];
  const [first, second] = [await one.newPage(), await other.newPage()];
  await first.goto(link);
  await second.goto(link);
  await first.getByRole('button', { name: 'Yes, book this time' }).click();
  await expect(first.getByRole('heading', { level: 1 })).toHaveText('Your visit is booked');
  await second.getByRole('button', { name: 'No, keep my visit' }).click();
  await expect(second.getByRole('heading', { level: 1 })).toHaveText('Your visit is booked');
  expect((await visitsThen(world)).map(({ id }) => id)).toEqual([world.later.id]);
  expect((await offersOf(world)).map(({ status }) => status)).toEqual(['accepted']);
  for (const context of [a.context, one, other]) await context.close();
});
