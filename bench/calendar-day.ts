// A full day on the calendar in a browser four times slower than this machine: how long until it is painted, how long
// from the frame of a colleague's move until that is, and how even the frames are while a hundred moves come a second.
// The baseline draws the same visits as bare boxes and reads the same frames.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { listDay, type Appointment } from '#contract/calendar';
import { feedOf, type ChangeEnvelope } from '#contract/realtime';
import { changePreferences } from '#contract/staff';
import { chromiumPath } from '../e2e/support/chromium.ts';
import { startServer } from '../e2e/support/server-process.ts';
import { httpConsole } from '../scripts/http-console.ts';
import { showBareDay } from './baselines/bare-day.ts';
import { median, type Bench, type Measured } from './bench.ts';
import { growDay, providers, visitsEach } from './grow-day.ts';

const slowdown = 4;
const movesPerRound = 10;
const movesPerSecond = 100;
const streamSeconds = 60;
const longestFrameMs = 100;

declare global {
  interface Window {
    /** Of the socket that is open, put in by the bench. */
    feedSocket: { head: Record<string, number>; hear: (frame: string) => void };
  }
}

interface Day {
  page: Page;
  /** The list that both sides read. */
  list: string;
  path: string;
  feed: string;
  visits: readonly Appointment[];
}

export const calendarPaint: Bench = {
  name: 'calendar-paint',
  unit: `ms until ${providers} × ${visitsEach} visits are painted`,
  baselineName: 'the same visits as bare boxes',
  goal: { atMost: 1.5 },
  rounds: 5,
  prepare: () => prepare(paintDay, ({ page, list }) => paintBare(page, list), 1),
};

export const calendarUpdate: Bench = {
  name: 'calendar-update',
  unit: 'ms from the frame to the paint',
  baselineName: 'bare boxes, and one frame of 16.7 ms',
  goal: { atMost: 1 },
  rounds: 5,
  prepare: () =>
    prepare(
      async (day) => {
        await paintDay(day);
        return moves(day, 'ours');
      },
      async (day) => {
        await paintBare(day.page, day.list);
        return (await moves(day, 'bare')) + 1000 / 60;
      },
      movesPerRound,
    ),
};

export const calendarStream: Bench = {
  name: 'calendar-stream',
  unit: `ms, the longest frame of ${streamSeconds} s with ${movesPerSecond} moves a second`,
  baselineName: 'what nobody notices, 100 ms',
  goal: { atMost: 1 },
  rounds: 1,
  prepare: () =>
    prepare(
      async (day) => {
        await paintDay(day);
        return longestFrame(day);
      },
      () => Promise.resolve(longestFrameMs),
      streamSeconds * movesPerSecond,
    ),
};

type Side = (day: Day) => Promise<number>;

async function prepare(ours: Side, baseline: Side, n: number): Promise<Measured> {
  const dataDir = mkdtempSync(join(tmpdir(), 'daysheet-bench-'));
  const port = 4395;
  await (await startServer({ port, dataDir })).stop();
  const { clinicId, date } = await growDay(dataDir);
  const server = await startServer({ port, dataDir });
  const console = await httpConsole(server.url, 'clinic-manager');
  await console.call(changePreferences, { body: { clinicId } });
  const { appointments } = await console.call(listDay, { query: { clinicId, date } });
  const browser = await chromium.launch({ executablePath: chromiumPath() });
  const day = {
    list: `${listDay.path}?clinicId=${clinicId}&date=${date}`,
    path: `/calendar/day/${date}`,
    feed: feedOf('calendar', clinicId),
    visits: appointments,
  };
  const inPage = (side: Side): Promise<number> =>
    withSlowPage(browser, { url: server.url, cookie: console.cookie }, (page) =>
      side({ ...day, page }),
    );
  return {
    n,
    ours: () => inPage(ours),
    baseline: () => inPage(baseline),
    async end() {
      await browser.close();
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function withSlowPage(
  browser: Browser,
  { url, cookie }: { url: string; cookie: string },
  measure: (page: Page) => Promise<number>,
): Promise<number> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: 1440, height: 900 },
  });
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url }]);
  await context.addInitScript(keepSocket);
  const page = await context.newPage();
  await page.goto('/calendar');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByText('Live', { exact: true }).waitFor();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  try {
    return await measure(page);
  } finally {
    await context.close();
  }
}

/** In a page, before its own scripts: what the socket hears can be said to it, as if the server had. */
function keepSocket(): void {
  const head: Record<string, number> = {};
  const Real = window.WebSocket;
  window.WebSocket = class extends Real {
    constructor(...asked: ConstructorParameters<typeof WebSocket>) {
      super(...asked);
      window.feedSocket = {
        head,
        hear: (frame) => this.dispatchEvent(new MessageEvent('message', { data: frame })),
      };
      this.addEventListener('message', ({ data }) => {
        if (typeof data !== 'string' || !data.startsWith('42')) return;
        const [event, told] = JSON.parse(data.slice(2)) as [
          string,
          { feeds?: Record<string, number>; feed?: string; changes?: { seq: number }[] },
        ];
        if (event === 'welcome') Object.assign(head, told.feeds);
        const last = told.changes?.at(-1);
        if (event === 'changes' && told.feed && last) head[told.feed] = last.seq;
      });
    }
  };
}

