// Somebody comes by invitation, locks the screen and comes back, and leaves: out at once, with nothing left in hand.
import { expect, test, type Page } from '@playwright/test';
import { givenCall } from '../support/asked-call.ts';
import { openCalls, openConsole } from '../support/console-page.ts';

const password = 'a long enough password';

test('who is ended is at the sign-in page at once, and what they held is in the pool again', async ({
  browser,
  baseURL,
}) => {
  const world = await givenCall(baseURL!, 'Leaver');
  const { context, page: administrator } = await openConsole(browser, baseURL!, 'administrator');
  await administrator.goto('/staff');
  const address = await invite(administrator, 'Lena', 'Leaver');

  const ofLeaver = await browser.newContext({ baseURL: baseURL! });
  const leaver = await ofLeaver.newPage();
  await leaver.goto(address);
  await expect(leaver.getByRole('heading', { name: 'Welcome, Lena' })).toBeVisible();
  await leaver.getByLabel('Login name').fill('lena.leaver');
  await leaver.getByLabel('Password').fill(password);
  await leaver.getByRole('button', { name: 'Sign in' }).click();
  await expect(leaver.getByRole('navigation', { name: 'Pages' })).toBeVisible();

  await openCalls(leaver, world.call.id);
  const panel = leaver.getByRole('complementary', { name: 'The call in hand' });
  await panel.getByRole('button', { name: /^Take/ }).click();
  await expect(panel).toContainText('You have this');
  expect((await world.now()).work.lease).not.toBeNull();

  await lockAndUnlock(leaver);

  await administrator.getByRole('button', { name: 'End their work here…' }).click();
  await administrator
    .getByRole('dialog')
    .getByRole('button', { name: /^End their work/ })
    .click();
  await expect(leaver).toHaveURL(/\/sign-in\?ended=revoked/, { timeout: 2000 });
  await expect(administrator.getByRole('button', { name: 'Works here again' })).toBeVisible();
  await expect(async () => {
    const { work } = await world.now();
    expect([work.lease, work.ownerId]).toEqual([null, null]);
  }).toPass({ timeout: 5000 });

  await leaver.getByLabel('Login name').fill('lena.leaver');
  await leaver.getByLabel('Password').fill(password);
  await leaver.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(leaver.getByRole('alert')).toContainText('do not belong together');
  await ofLeaver.close();
  await context.close();
});

/** The comment that was half typed is there again. */
async function lockAndUnlock(page: Page): Promise<void> {
  const comment = page.getByRole('combobox', { name: 'Comment' });
  await comment.fill('Half a sentence');
  await page.getByRole('button', { name: /account of/ }).click();
  await page.getByRole('menuitem', { name: 'Lock the screen' }).click();
  await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible();
  await expect(comment).toBeHidden();
  expect((await page.request.get('/api/staff/me')).status()).toBe(401);
  await page.getByLabel('Your password').fill(password);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(comment).toHaveValue('Half a sentence');
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
}

/** Answers with the address of the one-time link. */
async function invite(page: Page, given: string, family: string): Promise<string> {
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Given name').fill(given);
  await dialog.getByLabel('Family name').fill(family);
  await dialog.getByRole('checkbox', { name: 'Scheduler' }).check();
  await dialog.getByRole('button', { name: 'Invite' }).click();
  const link = page.getByRole('textbox', { name: 'Link' });
  await expect(link).toBeVisible();
  const address = await link.inputValue();
  await page.getByRole('button', { name: 'Done', exact: true }).click();
  return address;
}
