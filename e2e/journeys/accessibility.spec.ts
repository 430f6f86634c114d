// Every page, in light and dark: no rule of WCAG 2.2 AA that a program can check is broken.
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { openConsole } from '../support/console-page.ts';

const pages = ['/calendar', '/waitlist', '/waitlist?tab=waiting', '/patients', '/account'];

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every page is accessible in ${colorScheme}`, async ({ browser, baseURL }) => {
    const { context, page } = await openConsole(browser, baseURL!, 'administrator');
    await page.emulateMedia({ colorScheme });
    const faults = [];
    for (const path of pages) {
      await page.goto(path);
      await expect(page.getByText('Live', { exact: true })).toBeVisible();
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      faults.push(...(await faultsOf(page, path)));
    }
    expect(faults).toEqual([]);
    await context.close();
  });
}

test('the sign-in page is accessible', async ({ page }) => {
  await page.goto('/sign-in');
  await expect(page.getByRole('button', { name: 'Scheduler', exact: true })).toBeVisible();
  expect(await faultsOf(page, '/sign-in')).toEqual([]);
});

async function faultsOf(page: Page, path: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations.map(
    ({ id, nodes }) =>
      `${path}: ${id} ${nodes
        .slice(0, 3)
        .map(({ target }) => target.join(' '))
        .join(', ')}`,
  );
}
