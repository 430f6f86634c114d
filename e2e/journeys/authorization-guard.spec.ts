// The booking guard: a visit is dragged to somebody whom the payer has not approved, and put where it is covered; what ends is
// renewed.
import { expect, test, type Page } from '@playwright/test';
import { listPatientAuthorizations } from '#contract/authorization-standing';
import { authorizationQueue } from '#contract/authorizations';
import { getAppointment, type Appointment } from '#contract/calendar';
import { givenAuthorizedVisit, type AuthorizedVisit } from '../support/authorized-visit.ts';
import { openConsole, openDay, visitBox } from '../support/console-page.ts';

test('a drag to another provider warns of the denial, and offers times that are covered', async ({
  browser,
  baseURL,
}) => {
  const world = await givenAuthorizedVisit(baseURL!, 'Guarded');
  const desk = await openConsole(browser, baseURL!, 'scheduler');
  const { page } = desk;
  await openDay(page, world.date);
  await visitBox(page, world.visit.id).click();
  const panel = page.getByRole('complementary', { name: 'Visit' });
  await expect(panel).toContainText('2 of 3 visits left');

  await dragTo(page, world);
  const dialog = page.getByRole('dialog', { name: /^Move/ });
  const refusal = dialog.getByRole('alert');
  await expect(refusal).toContainText('Denial 15 is likely.');
  await expect(refusal).toContainText('for another provider');
  await expect(refusal).toContainText('A clinic manager may override this');
  expect((await standing(world)).version).toBe(world.visit.version);

  const covered = dialog.locator('[data-alternative]').first();
  const at = (await covered.getAttribute('data-alternative'))!;
  await covered.click();
  await expect(dialog).toBeHidden();
  await expect.poll(async () => (await standing(world)).startsAt).toBe(at);
  const moved = await standing(world);
  expect(moved.providerId).toBe(world.visit.providerId);
  // It is the same visit: it still takes one.
  expect(await unitsOf(world)).toEqual({ reserved: 1, used: 0 });
  await desk.context.close();
});

test('a manager moves it all the same for a reason, and the request comes to the front', async ({
  browser,
  baseURL,
}) => {
  const world = await givenAuthorizedVisit(baseURL!, 'Overridden');
  const { context, page } = await openConsole(browser, baseURL!, 'clinic-manager');
  await openDay(page, world.date);
  await dragTo(page, world);
  const dialog = page.getByRole('dialog', { name: /^Move/ });
  await dialog.getByLabel('Reason, kept in the audit log').fill('Retroactive by contract');
  await dialog.getByRole('button', { name: 'Move anyway' }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(async () => (await standing(world)).providerId).toBe(world.otherId);
  expect(await unitsOf(world)).toEqual({ reserved: 0, used: 0 });
  // It was put off until its renewal; now somebody has to see to it.
  await page.goto(`/authorizations/${world.itemId}`);
  const panel = page.getByRole('complementary', { name: 'The authorization in hand' });
  await expect(panel).toContainText('3 of 3 visits left');
  await expect.poll(async () => (await lineOf(world))?.trouble).toBe('visit-outside');

  // What ends is asked for again, from the day after its last.
  await panel.getByRole('button', { name: /^Renew/ }).click();
  await panel.getByRole('button', { name: 'Write it down', exact: true }).click();
  await expect.poll(() => statusesOf(world)).toEqual(['gathering', 'approved']);
  await context.close();
});

async function dragTo(page: Page, { visit, otherId }: AuthorizedVisit): Promise<void> {
  await visitBox(page, visit.id).scrollIntoViewIfNeeded();
  const box = (await visitBox(page, visit.id).boundingBox())!;
  const other = (await page.locator(`[data-provider="${otherId}"]`).boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + 6);
  await page.mouse.down();
  await page.mouse.move(other.x + other.width / 2, box.y + 6, { steps: 8 });
  await page.mouse.up();
}

function standing({ manager, visit }: AuthorizedVisit): Promise<Appointment> {
  return manager.call(getAppointment, { params: { appointmentId: visit.id } });
}

/** Of the patient's lines, the latest request first. */
async function statusesOf({ manager, patientId }: AuthorizedVisit): Promise<string[]> {
  const { items } = await manager.call(listPatientAuthorizations, { params: { patientId } });
  return items.map(({ status }) => status);
}

async function lineOf({ manager, itemId }: AuthorizedVisit) {
  const { item } = await manager.call(authorizationQueue.get, { params: { itemId } });
  return item.lines[0];
}

async function unitsOf(world: AuthorizedVisit): Promise<unknown> {
  return (await lineOf(world))?.units;
}
