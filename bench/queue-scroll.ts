// A queue of 50,000 in a browser four times slower than this machine, while changes come at 20 a second: how long the
// page takes to show its first rows, and how even its frames are while somebody scrolls. The baseline asks for the
// same page and keeps the same forty rows as bare elements.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { callQueue } from '#contract/calls';
import { changePreferences } from '#contract/staff';
import { callTraffic } from '../e2e/support/call-traffic.ts';
import { chromiumPath } from '../e2e/support/chromium.ts';
import { startServer } from '../e2e/support/server-process.ts';
import { httpConsole } from '../scripts/http-console.ts';
import { percentile, type Bench, type Measured } from './bench.ts';
import { showBareRows } from './baselines/bare-rows.ts';
import { growQueue } from './grow-queue.ts';

const items = 50_000;
const slowdown = 4;
const scrollMs = 5000;

export const queuePaint = scrollBench({
  name: 'queue-paint',
  unit: 'ms to the first rows',
  ours: paintOfQueue,
  baseline: async (page, list) => (await bareRows(page, list)).painted,
});

export const queueScroll = scrollBench({
  name: 'queue-scroll',
  unit: 'ms a frame, p95',
  async ours(page) {
    await paintOfQueue(page);
    return framesWhileScrolling(page, 'cdk-virtual-scroll-viewport');
  },
  async baseline(page, list) {
    await bareRows(page, list);
    return framesWhileScrolling(page, '#rows');
  },
});

interface Sides {
  name: string;
  unit: string;
  ours: (page: Page) => Promise<number>;
  baseline: (page: Page, list: string) => Promise<number>;
}

function scrollBench({ name, unit, ours, baseline }: Sides): Bench {
  return {
    name,
    unit,
    baselineName: 'forty bare rows of the same list',
    goal: { atMost: 1.5 },
    rounds: 5,
    prepare: () => prepare(ours, baseline),
  };
}

async function prepare(ours: Sides['ours'], baseline: Sides['baseline']): Promise<Measured> {
  const dataDir = mkdtempSync(join(tmpdir(), 'daysheet-bench-'));
  const port = 4395;
  await (await startServer({ port, dataDir })).stop();
  const clinicId = await growQueue(dataDir, { queue: 'calls', rows: items });
  const server = await startServer({ port, dataDir });
  const [come, go] = [
    await httpConsole(server.url, 'administrator'),
    await httpConsole(server.url, 'clinic-manager'),
  ];
  await go.call(changePreferences, { body: { clinicId } });
  const { items: some } = await go.call(callQueue.list, {
    query: { clinicId, show: 'open', limit: 1 },
  });
  const browser = await chromium.launch({ executablePath: chromiumPath() });
  const traffic = callTraffic({ come, go }, { clinicId, patientId: some[0]!.patient.id });
  const inPage = (measure: (page: Page) => Promise<number>): Promise<number> =>
    withSlowPage(browser, { url: server.url, cookie: go.cookie }, measure);
  const list = `${callQueue.list.path}?clinicId=${clinicId}&limit=50`;
  return {
    n: items,
    ours: () => inPage(ours),
    baseline: () => inPage((page) => baseline(page, list)),
    async end() {
      await traffic.stop();
      await browser.close();
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Signed in, and as slow as an old machine at a front desk. */
async function withSlowPage(
  browser: Browser,
  { url, cookie }: { url: string; cookie: string },
  measure: (page: Page) => Promise<number>,
): Promise<number> {
  const context: BrowserContext = await browser.newContext({
    baseURL: url,
    viewport: { width: 1440, height: 900 },
  });
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url }]);
  const page = await context.newPage();
  await page.goto('/calls');
  await page.locator('[data-item]').first().waitFor();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  try {
    return await measure(page);
  } finally {
    await context.close();
  }
}

/** From another page of the console, whose scripts are here already. */
async function paintOfQueue(page: Page): Promise<number> {
  await page.getByRole('link', { name: /^Patients/ }).click();
  await page.locator('[data-item]').first().waitFor({ state: 'detached' });
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const from = performance.now();
        const look = (): void => {
          if (document.querySelector('[data-item]'))
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)));
          else requestAnimationFrame(look);
        };
        document.querySelector<HTMLElement>('nav a[href="/calls"]')?.click();
        look();
      }),
  );
}

function bareRows(page: Page, list: string): Promise<{ painted: number }> {
  return page.evaluate(showBareRows, list);
}

/** Six rows a tenth of a second further, as a wheel that is turned does it. */
async function framesWhileScrolling(page: Page, selector: string): Promise<number> {
  const frames = await page.evaluate(
    ([viewport, ms]) =>
      new Promise<number[]>((resolve) => {
        const element = document.querySelector(viewport)!;
        const between: number[] = [];
        const from = performance.now();
        let last = from;
        const step = (now: number): void => {
          between.push(now - last);
          last = now;
          element.scrollTop += 36;
          if (now - from < ms) requestAnimationFrame(step);
          else resolve(between.slice(1));
        };
        requestAnimationFrame(step);
      }),
    [selector, scrollMs] as const,
  );
  return percentile(frames, 0.95);
}
