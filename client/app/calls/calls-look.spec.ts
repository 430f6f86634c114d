import { TestBed } from '@angular/core/testing';
import type { QueueLook } from '#contract/queue-look';
import type { Me, Preferences } from '#contract/staff';
import { aPerson, type FakeServer } from '../platform/given-session';
import { aCall, aView, me, minutesLater } from '../platform/work-queue/given-queue';
import { visitCalls } from './given-calls-page';

const first = aCall({ dueAt: minutesLater(10) });
const calls = [first, aCall({ dueAt: minutesLater(20) })];
const remember = 'POST /api/staff/preferences/change';

/** What the server was asked to remember of the queue, call by call. */
function remembered(server: FakeServer): QueueLook[] {
  return server.callsOf(remember).map(({ body }) => {
    const { calls: look } = (body as Preferences).queueLooks;
    return look!;
  });
}

function personWith(look: QueueLook): Me {
  const person = aPerson();
  return { ...person, preferences: { ...person.preferences, queueLooks: { calls: look } } };
}

async function visit(scene: Parameters<typeof visitCalls>[0] = {}) {
  const visited = await visitCalls({ calls, ...scene });
  const { page, pages, press, shown } = visited;
  // Once more: which columns have room is known when the table has been drawn.
  await shown();
  const focus = async (selector: string): Promise<void> => {
    document.querySelector<HTMLElement>(selector)!.focus();
    await shown();
  };
  return {
    ...visited,
    focus,
    leave: async () => {
      await pages.navigateByUrl('/elsewhere');
      await shown();
    },
    choose: async () => {
      await page.click('[aria-label="Columns and rows"]');
      await shown();
    },
    onEdge: async (name: string, ...keys: string[]) => {
      await focus(`[aria-label="Width of ${name}"]`);
      for (const key of keys) await press(key);
    },
  };
}

function listed(): string[] {
  return [...document.querySelectorAll('app-column-chooser ol li')].map((row) =>
    (row as HTMLElement).innerText.trim(),
  );
}

function spoken(): string {
  return document.querySelector('.cdk-live-announcer-element')?.textContent ?? '';
}

const titled = (title: string): string => `app-column-chooser [aria-label^="Move ${title}"]`;

