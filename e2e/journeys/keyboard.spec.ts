// The scheduler's main path without a mouse.
import { expect, test, type Page } from '@playwright/test';
import { listDay } from '#contract/calendar';
import { openConsole, openDay, visitBox } from '../support/console-page.ts';
import { givenFreedVisit } from '../support/freed-visit.ts';

test('a visit is cancelled and restored by keyboard alone', async ({ browser, baseURL }) => {
  const world = await givenFreedVisit(baseURL!, 'Keys', { undoSeconds: 60 });
  const { context, page } = await openConsole(browser, baseURL!, 'scheduler');
  await openDay(page, world.date);
  const box = visitBox(page, world.visit.id);
  await expect(box).toBeVisible();

  await pressUntil(page, 'Tab', () => stopHasFocus(page));
  await pressUntil(page, 'ArrowRight', () => isInColumn(page, world.provider.id));
  await pressUntil(page, 'ArrowDown', () => hasFocus(page, world.visit.id));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: 'Visit' })).toContainText(world.holder);

  await page.keyboard.press('x');
  await expect(page.getByRole('radio', { name: 'Patient asked', exact: true })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(box).toHaveAttribute('aria-label', /cancelled/i);
  const visit = async () => {
    const day = await world.manager.call(listDay, {
      query: { clinicId: world.clinic.id, date: world.date },
    });
    return day.appointments.find(({ id }) => id === world.visit.id);
  };
  expect((await visit())?.cancellation?.reason).toBe('pat-lt');

  await expect(page.getByRole('button', { name: 'Undo z', exact: true })).toBeVisible();
  await page.keyboard.press('z');
  await expect(box).not.toHaveAttribute('aria-label', /cancelled/i);
  expect((await visit())?.status).toBe('booked');

  await page.keyboard.press('Escape');
  await expect(page.getByRole('complementary', { name: 'Visit' })).toBeHidden();
  await expect(box).toBeFocused();
  await context.close();
});

test('the palette opens a page and gives the focus back', async ({ browser, baseURL }) => {
  const { context, page } = await openConsole(browser, baseURL!, 'scheduler');
  const opener = page.getByRole('button', { name: 'Commands', exact: false });
  await opener.focus();
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'Pages, actions and patients' });
  await expect(field).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(opener).toBeFocused();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('wait');
  await expect(page.getByRole('option', { name: /^Waitlist/ })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Waitlist', level: 1 })).toBeFocused();
  await context.close();
});

test('the undo of a toast is also reached with Tab', async ({ browser, baseURL }) => {
  const world = await givenFreedVisit(baseURL!, 'Tabs', { undoSeconds: 60 });
  const { context, page } = await openConsole(browser, baseURL!, 'scheduler');
  await openDay(page, world.date);
  const box = visitBox(page, world.visit.id);
  await box.focus();
  for (const key of ['Enter', 'x', 'Enter']) {
    await page.keyboard.press(key);
    if (key === 'Enter') continue;
    await expect(page.getByRole('radio', { name: 'Patient asked', exact: true })).toBeFocused();
  }
  const undo = page.getByRole('button', { name: 'Undo z', exact: true });
  await expect(undo).toBeVisible();
  await pressUntil(page, 'Tab', () => undo.evaluate((button) => button === document.activeElement));
  await page.keyboard.press('Enter');
  await expect(box).not.toHaveAttribute('aria-label', /cancelled/i);
  await context.close();
});

test('the keys are explained by ? and lead from page to page', async ({ browser, baseURL }) => {
  const { context, page } = await openConsole(browser, baseURL!, 'scheduler');
  await expect(page).toHaveURL(/\/calendar\/day\//);
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help).toBeVisible();
  await expect(help).toContainText('Book a visit');
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();

  await page.keyboard.press('g');
  await page.keyboard.press('w');
  await expect(page).toHaveURL(/\/waitlist/);
  await page.keyboard.press('/');
  await expect(page).toHaveURL(/\/patients/);
  await expect(page.getByRole('searchbox', { name: 'Find a patient' })).toBeFocused();
  await context.close();
});

async function pressUntil(page: Page, key: string, isThere: () => Promise<boolean>) {
  for (let presses = 0; presses < 80; presses++) {
    if (await isThere()) return;
    await page.keyboard.press(key);
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))),
    );
  }
  throw new Error(`${key} does not lead there.`);
}

function stopHasFocus(page: Page): Promise<boolean> {
  return page.evaluate(() => document.activeElement?.matches('[data-stop]') ?? false);
}

function isInColumn(page: Page, providerId: string): Promise<boolean> {
  return page.evaluate(
    (id) => document.activeElement?.closest(`[data-provider="${id}"]`) !== null,
    providerId,
  );
}

function hasFocus(page: Page, visitId: string): Promise<boolean> {
  return page.evaluate((id) => document.activeElement?.getAttribute('data-visit') === id, visitId);
}
