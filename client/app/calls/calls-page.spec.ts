import { TestBed } from '@angular/core/testing';
import { Keymap } from '../platform/keymap';
import { aGrant, aPerson, aProblem } from '../platform/given-session';
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

const first = aCall({ dueAt: minutesLater(10), level: 'soon' });
const second = aCall({ dueAt: minutesLater(20) });
const third = aCall({ dueAt: minutesLater(30) });
const calls = [first, second, third];
const root = (id: string): string => `POST /api/calls/items/${id}`;

describe('CallsPage', () => {
  it('shows who must be called, by what is due first', async () => {
    const { page } = await visitCalls({ calls });
    expect(await page.rows()).toEqual([first.id, second.id, third.id]);
    const row = await page.row(first.id);
    expect(row).toContain('soon 9:10 am · 10 min');
    expect(row).toContain(`${first.patient.family}, Ana`);
    expect(row).toContain('Mar 14, 1962');
  });

  it('opens the call that the address names, and Back leads to the list', async () => {
    const { page, router, press } = await visitCalls({
      calls,
      url: `/calls/${second.id}?owner=me`,
    });
    expect(await page.panel()).toContain(`${second.patient.family}, Ana`);
    expect(await page.panel()).toContain('(617) 555-0123');
    await press('Escape');
    expect(router.url).toBe('/calls?owner=me');
    expect(await page.panel()).toBeNull();
  });

  it('puts the filter into the address and asks the server for it', async () => {
    const { page, router, server, shown } = await visitCalls({ calls });
    await page.click('app-queue-filters .chip:nth-of-type(3)');
    await shown();
    expect(router.url).toBe('/calls?level=late');
    expect(server.callsOf('GET /api/calls/items').at(-1)?.url).toContain('level=late');
  });

  it('keeps rows in place while somebody stands in one, and tells how many changes wait', async () => {
    const { page, press, hear } = await visitCalls({ calls });
    await press('j');
    expect(await page.focusedRow()).toBe(first.id);
    const arrived = aCall({ dueAt: minutesLater(5) });
    await hear(
      aQueueChange(1, arrived),
      aQueueChange(2, after(second, { closedAt: minutesLater(0), status: 'done' })),
      aQueueChange(3, after(third, { lease: leaseOf(samId) })),
    );
    expect(await page.rows()).toEqual([first.id, second.id, third.id]);
    expect(await page.row(third.id)).toContain('SR working');
    expect(await page.changes()).toBe('2 changes');
    await press('.');
    expect(await page.rows()).toEqual([arrived.id, first.id, third.id]);
    expect(await page.changes()).toBeNull();
  });

  it('is worked by keyboard alone: next, start, outcome, reason, save', async () => {
    const held = after(first, { lease: leaseOf(me, 7) });
    const begun = after(held, {}, { callingSince: minutesLater(0) });
    const done = after(begun, { lease: null, status: 'done', closedAt: minutesLater(3) });
    const { page, server, press, pass, router } = await visitCalls({
      calls,
      prepare: (server) =>
        server
          .when('POST /api/calls/items/claim-next', { item: held })
          .when(`${root(first.id)}/start-call`, begun)
          .when(`${root(first.id)}/end-call`, done),
    });
    await press('n');
    expect(router.url).toBe(`/calls/${first.id}`);
    expect(document.activeElement?.tagName).toBe('H2');
    pass(600);
    await press('d');
    expect(await page.panel()).toContain('You on the phone');
    await press('1');
    await press('2');
    expect(document.activeElement?.textContent).toContain('Save: reached, confirmed');
    await page.click('app-outcome-form [type=submit]');
    expect(server.callsOf(`${root(first.id)}/end-call`)[0]?.body).toEqual({
      token: 7,
      outcome: 'reach',
      reason: 'confirmed',
      note: '',
    });
  });

  it('takes no decision key for half a second after another call has come up', async () => {
    const { server, press, pass } = await visitCalls({ calls });
    await press('j');
    await press('o');
    pass(499);
    await press('d');
    expect(server.callsOf(`${root(first.id)}/claim`)).toEqual([]);
    pass(1);
    await press('j');
    await press('d');
    expect(server.callsOf(`${root(second.id)}/claim`)).toEqual([]);
    pass(500);
    await press('d');
    expect(server.callsOf(`${root(second.id)}/claim`).length).toBe(1);
  });

  it('says who has it when a decision comes too late, and keeps what was typed', async () => {
    const held = aCall({ lease: leaseOf(me) }, { callingSince: minutesLater(-1) });
    const lost = { ...aProblem('rule-broken', 422), rule: 'lease-lost' };
    const { page, hear, press, pass } = await visitCalls({
      calls: [held],
      url: `/calls/${held.id}`,
      prepare: (server) => server.refuses(`${root(held.id)}/end-call`, lost),
    });
    pass(600);
    await press('1');
    await press('1');
    await page.type('app-outcome-form textarea', 'Wants the morning');
    await page.press(/^Save/);
    await hear(aQueueChange(1, after(held, { lease: leaseOf(samId, 2) })));
    expect(await page.panel()).toContain('Rivera, Sam has this now.');
    expect(await page.offersButton('Take over and apply mine')).toBeTrue();
    expect(await page.typed('app-outcome-form textarea')).toBe('Wants the morning');
    await page.press('Compare');
    expect(await page.panel()).toContain('Works on it');
  });

  it('explains its keys in the help sheet', async () => {
    await visitCalls({ calls, url: `/calls/${first.id}` });
    const keys = TestBed.inject(Keymap)
      .shortcuts()
      .map(({ keys }) => keys);
    for (const key of ['j', 'k', 'o', 'n', 'u', 'l', 'a', 's', 'm', 'd', '.']) {
      expect(keys).toContain(key);
    }
  });

  describe('has words for every state:', () => {
    it('loading, at first without a word', async () => {
      let answer: () => void = () => undefined;
      const arrives = new Promise<void>((done) => (answer = done));
      const opened = visitCalls({
        calls,
        prepare: (server) =>
          server.answers.set('GET /api/calls/items', async () => {
            await arrives;
            return { body: { items: calls, next: null, asOf: 0 } };
          }),
      });
      while (!document.querySelector('app-queue-shell app-skeleton')) {
        await new Promise((done) => setTimeout(done));
      }
      answer();
      expect((await (await opened).page.rows()).length).toBe(3);
    });

    it('nothing but what is put off', async () => {
      const { page } = await visitCalls({
        prepare: (server) =>
          server.when('GET /api/calls/items/count', { open: 0, late: 0, mine: 0, snoozed: 2 }),
      });
      expect(await page.text()).toContain('2 put off until later.');
      expect(await page.offersButton('Show what is put off')).toBeTrue();
    });

    it('no match', async () => {
      const { page } = await visitCalls({ url: '/calls?priority=stat' });
      expect(await page.text()).toContain('No calls match');
      expect(await page.offersButton('Show all')).toBeTrue();
    });

    it('nothing at all', async () => {
      const { page } = await visitCalls();
      expect(await page.text()).toContain('No calls are open');
      expect(await page.offersButton('Ask for a call')).toBeTrue();
    });

    it('failed, with the way to ask again', async () => {
      const { page, server, shown } = await visitCalls({
        calls,
        prepare: (server) =>
          server.refuses('GET /api/calls/items', aProblem('unavailable', 503, 'Away.')),
      });
      expect(await page.text()).toContain('Away.');
      server.when('GET /api/calls/items', { items: calls, next: null, asOf: 0 });
      await page.press('Try again');
      await shown();
      expect((await page.rows()).length).toBe(3);
    });

    it('stale: says so, and keeps the rows', async () => {
      const { page, socket, shown } = await visitCalls({ calls });
      socket.says.dropped();
      await shown();
      expect(await page.text()).toContain('not live now');
      expect((await page.rows()).length).toBe(3);
    });

    it('denied', async () => {
      const { page, server } = await visitCalls({
        person: aPerson({ grants: [aGrant('biller')] }),
        calls,
      });
      expect(await page.text()).toContain('Your role in this clinic does not include calls');
      expect(server.callsOf('GET /api/calls/items')).toEqual([]);
    });

    it('read only: no act is offered', async () => {
      const { page } = await visitCalls({
        person: aPerson({ grants: [aGrant('clinician')] }),
        calls,
        url: `/calls/${first.id}`,
      });
      expect(await page.offersButton(/Take the next/)).toBeFalse();
      expect(await page.offersButton(/Start call/)).toBeFalse();
      expect(await page.offersButton('Ask for a call')).toBeFalse();
    });
  });
});
