import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { injectDispatch } from '@ngrx/signals/events';
import type { Appointment } from '#contract/calendar';
import { aGrant, aPerson, aProblem, FakeSocket, riverside } from '../../platform/given-session';
import { NEXT_FRAME } from '../../platform/next-frame';
import { Session } from '../../platform/session';
import { calendarPageEvents } from '../calendar-events';
import { CalendarStore } from '../calendar-store';
import { aPatient, at, aVisit, monday, serverWith, standingClock } from '../given-calendar';
import { SweepDialog } from './sweep-dialog';

const visitOf = (family: string, overrides: Partial<Appointment>): Appointment => {
  const { id, mrn, given, birthOn, interpreter } = aPatient();
  return aVisit({ patient: { id, mrn, family, given, birthOn, interpreter }, ...overrides });
};

async function open(visits: Appointment[], now = '17:00') {
  const server = serverWith({ visits }).when('GET /api/calendar/no-show-policy', {
    graceMinutes: 15,
    reversedBy: 'managers',
  });
  TestBed.configureTestingModule({
    providers: [
      CalendarStore,
      server.provider,
      new FakeSocket().provider,
      standingClock(at(now)).provider,
      { provide: NEXT_FRAME, useValue: (run: () => void) => run() },
    ],
  });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant('scheduler')] }));
  TestBed.inject(CalendarStore);
  TestBed.runInInjectionContext(() => injectDispatch(calendarPageEvents)).opened({
    clinicId: riverside,
    date: monday,
    providerId: null,
  });
  const fixture = TestBed.createComponent(SweepDialog);
  fixture.componentRef.setInput('clinicId', riverside);
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  const loader = TestbedHarnessEnvironment.loader(fixture);
  const path = ({ id }: Appointment) => `POST /api/calendar/appointments/${id}/no-show`;
  return {
    server,
    path,
    text: () => element.innerText.replace(/\s+/g, ' '),
    names: () => [...element.querySelectorAll('.name')].map((name) => name.textContent),
    async leaveOut(family: string) {
      const row = [...element.querySelectorAll('li')].find((one) =>
        one.textContent.includes(family),
      );
      row?.querySelector('input')?.click();
      await fixture.whenStable();
    },
    async press(text: string | RegExp) {
      await (await loader.getHarness(MatButtonHarness.with({ text }))).click();
      await fixture.whenStable();
    },
  };
}

describe('SweepDialog', () => {
  const missed = visitOf('Missed', { startsAt: at('10:00'), endsAt: at('10:30') });
  const here = visitOf('Here', { startsAt: at('11:00'), endsAt: at('11:30') });
  const inside = visitOf('Inside', {
    startsAt: at('12:00'),
    endsAt: at('12:30'),
    status: 'arrived',
    steps: [{ step: 'arrived', at: at('11:55'), enteredLate: false }],
  });
  const soon = visitOf('Soon', { startsAt: at('16:50'), endsAt: at('17:20') });

  it('lists who was not said to have come, and who was not said to have left', async () => {
    const dialog = await open([missed, here, inside, soon]);
    expect(dialog.names()).toEqual(['Missed, Ana', 'Here, Ana', 'Inside, Ana']);
    expect(dialog.text()).toContain('12:00 pm · Lee, Hannah · Arrived');
  });

  it('marks as missed whom the person leaves in, and nobody else', async () => {
    const dialog = await open([missed, here]);
    await dialog.leaveOut('Here');
    dialog.server.when(dialog.path(missed), { ...missed, status: 'noshow', version: 2 });
    await dialog.press('Mark 1 no-show');
    expect(dialog.server.callsOf(dialog.path(missed)).map(({ body }) => body)).toEqual([
      { expectedVersion: missed.version },
    ]);
    expect(dialog.server.callsOf(dialog.path(here))).toEqual([]);
  });

  it('tells beside the name whose visit somebody changed meanwhile, and goes on', async () => {
    const dialog = await open([missed, here]);
    dialog.server
      .refuses(dialog.path(missed), aProblem('conflict', 409, 'Somebody changed this visit.'))
      .when(dialog.path(here), { ...here, status: 'noshow', version: 2 });
    await dialog.press('Mark 2 no-shows');
    expect(dialog.server.callsOf(dialog.path(here)).length).toBe(1);
    expect(dialog.text()).toContain('changed');
  });

  it('says so when nothing is open', async () => {
    const dialog = await open([soon]);
    expect(dialog.text()).toContain('Every visit of the day so far has an end.');
  });
});
