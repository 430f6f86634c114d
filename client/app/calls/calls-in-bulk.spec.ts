import { TestBed } from '@angular/core/testing';
import { aGrant, aPerson, aProblem, riverside } from '../platform/given-session';
import { Toasts } from '../platform/toasts';
import {
  aCall,
  idOf,
  after,
  aQueueChange,
  leaseOf,
  minutesLater,
  samId,
} from '../platform/work-queue/given-queue';
import { aBulk, aBulkChange } from '../platform/work-queue/queue-bulk/given-bulk';
import { visitCalls } from './given-calls-page';

const [first, second, third] = [10, 20, 30].map((minutes) =>
  aCall({ dueAt: minutesLater(minutes) }),
) as [ReturnType<typeof aCall>, ReturnType<typeof aCall>, ReturnType<typeof aCall>];
const calls = [first, second, third];
const preview = 'POST /api/calls/items/preview-bulk';
const start = 'POST /api/calls/items/start-bulk';
const manager = aPerson({ grants: [aGrant('clinic-manager')] });
const shift = { shiftKey: true };
const held = { itemId: second.id, because: 'Somebody else works on this now.' };

describe('Many calls at once', () => {
  it('are selected by x, by Shift with arrows, and all that are loaded', async () => {
    const { page, press, shown } = await visitCalls({ calls });
    await press('j');
    await press('x');
    expect(await page.selected()).toEqual([first.id]);
    await press('ArrowDown', shift);
    await press('ArrowDown', shift);
    expect(await page.selected()).toEqual([first.id, second.id, third.id]);
    await press('ArrowUp', shift);
    expect(await page.selected()).toEqual([first.id, second.id]);
    expect(await page.text()).toContain('2 selected');
    await page.click('[role=columnheader] input');
    await shown();
    expect(await page.selected()).toEqual([first.id, second.id, third.id]);
    await press('Escape');
    expect(await page.selected()).toEqual([]);
    expect(await page.text()).not.toContain('selected');
  });

  it('stay selected while they change, and no longer when they leave', async () => {
    const { page, press, hear, shown } = await visitCalls({ calls });
    await page.click('[role=columnheader] input');
    await shown();
    await hear(aQueueChange(1, after(first, { lease: leaseOf(samId) })));
    expect((await page.selected()).length).toBe(3);
    await hear(aQueueChange(2, after(second, { closedAt: minutesLater(0), status: 'done' })));
    expect(await page.text()).toContain('2 selected');
    await press('.');
    expect(await page.selected()).toEqual([first.id, third.id]);
  });

  it('are given to a colleague after it was said what would come of it', async () => {
    const bulk = aBulk({ total: 2 });
    const { page, press, shown, server, hear } = await visitCalls({
      calls,
      person: manager,
      prepare: (server) => server.when(preview, { would: 1, refused: [held] }).when(start, bulk),
    });
    await press('j');
    await press('x');
    await press('ArrowDown', shift);
    await page.press('Give to…');
    await page.choose('app-bulk-choice-dialog select', samId);
    await page.press('See what it would do');
    await shown();
    const asked = { verb: 'assign', ownerId: samId };
    const items = { [first.id]: 1, [second.id]: 1 };
    expect(server.callsOf(preview)[0]?.body).toEqual({
      clinicId: riverside,
      action: asked,
      items,
    });
    expect(server.callsOf(start)).toEqual([]);
    const summary = await page.text();
    expect(summary).toContain('1 will be given to Rivera, Sam');
    expect(summary).toContain('1 is left alone');
    expect(summary).toContain('Somebody else works on this now.');
    expect(summary).toContain(`${second.patient.family}, Ana`);
    await page.press('Give 1 to Rivera, Sam');
    await shown();
    expect(server.callsOf(start)[0]?.body).toEqual(server.callsOf(preview)[0]?.body);
    expect(await page.selected()).toEqual([]);
    expect(await page.text()).toContain('0 of 2 given to Rivera, Sam');
    await hear(
      aBulkChange(1, { ...bulk, done: 1, refused: 1, endedAt: minutesLater(1), version: 2 }),
    );
    expect(await page.text()).toContain('1 given to Rivera, Sam · 1 left alone');
    server.when(`GET /api/calls/bulks/${bulk.id}`, {
      bulk: { ...bulk, version: 2 },
      refused: [held],
    });
    await page.press('Show why');
    await shown();
    expect(await page.text()).toContain('Somebody else works on this now.');
    await page.press('Close');
    await page.press('Done');
    expect(await page.text()).not.toContain('left alone');
  });

  it('are left as they are when the start is refused, and may be tried again under the same key', async () => {
    const { page, press, shown, server } = await visitCalls({
      calls,
      person: manager,
      prepare: (server) =>
        server
          .when(preview, { would: 1, refused: [] })
          .refuses(start, aProblem('unavailable', 503, 'Away.')),
    });
    await press('j');
    await press('x');
    await page.press('Tags…');
    await page.type('app-bulk-choice-dialog input', 'spanish, spanish, spring ');
    await page.press('See what it would do');
    await shown();
    expect(await page.text()).toContain('1 will be tagged spanish, spring');
    await page.press('Tag 1');
    await shown();
    expect(await page.text()).toContain('Away.');
    expect(await page.selected()).toEqual([first.id]);
    server.when(start, aBulk());
    await page.press('Try again');
    await shown();
    const keys = server.callsOf(start).map(({ headers }) => headers['Idempotency-Key']);
    expect(keys.length).toBe(2);
    expect(new Set(keys).size).toBe(1);
  });

  it('gain and lose tags beside those that each has', async () => {
    const tagged = aCall({ dueAt: minutesLater(5), tags: ['spring', 'late'] });
    const { page, press, shown, server } = await visitCalls({
      calls: [tagged, first],
      prepare: (server) => server.when(preview, { would: 2, refused: [] }),
    });
    await page.click('[role=columnheader] input');
    await press('.');
    await page.press('Tags…');
    await page.press('See what it would do');
    expect(await page.text()).toContain('Say which tags to put on or take off.');
    await page.type('app-bulk-choice-dialog input', 'spanish');
    await page.click('app-bulk-choice-dialog .tag input');
    await page.press('See what it would do');
    await shown();
    expect(server.callsOf(preview)[0]?.body).toEqual(
      jasmine.objectContaining({ action: { verb: 'tag', add: ['spanish'], remove: ['late'] } }),
    );
    expect(await page.text()).toContain('2 will be tagged spanish and be freed of the tag late');
  });

  it('are put back when the action has ended, and only once', async () => {
    const ended = aBulk({ total: 2, done: 2, endedAt: minutesLater(1), version: 2 });
    const action = { verb: 'undo', bulkId: ended.id, undone: 'assign' } as const;
    const back = aBulk({ id: idOf(91), action, startedAt: minutesLater(2) });
    const undo = `POST /api/calls/bulks/${ended.id}/undo`;
    const { page, shown, server, hear } = await visitCalls({
      calls,
      person: manager,
      prepare: (server) => server.refuses(undo, aProblem('unavailable', 503, 'Away.')),
    });
    await hear(aBulkChange(1, ended));
    const toasts = TestBed.inject(Toasts);
    expect(toasts.current()?.message).toBe('2 given to Rivera, Sam');
    toasts.act();
    await shown();
    expect(toasts.current()?.message).toBe('Away.');
    expect(await page.text()).toContain('2 given to Rivera, Sam Undo');
    server.when(undo, back);
    await page.press('Undo');
    await shown();
    expect(server.callsOf(undo).length).toBe(2);
    expect(await page.text()).toContain('0 of 2 put back as before');
    await hear(aBulkChange(2, { ...back, done: 2, endedAt: minutesLater(3), version: 2 }));
    const after = await page.text();
    expect(after).toContain('2 put back as before');
    expect(after).not.toContain('Undo');
  });

  it('hear of an action on many while further pages are not loaded', async () => {
    const { page, hear } = await visitCalls({ calls, next: 'cursor' });
    await hear(aBulkChange(1, aBulk({ done: 1 })));
    expect(await page.text()).toContain('1 of 2 given to Rivera, Sam');
  });

  it('cannot be selected by who only reads', async () => {
    const person = aPerson({ grants: [aGrant('clinician')] });
    const { page, press } = await visitCalls({ calls, person });
    await press('j');
    await press('x');
    expect(await page.has('[role=columnheader] input')).toBeFalse();
    expect(await page.text()).not.toContain('selected');
  });
});
