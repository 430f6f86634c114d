// Every page, in light and dark: no rule of WCAG 2.2 AA that a program can check is broken.
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { givenCall } from '../support/asked-call.ts';
import {
  cancelVisit,
  column,
  openBoard,
  openCalls,
  openConsole,
  selectCall,
  openDay,
  visitBox,
  type OpenConsole,
} from '../support/console-page.ts';
import { givenUnmatched } from '../support/asked-refills.ts';
import { givenFreedVisit } from '../support/freed-visit.ts';

const pages = [
  '/calendar',
  '/calendar?view=week',
  '/calendar/month/2026-12-01',
  '/calendar?view=board',
  '/calendar?view=agenda',
  '/calendar/as-of/2026-12-01',
  '/waitlist',
  '/waitlist?tab=waiting',
  '/recalls',
  '/messages',
  '/drawer',
  '/calls',
  '/refills',
  '/refills/rules',
  '/authorizations',
  '/authorizations/rules',
  '/authorizations/figures',
  '/results',
  '/results/rules',
  '/claims',
  '/claims/remittances',
  '/claims/rules',
  '/patients',
  '/calendar/outside',
  '/availability',
  '/availability/rooms',
  '/calendar/provider-out',
  '/staff',
  '/staff/service-accounts',
  '/clinic',
  '/payers',
  '/payers/pharmacies',
  '/absences',
  '/privacy',
  '/privacy/patients',
  '/privacy/people',
  '/privacy/taken-out',
  '/privacy/failed-tries',
  '/imports',
  '/exports',
  '/account',
];

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    let console: OpenConsole;
    test.beforeAll(async ({ browser, baseURL }) => {
      console = await openConsole(browser, baseURL!, 'administrator');
      await console.page.emulateMedia({ colorScheme });
    });
    test.afterAll(() => console.context.close());

    for (const path of pages) {
      test(`${path} is accessible`, async () => {
        const { page } = console;
        await page.goto(path);
        await expect(page.getByText('Live', { exact: true })).toBeVisible();
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        expect(await faultsOf(page, path)).toEqual([]);
      });
    }
  });
}

