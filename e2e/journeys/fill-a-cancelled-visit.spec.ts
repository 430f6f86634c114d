// The main job: A cancels, B offers, the patient accepts on a page of their own, and both consoles show the booked
// visit; B is offline for a part of it and catches up.
import { expect, test } from '@playwright/test';
import { listDay } from '#contract/calendar';
import {
  banner,
  cancelVisit,
  column,
  openBoard,
  openConsole,
  openDay,
  visitBox,
} from '../support/console-page.ts';
import { givenFreedVisit } from '../support/freed-visit.ts';

test('a cancelled visit is filled, and every console sees each step', async ({
  browser,
  baseURL,
}) => {
  const url = baseURL!;
  const world = await givenFreedVisit(url, 'Filled', { undoSeconds: 0 });
  const a = await openConsole(browser, url, 'scheduler');
  const b = await openConsole(browser, url, 'clinic-manager');
  await openDay(a.page, world.date);
  await openBoard(b.page);

  await cancelVisit(a.page, world.visit.id);
  const card = column(b.page, 'open').locator('app-opening-card', {
    hasText: world.provider.family,
  });
  await expect(card).toBeVisible();

  await card.getByRole('button').first().click();
  const panel = b.page.getByRole('complementary', { name: 'Candidates' });
  await panel.getByRole('button', { name: `Offer to ${world.waiter}` }).click();
  const live = panel.getByRole('region', { name: 'Offers' });
  await expect(live.getByText('Sent', { exact: true })).toBeVisible();
  const [patientPage] = await Promise.all([
    b.context.waitForEvent('page'),
    live.getByRole('button', { name: 'Patient’s page' }).click(),
  ]);
  const link = patientPage.url();
  await patientPage.close();

  // B sleeps through the patient's answer.
  await b.context.setOffline(true);
  const patient = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const offer = await patient.newPage();
  await offer.goto(link);
  await expect(offer.getByRole('heading', { level: 1 })).toContainText('an earlier time is free');
  await offer.getByRole('button', { name: 'Yes, book this time' }).click();
  await expect(offer.getByRole('heading', { level: 1 })).toHaveText('Your visit is booked');

  await expect(visitBox(a.page, world.later.id)).toContainText(world.waiter);
  await expect(banner(b.page)).toContainText('No connection to the server.');
  await b.context.setOffline(false);
  await expect(
    column(b.page, 'filled').locator('app-opening-card', { hasText: world.provider.family }),
  ).toBeVisible();
  await openDay(b.page, world.date);
  await expect(visitBox(b.page, world.later.id)).toContainText(world.waiter);

  const day = await world.manager.call(listDay, {
    query: { clinicId: world.clinic.id, date: world.date },
  });
  const there = day.appointments
    .filter(({ providerId }) => providerId === world.provider.id)
    .map(({ id, status, startsAt }) => ({ id, status, startsAt }));
  expect(there).toHaveLength(2);
  expect(there).toContainEqual({
    id: world.visit.id,
    status: 'cancelled',
    startsAt: world.visit.startsAt,
  });
  expect(there).toContainEqual({
    id: world.later.id,
    status: 'booked',
    startsAt: world.visit.startsAt,
  });
  for (const { context } of [a, b]) await context.close();
  await patient.close();
});

test('a cancellation is undone from the toast, and its opening goes from the other console', async ({
  browser,
  baseURL,
}) => {
  const url = baseURL!;
  const world = await givenFreedVisit(url, 'Undone', { undoSeconds: 60 });
  const a = await openConsole(browser, url, 'scheduler');
  const b = await openConsole(browser, url, 'clinic-manager');
  await openDay(a.page, world.date);
  await openBoard(b.page);

  await cancelVisit(a.page, world.visit.id);
  const card = column(b.page, 'open').locator('app-opening-card', {
    hasText: world.provider.family,
  });
  await expect(card).toContainText('Offers leave');
  await a.page.getByRole('button', { name: 'Undo z', exact: true }).click();
  await expect(card).toBeHidden();

  const day = await world.manager.call(listDay, {
    query: { clinicId: world.clinic.id, date: world.date },
  });
  const visit = day.appointments.find(({ id }) => id === world.visit.id);
  expect([visit?.status, visit?.cancellation]).toEqual(['booked', null]);
  for (const { context } of [a, b]) await context.close();
});
