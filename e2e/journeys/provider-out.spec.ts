// A provider calls in sick: the day finds other places on every console at once, and stands again as it stood.
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { getAppointment } from '#contract/calendar';
import { listExceptions } from '#contract/schedule-exception';
import { openConsole, openDay, visitBox } from '../support/console-page.ts';
import { givenFreedVisit, type FreedVisit } from '../support/freed-visit.ts';

test('a day is rescued, seen by the other console, and undone', async ({ browser, baseURL }) => {
  const world = await givenFreedVisit(baseURL!, 'Out', { undoSeconds: 60 });
  const a = await openConsole(browser, baseURL!, 'scheduler');
  const b = await openConsole(browser, baseURL!, 'clinic-manager');
  await openDay(b.page, world.date);
  await visitBox(b.page, world.visit.id).click();

  await openDay(a.page, world.date);
  await a.page.getByRole('link', { name: `Provider out: ${world.provider.family}` }).click();
  await a.page.getByRole('button', { name: 'Make a plan' }).click();
  const line = a.page.locator(`[data-line="${world.visit.id}"]`);
  await expect(line).toContainText(world.holder);
  await expect(line).toContainText('Moved');
  expect(await faultsOf(a.page)).toEqual([]);
  expect((await visitNow(world)).version).toBe(world.visit.version);

  await a.page.getByRole('button', { name: 'Mark out, move 1' }).click();
  await expect(a.page.getByRole('heading', { level: 1 })).toContainText('Out: ');
  await expect(line).toContainText('Not told');
  const panel = b.page.getByRole('complementary', { name: 'Visit' });
  await expect(panel.getByRole('note', { name: 'Patient not told' })).toContainText('10:00 am');
  expect(await faultsOf(a.page)).toEqual([]);
  const moved = await visitNow(world);
  expect([moved.providerId, moved.startsAt]).not.toEqual([world.provider.id, world.visit.startsAt]);
  expect(await timesOff(world)).toBe(1);

  await a.page.getByRole('button', { name: 'Undo all of it' }).click();
  await expect(line).toContainText('Put back');
  await expect(panel.getByRole('note', { name: 'Patient not told' })).toBeHidden();
  await expect(panel).toContainText('Move undone');
  const back = await visitNow(world);
  expect([back.providerId, back.startsAt]).toEqual([world.provider.id, world.visit.startsAt]);
  expect(await timesOff(world)).toBe(0);
  for (const { context } of [a, b]) await context.close();
});

test('what was told cannot be undone: that is a new plan', async ({ browser, baseURL }) => {
  const world = await givenFreedVisit(baseURL!, 'Told', { undoSeconds: 60 });
  const { page, context } = await openConsole(browser, baseURL!, 'scheduler');
  await page.goto(`/calendar/provider-out?provider=${world.provider.id}&date=${world.date}`);
  await page.getByRole('button', { name: 'Make a plan' }).click();
  await page.getByRole('button', { name: 'Mark out, move 1' }).click();
  await page.getByRole('link', { name: `Open the visit of ${world.holder}` }).click();
  await page.getByRole('button', { name: 'Told by phone' }).click();
  await expect(page.getByRole('note', { name: 'Patient not told' })).toBeHidden();
  await page.goBack();
  await expect(page.getByText('Every patient concerned has been told.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo all of it' }).click();
  await expect(page.getByRole('alert')).toContainText('make a new plan instead');
  await context.close();
});

function visitNow({ manager, visit }: FreedVisit) {
  return manager.call(getAppointment, { params: { appointmentId: visit.id } });
}

async function timesOff({ manager, clinic, date, provider }: FreedVisit): Promise<number> {
  const query = { clinicId: clinic.id, date };
  const { items } = await manager.call(listExceptions, { query });
  return items.filter(({ providerId }) => providerId === provider.id).length;
}

async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
