// Results: a critical value from the laboratory to the read-back, and a correction to everybody who saw the wrong one.
import { expect, test } from '@playwright/test';
import { openReleasedResult } from '#contract/result-portal';
import { openConsole } from '../support/console-page.ts';
import { givenLaboratory } from '../support/sent-result.ts';

test('a critical value is called and read back, seen, corrected, and told to whoever saw it', async ({
  browser,
  baseURL,
}) => {
  test.slow();
  const laboratory = await givenLaboratory(baseURL!, 'Criticalone');
  const { context, page } = await openConsole(browser, baseURL!, 'clinician');
  await page.keyboard.press('g');
  await page.keyboard.press('v');
  await expect(page).toHaveURL(/\/results$/);
  await expect(page.getByText('Live', { exact: true })).toBeVisible();

  // It arrives while the list is open.
  const itemId = await laboratory.send({ status: 'final', value: 7.1, flag: 'HH' });
  const row = page.locator(`[data-item="${itemId}"]`);
  await expect(row).toContainText('Critical');
  await expect(row).toContainText(laboratory.name);
  await row.click();
  const panel = page.getByRole('complementary', { name: 'The result in hand' });
  const call = panel.getByRole('region', { name: 'Critical call' });
  await expect(call).toContainText('Call now: Clinician on call');
  await expect(call).toContainText('Potassium: 7.1 mmol/L');
  await expect(panel.getByRole('button', { name: /^Sign/ })).toHaveCount(0);

  // Nobody answers; then somebody reads it back, wrongly at first.
  await expect(async () => {
    await page.keyboard.press('t');
    await expect(call.getByLabel('Whom you called')).toBeVisible({ timeout: 300 });
  }).toPass();
  await call.getByLabel('Whom you called').selectOption({ index: 1 });
  await call.getByRole('button', { name: 'Write it down' }).click();
  await expect(call.getByRole('list', { name: 'What was tried' })).toContainText('No answer');
  await call.getByRole('button', { name: 'Read back' }).click();
  await call.getByLabel('Whom you called').selectOption({ label: 'Somebody else…' });
  await call.getByLabel('Their name').fill('Lee, Kim');
  await call.getByLabel('Their credentials').fill('RN');
  await call.getByLabel('Potassium, as they read it back').fill('1.7');
  await page.keyboard.press('Enter');
  await expect(page.getByText('What was read back is not what was said')).toBeVisible();
  await call.getByLabel('Potassium, as they read it back').fill('7.1');
  await page.keyboard.press('Enter');
  await expect(call).toContainText('Read back by Lee, Kim, RN');

  // Signed; the patient sees it, and did so without waiting for that.
  await panel.getByRole('button', { name: /^Sign/ }).click();
  await panel.getByLabel('Note', { exact: true }).fill('Sent to the emergency room');
  await panel.getByRole('button', { name: 'Sign it' }).click();
  await expect(panel.getByText('Reviewed', { exact: true }).first()).toBeVisible();
  const patient = panel.locator('[data-audience=patient]');
  await expect(patient).toContainText('Sees it now');
  const { clinicId, manager } = laboratory;
  const body = { clinicId, show: 'patient' } as const;
  const opened = await manager.call(openReleasedResult, { params: { itemId }, body });
  expect(opened.content.values[0]?.text).toBe('7.1');

  // The laboratory corrects it: whoever saw the wrong value has to be told.
  await laboratory.send({ status: 'corrected', value: 4.1, flag: 'N' });
  await expect(panel).toContainText('Potassium: 7.1 mmol/L, critical, final → 4.1 mmol/L');
  const recall = panel.getByRole('region', { name: 'Whom the correction must reach' });
  await expect(recall).toContainText('Patient');
  await expect(recall).toContainText('Lee, Kim, RN');
  const sign = panel.getByRole('button', { name: /^Sign/ }).first();
  await sign.click();
  await expect(panel.getByText('Correction recall', { exact: true }).first()).toBeVisible();
  await recall.getByRole('button', { name: 'Write down… Patient' }).click();
  await recall.getByLabel('Note').fill('Told on the phone');
  await page.keyboard.press('Enter');
  await expect(recall).toContainText('Told · “Told on the phone”');
  await recall.getByRole('button', { name: /^Write down… Lee, Kim/ }).click();
  await recall.getByRole('button', { name: 'Write it down' }).click();
  await expect(recall).not.toContainText('Not reached yet');
  await expect(panel.getByText('Reviewed', { exact: true }).first()).toBeVisible();
  await context.close();
});
