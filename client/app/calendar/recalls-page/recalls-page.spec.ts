import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { Role } from '#contract/permission';
import { feedOf, type ChangeEnvelope } from '#contract/realtime';
import type { Recall } from '#contract/recalls';
import {
  aGrant,
  aPerson,
  aProblem,
  FakeServer,
  FakeSocket,
  riverside,
} from '../../platform/given-session';
import { NEXT_FRAME } from '../../platform/next-frame';
import { Session } from '../../platform/session';
import {
  aProvider,
  aRecall,
  aVisitType,
  followUpId,
  idOf,
  leeId,
  nine,
  okafor,
  standingClock,
} from '../given-calendar';
import { RecallsPage } from './recalls-page';

const list = 'GET /api/calendar/recalls';

function serverOf(items: Recall[], next: string | null = null): FakeServer {
  return new FakeServer()
    .when(list, { items, next, asOf: 0 })
    .when('GET /api/staff/providers', { items: [aProvider(), okafor()] })
    .when('GET /api/availability/visit-types', { items: [aVisitType()] });
}

async function visit(server: FakeServer, role: Role = 'scheduler') {
  const socket = new FakeSocket();
  TestBed.configureTestingModule({
    providers: [
      server.provider,
      socket.provider,
      standingClock().provider,
      provideRouter([]),
      { provide: NEXT_FRAME, useValue: (run: () => void) => run() },
    ],
  });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant(role)] }));
  const fixture = TestBed.createComponent(RecallsPage);
  const element = fixture.nativeElement as HTMLElement;
  document.body.append(element);
  await fixture.whenStable();
  const of = (selector: string) => [...element.querySelectorAll<HTMLElement>(selector)];
  return {
    socket,
    whenStable: () => fixture.whenStable(),
    text: () => element.innerText.replace(/\s+/g, ' '),
    rows: () => of('tbody tr').map((row) => row.innerText.replace(/\s+/g, ' ').trim()),
    links: () => of('a[aria-label^=Book]').map((link) => link.getAttribute('href')),
    field: (name: string) => element.querySelector<HTMLInputElement>(`[name=${name}]`)!,
    async press(words: string) {
      const button = of('button').find((one) => one.innerText.trim() === words);
      if (!button) throw new Error(`There is no button “${words}”.`);
      button.click();
      await fixture.whenStable();
    },
  };
}

