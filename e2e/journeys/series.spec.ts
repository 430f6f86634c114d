// A visit that comes again: what cannot stand is decided about by hand, and everybody sees the series as it is.
import { expect, test } from '@playwright/test';
import { bookAppointment } from '#contract/calendar';
import { openConsole, openDay } from '../support/console-page.ts';
import { givenFreedVisit } from '../support/freed-visit.ts';

const hour = 3_600_000;
const later = (at: string, hours: number): string =>
  new Date(Date.parse(at) + hours * hour).toISOString();

test('a weekly series is booked around a taken time, cancelled from its third visit on, and stands again', async ({
  browser,
  baseURL,
}) => {
  const world = await givenFreedVisit(baseURL!, 'Weekly', { undoSeconds: 60 });
  const { manager, clinic, provider, visit } = world;
  await takeWeekLater();
  const a = await openConsole(browser, baseURL!, 'scheduler');
  const b = await openConsole(browser, baseURL!, 'call-centre-agent');
  for (const { page } of [a, b]) await openDay(page, world.date);

  await a.page.getByRole('button', { name: 'Book a visit' }).click();
  const dialog = a.page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Patient' }).fill(world.waiter);
  await dialog.getByRole('option', { name: world.waiter }).first().click();
  await dialog.getByLabel('Visit type').selectOption({ label: 'Weekly check · 30 min' });
  await dialog.locator('[name=provider]').selectOption(provider.id);
  await dialog.getByLabel('Time', { exact: true }).fill('13:00');
  await dialog.getByLabel('Repeats').selectOption('week');
  await dialog.getByLabel('Visits', { exact: true }).fill('4');
  await dialog.getByLabel('Visits', { exact: true }).press('Tab');
  await dialog.getByRole('button', { name: 'See all visits' }).click();

  await expect(dialog.getByText('Another visit stands at that time.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Book 4 visits' })).toBeDisabled();
  await dialog.getByLabel(/^Visit 2 of 4/).selectOption({ label: 'Leave out' });
  await dialog.getByLabel('Why, visit 2').fill('Away that week');
  await dialog.getByRole('button', { name: 'Book 3 visits' }).click();
  await expect(dialog).toBeHidden();
  await expect(a.page.getByText(/^3 visits booked, 1 left out/)).toBeVisible();

  // The other console has the visit of the day that it shows, and from there the whole series.
  const theirs = b.page.getByRole('button', { name: /Weeklywaiter/ });
  await theirs.click();
  const panel = b.page.getByRole('complementary', { name: 'Visit' });
  await expect(panel.getByText('1 of 4 · every week')).toBeVisible();
  await panel.getByRole('button', { name: 'All visits' }).click();
  await expect(panel.locator('[data-place="2"]')).toContainText('Left out: Away that week');

  const own = a.page.getByRole('complementary', { name: 'Visit' });
  await own.getByRole('button', { name: 'All visits' }).click();
  await own.locator('[data-place="3"]').getByRole('link').click();
  await expect(own.getByText('3 of 4 · every week')).toBeVisible();
  await own.getByRole('button', { name: /^Cancel…/ }).click();
  await a.page.getByRole('radio', { name: 'This and following (2)' }).check();
  await a.page.getByRole('button', { name: 'Cancel 2 visits' }).click();
  await expect(panel.locator('[data-place="3"]')).toContainText('Cancelled');
  await expect(panel.locator('[data-place="4"]')).toContainText('Cancelled');
  await expect(panel.locator('[data-place="1"]')).toContainText('Booked');

  await a.page.getByRole('button', { name: 'Undo z', exact: true }).click();
  await expect(panel.locator('[data-place="3"]')).toContainText('Booked');
  await expect(panel.locator('[data-place="4"]')).toContainText('Booked');
  for (const { context } of [a, b]) await context.close();

  /** From an hour before to an hour after: the clocks may change in between. */
  async function takeWeekLater(): Promise<void> {
    const wish = { clinicId: clinic.id, providerId: provider.id, visitTypeId: visit.visitTypeId };
    for (const hours of [2, 3, 4]) {
      const startsAt = later(visit.startsAt, 7 * 24 + hours);
      const body = { ...wish, patientId: visit.patient.id, startsAt };
      await manager.call(bookAppointment, { body });
    }
  }
});
