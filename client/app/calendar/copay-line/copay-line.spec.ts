import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { Appointment } from '#contract/calendar';
import type { Role } from '#contract/permission';
import type { Copay } from '#contract/payments';
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
import { aCopay, aPayment, aVisit, cancelled, nine } from '../given-calendar';
import { CopayLine } from './copay-line';

const visit = aVisit();
const get = `GET /api/payments/copays/${visit.id}`;

async function open(
  server: FakeServer,
  { role = 'scheduler', of = visit }: { role?: Role; of?: Appointment } = {},
) {
  const socket = new FakeSocket();
  TestBed.configureTestingModule({
    providers: [
      server.provider,
      socket.provider,
      provideRouter([]),
      { provide: NEXT_FRAME, useValue: (run: () => void) => run() },
    ],
  });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant(role)] }));
  const fixture = TestBed.createComponent(CopayLine);
  fixture.componentRef.setInput('visit', of);
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  document.body.append(element);
  return {
    element,
    socket,
    settle: () => fixture.whenStable(),
    text: () => element.innerText.replace(/\s+/g, ' ').trim(),
  };
}

const knows = (copay: Partial<Copay> = {}) =>
  new FakeServer().when(get, aCopay({ id: visit.id, ...copay }));

describe('CopayLine', () => {
  it('says what is due, and lets the desk collect it', async () => {
    const { text } = await open(knows());
    expect(text()).toBe('Copay $25 due Collect…');
  });

  it('follows what another console collects', async () => {
    const server = knows();
    const { text, socket, settle } = await open(server);
    const paid = aCopay({
      id: visit.id,
      ...{ paidCents: 2_500, payments: [aPayment()], version: 1 },
    });
    server.when(get, paid);
    const feed = feedOf('payments', riverside);
    socket.says.changes({
      feed,
      changes: [
        {
          ...{ feed, seq: 1, type: 'payments.copay-collected', entityId: visit.id, version: 1 },
          ...{ payload: paid, actorId: null, commandId: null, at: nine },
        },
      ],
    });
    await settle();
    expect(text()).toContain('Copay $25 paid');
    expect(text()).toContain('Receipt 17');
    expect(text()).not.toContain('Collect…');
  });

  it('says in words how else it stands', async () => {
    const stands: [Partial<Copay>, string][] = [
      [{ dueCents: null }, 'Copay not known'],
      [{ dueCents: 0 }, 'No copay due'],
      [{ paidCents: 1_000 }, 'Copay $10 paid, $15 due'],
      [{ skippedBecause: 'later' }, 'Copay $25 not collected: pays later'],
    ];
    for (const [copay, words] of stands) {
      TestBed.resetTestingModule();
      expect((await open(knows(copay))).text()).toContain(words);
    }
  });

  it('lets who may void a payment do so, and is nothing to who may not read it', async () => {
    const server = knows({ paidCents: 2_500, payments: [aPayment()], version: 1 });
    const manager = await open(server, { role: 'clinic-manager' });
    expect(manager.element.querySelector('[aria-label="Void receipt 17"]')).not.toBeNull();
    TestBed.resetTestingModule();
    const clinician = await open(server, { role: 'clinician' });
    expect(clinician.text()).toBe('');
    expect(server.callsOf(get).length).toBe(1);
  });

  it('says nothing of a visit that does not take place, and that it could not be loaded', async () => {
    expect((await open(knows(), { of: cancelled(visit) })).text()).toBe('');
    TestBed.resetTestingModule();
    const away = new FakeServer().refuses(get, aProblem('unavailable', 503));
    expect((await open(away)).text()).toContain('What is paid could not be loaded.');
  });
});
