import { TestBed } from '@angular/core/testing';
import { injectDispatch } from '@ngrx/signals/events';
import type { Role } from '#contract/permission';
import type { Copay } from '#contract/payments';
import { aGrant, aPerson, FakeServer } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { Toasts } from '../../platform/toasts';
import { calendarPageEvents, calendarServerEvents } from '../calendar-events';
import { aCopay, aVisit, idOf } from '../given-calendar';
import { CopayAtCheckIn } from './copay-at-check-in';

const visit = aVisit({ status: 'checked-in', version: 3 });
const get = `GET /api/payments/copays/${visit.id}`;

async function checkIn(
  copay: Partial<Copay>,
  { role = 'scheduler', step = 'checkIn' }: { role?: Role; step?: 'checkIn' | 'arrive' } = {},
) {
  const server = new FakeServer()
    .when(get, aCopay({ id: visit.id, ...copay }))
    .when('GET /api/payments/drawers/own', { drawer: {}, lastFloatCents: null, asOf: 0 });
  TestBed.configureTestingModule({ providers: [server.provider] });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant(role)] }));
  const fixture = TestBed.createComponent(CopayAtCheckIn);
  await fixture.whenStable();
  const [page, told] = TestBed.runInInjectionContext(() => [
    injectDispatch(calendarPageEvents),
    injectDispatch(calendarServerEvents),
  ]);
  const commandId = idOf(77);
  const wish = { step, expectedVersion: 2 };
  page.stepped({ commandId, appointmentId: visit.id, wish });
  told.actAnswered({ commandId, appointment: visit });
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  return {
    server,
    settle: () => fixture.whenStable(),
    asks: () => element.querySelector('dialog') !== null,
    toast: () => TestBed.inject(Toasts).current(),
  };
}

describe('CopayAtCheckIn', () => {
  it('asks for the copay that is due once a patient is checked in here', async () => {
    const desk = await checkIn({});
    expect(desk.asks()).toBeTrue();
  });

  it('says that none is known without stopping the desk, and asks when wanted', async () => {
    const desk = await checkIn({ dueCents: null, dueFrom: null });
    expect(desk.asks()).toBeFalse();
    expect(desk.toast()?.message).toBe('Checked in. Copay not known.');
    desk.toast()?.action?.run();
    await desk.settle();
    expect(desk.asks()).toBeTrue();
  });

  it('asks nothing where none is due, it is paid, or somebody else collects', async () => {
    for (const copay of [
      { dueCents: 0 },
      { paidCents: 2_500 },
      { skippedBecause: 'later' as const },
    ]) {
      TestBed.resetTestingModule();
      expect((await checkIn(copay)).asks()).toBeFalse();
    }
    for (const other of [{ step: 'arrive' as const }, { role: 'clinician' as const }]) {
      TestBed.resetTestingModule();
      const desk = await checkIn({}, other);
      expect(desk.asks()).toBeFalse();
      expect(desk.server.callsOf(get)).toEqual([]);
    }
  });
});
