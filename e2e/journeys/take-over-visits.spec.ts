// The cut-over of a clinic: future visits of the old system, of which 120 overlap and 300 are of nobody known. That of
// 41,000 is cut-over.db.spec.ts, this one a tenth of it.
import { expect, test, type Page } from '@playwright/test';
import { listPatientCalls } from '#contract/calls';
import { listOpenings } from '#contract/waitlist-opening';
import { openConsole } from '../support/console-page.ts';
import { givenCutOver, type CutOver } from '../support/cut-over-file.ts';

const size = { visits: 4_100, overlaps: 120, unknown: 300 };

test('a clinic takes its visits over: what is wrong is listed, the rest written once, nobody told', async ({
  browser,
  baseURL,
}) => {
  const world = await givenCutOver(baseURL!, 'Moving', size);
  const mine = await openConsole(browser, baseURL!, 'administrator');
  const theirs = await openConsole(browser, baseURL!, 'administrator');
  const page = mine.page;

  await takeFile(page, world);
  await expect(page.getByRole('combobox', { name: 'The file is about' })).toHaveValue('visits');
  await page.getByRole('button', { name: 'Check the file' }).click();
  const write = page.getByRole('button', { name: 'Import 3,680 visits' });
  await expect(write).toBeVisible();
  await expect(figure(page, 'refused')).toHaveText('420');
  await expect(page.locator('[data-code=overlaps-file]')).toContainText('120');
  await expect(page.locator('[data-code=unknown-patient]')).toContainText('300');

  await theirs.page.goto('/imports');
  const row = theirs.page.getByRole('row', { name: /visits\.csv/ });
  await expect(row).toContainText('3,680 ready');
  await write.click();
  await expect(row.getByRole('progressbar')).toBeVisible();
  await expect(row).toContainText(/\d+ written/);
  await page.reload();
  await expect(page.getByText(/ of 3,680 visits written|^3,680$/)).toBeVisible();
  await expect(row).toContainText('3,680 written · 420 refused', { timeout: 30_000 });
  await expect(figure(page, 'written')).toHaveText('3,680');

  await takeFile(page, world);
  await page.getByRole('button', { name: 'Check the file' }).click();
  await expect(figure(page, 'there already')).toHaveText('3,680');
  await expect(page.getByRole('button', { name: 'Import 0 visits' })).toBeDisabled();

  expect(await toldOf(world)).toEqual({ openings: 0, offers: 0, calls: 0 });
  await mine.context.close();
  await theirs.context.close();
});

async function takeFile(page: Page, { system, csv }: CutOver): Promise<void> {
  await page.goto('/imports');
  await page.getByRole('button', { name: 'Take over a file…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Take over a file' });
  await dialog
    .locator('input[type=file]')
    .setInputFiles({ name: 'visits.csv', mimeType: 'text/csv', buffer: csv });
  await dialog.getByRole('combobox', { name: 'System that it comes from' }).fill(system);
  await dialog.getByRole('checkbox', { name: /Nobody in this file is real/ }).check();
  await dialog.getByRole('button', { name: 'Read the file' }).click();
  await expect(page.getByRole('heading', { name: 'visits.csv' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Check the file' })).toBeVisible();
}

function figure(page: Page, word: string) {
  return page
    .locator('dl > div')
    .filter({ hasText: new RegExp(`^[\\d,]+\\s*${word}$`) })
    .locator('dd');
}

/** Whatever an import could have begun: openings and offers of its time, and calls to its patient. */
async function toldOf({ administrator, clinicId, providerIds, patientId }: CutOver) {
  const { openings, offers } = await administrator.call(listOpenings, { query: { clinicId } });
  const raised = openings.filter(({ providerId }) => providerIds.includes(providerId));
  const sent = offers.filter(({ openingId }) => raised.some(({ id }) => id === openingId));
  const { items } = await administrator.call(listPatientCalls, { params: { patientId } });
  return { openings: raised.length, offers: sent.length, calls: items.length };
}
