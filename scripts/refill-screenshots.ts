// The pictures of the refill console: what runs out before the clinic opens next, and a request that one key approves.
import type { Browser, Page } from '@playwright/test';
import { openConsole } from '../e2e/support/console-page.ts';

export async function shootRefills(browser: Browser, url: string): Promise<void> {
  const { context, page } = await openConsole(browser, url, 'pharmacist');
  await page.goto('/refills');
  await page.waitForURL(/\/refills\?before=/);
  await page.getByText('Live', { exact: true }).waitFor();
  const itemId = await fullestCard(page);
  await page.screenshot({ path: 'docs/refills-list.png' });
  // So high that the card is seen whole.
  await page.setViewportSize({ width: 1440, height: 1240 });
  const { pathname, search } = new URL(page.url());
  await page.goto(`${pathname}/${itemId}${search}`);
  const panel = page.getByRole('complementary', { name: 'The refill in hand' });
  await panel.getByRole('button', { name: /^Approve as asked/ }).waitFor();
  await panel.getByText(/All \d+ pass/).waitFor();
  await page.screenshot({ path: 'docs/refills-card.png' });
  await context.close();
}

/** Of those that can be approved at once, the one that most rules are about. */
async function fullestCard(page: Page): Promise<string> {
  const ready = page
    .locator('[data-item]')
    .filter({ hasText: 'To decide' })
    .filter({ hasText: /All \d+ pass/ });
  await ready.first().waitFor();
  const rows = await Promise.all(
    (await ready.all()).map(async (row) => ({
      itemId: (await row.getAttribute('data-item')) ?? '',
      rules: Number(/All (\d+) pass/.exec(await row.innerText())?.[1] ?? 0),
    })),
  );
  return rows.reduce((most, row) => (row.rules > most.rules ? row : most)).itemId;
}
