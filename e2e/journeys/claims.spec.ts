// Claims: from the payer's file to a correction, an appeal, and a write-off that somebody else approves.
import { expect, test, type Page } from '@playwright/test';
import { openConsole } from '../support/console-page.ts';
import { givenSentClaims, type SentClaims } from '../support/sent-claims.ts';

test('a remittance is taken in, and its denials are worked by keyboard', async ({
  browser,
  baseURL,
}) => {
  test.slow();
  const sent = await givenSentClaims(baseURL!, 'Deniedone');
  const { context, page } = await openConsole(browser, baseURL!, 'biller');
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await expect(page).toHaveURL(/\/claims$/);
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  await takeIn(page, sent);
  const panel = page.getByRole('complementary', { name: 'The follow-up in hand' });

  // Two denials of one claim: it is corrected for the first, so the other cannot be appealed meanwhile.
  await openFollowUp(page, sent, sent.twice);
  const others = panel.getByRole('region', { name: 'Other follow-ups of the claim' });
  await expect(others).toBeVisible();
  if (await others.getByRole('link', { name: /Authorization/ }).isVisible())
    await others.getByRole('link').click();
  await expect(panel.getByRole('list', { name: 'What the payer said of line 1' })).toContainText(
    'CO-197 −$120.00',
  );
  await choose(page, 'r', 'Authorization');
  await panel.getByLabel('Authorization', { exact: true }).fill('AUTH77');
  await expect(panel.getByRole('region', { name: 'What changes' })).toContainText(
    'Authorization: none → AUTH77',
  );
  await page.keyboard.press('Enter');
  await expect(panel.getByText('Correction sent', { exact: true }).first()).toBeVisible();
  await expect(panel.getByRole('region', { name: 'What was sent' })).toContainText('Replacement');
  await others.getByRole('link').click();
  await expect(panel).toContainText('Medical necessity');
  await panel.getByText('What cannot be done, and why').click();
  await expect(
    panel.getByText('A correction of this claim runs; it ends what an appeal is about.').first(),
  ).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Appeal', exact: true })).toBeDisabled();

  // Another claim is appealed.
  await openFollowUp(page, sent, sent.bundled);
  await choose(page, 'p', 'Grounds');
  await panel.getByLabel('Grounds').fill('It is a service of its own, at another place.');
  await panel.getByLabel('How it went out').fill('Fax 4711');
  await page.keyboard.press('Enter');
  await expect(panel.getByText('Appealed, level 1').first()).toBeVisible();
  await expect(panel.getByRole('region', { name: 'What was done' })).toContainText('Fax 4711');

  // What is too much for a biller alone waits for a lead.
  await openFollowUp(page, sent, sent.large);
  await choose(page, 'w', 'Reason');
  await expect(panel).toContainText('$640 is more than $250');
  await panel.getByLabel('Reason').selectOption('No authorization was asked for');
  await panel.getByRole('button', { name: 'Write off', exact: true }).last().click();
  await expect(panel.getByText('Write-off to approve').first()).toBeVisible();
  const address = page.url();
  await context.close();

  const lead = await openConsole(browser, baseURL!, 'billing-lead');
  await lead.page.goto(address);
  const theirs = lead.page.getByRole('complementary', { name: 'The follow-up in hand' });
  await choose(lead.page, 'w', 'Decision');
  await expect(theirs).toContainText('asks to write off $640');
  await theirs.getByLabel('Decision').selectOption('Approve the write-off');
  await theirs.getByRole('button', { name: 'Write it down' }).click();
  await expect(theirs.getByText('Written off', { exact: true }).first()).toBeVisible();
  await expect(theirs.getByRole('row', { name: /^All lines/ })).toContainText('$0.00');
  await lead.context.close();
});

/** Looked at first; then it counts, the same file once. */
async function takeIn(page: Page, sent: SentClaims): Promise<void> {
  await page.getByRole('link', { name: 'Remittances' }).click();
  await page.getByRole('button', { name: 'Take in files…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Take in files of payers' });
  const files = dialog.locator('input[type=file]');
  await files.setInputFiles(fileOf('claims.837', sent.claims));
  const first = dialog.getByRole('region', { name: 'claims.837', exact: true });
  await expect(first).toContainText('Will count');
  await dialog.getByRole('button', { name: 'Take in', exact: true }).click();
  await expect(first).toContainText('Taken in.');
  await files.setInputFiles(fileOf('answer.835', sent.remittance));
  const second = dialog.getByRole('region', { name: 'answer.835', exact: true });
  await expect(second).toContainText('Remittance (835)');
  await expect(second).toContainText(sent.trace);
  await dialog.getByRole('button', { name: 'Take in', exact: true }).click();
  await expect(second).toContainText('Taken in.');
  await files.setInputFiles(fileOf('again.835', sent.remittance));
  const again = dialog.getByRole('region', { name: 'again.835', exact: true });
  await expect(again).toContainText('The same file was taken in before');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.locator('[data-remittance]').filter({ hasText: sent.trace })).toContainText(
    '$60.00',
  );
}

function fileOf(name: string, text: string) {
  return { name, mimeType: 'application/edi-x12', buffer: Buffer.from(text) };
}

async function openFollowUp(page: Page, sent: SentClaims, control: string): Promise<void> {
  await page.goto('/claims/remittances');
  await page.locator('[data-remittance]').filter({ hasText: sent.trace }).getByRole('link').click();
  await page.getByRole('link', { name: `Followed up: ${control}` }).click();
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
}

/** Keys are dead for a moment after another item has come into the hand. */
async function choose(page: Page, key: string, field: string): Promise<void> {
  const panel = page.getByRole('complementary', { name: 'The follow-up in hand' });
  await expect(async () => {
    await page.keyboard.press(key);
    await expect(panel.getByLabel(field).first()).toBeVisible({ timeout: 400 });
  }).toPass({ timeout: 10_000 });
}
