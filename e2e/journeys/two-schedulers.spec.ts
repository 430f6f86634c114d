// Two people at the same visit and at the same time: nobody's work is overwritten, and whoever came second sees why
// and how to go on.
import { expect, test, type Page } from '@playwright/test';
import { listDay, type Appointment } from '#contract/calendar';
import { openConsole, openDay, visitBox } from '../support/console-page.ts';
import { givenFreedVisit, type FreedVisit } from '../support/freed-visit.ts';

test('who cancels a visit that was just moved sees it as it is now, and nothing is overwritten', async ({
  browser,
  baseURL,
}) => {
  const world = await givenFreedVisit(baseURL!, 'Twice', { undoSeconds: 60 });
  const a = await openConsole(browser, baseURL!, 'scheduler');
  const b = await openConsole(browser, baseURL!, 'clinic-manager');
  const news = await holdNews(b.page);
  for (const { page } of [a, b]) {
    await openDay(page, world.date);
    await visitBox(page, world.visit.id).click();
  }

  news.hold();
  await a.page.getByRole('button', { name: 'Move… Shift+M' }).click();
  const move = a.page.getByRole('dialog', { name: /^Move/ });
  await move.getByLabel('Time', { exact: true }).fill('11:00');
  await move.getByRole('button', { name: 'Move', exact: true }).click();
  await expect(visitBox(a.page, world.visit.id)).toContainText('11:00');

  await b.page.getByRole('button', { name: 'Cancel… x' }).click();
  await b.page.getByRole('button', { name: 'Cancel the visit' }).click();
  const panel = b.page.getByRole('complementary', { name: 'Visit' });
  await expect(panel.getByRole('alert')).toContainText('Somebody changed this visit.');
  await expect(panel.getByRole('alert')).toContainText('it was not cancelled');
  await expect(panel.getByRole('heading', { level: 2 })).toContainText('11:00');
  await expect(visitBox(b.page, world.visit.id)).toContainText('11:00');

  const moved = (await visitsOf(world)).find(({ id }) => id === world.visit.id);
  expect([moved?.status, moved?.version]).toEqual(['booked', world.visit.version + 1]);
  expect(moved?.startsAt).not.toBe(world.visit.startsAt);

  news.release();
  await panel.getByRole('button', { name: 'Keep theirs' }).click();
  await expect(panel.getByRole('alert')).toBeHidden();
  for (const { context } of [a, b]) await context.close();
});

test('who drags a visit that was just dragged elsewhere keeps theirs or applies their own', async ({
  browser,
  baseURL,
}) => {
  const world = await givenFreedVisit(baseURL!, 'Drags', { undoSeconds: 60 });
  const a = await openConsole(browser, baseURL!, 'scheduler');
  const b = await openConsole(browser, baseURL!, 'clinic-manager');
  const news = await holdNews(b.page);
  for (const { page } of [a, b]) {
    await openDay(page, world.date);
    await expect(visitBox(page, world.visit.id)).toBeVisible();
  }

  news.hold();
  await dragDown(a.page, world.visit.id, 4);
  await expect.poll(async () => (await standing(world))?.version).toBe(world.visit.version + 1);
  await dragDown(b.page, world.visit.id, 8);
  const panel = b.page.getByRole('complementary', { name: 'Visit' });
  await expect(panel.getByRole('alert')).toContainText('it was not moved');
  expect((await standing(world))?.startsAt).toBe(laterBy(world.visit, 60));

  await panel.getByRole('button', { name: /^Apply mine/ }).click();
  await expect(panel.getByRole('alert')).toBeHidden();
  news.release();
  // The refusal goes with the press; the move is done when the server has answered.
  await expect.poll(async () => (await standing(world))?.version).toBe(world.visit.version + 2);
  expect((await standing(world))?.startsAt).toBe(laterBy(world.visit, 120));
  for (const { context } of [a, b]) await context.close();
});

test('who carries a visit is seen doing so by the other, until it is put back or dropped', async ({
  browser,
  baseURL,
}) => {
  const world = await givenFreedVisit(baseURL!, 'Ghosts', { undoSeconds: 60 });
  const a = await openConsole(browser, baseURL!, 'scheduler');
  const b = await openConsole(browser, baseURL!, 'clinic-manager');
  for (const { page } of [a, b]) {
    await openDay(page, world.date);
    await expect(visitBox(page, world.visit.id)).toBeVisible();
  }
  const ghost = b.page.locator(`[data-ghost="${world.visit.id}"]`);
  await visitBox(a.page, world.visit.id).focus();
  await a.page.keyboard.press('m');
  await a.page.keyboard.press('ArrowDown');
  await expect(ghost).toContainText('moves it');
  await expect(ghost).not.toContainText('Ghostsholder');
  await a.page.keyboard.press('Escape');
  await expect(ghost).toBeHidden();
  expect((await standing(world))?.startsAt).toBe(world.visit.startsAt);

  await a.page.keyboard.press('m');
  for (let row = 0; row < 4; row++) await a.page.keyboard.press('ArrowDown');
  await expect(ghost).toContainText('moves it');
  await a.page.keyboard.press('Enter');
  await expect(ghost).toBeHidden();
  await expect.poll(async () => (await standing(world))?.startsAt).toBe(laterBy(world.visit, 60));
  await expect(visitBox(a.page, world.visit.id)).toBeFocused();

  await a.page.keyboard.press('m');
  await expect(ghost).toBeVisible();
  await a.context.close();
  await expect(ghost).toBeHidden();
  await b.context.close();
});

