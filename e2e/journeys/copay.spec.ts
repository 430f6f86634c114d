// A copay is collected at the desk by keyboard, seen at once on the other console, and counted in the drawer.
import { expect, test, type Page } from '@playwright/test';
import { bookAppointment } from '#contract/calendar';
import { getCopay } from '#contract/payments';
import { openConsole } from '../support/console-page.ts';
import { givenFreedVisit } from '../support/freed-visit.ts';

test('a copay is collected in cash, seen on the other console, and counted', async ({
  browser,
  baseURL,
}) => {
  const world = await givenFreedVisit(baseURL!, 'Copay', { undoSeconds: 60 });
  const minute = 60_000;
  const visit = await world.manager.call(bookAppointment, {
    body: {
      clinicId: world.clinic.id,
      providerId: world.provider.id,
      patientId: world.waiterId,
      visitTypeId: world.visit.visitTypeId,
      startsAt: new Date(Math.ceil(Date.now() / minute) * minute).toISOString(),
      overrides: [{ rule: 'outside-template', reason: 'Journeys run at any hour' }],
    },
  });
  const desk = await openConsole(browser, baseURL!, 'scheduler');
  const manager = await openConsole(browser, baseURL!, 'clinic-manager');
  for (const { page } of [desk, manager]) await openVisit(page, visit.id);
  await expect(manager.page.getByText('Copay not known')).toBeVisible();

  await desk.page.getByRole('button', { name: 'Collect…' }).press('Enter');
  const dialog = desk.page.getByRole('dialog');
  await expect(dialog.getByLabel('Collect now ($)')).toBeFocused();
  await desk.page.keyboard.type('25');
  await dialog.getByLabel('Cash', { exact: true }).press('Space');
  const float = dialog.getByLabel('You have no open drawer.');
  await float.fill('100');
  await float.press('Enter');
  await expect(dialog).toBeHidden();
  for (const { page } of [desk, manager])
    await expect(page.getByText('Copay $25 paid')).toBeVisible();

  await manager.page.getByRole('button', { name: /^Void receipt/ }).click();
  await manager.page.getByRole('button', { name: 'Void', exact: true }).click();
  await expect(desk.page.getByText('Copay $25 due')).toBeVisible();
  const { payments } = await world.manager.call(getCopay, { params: { appointmentId: visit.id } });
  expect(payments.map(({ amountCents, voided }) => [amountCents, voided?.reason])).toEqual([
    [2_500, 'wrong-amount'],
  ]);

  await desk.page.goto('/drawer');
  await desk.page.getByRole('button', { name: 'Count and close…' }).click();
  await desk.page.getByLabel('Cash counted ($)').fill('100');
  await expect(desk.page.getByText('The count is right.')).toBeVisible();
  await desk.page.keyboard.press('Enter');
  await expect(desk.page.getByText('Open my drawer')).toBeVisible();
  for (const { context } of [desk, manager]) await context.close();
});

async function openVisit(page: Page, visitId: string): Promise<void> {
  await page.goto(`/calendar?visit=${visitId}`);
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
}
