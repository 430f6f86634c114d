import { aGrant, aPerson, aProblem, riverside } from '../platform/given-session';
import {
  aCall,
  aView,
  aViewChange,
  idOf,
  me,
  minutesLater,
  samId,
} from '../platform/work-queue/given-queue';
import { visitCalls } from './given-calls-page';

const first = aCall({ dueAt: minutesLater(10) });
const second = aCall({ dueAt: minutesLater(20) });
const calls = [first, second];
const late = aView({
  name: 'Late ones',
  density: 'comfortable',
  columns: [
    { id: 'who', width: null },
    { id: 'patient', width: 240 },
  ],
});
const own = aView({ name: 'My own', scope: 'mine', ownerId: me, filter: { show: 'snoozed' } });
const manager = () => aPerson({ grants: [aGrant('clinic-manager')] });
const change = (id: string): string => `POST /api/calls/views/${id}/change`;
const list = 'GET /api/calls/items';

describe('Saved views of calls', () => {
  it('set filter, columns and row height, and stand in the address', async () => {
    const { page, router, server, shown } = await visitCalls({ calls, views: [late, own] });
    expect(await page.views()).toEqual(['[All calls]', 'My own', 'Late ones']);
    await page.click(`[data-view="${late.id}"]`);
    await shown();
    expect(router.url).toBe(`/calls?view=${late.id}`);
    expect(await page.views()).toEqual(['All calls', 'My own', '[Late ones]']);
    expect(server.callsOf(list).at(-1)?.url).toContain('level=late');
    expect(await page.columns()).toEqual(['Who', 'Patient']);
    expect(await page.width('Patient')).toBe(240);
    expect(await page.viewBar()).not.toContain('Changed');
  });

  it('are there again after a reload, and the list is asked for once', async () => {
    const { page, server } = await visitCalls({
      calls,
      views: [late],
      url: `/calls?view=${late.id}`,
    });
    expect(server.callsOf(list).map(({ url }) => url.includes('level=late'))).toEqual([true]);
    expect(await page.columns()).toEqual(['Who', 'Patient']);
  });

  it('say when something differs, and are saved or reset', async () => {
    const { page, router, server, shown } = await visitCalls({
      calls,
      views: [own],
      url: `/calls?view=${own.id}`,
      prepare: (server) =>
        server.when(change(own.id), { ...own, version: 2, filter: { show: 'open', owner: 'me' } }),
    });
    await page.click('app-queue-filters .tabs button:first-child');
    await shown();
    expect(router.url).toBe(`/calls?view=${own.id}&show=open`);
    expect(await page.viewBar()).toContain('Changed');
    await page.press('Reset');
    await shown();
    expect(router.url).toBe(`/calls?view=${own.id}`);
    expect(server.callsOf(list).at(-1)?.url).toContain('show=snoozed');
    await page.click('app-queue-filters .tabs button:first-child');
    await page.click('app-queue-filters .chip:first-child');
    await shown();
    await page.press('Save');
    await shown();
    expect(server.callsOf(change(own.id)).map(({ body }) => body)).toEqual([
      {
        expectedVersion: 1,
        filter: { show: 'open', owner: 'me' },
        columns: [],
        density: 'compact',
      },
    ]);
    expect(router.url).toBe(`/calls?view=${own.id}`);
    expect(await page.viewBar()).not.toContain('Changed');
  });

  it('are saved under a name; what was typed stays when the name is taken', async () => {
    const taken = { ...aProblem('rule-broken', 422, 'There is a view “Mine” already.') };
    const saved = aView({ name: 'Mine too', scope: 'mine', ownerId: me });
    const { page, router, server, shown } = await visitCalls({
      calls,
      url: '/calls?level=late',
      prepare: (server) =>
        server.refuses('POST /api/calls/views/save', { ...taken, rule: 'name-taken' }),
    });
    await page.press('Save as a view…');
    await page.press('Save');
    expect(await page.text()).toContain('Give the view a name.');
    await page.type('app-save-view-dialog .field input', 'Mine');
    await page.press('Save');
    await shown();
    expect(await page.text()).toContain('There is a view “Mine” already.');
    expect(await page.typed('app-save-view-dialog .field input')).toBe('Mine');
    server.when('POST /api/calls/views/save', saved);
    await page.type('app-save-view-dialog .field input', 'Mine too');
    await page.press('Save');
    await shown();
    expect(server.callsOf('POST /api/calls/views/save').at(-1)?.body).toEqual({
      clinicId: riverside,
      name: 'Mine too',
      filter: { show: 'open', level: 'late' },
      columns: [],
      density: 'compact',
      scope: 'mine',
      role: null,
      inAllClinics: false,
    });
    expect(router.url).toBe(`/calls?view=${saved.id}`);
    expect(await page.views()).toEqual(['All calls', '[Mine too]']);
  });

  it('keep no instant before which everything stands: it would soon be past', async () => {
    const before = '2026-11-24T13:00:00.000Z';
    const saved = aView({ name: 'Mine', scope: 'mine', ownerId: me });
    const { page, server, shown } = await visitCalls({
      calls,
      url: `/calls?level=late&before=${before}`,
      prepare: (server) => server.when('POST /api/calls/views/save', saved),
    });
    expect(server.callsOf(list).at(-1)?.url).toContain(encodeURIComponent(before));
    await page.press('Save as a view…');
    await page.type('app-save-view-dialog .field input', 'Mine');
    await page.press('Save');
    await shown();
    expect(server.callsOf('POST /api/calls/views/save').at(-1)?.body).toEqual(
      jasmine.objectContaining({ filter: { show: 'open', level: 'late' } }),
    );
  });

  it('do not differ from what is on show by such an instant alone', async () => {
    const before = '2026-11-24T13:00:00.000Z';
    const { page } = await visitCalls({
      calls,
      views: [late],
      url: `/calls?view=${late.id}&level=late&before=${before}`,
    });
    expect(await page.viewBar()).not.toContain('Changed');
  });

  it('are not offered for such an instant alone', async () => {
    const { page } = await visitCalls({ calls, url: '/calls?before=2026-11-24T13:00:00.000Z' });
    expect(await page.viewBar()).not.toContain('Save as a view');
    expect(await page.text()).toContain('Clear');
  });

  it('are saved for a role or for all by who may assign, and by nobody else', async () => {
    const saved = aView({ name: 'Desk', scope: 'role', role: 'pharmacist' });
    const { page, server, shown } = await visitCalls({
      calls,
      url: '/calls?level=late',
      person: manager(),
      prepare: (server) => server.when('POST /api/calls/views/save', saved),
    });
    await page.press('Save as a view…');
    await page.type('app-save-view-dialog .field input', 'Desk');
    await page.click('app-save-view-dialog [value=role]');
    await page.type('app-save-view-dialog select', 'pharmacist');
    await page.press('Save');
    await shown();
    const asked = server.callsOf('POST /api/calls/views/save')[0]?.body;
    expect(asked).toEqual(jasmine.objectContaining({ scope: 'role', role: 'pharmacist' }));
  });

  it('are for oneself only where one may not assign', async () => {
    const { page, shown } = await visitCalls({
      calls,
      views: [late],
      url: `/calls?view=${late.id}&show=open`,
    });
    expect(await page.viewBar()).toContain('Changed');
    expect(await page.offersButton('Save')).toBeFalse();
    await page.press('Save as…');
    await shown();
    expect(await page.has('app-save-view-dialog')).toBeTrue();
    expect(await page.has('app-save-view-dialog [type=radio]')).toBeFalse();
  });

  it('ask before something that somebody else saved is written over', async () => {
    const newer = {
      ...late,
      version: 2,
      filter: { show: 'open' as const, priority: 'stat' as const },
    };
    const conflict = { ...aProblem('conflict', 409), current: newer };
    const { page, router, server, shown } = await visitCalls({
      calls,
      views: [late],
      person: manager(),
      url: `/calls?view=${late.id}&show=closed`,
      prepare: (server) => server.refuses(change(late.id), conflict),
    });
    await page.press('Save');
    await shown();
    expect(await page.text()).toContain('“Late ones” was saved anew since you began.');
    await page.press('Go on looking');
    await shown();
    expect(await page.viewBar()).toContain('so did somebody else');
    expect(router.url).toBe(`/calls?view=${late.id}&show=closed`);
    await page.press('Save');
    await shown();
    server.when(change(late.id), { ...newer, version: 3, filter: { show: 'closed' } });
    await page.press('Save mine over it');
    await shown();
    const versions = server
      .callsOf(change(late.id))
      .map(({ body }) => (body as { expectedVersion: number }).expectedVersion);
    expect(versions).toEqual([1, 1, 2]);
    expect(await page.viewBar()).not.toContain('Changed');
    expect(server.callsOf(list).at(-1)?.url).toContain('show=closed');
  });

  it('follow what a colleague saves, on every console that shows them', async () => {
    const { page, hear, server } = await visitCalls({
      calls,
      views: [late],
      url: `/calls?view=${late.id}`,
    });
    const newer = { ...late, version: 2, name: 'Urgent ones', columns: [] };
    await hear(aViewChange(1, { ...newer, filter: { show: 'open', priority: 'urgent' } }));
    expect(await page.views()).toEqual(['All calls', '[Urgent ones]']);
    expect(server.callsOf(list).at(-1)?.url).toContain('priority=urgent');
    expect(await page.columns()).toContain('Due');
    expect(await page.viewBar()).not.toContain('Changed');
    const another = aView({ name: 'New here' });
    const notMine = aView({ name: 'For pharmacists', scope: 'role', role: 'pharmacist' });
    await hear(
      aViewChange(2, another, { act: 'saved' }),
      aViewChange(3, notMine, { act: 'saved' }),
    );
    expect(await page.views()).toEqual(['All calls', 'New here', '[Urgent ones]']);
  });

  it('that vanish say so, and what is on screen stays', async () => {
    const { page, hear, router, shown } = await visitCalls({
      calls,
      views: [late],
      url: `/calls?view=${late.id}`,
    });
    await hear(aViewChange(1, { ...late, version: 2, removed: true }, { act: 'removed' }));
    expect(await page.viewBar()).toContain('The view “Late ones” was removed.');
    expect(await page.columns()).toEqual(['Who', 'Patient']);
    expect(router.url).toBe(`/calls?view=${late.id}`);
    await page.press('Show all calls');
    await shown();
    expect(router.url).toBe('/calls');
    expect(await page.columns()).toContain('Due');
  });

  it('of one’s own are fetched anew when another console of one’s own changes them', async () => {
    const { page, hear, server } = await visitCalls({ calls, views: [own] });
    const renamed = { ...own, version: 2, name: 'Renamed' };
    server.when('GET /api/calls/views', { items: [renamed], asOf: 1 });
    await hear(aViewChange(1, aView({ scope: 'mine', ownerId: samId })));
    expect(server.callsOf('GET /api/calls/views').length).toBe(1);
    await hear(aViewChange(2, renamed, { actorId: me }));
    expect(await page.views()).toEqual(['[All calls]', 'Renamed']);
    server.when('GET /api/calls/views', { items: [], asOf: 3 });
    await hear(aViewChange(3, renamed, { act: 'removed', actorId: me }));
    expect(await page.views()).toEqual(['[All calls]']);
  });

  it('are renamed, also after somebody was faster, and removed', async () => {
    const current = { ...own, version: 2, name: 'Theirs' };
    const { page, server, shown, router } = await visitCalls({
      calls,
      views: [own],
      url: `/calls?view=${own.id}`,
      prepare: (server) =>
        server
          .refuses(change(own.id), { ...aProblem('conflict', 409), current })
          .when(`POST /api/calls/views/${own.id}/remove`, {}),
    });
    await menu('Rename…');
    await page.type('app-view-menu .field input', 'Put off');
    await page.press('Rename');
    await shown();
    expect(await page.text()).toContain('Somebody changed this view meanwhile');
    expect(await page.typed('app-view-menu .field input')).toBe('Put off');
    server.when(change(own.id), { ...current, version: 3, name: 'Put off' });
    await page.press('Rename');
    await shown();
    expect(server.callsOf(change(own.id)).at(-1)?.body).toEqual({
      expectedVersion: 2,
      name: 'Put off',
    });
    expect(await page.views()).toEqual(['All calls', '[Put off]']);
    await menu('Remove…');
    await page.press('Remove');
    await shown();
    expect(server.callsOf(`POST /api/calls/views/${own.id}/remove`)[0]?.body).toEqual({
      expectedVersion: 3,
    });
    expect(await page.views()).toEqual(['[All calls]']);
    expect(router.url).toBe('/calls');

    async function menu(item: string): Promise<void> {
      await page.click('app-view-menu [aria-haspopup=menu]');
      await shown();
      const items = [...document.querySelectorAll<HTMLElement>('[role=menuitem]')];
      items.find(({ textContent }) => textContent.includes(item))?.click();
      await shown();
    }
  });

  it('are chosen by keyboard alone', async () => {
    const { page, press, router, shown } = await visitCalls({ calls, views: [late, own] });
    await press('v');
    await page.type('app-view-picker input', 'ones');
    await shown();
    await press('Enter');
    await shown();
    expect(router.url).toBe(`/calls?view=${late.id}`);
    expect(await page.has('app-view-picker')).toBeFalse();
  });

  it('fit in one row however many there are, the one on show among them', async () => {
    const views = Array.from({ length: 50 }, (_, at) =>
      aView({ name: `${String(at).padStart(2, '0')} ${'long name '.repeat(5)}`.trim() }),
    );
    const last = views[49]!;
    const { page } = await visitCalls({ calls, views, url: `/calls?view=${last.id}` });
    const tabs = await page.views();
    expect(tabs.length).toBeLessThanOrEqual(7);
    expect(tabs.at(-1)).toBe(`[${last.name}]`);
    expect(await page.viewBar()).toContain(`${51 - tabs.length} more`);
    const bar = document.querySelector<HTMLElement>('app-view-bar .bar')!;
    expect(bar.scrollWidth).toBeLessThanOrEqual(bar.clientWidth);
    expect(bar.offsetHeight).toBe(36);
  });

  it('can be none: then there is nothing to choose', async () => {
    const { page, press } = await visitCalls({ calls });
    expect(await page.viewBar()).toBe('All calls');
    await press('v');
    expect(await page.has('app-view-picker')).toBeFalse();
  });

  it('say when they cannot be read; the list is there all the same', async () => {
    const { page, server, shown } = await visitCalls({
      calls,
      prepare: (server) => server.refuses('GET /api/calls/views', aProblem('unavailable', 503)),
    });
    expect(await page.viewBar()).toContain('Saved views could not be read.');
    expect((await page.rows()).length).toBe(2);
    server.when('GET /api/calls/views', { items: [late], asOf: 0 });
    await page.press('Try again');
    await shown();
    expect(await page.views()).toEqual(['[All calls]', 'Late ones']);
  });

  describe('chosen last', () => {
    const remembering = (viewId: string) => {
      const person = aPerson();
      const look = { columns: [], density: 'compact' as const, draft: null, panelWidth: null };
      const queueLooks = { calls: { ...look, lastViews: { [riverside]: viewId } } };
      return { ...person, preferences: { ...person.preferences, queueLooks } };
    };

    it('comes back with the page', async () => {
      const { router, server } = await visitCalls({
        calls,
        views: [late],
        person: remembering(late.id),
      });
      expect(router.url).toBe(`/calls?view=${late.id}`);
      expect(server.callsOf(list).map(({ url }) => url.includes('level=late'))).toEqual([true]);
    });

    it('is forgotten without a word when it is no more', async () => {
      const { page, router } = await visitCalls({ calls, person: remembering(idOf(5)) });
      expect(router.url).toBe('/calls');
      expect(await page.viewBar()).toBe('All calls');
    });

    it('leaves alone who came for something else', async () => {
      const person = remembering(late.id);
      const { router } = await visitCalls({
        calls,
        person,
        views: [late],
        url: '/calls?level=soon',
      });
      expect(router.url).toBe('/calls?level=soon');
    });
  });
});