test('who wants a time that somebody else holds picks one of three others', async ({
  browser,
  baseURL,
}) => {
  const world = await givenFreedVisit(baseURL!, 'Taken', { undoSeconds: 60 });
  const a = await openConsole(browser, baseURL!, 'scheduler');
  const b = await openConsole(browser, baseURL!, 'call-centre-agent');
  const news = await holdNews(b.page);
  for (const { page } of [a, b]) await openDay(page, world.date);

  news.hold();
  await choose(a.page, world, { patient: world.holder, time: '13:00' });
  await expect(a.page.getByRole('dialog')).toContainText('Held for you for');
  await choose(b.page, world, { patient: world.waiter, time: '13:00' });
  const alternatives = b.page.locator('[data-alternative]');
  await expect(alternatives).toHaveCount(3);
  const instead = (await alternatives.first().getAttribute('data-alternative'))!;
  await alternatives.first().click();
  await expect(b.page.getByRole('dialog')).toBeHidden();
  news.release();
  // On the other console the visit that is being booked is there for all to see.
  await expect(b.page.getByRole('button', { name: /Takenholder.*Held/ })).toBeVisible();

  await book(a.page);
  await expect(a.page.getByRole('dialog')).toBeHidden();
  await expect(b.page.getByRole('button', { name: /Takenholder.*Held/ })).toBeHidden();
  const booked = (await visitsOf(world)).map(({ patient, startsAt }) => [patient.family, startsAt]);
  expect(booked).toContainEqual(['Takenwaiter', instead]);
  // The one from before, and this one.
  expect(booked.filter(([family]) => family === 'Takenholder')).toHaveLength(2);
  expect(booked.filter(([family]) => family === 'Takenwaiter')).toHaveLength(1);
  expect(booked.filter(([, startsAt]) => startsAt === instead)).toHaveLength(1);
  for (const { context } of [a, b]) await context.close();
});

/** Keeps what the server tells from one console, as a slow network does; its own calls still go through. */
async function holdNews(page: Page): Promise<{ hold: () => void; release: () => void }> {
  const held: (() => void)[] = [];
  let isHeld = false;
  await page.routeWebSocket(/socket\.io/, (toPage) => {
    const toServer = toPage.connectToServer();
    toServer.onMessage((message) => {
      // Socket.IO's packets begin with 4; what keeps the connection alive does not.
      if (isHeld && String(message).startsWith('4')) held.push(() => toPage.send(message));
      else toPage.send(message);
    });
  });
  return {
    hold: () => (isHeld = true),
    release: () => {
      isHeld = false;
      for (const send of held.splice(0)) send();
    },
  };
}

async function choose(
  page: Page,
  world: FreedVisit,
  { patient, time }: { patient: string; time: string },
): Promise<void> {
  await page.getByRole('button', { name: 'Book a visit' }).click();
  const dialog = page.getByRole('dialog', { name: 'Book a visit' });
  await dialog.getByRole('combobox', { name: 'Patient' }).fill(patient);
  await dialog.getByRole('option', { name: patient }).first().click();
  await dialog.getByLabel('Visit type').selectOption({ label: `${nameOf(world)} check · 30 min` });
  await dialog.locator('[name=provider]').selectOption(world.provider.id);
  await dialog.getByLabel('Time', { exact: true }).fill(time);
}

async function book(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: 'Book', exact: true }).click();
}

/** With the pointer, so many rows of a quarter of an hour down. */
async function dragDown(page: Page, visitId: string, rows: number): Promise<void> {
  await visitBox(page, visitId).scrollIntoViewIfNeeded();
  const box = (await visitBox(page, visitId).boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + 6];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y + rows * 20, { steps: 6 });
  await page.mouse.up();
}

async function standing(world: FreedVisit): Promise<Appointment | undefined> {
  return (await visitsOf(world)).find(({ id }) => id === world.visit.id);
}

function laterBy({ startsAt }: Appointment, minutes: number): string {
  return new Date(Date.parse(startsAt) + minutes * 60_000).toISOString();
}

/** What everything of this journey is called. */
function nameOf(world: FreedVisit): string {
  return world.provider.family.replace(/^Aa/, '');
}

async function visitsOf(world: FreedVisit): Promise<Appointment[]> {
  const { appointments } = await world.manager.call(listDay, {
    query: { clinicId: world.clinic.id, date: world.date },
  });
  return appointments.filter(({ providerId }) => providerId === world.provider.id);
}
