import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { Drawer } from '#contract/drawers';
import type { Role } from '#contract/permission';
import { feedOf } from '#contract/realtime';
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
import { standingClock } from '../../platform/work-queue/given-queue';
import { DrawerPage } from './drawer-page';

const own = 'GET /api/payments/drawers/own';
const all = 'GET /api/payments/drawers';
const nine = '2026-11-23T14:00:00.000Z';

function aDrawer(overrides: Partial<Drawer> = {}): Drawer {
  return {
    id: '018f0000-0000-7000-8000-000000008001',
    clinicId: riverside,
    keeper: { id: aPerson().staffId, name: 'Diaz, Ana' },
    status: 'open',
    openedAt: nine,
    floatCents: 10_000,
    sums: { cash: 2_500, card: 4_000, check: 0 },
    payments: 2,
    expectedCents: 12_500,
    closed: null,
    version: 3,
    ...overrides,
  };
}
const close = `POST /api/payments/drawers/${aDrawer().id}/close`;

function serverOf(drawer: Drawer | null): FakeServer {
  const collected = { cash: 2_500, card: 4_000, check: 0 };
  return new FakeServer()
    .when(own, { drawer, lastFloatCents: 10_000, asOf: 0 })
    .when(all, { items: drawer ? [drawer] : [], collected, asOf: 0 });
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
  const fixture = TestBed.createComponent(DrawerPage);
  const element = fixture.nativeElement as HTMLElement;
  document.body.append(element);
  await fixture.whenStable();
  const buttons = () => [...element.querySelectorAll('button')];
  return {
    socket,
    settle: () => fixture.whenStable(),
    text: () => element.innerText.replace(/\s+/g, ' '),
    rows: () => [...element.querySelectorAll('tbody tr')].length,
    async type(name: string, value: string) {
      const field = element.querySelector<HTMLInputElement>(`[name=${name}]`)!;
      field.value = value;
      field.dispatchEvent(new Event('input'));
      await fixture.whenStable();
    },
    async press(label: string) {
      buttons()
        .find(({ innerText }) => innerText.startsWith(label))!
        .click();
      await fixture.whenStable();
    },
    mayPress: (label: string) =>
      !buttons().find(({ innerText }) => innerText.startsWith(label))!.disabled,
  };
}

describe('DrawerPage', () => {
  it('opens a drawer with the float of the last one', async () => {
    const server = serverOf(null);
    const page = await visit(server);
    const open = 'POST /api/payments/drawers/open';
    server.when(open, aDrawer());
    server.when(own, { drawer: aDrawer(), lastFloatCents: 10_000, asOf: 1 });
    await page.press('Open my drawer');
    expect(server.callsOf(open).map(({ body }) => body)).toEqual([
      { clinicId: riverside, floatCents: 10_000 },
    ]);
    expect(page.text()).toContain('Must be in it $125.00');
  });

  it('shows the own drawer alone to the desk', async () => {
    const server = serverOf(aDrawer());
    const page = await visit(server);
    expect(page.text()).toContain('Float $100.00');
    expect(page.rows()).toBe(0);
    expect(server.callsOf(all)).toEqual([]);
  });

  it('is closed by its count; a difference says why', async () => {
    const server = serverOf(aDrawer());
    const page = await visit(server);
    await page.press('Count and close…');
    await page.type('counted', '125');
    expect(page.text()).toContain('The count is right.');
    await page.type('counted', '120.50');
    expect(page.text()).toContain('$4.50 is missing.');
    expect(page.mayPress('Close for good')).toBeFalse();
    await page.type('reason', 'Wrong change');
    server.when(close, aDrawer({ status: 'closed' }));
    await page.press('Close for good');
    expect(server.callsOf(close).map(({ body }) => body)).toEqual([
      { expectedVersion: 3, countedCents: 12_050, reason: 'Wrong change' },
    ]);
  });

  it('says when cash came in while it was counted, and expects it', async () => {
    const server = serverOf(aDrawer());
    const page = await visit(server);
    await page.press('Count and close…');
    await page.type('counted', '125');
    server.refuses(close, {
      ...aProblem('conflict', 409, 'Somebody else changed this a moment ago.'),
      current: aDrawer({ expectedCents: 15_000, version: 4 }),
    });
    await page.press('Close for good');
    expect(page.text()).toContain('Somebody else changed this');
    expect(page.text()).toContain('$25.00 is missing.');
  });

  it('shows everybody’s of a day to who reviews them, and follows', async () => {
    const server = serverOf(aDrawer());
    const page = await visit(server, 'billing-lead');
    expect(page.text()).toContain('Collected $65.00: cash $25.00, card $40.00, check $0.00');
    expect(page.rows()).toBe(1);
    expect(server.callsOf(own)).toEqual([]);
    const closed = { at: nine, by: 'Diaz, Ana', countedCents: 12_000, reason: 'Wrong change' };
    server.when(all, {
      items: [aDrawer({ status: 'closed', closed })],
      ...{ collected: { cash: 0, card: 0, check: 0 }, asOf: 1 },
    });
    const feed = feedOf('payments', riverside);
    page.socket.says.changes({
      feed,
      changes: [
        {
          ...{ feed, seq: 1, type: 'payments.drawer-closed', entityId: aDrawer().id, version: 4 },
          ...{ payload: null, actorId: null, commandId: null, at: nine },
        },
      ],
    });
    await page.settle();
    expect(page.text()).toContain('-$5.00 Wrong change');
  });

  it('says why nothing came, and asks again', async () => {
    const server = serverOf(null).refuses(own, aProblem('unavailable', 503, 'It is away.'));
    const page = await visit(server);
    expect(page.text()).toContain('It is away.');
    server.when(own, { drawer: null, lastFloatCents: null, asOf: 0 });
    await page.press('Try again');
    expect(page.text()).toContain('Open my drawer');
  });
});
