// What a person does in the console, for journeys.
import {
  expect,
  type Browser,
  type BrowserContext,
  type Locator,
  type Page,
} from '@playwright/test';
import { roleTitle, type Role } from '#contract/permission';

export interface OpenConsole {
  context: BrowserContext;
  page: Page;
}

/** A console of its own: another browser profile, signed in by the demo button of the role. */
export async function openConsole(
  browser: Browser,
  baseURL: string,
  role: Role,
): Promise<OpenConsole> {
  const context = await browser.newContext({ baseURL, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.getByRole('button', { name: roleTitle[role], exact: true }).click();
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
  return { context, page };
}

export async function openDay(page: Page, date: string): Promise<void> {
  await page.goto(`/calendar/day/${date}`);
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
}

export async function openBoard(page: Page): Promise<void> {
  await page.goto('/waitlist');
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  await expect(column(page, 'open')).toBeVisible();
}

/** The list of calls, with one of them in hand. */
export async function openCalls(page: Page, callId: string): Promise<void> {
  await page.goto(`/calls/${callId}`);
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  await expect(callRow(page, callId)).toBeVisible();
}

export function callRow(page: Page, callId: string): Locator {
  return page.locator(`[data-item="${callId}"]`);
}

/** The box follows the selection a frame later. */
export async function selectCall(page: Page, callId: string): Promise<void> {
  const box = callRow(page, callId).getByRole('checkbox');
  await box.click();
  await expect(box).toBeChecked();
}

export function visitBox(page: Page, visitId: string): Locator {
  return page.locator(`[data-visit="${visitId}"]`);
}

export function column(page: Page, name: 'open' | 'offered' | 'filled'): Locator {
  return page.locator(`[data-column="${name}"]`);
}

export async function cancelVisit(page: Page, visitId: string): Promise<void> {
  await visitBox(page, visitId).click();
  await page.getByRole('button', { name: /^Cancel…/ }).click();
  await page.getByRole('radio', { name: 'Patient asked', exact: true }).check();
  await page.getByRole('button', { name: 'Cancel the visit' }).click();
}

/** What the console says of its connection and of the server; empty while all is well. */
export function banner(page: Page): Locator {
  return page.locator('app-connection-banner');
}
