// The scheduler's main path without a mouse.
import { expect, test } from '@playwright/test';
import { openConsole, openDay, visitBox } from '../support/console-page.ts';
import { givenFreedVisit } from '../support/freed-visit.ts';

test('a visit is cancelled by keyboard alone', async ({ browser, baseURL }) => {
  const world = await givenFreedVisit(baseURL!, 'Keys', { undoSeconds: 60 });
  const { context, page } = await openConsole(browser, baseURL!, 'scheduler');
  await openDay(page, world.date);

  await visitBox(page, world.visit.id).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('x');
  await page.getByRole('radio', { name: 'Patient asked', exact: true }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await expect(visitBox(page, world.visit.id)).toHaveAttribute('aria-label', /cancelled/i);

  await page.keyboard.press('g');
  await page.keyboard.press('w');
  await expect(page).toHaveURL(/\/waitlist/);
  await context.close();
});
