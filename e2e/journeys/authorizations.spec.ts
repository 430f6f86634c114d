// Authorizations: from the question whether the payer wants it to the units that the desk books by.
import { expect, test, type Locator, type Page } from '@playwright/test';
import { givenWantedAuthorization } from '../support/asked-authorization.ts';
import { openConsole } from '../support/console-page.ts';

async function attach(panel: Locator, page: Page, name: string): Promise<void> {
  const chosen = page.waitForEvent('filechooser');
  await panel.getByRole('button', { name: 'Attach a file…' }).click();
  const buffer = Buffer.from(`%PDF-1.4\n% ${name}\n%%EOF`);
  await (await chosen).setFiles({ name, mimeType: 'application/pdf', buffer });
  await panel.getByLabel('How it came').selectOption('portal-print');
  await panel.getByRole('button', { name: 'Attach', exact: true }).click();
  await expect(panel.getByRole('link', { name })).toBeVisible();
}

test('a visit type is asked for, submitted with proof, pended, and approved in part', async ({
  browser,
  baseURL,
}) => {
  test.slow();
  const wanted = await givenWantedAuthorization(baseURL!, 'Askedfor');
  const { context, page } = await openConsole(browser, baseURL!, 'authorization-specialist');
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(page).toHaveURL(/\/authorizations$/);
  await page.goto(`/authorizations/ask/${wanted.patientId}`);

  // Before anything is sent, the payer's rule is on show.
  await page.getByLabel('Visit type').selectOption(wanted.visitType.id);
  const answer = page.getByRole('status').filter({ hasText: 'Required' });
  await expect(answer).toContainText('Payer’s portal, this month');
  await expect(answer).toContainText(wanted.payerName);
  await page.getByLabel('Code', { exact: true }).fill('97110');
  await page.getByLabel('How many').fill('12');
  await page.getByLabel('Diagnoses, one in each line').fill('M54.50 Low back pain');
  await page.getByRole('button', { name: 'Ask for it' }).click();
  // Back on the patient's page, the request is there, and leads to the queue.
  const asked = page.getByRole('region', { name: 'Authorizations' });
  await asked.getByRole('link', { name: wanted.visitType.name }).click();

  const panel = page.getByRole('complementary', { name: 'The authorization in hand' });
  await expect(panel).toContainText('the clinic gathers what the insurance wants to read');
  await attach(panel, page, 'proof.pdf');
  await panel.getByRole('button', { name: 'Submitted by hand' }).click();
  await panel.getByLabel('Confirmation').fill('C-100');
  await panel
    .getByRole('combobox', { name: 'Proof', exact: true })
    .selectOption({ label: 'proof.pdf' });
  await panel.getByRole('button', { name: 'Write it down', exact: true }).click();
  await expect(panel).toContainText('the insurance has to authorize it first');

  // The payer wants to read more.
  await panel.getByRole('button', { name: 'The payer answered' }).click();
  await panel.getByRole('combobox', { name: 'Answer', exact: true }).selectOption('A4');
  await panel.getByLabel('What it waits for').selectOption('documents');
  await panel.getByRole('button', { name: 'Write it down', exact: true }).click();
  await expect(panel).toContainText('the insurance wants to read more');
  await panel.getByRole('button', { name: 'Something more is wanted…' }).click();
  await panel.getByLabel('What is wanted').fill('Progress notes');
  await panel.getByRole('button', { name: 'Put it on the list' }).click();
  const document = panel.getByRole('listitem').filter({ hasText: 'Progress notes' });
  await expect(document).toContainText('Missing');
  await attach(panel, page, 'notes.pdf');
  await document.getByRole('combobox').selectOption({ label: 'notes.pdf' });
  await expect(document.getByRole('button', { name: 'Open again' })).toBeVisible();

  // Half of it is approved.
  await panel.getByRole('button', { name: 'The payer answered' }).click();
  await panel.getByRole('combobox', { name: 'Answer', exact: true }).selectOption('A2');
  await panel.getByLabel('Number', { exact: true }).fill('AUTH-6');
  await panel.getByLabel('Granted', { exact: true }).fill('6');
  await panel.getByRole('combobox', { name: 'For', exact: true }).selectOption('site');
  await panel.getByRole('button', { name: 'Write it down', exact: true }).click();
  await expect(panel).toContainText('Certified in part, number AUTH-6');
  await expect(panel).toContainText('6 of 6 visits left: 0 booked, 0 used');
  await context.close();

  // The desk sees what is left, and not what was said about it.
  const desk = await openConsole(browser, baseURL!, 'scheduler');
  await desk.page.goto(`/patients/${wanted.patientId}`);
  const section = desk.page.getByRole('region', { name: 'Authorizations' });
  await expect(section).toContainText(wanted.visitType.name);
  await expect(section).toContainText('Approved');
  await expect(section).toContainText('6 of 6 visits left: 0 booked, 0 used');
  await expect(section).not.toContainText('AUTH-6');
  await expect(desk.page.getByRole('link', { name: wanted.visitType.name })).toHaveCount(0);
  await desk.context.close();
});
