// Calls: worked without a mouse, and never by two at once.
import { expect, test, type Locator, type Page } from '@playwright/test';
import { addCall } from '#contract/calls';
import { givenCall } from '../support/asked-call.ts';
import { callRow, openCalls, openConsole, selectCall } from '../support/console-page.ts';

test('a call is taken, made and closed by keyboard alone', async ({ browser, baseURL }) => {
  const world = await givenCall(baseURL!, 'Keyed');
  const { context, page } = await openConsole(browser, baseURL!, 'scheduler');
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await expect(page).toHaveURL(/\/calls/);
  await expect(callRow(page, world.call.id)).toBeVisible();

  await takeByKeys(page, world.call.id);
  const panel = page.getByRole('complementary', { name: 'The call in hand' });
  await expect(panel.getByRole('heading', { name: world.patient })).toBeVisible();
  await expect(panel).toContainText('You have this');
  await expect(panel).toContainText('(617) 555-0123');

  // The keys of decisions are dead for a moment after another call has come up.
  await expect(async () => {
    await page.keyboard.press('d');
    await expect(panel).toContainText('You on the phone', { timeout: 500 });
  }).toPass();
  await page.keyboard.press('1');
  await page.keyboard.press('2');
  await expect(panel.getByRole('button', { name: 'Save: reached, confirmed' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(panel).toContainText('Done');

  const call = await world.now();
  expect(call.work.status).toBe('done');
  expect(call.attempts).toMatchObject([{ outcome: 'reach', reason: 'confirmed' }]);

  await page.keyboard.press('u');
  await expect(panel).toBeHidden();
  await expect(page).toHaveURL(/\/calls$/);
  await context.close();
});

test('a call that was taken over is not decided by who had it', async ({ browser, baseURL }) => {
  const world = await givenCall(baseURL!, 'Shared');
  const [a, b] = [
    await openConsole(browser, baseURL!, 'scheduler'),
    await openConsole(browser, baseURL!, 'clinic-manager'),
  ];
  await openCalls(a.page, world.call.id);
  await openCalls(b.page, world.call.id);
  const [ofA, ofB] = [a, b].map(({ page }) =>
    page.getByRole('complementary', { name: 'The call in hand' }),
  );

  await ofA!.getByRole('button', { name: /^Take/ }).click();
  await expect(ofA!).toContainText('You have this');
  await expect(ofB!).toContainText(/has this now/);
  await expect(callRow(b.page, world.call.id)).toContainText('working');

  // What A does now is on the way to the server when B has already taken over.
  await a.page.route('**/cancel', async (route) => {
    await ofB!.getByRole('button', { name: /^Take over…/ }).click();
    await b.page.getByRole('dialog').getByRole('button', { name: 'Take over' }).click();
    await expect(ofB!).toContainText('You have this');
    await route.continue();
  });
  await ofA!.getByRole('button', { name: /^Not needed/ }).click();
  await ofA!.getByRole('button', { name: /^Asked for twice/ }).click();
  await ofA!.getByRole('button', { name: /^Save/ }).click();

  await expect(ofA!.getByRole('alert')).toContainText(
    /has this now\. Nothing of yours was written/,
  );
  await expect(ofA!.getByRole('button', { name: 'Keep theirs' })).toBeVisible();
  const call = await world.now();
  expect(call.work.status).toBe('to-call');
  expect(call.work.lease?.holderId).toBe(world.manager.me.staffId);
  await a.context.close();
  await b.context.close();
});

test('a colleague who is named in a comment hears of it on every console of theirs', async ({
  browser,
  baseURL,
}) => {
  const world = await givenCall(baseURL!, 'Named');
  const a = await openConsole(browser, baseURL!, 'clinic-manager');
  const b = [
    await openConsole(browser, baseURL!, 'scheduler'),
    await openConsole(browser, baseURL!, 'scheduler'),
  ];
  const [first, second] = b.map(({ page }) => page) as [Page, Page];
  for (const page of [first, second])
    await expect(page.getByText('Live', { exact: true })).toBeVisible();
  await first.goto('/patients');
  const bells = [first, second].map((page) => page.getByRole('button', { name: /^Notifications/ }));
  const unread = async (bell: Locator): Promise<number> =>
    Number(/\d+/.exec((await bell.getAttribute('aria-label')) ?? '')?.[0] ?? 0);
  await expect(first.getByText('Live', { exact: true })).toBeVisible();
  const before = await unread(bells[0]!);

  await openCalls(a.page, world.call.id);
  const comment = a.page.getByRole('combobox', { name: 'Comment' });
  await comment.pressSequentially('@Demo Sched');
  await a.page.getByRole('option', { name: 'Demo Scheduler', exact: true }).click();
  await comment.pressSequentially('knows her.');
  await comment.press('Control+Enter');

  for (const [at, page] of [first, second].entries()) {
    await expect(bells[at]!).toHaveAccessibleName(`Notifications, ${before + 1} unread`);
    await expect(page.getByText('Demo Clinic manager named you in a call')).toBeVisible();
  }
  await first.keyboard.press('g');
  await first.keyboard.press('n');
  const panel = first.getByRole('dialog', { name: 'Notifications' });
  await expect(panel.getByRole('heading', { name: 'Notifications' })).toBeFocused();
  const newest = panel.getByRole('link', { name: /named you in a call/ }).first();
  await expect(newest).toBeVisible();
  await first.keyboard.press('ArrowDown');
  await expect(newest).toBeFocused();
  await first.keyboard.press('Enter');
  await expect(first).toHaveURL(new RegExp(`/calls/${world.call.id}$`));
  await expect(panel).toBeHidden();
  const record = first.getByRole('complementary', { name: 'The call in hand' });
  await expect(record).toContainText('@Demo Scheduler knows her.');
  for (const bell of bells)
    await expect(bell).toHaveAccessibleName(
      before === 0 ? 'Notifications' : `Notifications, ${before} unread`,
    );
  for (const { context } of [a, ...b]) await context.close();
});

test('a link to another record and an action on many are taken back', async ({
  browser,
  baseURL,
}) => {
  const world = await givenCall(baseURL!, 'Undone');
  const { patient, id } = world.call;
  const other = await world.manager.call(addCall, {
    body: {
      clinicId: world.clinic.id,
      patientId: patient.id,
      kind: 'call-back',
      about: 'The other one of the same patient',
      priority: 'stat',
    },
  });
  const { context, page } = await openConsole(browser, baseURL!, 'clinic-manager');
  await openCalls(page, id);
  const panel = page.getByRole('complementary', { name: 'The call in hand' });
  await panel.getByRole('button', { name: 'Link a record…' }).click();
  await page.locator(`[data-choice="${other.id}"]`).click();
  const link = panel.locator(`[data-link="${other.id}"]`);
  await expect(link).toBeVisible();
  await expect(page.getByRole('button', { name: 'Undo z', exact: true })).toBeVisible();
  await page.keyboard.press('z');
  await expect(link).toBeHidden();
  await page.keyboard.press('u');
  await expect(panel).toBeHidden();

  for (const itemId of [id, other.id]) await selectCall(page, itemId);
  await page.keyboard.press(',');
  await page.getByRole('button', { name: 'Tags…' }).click();
  await page.getByRole('textbox', { name: /^Put on/ }).fill('spanish');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Tag 2' }).click();
  await expect(page.getByText('2 tagged spanish', { exact: true }).first()).toBeVisible();
  expect((await world.now()).work.tags).toEqual(['spanish']);
  // The list tells of its end a moment before the notice does that can be taken back.
  await expect(page.getByRole('button', { name: 'Undo z', exact: true })).toBeVisible();
  await page.keyboard.press('z');
  await expect(page.getByText('2 put back as before', { exact: true }).first()).toBeVisible();
  expect((await world.now()).work.tags).toEqual([]);
  await context.close();
});

/** At some hours others are more urgent, and each that is given back for the next may come again: then by its row. */
async function takeByKeys(page: Page, callId: string): Promise<void> {
  await page.keyboard.press('n');
  await expect(page).toHaveURL(/\/calls\/[0-9a-f-]{36}$/);
  const panel = page.getByRole('complementary', { name: 'The call in hand' });
  await expect(panel.getByRole('heading', { level: 2 })).toBeFocused();
  if (page.url().endsWith(callId)) return;
  await page.keyboard.press('u');
  await expect(page).toHaveURL(/\/calls$/);
  const row = callRow(page, callId);
  for (let rows = 0; rows < 60; rows++) {
    await page.keyboard.press('j');
    // The focus follows the key with the next frame; whoever looks before it sees the row before.
    if (await row.evaluate(hasFocusNextFrame)) break;
  }
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`${callId}$`));
  await page.keyboard.press('l');
}

function hasFocusNextFrame(element: Element): Promise<boolean> {
  return new Promise((resolve) => {
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        resolve(element.contains(document.activeElement));
      }),
    );
  });
}
