// Each role signs in, begins at a page that it may read, and is led nowhere else.
import { expect, test, type Page } from '@playwright/test';
import { roleHolds, roles, type Permission, type Role } from '#contract/permission';
import { openConsole } from '../support/console-page.ts';

const places: [title: string, needs: Permission][] = [
  ['Calendar', 'appointment:read'],
  ['Waitlist', 'waitlist:read'],
  ['To schedule', 'recall:read'],
  ['Calls', 'call:read'],
  ['Refills', 'refill:read'],
  ['Authorizations', 'authorization:read'],
  ['Results', 'result:read'],
  ['Claims', 'claim:read'],
  ['Messages', 'message:read'],
  ['Drawer', 'payment:read'],
  ['Patients', 'patient:read'],
  ['Who is away', 'staff:read'],
  ['Staff', 'staff:manage'],
  ['Hours and visit types', 'availability:manage'],
  ['Clinic', 'clinic:configure'],
  ['Payers', 'payer:manage'],
  ['Privacy', 'audit:read'],
  ['Imports', 'import:run'],
  ['Exports', 'export:run'],
];

for (const role of roles) {
  test(`${role}: begins at a page of the role and is led to no other`, async ({
    browser,
    baseURL,
  }) => {
    const { context, page } = await openConsole(browser, baseURL!, role);
    await expect(page).toHaveURL(
      role === 'call-centre-agent' ? /\/patients$/ : /\/calendar\/day\/\d{4}-\d{2}-\d{2}$/,
    );
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByText('does not include')).toBeHidden();
    expect(await placesOn(page)).toEqual(placesOf(role));

    const book = page.getByRole('button', { name: 'Book a visit' });
    await page.goto('/calendar');
    await expect(page.getByText('Live', { exact: true })).toBeVisible();
    await expect(book).toHaveCount(roleHolds(role, 'appointment:book') ? 1 : 0);
    await context.close();
  });
}

test('a biller who follows a link to the waitlist is told that the role does not include it', async ({
  browser,
  baseURL,
}) => {
  const { context, page } = await openConsole(browser, baseURL!, 'biller');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto('/waitlist');
  await expect(page.getByText('Your role in this clinic does not include this page')).toBeVisible();
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  expect(asked.filter((path) => path.startsWith('/api/waitlist'))).toEqual([]);
  await context.close();
});

test('signing out ends the session: the page and the server both forget who it was', async ({
  browser,
  baseURL,
}) => {
  const { context, page } = await openConsole(browser, baseURL!, 'scheduler');
  await page.getByRole('button', { name: /account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  expect((await context.request.get('/api/staff/me')).status()).toBe(401);

  await page.goto('/waitlist');
  await expect(page).toHaveURL(/\/sign-in\?to=%2Fwaitlist$/);
  await page.goBack();
  await expect(page.getByRole('button', { name: 'Scheduler', exact: true })).toBeVisible();
  await context.close();
});

function placesOf(role: Role): string[] {
  return places.filter(([, needs]) => roleHolds(role, needs)).map(([title]) => title);
}

/** By name; what waits there follows a comma. */
async function placesOn(page: Page): Promise<string[]> {
  const links = await page.getByRole('navigation', { name: 'Pages' }).getByRole('link').all();
  const names = await Promise.all(links.map((link) => link.getAttribute('aria-label')));
  return names.map((name) => name?.split(',')[0] ?? '');
}
