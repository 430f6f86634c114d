// Everything leaves as one file: asked for on one console, followed on another, fetched, on the record, and removed.
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { openConsole } from '../support/console-page.ts';

test('an administrator takes everything out, seen on every console and on the record', async ({
  browser,
  baseURL,
}) => {
  const mine = await openConsole(browser, baseURL!, 'administrator');
  const theirs = await openConsole(browser, baseURL!, 'administrator');
  await theirs.page.goto('/exports');
  await expect(theirs.page.getByText('Nothing was exported yet')).toBeVisible();

  const page = mine.page;
  await page.goto('/exports');
  await page.getByRole('button', { name: 'Export everything…' }).click();
  await page.getByRole('textbox', { name: 'Why it is needed' }).fill('Copy for the records');
  await page.keyboard.press('Enter');

  const row = theirs.page.getByRole('row', { name: /Copy for the records/ });
  await expect(row).toContainText(/waiting|being made/);
  // The socket is lost and comes back: what was missed is caught up.
  await theirs.context.setOffline(true);
  await theirs.context.setOffline(false);
  await expect(row).toContainText('ready', { timeout: 60_000 });

  const own = page.getByRole('row', { name: /Copy for the records/ });
  const coming = page.waitForEvent('download');
  await own.getByRole('button', { name: 'Download' }).click();
  const archive = await coming;
  expect(archive.suggestedFilename()).toMatch(/^daysheet-export-\d{4}-\d\d-\d\d\.zip$/);
  expect(
    readFileSync(await archive.path())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK');

  await page.goto('/privacy/taken-out');
  await expect(page.getByRole('row', { name: /Archive of everything/ }).first()).toContainText(
    'all',
  );

  await row.getByRole('button', { name: 'Remove' }).click();
  await expect(row).toContainText('withdrawn');
  await mine.context.close();
  await theirs.context.close();
});
