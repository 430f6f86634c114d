import { TestBed } from '@angular/core/testing';
import { aProblem } from '../platform/given-session';
import { Toasts } from '../platform/toasts';
import {
  aCall,
  after,
  aQueueChange,
  leaseOf,
  me,
  minutesLater,
  samId,
} from '../platform/work-queue/given-queue';
import { visitCalls } from './given-calls-page';

const call = aCall({ tags: ['spanish'] });
const root = `/api/calls/items/${call.id}`;
const mine = after(call, { ownerId: me });

async function open(held = call) {
  const scene = await visitCalls({ calls: [held], url: `/calls/${held.id}` });
  const toasts = TestBed.inject(Toasts);
  const undo = async (): Promise<void> => {
    expect(toasts.current()?.action?.label).toBe('Undo');
    toasts.act();
    await scene.shown();
  };
  const sent = (path: string) =>
    scene.server.callsOf(`POST ${root}/${path}`).map(({ body }) => body);
  return { ...scene, toasts, undo, sent };
}

async function assignToMe() {
  const scene = await open();
  scene.server.when(`POST ${root}/assign`, mine);
  await scene.page.press(/^Assign to me/);
  await scene.shown();
  return scene;
}

describe('Undo on the calls page', () => {
  it('gives a call back to who answered for it, and is offered once', async () => {
    const { server, toasts, undo, sent } = await assignToMe();
    expect(toasts.current()?.message).toContain(': you answer for it');
    server.when(`POST ${root}/assign`, after(mine, { ownerId: null }));
    await undo();
    expect(sent('assign')).toEqual([
      { expectedVersion: 1, ownerId: me },
      { expectedVersion: 2, ownerId: null },
    ]);
    expect(toasts.current()?.message).toContain(': back in the pool');
    expect(toasts.current()?.action).toBeUndefined();
  });

  it('takes nothing back that somebody has changed meanwhile', async () => {
    const { page, server, hear, undo, sent } = await assignToMe();
    const theirs = after(mine, { ownerId: samId });
    await hear(aQueueChange(1, theirs));
    server.refuses(`POST ${root}/assign`, { ...aProblem('conflict', 409), current: theirs });
    await undo();
    expect(sent('assign')[1]).toEqual({ expectedVersion: 2, ownerId: null });
    expect(await page.panel()).toContain('Somebody changed this meanwhile.');
  });

  it('takes an act back beneath what the person has done since', async () => {
    const { page, server, undo, shown, sent } = await assignToMe();
    const taken = after(mine, { lease: leaseOf(me) });
    server.when(`POST ${root}/claim`, taken);
    await page.press(/^Take( l)?$/);
    await shown();
    server.when(`POST ${root}/assign`, after(taken, { ownerId: null }));
    await undo();
    expect(sent('assign')[1]).toEqual({ expectedVersion: 3, ownerId: null });
  });

  it('says so where the call is not in hand any more', async () => {
    const { server, pages, toasts, undo } = await assignToMe();
    const current = after(mine, { ownerId: samId });
    server.refuses(`POST ${root}/assign`, { ...aProblem('conflict', 409), current });
    await pages.navigateByUrl('/calls');
    await undo();
    expect(toasts.current()?.message).toBeTruthy();
    expect(toasts.current()?.action).toBeUndefined();
  });

  it('sets the tags that were there', async () => {
    const { page, server, undo, sent } = await open();
    server.when(`POST ${root}/tag`, after(call, { tags: [] }));
    await page.click('[aria-label="Remove the tag spanish"]');
    await undo();
    expect(sent('tag')).toEqual([
      { expectedVersion: 1, tags: [] },
      { expectedVersion: 2, tags: ['spanish'] },
    ]);
  });

  it('puts off again what was brought back', async () => {
    const until = minutesLater(90);
    const asleep = { ...call, work: { ...call.work, snoozedUntil: until } };
    const { page, server, undo, shown, sent } = await open(asleep);
    server.when(`POST ${root}/wake`, after(call, {}));
    expect(await page.panel()).toContain('Put off until Mon, Nov 23, 10:30 am');
    await page.press('Bring back');
    await shown();
    await undo();
    expect(sent('snooze')).toEqual([{ expectedVersion: 2, until }]);
  });

  it('takes again what was given back, and has it in hand', async () => {
    const held = { ...call, work: { ...call.work, lease: leaseOf(me) } };
    const { page, server, pages, router, undo, shown, sent } = await open(held);
    const released = after(held, { lease: null });
    server.when(`POST ${root}/release`, released);
    server.when(`POST ${root}/claim`, after(released, { lease: leaseOf(me, 2) }));
    await page.press(/^Give back/);
    await shown();
    await pages.navigateByUrl('/calls');
    await undo();
    await shown();
    expect(sent('claim').length).toBe(1);
    expect(router.url).toBe(`/calls/${call.id}`);
    expect(await page.panel()).toContain('You have this');
  });

  it('is not offered for what goes back by itself when somebody looks away', async () => {
    const held = { ...call, work: { ...call.work, lease: leaseOf(me) } };
    const { server, pages, shown, toasts, sent } = await open(held);
    server.when(`POST ${root}/release`, after(held, { lease: null }));
    await pages.navigateByUrl('/calls');
    await shown();
    expect(sent('release').length).toBe(1);
    expect(toasts.current()).toBeNull();
  });

  it('leaves with the page on which it could be done', async () => {
    const { pages, toasts } = await assignToMe();
    await pages.navigateByUrl('/elsewhere');
    expect(toasts.current()).toBeNull();
  });
});
