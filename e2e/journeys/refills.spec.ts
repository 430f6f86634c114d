// Refills: what a protocol allows is cleared without a mouse, one key each.
import { expect, test } from '@playwright/test';
import { givenRefills } from '../support/asked-refills.ts';
import { openConsole } from '../support/console-page.ts';

const count = 20;

test('twenty pending refills are cleared by keyboard alone', async ({ browser, baseURL }) => {
  test.slow();
  const world = await givenRefills(baseURL!, 'Keyed', count);
  const { context, page } = await openConsole(browser, baseURL!, 'pharmacist');
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  // It begins with what runs out before the clinic opens next; of that, with one's own.
  await expect(page).toHaveURL(/\/refills\?before=/);
  await page.goto(`${page.url()}&owner=me`);
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  const ids = new Set(world.refills.map(({ id }) => id));
  await expect(page.locator(`[data-item="${world.refills[0]!.id}"]`)).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('o');

  const panel = page.getByRole('complementary', { name: 'The refill in hand' });
  const toast = page.getByRole('status').filter({ hasText: 'approved; it leaves in a minute' });
  for (let at = 0; at < count; at += 1) {
    const id = new URL(page.url()).pathname.split('/').at(-1)!;
    expect(ids.delete(id)).toBe(true);
    await expect(panel).toContainText(/All \d+ pass/);
    // The keys of decisions are dead for a moment after another request has come up.
    await expect(async () => {
      await page.keyboard.press('y');
      await expect(panel).toContainText('Decided, not sent', { timeout: 500 });
    }).toPass();
    await expect(toast).toBeVisible();
    if (at + 1 === count) break;
    await page.keyboard.press('j');
    await expect(page).not.toHaveURL(new RegExp(id));
  }
  const decided = await Promise.all(world.refills.map(({ id }) => world.now(id)));
  for (const { work, decision } of decided) {
    expect(work.status).toBe('decided');
    expect(decision).toMatchObject({ kind: 'approve', protocol: { title: 'Stomach acid, anew' } });
  }

  // The last one is taken back by a key while it has not left.
  await page.keyboard.press('z');
  await expect(panel).toContainText('To decide');
  const back = await Promise.all(world.refills.map(({ id }) => world.now(id)));
  expect(back.filter(({ work }) => work.status === 'to-decide')).toHaveLength(1);
  await context.close();
});

test('many are approved at once, and what is not delegated is left for a person', async ({
  browser,
  baseURL,
}) => {
  test.slow();
  const world = await givenRefills(baseURL!, 'Bulk', 3);
  const { context, page } = await openConsole(browser, baseURL!, 'pharmacist');
  await page.goto('/refills?show=open&owner=me&status=to-decide');
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  for (const { id } of world.refills) {
    const box = page.locator(`[data-item="${id}"]`).getByRole('checkbox');
    await box.click();
    await expect(box).toBeChecked();
  }
  await page.getByRole('button', { name: 'Approve…', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('3 will be approved');
  await dialog.getByRole('button', { name: 'Approve 3' }).click();
  await expect(page.getByText('3 approved', { exact: true }).first()).toBeVisible();
  for (const { id } of world.refills) {
    const { work, decision } = await world.now(id);
    expect([work.status, decision?.kind]).toEqual(['decided', 'approve']);
  }
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(page.getByText('3 put back as before', { exact: true }).first()).toBeVisible();
  for (const { id } of world.refills) expect((await world.now(id)).work.status).toBe('to-decide');
  await context.close();
});
