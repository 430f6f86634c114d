// Visits that belong together: found and booked as one, seen as such by everybody, cancelled and brought back as one.
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { openConsole, openDay } from '../support/console-page.ts';
import { givenFreedVisit } from '../support/freed-visit.ts';

test('a check before a visit is booked with it, both are cancelled, and both stand again', async ({
  browser,
  baseURL,
}) => {
  const world = await givenFreedVisit(baseURL!, 'Linked', { undoSeconds: 60 });
  const a = await openConsole(browser, baseURL!, 'scheduler');
  const b = await openConsole(browser, baseURL!, 'call-centre-agent');
  for (const { page } of [a, b]) await openDay(page, world.date);

  await a.page.getByRole('button', { name: 'Book a visit' }).click();
  const dialog = a.page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Patient' }).fill(world.waiter);
  await dialog.getByRole('option', { name: world.waiter }).first().click();
  await dialog.getByLabel('Visit type').selectOption({ label: 'Linked check · 30 min' });
  await dialog.locator('[name=provider]').selectOption(world.provider.id);
  await dialog.getByRole('button', { name: 'Add a linked visit…' }).press('Enter');
  // The second one begins with the same patient, and the keyboard is where it is chosen what it is.
  const second = dialog.getByRole('group', { name: 'Visit 2' });
  await expect(second.getByLabel('Visit type')).toBeFocused();
  await second.getByLabel('Visit type').selectOption({ label: 'Linked check · 30 min' });
  await second.getByLabel('Provider').selectOption(world.provider.id);
  const times = dialog.getByRole('group', { name: 'Free times' });
  await times.getByRole('button').first().press('Enter');
  await expect(times.getByRole('button').first()).toHaveAttribute('aria-pressed', 'true');
  const { violations } = await new AxeBuilder({ page: a.page }).include('dialog').analyze();
  expect(violations).toEqual([]);
  await dialog.getByRole('button', { name: 'Book 2 visits' }).press('Enter');
  await expect(dialog).toBeHidden();
  await expect(a.page.getByText(/^2 visits booked/)).toBeVisible();

  const theirs = b.page.getByRole('button', { name: /Linkedwaiter.*Linked/ });
  await expect(theirs).toHaveCount(2);
  await theirs.first().click();
  const panel = b.page.getByRole('complementary', { name: 'Visit' });
  await expect(panel.locator('[data-linked]')).toContainText('Linkedwaiter');

  const own = a.page.getByRole('complementary', { name: 'Visit' });
  await own.getByRole('button', { name: /^Cancel…/ }).click();
  await a.page.getByRole('radio', { name: 'All linked (2)' }).check();
  await a.page.getByRole('button', { name: 'Cancel 2 visits' }).click();
  await expect(panel.locator('[data-linked]')).toContainText('cancelled');
  await a.page.getByRole('button', { name: 'Undo z', exact: true }).click();
  await expect(panel.locator('[data-linked]')).not.toContainText('cancelled');
  for (const { context } of [a, b]) await context.close();
});
