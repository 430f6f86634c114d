// Two people work one queue while twenty calls a second come and go.
import { expect, test, type Page } from '@playwright/test';
import { callQueue } from '#contract/calls';
import type { WorkStep } from '#contract/work';
import { givenCall, type AskedCall } from '../support/asked-call.ts';
import { callTraffic, type CallTraffic } from '../support/call-traffic.ts';
import { callRow, openCalls, openConsole, type OpenConsole } from '../support/console-page.ts';
import { httpConsole } from '../../scripts/http-console.ts';

const takes = 6;

test('no call is in two hands, no row slips away under the pointer, and both lists end alike', async ({
  browser,
  baseURL,
}) => {
  const world = await givenCall(baseURL!, 'Busy');
  const come = await httpConsole(baseURL!, 'administrator');
  const [a, b] = [
    await openConsole(browser, baseURL!, 'scheduler'),
    await openConsole(browser, baseURL!, 'call-centre-agent'),
  ];
  await openCalls(a.page, world.call.id);
  await openCalls(b.page, world.call.id);
  const traffic = callTraffic(
    { come, go: world.manager },
    { clinicId: world.clinic.id, patientId: world.call.patient.id },
  );
  try {
    await pointAt(a.page, world, traffic);
    await seeEachOther(a.page, b.page);
    const taken = await Promise.all([takeMany(a.page), takeMany(b.page)]);
    await traffic.stop();
    for (const itemId of new Set(taken.flat()))
      expect(handsOf(await stepsOf(world, itemId))).toEqual([]);
    await endAlike(world, [a, b]);
  } finally {
    await traffic.stop();
    await a.context.close();
    await b.context.close();
    await traffic.clear();
  }
});

/** The row under the pointer is the same as long as the pointer is there, and what waits is counted. */
async function pointAt(page: Page, { call }: AskedCall, traffic: CallTraffic): Promise<void> {
  const place = (await callRow(page, call.id).boundingBox())!;
  const [x, y] = [place.x + place.width / 3, place.y + place.height / 2];
  const before = traffic.moved;
  for (let step = 0; traffic.moved < before + 60; step++) {
    await page.mouse.move(x + (step % 2), y);
    const under = await page.evaluate(
      ([atX, atY]) =>
        document.elementFromPoint(atX!, atY!)?.closest('[data-item]')?.getAttribute('data-item'),
      [x, y],
    );
    expect(under).toBe(call.id);
    await page.waitForTimeout(50);
  }
  await expect(page.locator('button.changes')).toBeVisible();
}

async function seeEachOther(a: Page, b: Page): Promise<void> {
  for (const page of [a, b])
    await expect(page.locator('app-queue-presence')).toContainText(/looks at this too/);
}

/**
 * Takes one after the other, and looks at each as long as a quick person does. From the list: a call that is open
 * already is seen to be taken before the answer is here, and until then another press of the key counts as the same.
 */
async function takeMany(page: Page): Promise<string[]> {
  const taken: string[] = [];
  const panel = page.getByRole('complementary', { name: 'The call in hand' });
  await page.keyboard.press('u');
  await expect(panel).toBeHidden();
  while (taken.length < takes) {
    const before = page.url();
    await page.keyboard.press('n');
    await expect(page).not.toHaveURL(before);
    await expect(panel).toContainText('You have this');
    taken.push(page.url().split('/').at(-1)!);
  }
  return taken;
}

async function stepsOf({ manager }: AskedCall, itemId: string): Promise<WorkStep[]> {
  return (await manager.call(callQueue.get, { params: { itemId } })).steps;
}

/** Claims of an item that another person held at that time. */
function handsOf(steps: readonly WorkStep[]): WorkStep[] {
  return steps.filter(({ act, holderId }, at) => {
    const before = steps[at - 1]?.holderId ?? null;
    return act === 'claimed' && before !== null && before !== holderId;
  });
}

/** What the server lists is what each console shows, once it shows what waited. */
async function endAlike(
  { manager, clinic }: AskedCall,
  consoles: readonly OpenConsole[],
): Promise<void> {
  for (const { page } of consoles) {
    await page.keyboard.press('u');
    await page.mouse.move(2, 2);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  }
  await expect(async () => {
    const query = { clinicId: clinic.id, show: 'open' as const, limit: 10 };
    const { items } = await manager.call(callQueue.list, { query });
    for (const { page } of consoles) {
      const shown = await page
        .locator('[data-item]')
        .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-item')));
      expect(shown.slice(0, items.length)).toEqual(items.map(({ id }) => id));
    }
  }).toPass({ timeout: 15_000 });
}
