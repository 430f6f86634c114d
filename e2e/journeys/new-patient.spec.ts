// Somebody new is on the phone: chart, coverage and visit in one dialog, without a mouse.
import { expect, test, type Page } from '@playwright/test';
import { listPatientAppointments } from '#contract/calendar';
import { listCoverages } from '#contract/coverage';
import { searchPatients } from '#contract/patients';
import { httpConsole } from '../../scripts/http-console.ts';
import { openConsole } from '../support/console-page.ts';

test('a new patient on the phone has a chart, a coverage and a visit, by keyboard alone', async ({
  browser,
  baseURL,
}) => {
  const family = 'Quindlemoor';
  const { context, page } = await openConsole(browser, baseURL!, 'scheduler');
  await page.goto('/calendar');
  await expect(page.getByText('Live', { exact: true })).toBeVisible();

  await page.keyboard.press('c');
  const picker = page.getByRole('combobox', { name: 'Patient' });
  await expect(picker).toBeFocused();
  await page.keyboard.type(`${family}, Nora`);
  const register = page.getByRole('button', { name: 'Register a new patient' });
  await expect(register).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(register).toBeFocused();
  await page.keyboard.press('Enter');

  const fields = page.getByRole('dialog', { name: 'Register a patient' });
  await expect(fields.getByLabel('Family name')).toHaveValue(family);
  await expect(fields.getByLabel('Family name')).toBeFocused();
  await tabTo(page, fields.getByLabel('Birth date'));
  await page.keyboard.type('02031990');
  await tabTo(page, fields.getByLabel('Sex'));
  await page.keyboard.type('Female');
  await tabTo(page, fields.getByLabel('Phone'));
  await page.keyboard.type('617 555 0188');
  await tabTo(page, fields.getByText('Coverage', { exact: true }));
  await page.keyboard.press('Enter');
  await tabTo(page, fields.getByLabel('Payer'));
  await expect(fields.getByLabel('Payer').locator('option').nth(1)).toBeAttached();
  await page.keyboard.press('ArrowDown');
  await tabTo(page, fields.getByLabel('Plan', { exact: true }));
  await page.keyboard.type('Gold PPO');
  await tabTo(page, fields.getByLabel('Member ID'));
  await page.keyboard.type('W1234567');
  await page.keyboard.press('Enter');

  const booking = page.getByRole('dialog', { name: 'Book a visit' });
  await expect(booking.getByText(`${family}, Nora`)).toBeVisible();
  await tabTo(page, booking.getByLabel('Visit type'));
  await page.keyboard.press('ArrowDown');
  await expect(booking.locator('[data-slot]').first()).toBeVisible();
  await tabTo(page, booking.locator('[data-slot]').first());
  await page.keyboard.press('Enter');
  await expect(booking.locator('[data-slot]').first()).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Tab');
  await tabTo(page, booking.getByRole('button', { name: 'Book', exact: true }));
  await page.keyboard.press('Enter');
  await expect(booking).toBeHidden();

  const manager = await httpConsole(baseURL!, 'clinic-manager');
  const { items } = await manager.call(searchPatients, { body: { text: family, limit: 5 } });
  expect([items[0]?.given, items[0]?.phone]).toEqual(['Nora', '+16175550188']);
  const params = { patientId: items[0]!.id };
  const visits = await manager.call(listPatientAppointments, { params });
  expect(visits.items.map(({ status }) => status)).toEqual(['booked']);
  const query = { clinicId: visits.items[0]!.clinicId };
  const coverages = await manager.call(listCoverages, { params, query });
  expect(coverages.items.map(({ planName, memberId }) => [planName, memberId])).toEqual([
    ['Gold PPO', 'W1234567'],
  ]);
  await context.close();
});

async function tabTo(page: Page, target: ReturnType<Page['locator']>): Promise<void> {
  for (let pressed = 0; pressed < 30; pressed++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
}