/** From another page of the console, whose scripts are here already. */
async function paintDay({ page, path }: Day): Promise<number> {
  await page.getByRole('link', { name: /^Patients/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Patients' }).waitFor();
  return page.evaluate(
    (to) =>
      new Promise<number>((resolve) => {
        const from = performance.now();
        const look = (): void => {
          if (document.querySelector('[data-visit]'))
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)));
          else requestAnimationFrame(look);
        };
        history.pushState(null, '', to);
        window.dispatchEvent(new PopStateEvent('popstate', { state: null }));
        look();
      }),
    path,
  );
}

async function paintBare(page: Page, list: string): Promise<number> {
  return (await page.evaluate(showBareDay, list)).painted;
}

/** One after the other, each a quarter of an hour later and back. */
async function moves({ page, feed, visits }: Day, side: 'ours' | 'bare'): Promise<number> {
  const took: number[] = [];
  const seq = (await page.evaluate((name) => window.feedSocket.head[name], feed)) ?? 0;
  const drawn = await page.evaluate(() =>
    Array.from(
      document.querySelectorAll<HTMLElement>('[data-visit]'),
      (box) => box.dataset['visit'],
    ),
  );
  const moved = side === 'ours' ? visits.filter(({ id }) => drawn.includes(id)) : visits;
  for (let n = 0; n < movesPerRound; n++) {
    const change = movedBy(moved[n * 20]!, { feed, seq: seq + n + 1, version: 2 });
    took.push(
      await page.evaluate(
        ([frame, id, on]) =>
          new Promise<number>((resolve) => {
            const topOf = (): string | undefined =>
              document.querySelector(`[data-visit="${id}"]`)?.closest<HTMLElement>('.visit')?.style
                .top;
            const before = topOf();
            const from = performance.now();
            const painted = (): void => {
              requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)));
            };
            const look = (): void => {
              if (topOf() !== before) painted();
              else requestAnimationFrame(look);
            };
            if (on === 'bare') {
              window.moveBare(frame);
              painted();
            } else {
              window.feedSocket.hear(frame);
              look();
            }
          }),
        [frameOf(feed, [change]), change.entityId, side] as const,
      ),
    );
  }
  return median(took);
}

/** The server puts together what happens within some milliseconds: so many moves come in a frame of twenty-five a second. */
async function longestFrame({ page, feed, visits }: Day): Promise<number> {
  const framesPerSecond = 25;
  const each = movesPerSecond / framesPerSecond;
  const first = (await page.evaluate((name) => window.feedSocket.head[name], feed)) ?? 0;
  const frames = Array.from({ length: streamSeconds * framesPerSecond }, (_, at) =>
    frameOf(
      feed,
      Array.from({ length: each }, (_each, n) => {
        const nth = at * each + n;
        const version = 2 + Math.floor(nth / visits.length);
        return movedBy(visits[(nth * 7) % visits.length]!, { feed, seq: first + nth + 1, version });
      }),
    ),
  );
  return page.evaluate(
    ([all, everyMs]) =>
      new Promise<number>((resolve) => {
        let [longest, last, next] = [0, performance.now(), 0];
        const timer = setInterval(() => {
          const frame = all[next++];
          if (frame) window.feedSocket.hear(frame);
        }, everyMs);
        const step = (now: number): void => {
          longest = Math.max(longest, now - last);
          last = now;
          if (next < all.length) requestAnimationFrame(step);
          else {
            clearInterval(timer);
            resolve(longest);
          }
        };
        requestAnimationFrame(step);
      }),
    [frames, 1000 / framesPerSecond] as const,
  );
}

function movedBy(
  visit: Appointment,
  { feed, seq, version }: { feed: string; seq: number; version: number },
): ChangeEnvelope {
  const minutes = version % 2 === 0 ? 15 : 0;
  const later = (at: string): string => new Date(Date.parse(at) + minutes * 60_000).toISOString();
  const { startsAt, endsAt } = visit;
  return {
    ...{ feed, seq, version, type: 'calendar.appointment-moved', entityId: visit.id },
    payload: { ...visit, version, startsAt: later(startsAt), endsAt: later(endsAt) },
    ...{ actorId: null, commandId: null, at: startsAt },
  };
}

function frameOf(feed: string, changes: readonly ChangeEnvelope[]): string {
  return `42${JSON.stringify(['changes', { feed, changes }])}`;
}