describe('RecallsPage', () => {
  it('lists who is to be booked, with what is overdue in words', async () => {
    const late = aRecall({ dueOn: '2026-10-19', note: 'Fasting' });
    const later = aRecall({ providerId: null });
    const page = await visit(serverOf([late, later]));
    expect(page.rows()).toEqual([
      jasmine.stringMatching(
        /^Mon, Oct 19, 2026 5 weeks overdue Diaz, Ana \S+ Follow-up Fasting Lee, Hannah, MD (?:The clinic, Nov 23 )?Take on Book… Day… Drop…$/,
      ),
      jasmine.stringMatching(/^Tue, Feb 23, 2027 in 3 months Diaz, Ana \S+ Follow-up Anybody/),
    ]);
    expect(page.links()).toEqual([
      `/calendar/day/2026-11-23?recall=${late.id}`,
      `/calendar/day/2027-02-23?recall=${later.id}`,
    ]);
  });

  it('says that nobody is to be booked, and how they would', async () => {
    const page = await visit(serverOf([]));
    expect(page.text()).toContain('Nobody is to be booked');
  });

  it('says what is wrong and tries again', async () => {
    const server = serverOf([]).refuses(list, aProblem('unavailable', 503));
    const page = await visit(server);
    server.when(list, { items: [aRecall()], next: null, asOf: 0 });
    await page.press('Try again');
    expect(page.rows().length).toBe(1);
  });

  it('says that it may be out of date while nothing is heard', async () => {
    const page = await visit(serverOf([aRecall()]));
    page.socket.says.dropped();
    await page.whenStable();
    expect(page.text()).toContain('May be out of date');
    expect(page.rows().length).toBe(1);
  });

  it('follows what others do', async () => {
    const recall = aRecall();
    const server = serverOf([recall]);
    const page = await visit(server);
    server.when(list, { items: [], next: null, asOf: 1 });
    const change: ChangeEnvelope = {
      feed: feedOf('recalls', riverside),
      seq: 1,
      type: 'recalls.recall-booked',
      entityId: recall.id,
      version: 2,
      payload: { ...recall, status: 'booked', appointmentId: idOf(1), version: 2 },
      actorId: idOf(42),
      commandId: null,
      at: nine,
    };
    page.socket.says.changes({ feed: change.feed, changes: [change] });
    await page.whenStable();
    expect(page.text()).toContain('Nobody is to be booked');
  });

  it('goes on from page to page', async () => {
    const server = serverOf([aRecall()], 'W10');
    const page = await visit(server);
    await page.press('Show more');
    expect(server.callsOf(list).length).toBe(3);
    expect(page.rows().length).toBe(2);
  });

  it('is taken on, left, and taken over from who has it', async () => {
    const recall = aRecall();
    const claim = `POST /api/calendar/recalls/${recall.id}/claim`;
    const release = `POST /api/calendar/recalls/${recall.id}/release`;
    const server = serverOf([recall]).when(claim, recall).when(release, recall);
    const page = await visit(server);
    const me = { id: aPerson().staffId, name: 'Diaz, Ana' };
    const mine = { ...recall, claimedBy: me, version: 2 };
    server.when(list, { items: [mine], next: null, asOf: 1 });
    await page.press('Take on');
    expect(server.callsOf(claim).map(({ body }) => body)).toEqual([{ expectedVersion: 1 }]);
    const theirs = { ...recall, claimedBy: { id: idOf(42), name: 'Rivera, Sam' }, version: 3 };
    server.when(list, { items: [theirs], next: null, asOf: 2 });
    await page.press('Leave it');
    expect(server.callsOf(release).map(({ body }) => body)).toEqual([{ expectedVersion: 2 }]);
    expect(page.rows()[0]).toContain('Rivera, Sam Take over');
  });

  it('is due on another day', async () => {
    const recall = aRecall();
    const postpone = `POST /api/calendar/recalls/${recall.id}/postpone`;
    const server = serverOf([recall]).when(postpone, recall);
    const page = await visit(server);
    await page.press('Day…');
    page.field('dueOn').value = '2026-12-15';
    page.field('dueOn').dispatchEvent(new Event('input'));
    await page.whenStable();
    await page.press('Save');
    expect(server.callsOf(postpone).map(({ body }) => body)).toEqual([
      { expectedVersion: 1, dueOn: '2026-12-15' },
    ]);
  });

  it('drops one for a reason', async () => {
    const recall = aRecall();
    const drop = `POST /api/calendar/recalls/${recall.id}/drop`;
    const server = serverOf([recall]).when(drop, recall);
    const page = await visit(server);
    await page.press('Drop…');
    server.when(list, { items: [], next: null, asOf: 1 });
    await page.press('Drop it');
    expect(server.callsOf(drop).map(({ body }) => body)).toEqual([
      { expectedVersion: 1, reason: 'declined' },
    ]);
    expect(page.rows()).toEqual([]);
  });

  it('lets a clinician say who comes back, and book nobody', async () => {
    const page = await visit(serverOf([aRecall()]), 'clinician');
    expect(page.links()).toEqual([]);
    await page.press('Add a patient…');
    expect(page.text()).toContain('Around Tue, Feb 23, 2027');
    expect(page.text()).toContain('Choose a patient.');
    expect([...page.field('backType').children].map((one) => one.getAttribute('value'))).toEqual([
      '',
      followUpId,
    ]);
    expect(page.field('backProvider').querySelector(`[value="${leeId}"]`)).not.toBeNull();
  });
});
