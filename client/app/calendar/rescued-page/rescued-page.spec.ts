import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { Role } from '#contract/permission';
import type { Rescue, Rescued, RescueLine } from '#contract/rescues';
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
  at,
  aVisit,
  idOf,
  leeId,
  okafor,
  okaforId,
  standingClock,
} from '../given-calendar';
import { RescuedPage } from './rescued-page';

const id = idOf(700);
const get = `GET /api/rescues/rescues/${id}`;
const undo = `POST /api/rescues/rescues/${id}/undo`;

const rescue: Rescue = {
  ...{ id, clinicId: riverside, providerId: leeId, status: 'done', version: 1 },
  ...{ startsAt: '2026-11-23T05:00:00.000Z', endsAt: '2026-11-24T05:00:00.000Z' },
  ...{ committedAt: at('09:00'), quietUntil: at('09:01'), undoneAt: null },
  ...{ moved: 1, waiting: 0, toCall: 0, left: 0 },
};

const from = { providerId: leeId, startsAt: at('13:00'), endsAt: at('13:30') };
const to = { providerId: okaforId, startsAt: at('14:00'), endsAt: at('14:30') };
const notTold = { since: at('09:00'), providerId: leeId, startsAt: at('13:00') };

function aLine(over: Partial<RescueLine> = {}): RescueLine {
  return { appointment: aVisit({ ...to, notTold }), act: 'move', from, to, undone: null, ...over };
}

function serverOf(rescued: Rescued): FakeServer {
  return new FakeServer()
    .when(get, rescued)
    .when('GET /api/staff/providers', { items: [aProvider(), okafor()] });
}

async function open(server: FakeServer, role: Role = 'scheduler') {
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
  const fixture = TestBed.createComponent(RescuedPage);
  fixture.componentRef.setInput('rescueId', id);
  const element = fixture.nativeElement as HTMLElement;
  document.body.append(element);
  await fixture.whenStable();
  const buttons = () => [...element.querySelectorAll<HTMLButtonElement>('button')];
  return {
    socket,
    whenStable: () => fixture.whenStable(),
    text: () => element.innerText.replace(/\s+/g, ' '),
    buttons: () => buttons().map(({ innerText }) => innerText.trim()),
    async press(words: string) {
      buttons()
        .find((one) => one.innerText.trim() === words)!
        .click();
      await fixture.whenStable();
    },
  };
}

describe('RescuedPage', () => {
  it('shows what was, what it became, and who has not been told', async () => {
    const page = await open(serverOf({ rescue, lines: [aLine()] }));
    expect(page.text()).toContain('Out: Lee, Hannah, MD');
    expect(page.text()).toContain('Mon, Nov 23, 2026');
    expect(page.text()).toContain('1 patient has not been told yet.');
    expect(page.text()).toContain('Mon, Nov 23, 2:00 pm with Okafor, Chidi, NP Not told');
  });

  it('says that everybody has been told', async () => {
    const page = await open(serverOf({ rescue, lines: [aLine({ appointment: aVisit(to) })] }));
    expect(page.text()).toContain('Every patient concerned has been told.');
  });

  it('undoes all of it, and says what was put back and what stays', async () => {
    const lines = [aLine({ undone: 'restored' }), aLine({ undone: 'touched' })];
    const undone: Rescued = { rescue: { ...rescue, status: 'undone', version: 2 }, lines };
    const server = serverOf({ rescue, lines: [aLine(), aLine()] }).when(undo, undone);
    const page = await open(server);
    await page.press('Undo all of it');
    expect(server.callsOf(undo).map(({ body }) => body)).toEqual([{ expectedVersion: 1 }]);
    expect(page.text()).toContain('Put back');
    expect(page.text()).toContain('Left: somebody has changed it since');
    expect(page.buttons()).not.toContain('Undo all of it');
  });

  it('says why it cannot be undone any more', async () => {
    const refusal = { ...aProblem('rule-broken', 422), rule: 'patients-told' };
    const page = await open(serverOf({ rescue, lines: [aLine()] }).refuses(undo, refusal));
    await page.press('Undo all of it');
    expect(page.text()).toContain(refusal.title);
  });

  it('lets nobody undo who may not, and says when it is stale', async () => {
    const page = await open(serverOf({ rescue, lines: [aLine()] }), 'clinician');
    expect(page.buttons()).not.toContain('Undo all of it');
    page.socket.says.dropped();
    await page.whenStable();
    expect(page.text()).toContain('May be out of date');
  });

  it('says what is wrong and tries again', async () => {
    const server = serverOf({ rescue, lines: [] }).refuses(get, aProblem('not-found', 404));
    const page = await open(server);
    server.when(get, { rescue, lines: [] });
    await page.press('Try again');
    expect(page.text()).toContain('Out: Lee, Hannah, MD');
  });
});
