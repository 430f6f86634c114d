// Somebody opens their own chart: it is flagged, reviewed with a note, and gone from every console's list.
import { expect, test, type Locator, type Page } from '@playwright/test';
import { countAccessesToReview } from '#contract/privacy';
import { httpConsole } from '../../scripts/http-console.ts';
import { openChart } from '../../scripts/open-chart.ts';
import { openConsole } from '../support/console-page.ts';

test('a look at one’s own chart is flagged, and its review is seen on a second console', async ({
  browser,
  baseURL,
}) => {
  const manager = await httpConsole(baseURL!, 'clinic-manager');
  await openChart(manager, {
    clinicId: manager.me.clinics[0]!.id,
    family: 'Ownchart',
    given: 'Petra',
    birthOn: '1984-05-06',
    sex: 'female',
    phone: '+16175550144',
  });
  const { context, page: officer } = await openConsole(browser, baseURL!, 'administrator');
  await linkOwnChart(officer, 'Pharmacist, Demo', 'Ownchart');

  const { context: ofLooker, page: looker } = await openConsole(browser, baseURL!, 'pharmacist');
  await looker.goto('/patients');
  await expect(looker.getByText('Live', { exact: true })).toBeVisible();
  await looker.getByLabel('Find a patient').fill('Ownchart');
  const record = looker.waitForResponse((answer) => answer.url().endsWith('/record'));
  await looker.getByRole('link', { name: 'Ownchart, Petra' }).click();
  expect((await record).status()).toBe(200);
  await ofLooker.close();

  const { context: second, page: other } = await openConsole(browser, baseURL!, 'administrator');
  await other.goto('/privacy');
  await officer.goto('/privacy');
  const row = pairOn(officer);
  await expect(row).toContainText('Own chart', { timeout: 15_000 });
  await expect(row).toContainText('Opened once');
  const rowThere = pairOn(other);
  await expect(rowThere).toBeVisible();
  const administrator = await httpConsole(baseURL!, 'administrator');
  // Look-ups of others may be flagged at any time: the console counts what the server counts.
  const countsAll = () =>
    expect
      .poll(async () => {
        const { count } = await administrator.call(countAccessesToReview);
        return (await countOn(other)) - count;
      })
      .toBe(0);
  await countsAll();

  await row.getByRole('button', { name: /^Review: Pharmacist, Demo/ }).click();
  await officer.getByLabel('What was found out').fill('Checked the own pharmacy; told not to.');
  await officer.getByRole('button', { name: 'Keep the note' }).click();
  await expect(row).toBeHidden();
  await expect(rowThere).toBeHidden({ timeout: 2000 });
  await countsAll();

  await other.getByLabel('Which look-ups').selectOption('Reviewed');
  const note = other.locator('tr[data-review]').filter({ hasText: 'Ownchart, Petra' });
  await expect(note).toContainText('Checked the own pharmacy; told not to.');
  await second.close();
  await context.close();
});

function pairOn(page: Page): Locator {
  const ofChart = page.locator('tr[data-pair]').filter({ hasText: 'Ownchart, Petra' });
  return ofChart.filter({ hasText: 'Pharmacist, Demo' });
}

async function linkOwnChart(page: Page, person: string, chart: string): Promise<void> {
  await page.goto('/privacy/people');
  await page.getByLabel('Whose look-ups').selectOption(person);
  await page.getByRole('button', { name: 'Link…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Chart' }).fill(chart);
  await dialog.getByRole('option').first().click();
  await dialog.getByRole('button', { name: 'Link the chart' }).click();
  await expect(page.getByText(`Own chart: ${chart}`)).toBeVisible();
}

async function countOn(page: Page): Promise<number> {
  const name = await page.getByRole('link', { name: /^Privacy, / }).getAttribute('aria-label');
  return Number(/\d+/.exec(name ?? '')?.[0]);
}