describe('The look of the table of calls', () => {
  it('has columns in the order of this person, by keyboard, and says where each went', async () => {
    const { page, choose, focus, press, shown } = await visit();
    const before = await page.columns();
    await choose();
    await focus('app-column-chooser [data-column=due] input');
    await press('ArrowDown', { altKey: true });
    expect(document.activeElement?.closest('li')?.dataset['column']).toBe('due');
    expect((await page.columns()).slice(0, 2)).toEqual([before[1]!, before[0]!]);
    await new Promise((done) => setTimeout(done, 150));
    expect(spoken()).toBe(`Due: 2 of ${listed().length}`);
    document.querySelector<HTMLElement>(`${titled('Due')}.up`)!.click();
    await shown();
    expect(await page.columns()).toEqual(before);
    // The first place has no way further up: the focus stays with the column.
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Move Due back');
  });

  it('hides columns and brings them back, but never the name', async () => {
    const { page, choose, shown } = await visit();
    await choose();
    const box = (key: string): HTMLInputElement =>
      document.querySelector<HTMLInputElement>(`app-column-chooser [data-column=${key}] input`)!;
    expect(box('patient').disabled).toBeTrue();
    box('due').click();
    await shown();
    expect(await page.columns()).not.toContain('Due');
    expect(document.activeElement).toBe(box('due'));
    box('due').click();
    await shown();
    expect((await page.columns())[0]).toBe('Due');
  });

  it('has widths that are set by keyboard, within bounds', async () => {
    const { page, onEdge } = await visit();
    const before = await page.width('Due');
    await onEdge('Due', 'ArrowLeft', 'ArrowLeft');
    expect(await page.width('Due')).toBe(before - 16);
    await onEdge('Due', 'Home');
    expect(await page.width('Due')).toBe(48);
    await onEdge('Due', 'Enter');
    const fitted = await page.width('Due');
    expect(fitted).toBeGreaterThan(100);
    await onEdge('Due', 'ArrowDown');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Width of Patient');
  });

  it('has widths that are drawn by the edge, and rows that follow', async () => {
    const { page, shown } = await visit();
    const before = await page.width('Due');
    const edge = document.querySelector('[aria-label="Width of Due"]')!;
    const point = (type: string, clientX: number): boolean =>
      edge.dispatchEvent(new PointerEvent(type, { clientX, pointerId: 1, bubbles: true }));
    point('pointerdown', 300);
    point('pointermove', 270);
    point('pointerup', 270);
    await shown();
    expect(await page.width('Due')).toBe(before - 30);
    const cell = document.querySelector('[role=gridcell][data-column=due]')!;
    expect(Math.round(cell.getBoundingClientRect().width)).toBe(before - 30);
  });

  it('is remembered on the server in one call, and is there on a fresh page', async () => {
    const { page, server, leave, choose, onEdge, focus, press, router } = await visit();
    await onEdge('Due', 'ArrowLeft');
    await onEdge('Due', 'ArrowLeft');
    const width = await page.width('Due');
    await choose();
    await focus('app-column-chooser [data-column=due] input');
    await press('ArrowDown', { altKey: true });
    const columns = await page.columns();
    expect(router.url).toBe('/calls');
    await leave();
    const looks = remembered(server);
    expect(looks.length).toBe(1);
    TestBed.resetTestingModule();
    const again = await visit({ person: personWith(looks[0]!) });
    expect(await again.page.columns()).toEqual(columns);
    expect(await again.page.width('Due')).toBe(width);
    expect(remembered(again.server)).toEqual([]);
  });

  it('is remembered beside a view, not in it, until it is saved or reset', async () => {
    const view = aView({ name: 'Mine', scope: 'mine', ownerId: me, version: 4 });
    const scene = { views: [view], url: `/calls?view=${view.id}` };
    const { page, server, leave, onEdge } = await visit(scene);
    await onEdge('Due', 'ArrowLeft');
    const width = await page.width('Due');
    expect(await page.viewBar()).toContain('Changed');
    await leave();
    const [look] = remembered(server);
    expect(look).toEqual(jasmine.objectContaining({ columns: [], density: 'compact' }));
    expect([look?.draft?.viewId, look?.draft?.version]).toEqual([view.id, 4]);
    TestBed.resetTestingModule();
    const again = await visit({ ...scene, person: personWith(look!) });
    expect(await again.page.width('Due')).toBe(width);
    expect(await again.page.viewBar()).toContain('Changed');
    await again.page.press('Reset');
    await again.shown();
    expect(await again.page.width('Due')).toBe(width + 8);
    await again.leave();
    expect(remembered(again.server).at(-1)?.draft).toBeNull();
  });

  it('has a panel as wide as this person likes it', async () => {
    const { page, server, leave, onEdge } = await visit({ url: `/calls/${first.id}` });
    await onEdge('the panel', 'ArrowRight');
    const before = await page.width('the panel');
    await onEdge('the panel', 'ArrowRight');
    expect(await page.width('the panel')).toBe(before - 8);
    await leave();
    expect(remembered(server)[0]?.panelWidth).toBe(before - 8);
  });

  it('has rows of two heights', async () => {
    const { choose, server, leave, shown } = await visit();
    await choose();
    document
      .querySelector<HTMLElement>('app-column-chooser label:last-child [type=radio]')!
      .click();
    await shown();
    const row = document.querySelector<HTMLElement>(`[data-item="${first.id}"]`)!;
    expect(row.offsetHeight).toBe(44);
    await leave();
    expect(remembered(server)[0]?.density).toBe('comfortable');
  });
});