test('panels, dialogs and the open navigation are accessible', async ({ browser, baseURL }) => {
  // Reads every element of a dozen screens.
  test.slow();
  const world = await givenFreedVisit(baseURL!, 'Axe', { undoSeconds: 60 });
  const { context, page } = await openConsole(browser, baseURL!, 'clinic-manager');
  // Wide enough for every column: of a box that is cut off at the edge only some words count as visible.
  await page.setViewportSize({ width: 2560, height: 1080 });
  const faults: string[] = [];
  const look = async (what: string, close = true): Promise<void> => {
    faults.push(...(await faultsOf(page, what)));
    if (close) await page.keyboard.press('Escape');
  };

  await openDay(page, world.date);
  await visitBox(page, world.visit.id).click();
  await expect(page.getByRole('complementary', { name: 'Visit' })).toContainText('Booked for');
  await look('visit', false);
  for (const [key, dialog] of [
    ['x', /^Cancel/],
    ['M', /^Move/],
    ['c', 'Book a visit'],
    ['?', 'Keyboard shortcuts'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog', { name: dialog })).toBeVisible();
    await look(`dialog ${key}`);
    await expect(page.getByRole('dialog')).toBeHidden();
  }
  await page.getByRole('button', { name: /^Notifications/ }).click();
  await expect(page.getByRole('dialog', { name: 'Notifications' })).toContainText(/named you/);
  await look('notifications');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.getByRole('button', { name: 'Widen the navigation' }).click();
  await expect(page.getByRole('button', { name: /narrow the navigation/ })).toBeVisible();
  await look('navigation', false);

  await cancelVisit(page, world.visit.id);
  await expect(page.getByRole('button', { name: 'Undo z', exact: true })).toBeVisible();
  await look('toast', false);
  await page.goto(`/patients/${world.waiterId}`);
  await expect(page.getByRole('heading', { level: 1, name: world.waiter })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Details' })).toBeVisible();
  await look('patient', false);
  await openBoard(page);
  await column(page, 'open').getByRole('button').first().click();
  await expect(page.getByRole('button', { name: /^Offer to/ }).first()).toBeVisible();
  await look('candidates', false);
  for (const button of ['Change rules', 'Add to the waitlist']) {
    await page.getByRole('button', { name: button }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await look(button);
    await expect(page.getByRole('dialog')).toBeHidden();
  }
  expect(faults).toEqual([]);
  await context.close();
});

test('a refill in every state, its decisions and the dialog are accessible', async ({
  browser,
  baseURL,
}) => {
  test.slow();
  const { context, page } = await openConsole(browser, baseURL!, 'pharmacist');
  const faults: string[] = [];
  const look = async (what: string): Promise<void> => {
    faults.push(...(await faultsOf(page, what)));
  };
  const panel = page.getByRole('complementary', { name: 'The refill in hand' });
  const openFirst = async (status: string): Promise<void> => {
    await page.goto(`/refills?show=open&status=${status}`);
    await expect(page.getByText('Live', { exact: true })).toBeVisible();
    await page.locator('[data-item]').first().click();
    await expect(panel.getByText('Runs out', { exact: true })).toBeVisible();
  };
  await givenUnmatched(baseURL!);
  for (const status of ['triage', 'clinician', 'error', 'to-decide']) {
    await openFirst(status);
    if (status !== 'triage') await expect(panel.getByText('Readiness')).toBeVisible();
    await look(status);
  }
  for (const decision of ['Deny', 'Approve with changes', 'Bridge']) {
    await panel.getByRole('button', { name: decision }).click();
    await look(decision);
    if (decision === 'Deny') {
      await panel.getByRole('button', { name: 'Too early' }).click();
      await look('what the patient is told');
    }
    await panel.getByRole('button', { name: 'Another decision' }).click();
  }
  await page.getByRole('button', { name: 'New refill request' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await look('new refill request');
  expect(faults).toEqual([]);
  await context.close();
});

test('an authorization in every state, its steps and the dialogs are accessible', async ({
  browser,
  baseURL,
}) => {
  test.slow();
  const { context, page } = await openConsole(browser, baseURL!, 'authorization-specialist');
  const faults: string[] = [];
  const look = async (what: string): Promise<void> => {
    faults.push(...(await faultsOf(page, what)));
  };
  const panel = page.getByRole('complementary', { name: 'The authorization in hand' });
  const steps: [status: string, step: string][] = [
    ['need-check', 'Change what is asked'],
    ['gathering', 'Submitted by hand'],
    ['submitted', 'The payer answered'],
    ['denied', 'Appeal filed'],
    ['appealed', 'Appeal decided'],
  ];
  for (const [status, step] of steps) {
    await page.goto(`/authorizations?show=open&status=${status}`);
    await expect(page.getByText('Live', { exact: true })).toBeVisible();
    await page.locator('[data-item]').first().click();
    await expect(panel.getByRole('heading', { name: 'Sent and answered' })).toBeVisible();
    await look(status);
    await panel.getByRole('button', { name: step }).click();
    if (status === 'submitted')
      await panel.getByRole('combobox', { name: 'Answer', exact: true }).selectOption('A2');
    await look(step);
  }
  await page.getByRole('button', { name: 'Ask for authorization' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await look('ask for authorization');
  await page.goto('/authorizations/rules');
  await page.getByRole('button', { name: 'Add a rule' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await look('a rule');
  expect(faults).toEqual([]);
  await context.close();
});

test('a result in every state, its steps and the dialogs are accessible', async ({
  browser,
  baseURL,
}) => {
  test.slow();
  const { context, page } = await openConsole(browser, baseURL!, 'clinician');
  const faults: string[] = [];
  const look = async (what: string): Promise<void> => {
    faults.push(...(await faultsOf(page, what)));
  };
  const panel = page.getByRole('complementary', { name: 'The result in hand' });
  const openFirst = async (filter: string): Promise<void> => {
    await page.goto(`/results?show=open&${filter}`);
    await expect(page.getByText('Live', { exact: true })).toBeVisible();
    await page.locator('[data-item]').first().click();
    await expect(panel.getByRole('heading', { name: 'Who saw it' })).toBeVisible();
  };
  await openFirst('priority=stat');
  await panel.getByRole('button', { name: 'Read back' }).click();
  await look('critical call');
  await openFirst('status=unmatched');
  await look('to match');
  await openFirst('status=to-recall');
  await panel
    .getByRole('button', { name: /^Write down… / })
    .first()
    .click();
  await panel.getByRole('button', { name: 'As of another time…' }).click();
  await expect(panel.getByText(/^As of now/)).toBeVisible();
  await look('correction recall');
  await openFirst('status=to-review&priority=urgent');
  for (const step of ['Hold back', 'What it is about', 'Ask for a visit', 'Entered in error']) {
    await panel.getByRole('button', { name: 'More…' }).click();
    await panel.getByRole('button', { name: step }).click();
    if (step === 'Hold back') await panel.getByLabel('Ground').selectOption('life-or-safety');
    await look(step);
    await panel.getByRole('button', { name: 'Another step' }).click();
    await panel.getByRole('button', { name: 'Fewer' }).click();
  }
  const manager = await openConsole(browser, baseURL!, 'clinic-manager');
  await manager.page.goto('/results/rules');
  for (const dialog of ['Add a rule', 'Add a limit', 'Change how they are called', 'Add a code']) {
    await manager.page.getByRole('button', { name: dialog }).click();
    await expect(manager.page.getByRole('dialog')).toBeVisible();
    faults.push(...(await faultsOf(manager.page, dialog)));
    await manager.page.keyboard.press('Escape');
  }
  expect(faults).toEqual([]);
  await manager.context.close();
  await context.close();
});

test('the panel and the dialogs of a queue are accessible', async ({ browser, baseURL }) => {
  test.slow();
  const world = await givenCall(baseURL!, 'Axe');
  const { context, page } = await openConsole(browser, baseURL!, 'clinic-manager');
  await page.setViewportSize({ width: 2560, height: 1080 });
  const faults: string[] = [];
  const look = async (what: string): Promise<void> => {
    faults.push(...(await faultsOf(page, what)));
  };
  const lookAtDialog = async (button: Locator, what: string): Promise<void> => {
    await button.click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await look(what);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  };
  const named = (name: string | RegExp): Locator => page.getByRole('button', { name });

  await openCalls(page, world.call.id);
  const panel = page.getByRole('complementary', { name: 'The call in hand' });
  await expect(panel.getByRole('heading', { name: world.patient })).toBeVisible();
  await look('panel');
  await lookAtDialog(panel.getByRole('button', { name: 'Link a record…' }), 'link a record');
  await lookAtDialog(panel.getByRole('button', { name: /^Put off/ }), 'put off');
  await lookAtDialog(named('Ask for a call'), 'ask for a call');
  await page.getByRole('group', { name: 'Only' }).getByRole('button', { name: 'Due soon' }).click();
  await lookAtDialog(named('Save as a view…'), 'save a view');
  await named('Save as a view…').click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Seen by axe');
  await page.keyboard.press('Enter');
  await expect(named('More about the view Seen by axe')).toBeVisible();
  await lookAtDialog(named(/^(Views|\d+ more)/), 'choose a view');
  await named('More about the view Seen by axe').click();
  await look('menu of a view');
  await lookAtDialog(page.getByRole('menuitem', { name: 'Rename…' }), 'rename a view');
  await named('More about the view Seen by axe').click();
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  await look('remove a view');
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(named('More about the view Seen by axe')).toBeHidden();

  await selectCall(page, world.call.id);
  await lookAtDialog(named('Give to…'), 'give many');
  await named('Tags…').click();
  await look('tags of many');
  await page.getByRole('textbox', { name: /^Put on/ }).fill('spanish');
  await page.keyboard.press('Enter');
  await expect(named('Tag 1')).toBeVisible();
  await look('what it would do');
  expect(faults).toEqual([]);
  await context.close();
});

test('the sign-in page is accessible', async ({ page }) => {
  await page.goto('/sign-in');
  await expect(page.getByRole('button', { name: 'Scheduler', exact: true })).toBeVisible();
  expect(await faultsOf(page, '/sign-in')).toEqual([]);
});

async function faultsOf(page: Page, path: string): Promise<string[]> {
  await atRest(page);
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

/** What fades in or out has for a moment a contrast that nobody is to read it by. */
async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}
