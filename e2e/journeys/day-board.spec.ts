// A visit goes through its day on the board: by one key at the desk, seen at once on the other console, also by one
// that was away in between.
import { expect, test, type Locator, type Page } from '@playwright/test';
import { bookAppointment, getAppointment, type Appointment } from '#contract/calendar';
import { openConsole } from '../support/console-page.ts';
import { givenFreedVisit, type FreedVisit } from '../support/freed-visit.ts';

test('a visit goes through its day by one key, and a console that was away catches up', async ({
  browser,
  baseURL,
}) => {
  const world = await givenFreedVisit(baseURL!, 'Board', { undoSeconds: 60 });
  const visit = await givenVisitNow(world);
  const desk = await openConsole(browser, baseURL!, 'scheduler');
  const nurse = await openConsole(browser, baseURL!, 'clinician');
  for (const { page } of [desk, nurse]) await openBoard(page, world);

  await cardIn(desk.page, 'Expected', visit).focus();
  await desk.page.keyboard.press('a');
  await expect(cardIn(desk.page, 'Arrived', visit)).toBeFocused();
  await expect(cardIn(nurse.page, 'Arrived', visit)).toBeVisible();

  await nurse.context.setOffline(true);
  await desk.page.keyboard.press('a');
  await expect(cardIn(desk.page, 'Checked in', visit)).toBeFocused();
  await nurse.context.setOffline(false);
  await expect(cardIn(nurse.page, 'Checked in', visit)).toBeVisible({ timeout: 20_000 });

  await nurse.page.getByRole('button', { name: `Into a room: ${world.waiter}` }).click();
  await expect(cardIn(desk.page, 'In a room', visit)).toBeVisible();
  await cardIn(nurse.page, 'In a room', visit).focus();
  await nurse.page.keyboard.press('a');
  await expect(cardIn(desk.page, 'With provider', visit)).toBeVisible();
  await nurse.page.getByRole('button', { name: `Check out: ${world.waiter}` }).click();
  await expect(cardIn(desk.page, 'Ended', visit)).toContainText('Done');

  const ended = await world.manager.call(getAppointment, { params: { appointmentId: visit.id } });
  expect([ended.status, ended.version]).toEqual(['fulfilled', 6]);
  for (const { context } of [desk, nurse]) await context.close();
});

/** Of the patient who waits, from the next full minute on, whatever the hour. */
async function givenVisitNow(world: FreedVisit): Promise<Appointment> {
  const minute = 60_000;
  const startsAt = new Date(Math.ceil(Date.now() / minute) * minute).toISOString();
  return world.manager.call(bookAppointment, {
    body: {
      clinicId: world.clinic.id,
      providerId: world.provider.id,
      patientId: world.waiterId,
      visitTypeId: world.visit.visitTypeId,
      startsAt,
      overrides: [{ rule: 'outside-template', reason: 'Journeys run at any hour' }],
    },
  });
}

async function openBoard(page: Page, world: FreedVisit): Promise<void> {
  await page.goto('/calendar?view=board');
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  await page.locator('[name=provider]').selectOption(world.provider.id);
}

function cardIn(page: Page, column: string, visit: Appointment): Locator {
  return page.getByRole('region', { name: column }).locator(`[data-card="${visit.id}"]`);
}
