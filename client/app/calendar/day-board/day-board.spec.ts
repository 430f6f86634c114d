import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { Appointment } from '#contract/calendar';
import { aGrant, aPerson, FakeSocket } from '../../platform/given-session';
import { Keymap } from '../../platform/keymap';
import { NEXT_FRAME } from '../../platform/next-frame';
import { Session } from '../../platform/session';
import { CalendarPage } from '../calendar-page';
import { CalendarPageHarness } from '../calendar-page-harness';
import { at, aVisit, monday, serverWith, standingClock } from '../given-calendar';

async function open(visits: Appointment[], role: 'scheduler' | 'biller' = 'scheduler') {
  const server = serverWith({ visits });
  TestBed.configureTestingModule({
    providers: [
      provideRouter(
        [{ path: 'calendar/day/:date', component: CalendarPage }],
        withComponentInputBinding(),
      ),
      server.provider,
      new FakeSocket().provider,
      standingClock(at('10:05')).provider,
      { provide: NEXT_FRAME, useValue: (run: () => void) => run() },
    ],
  });
  TestBed.inject(Keymap);
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant(role)] }));
  const pages = await RouterTestingHarness.create(`/calendar/day/${monday}?view=board`);
  await TestbedHarnessEnvironment.loader(pages.fixture).getHarness(CalendarPageHarness);
  const element = pages.fixture.nativeElement as HTMLElement;
  const settle = () => pages.fixture.whenStable();
  await settle();
  return {
    server,
    columns: () =>
      [...element.querySelectorAll('app-day-board section')].map((section) => [
        section.querySelector('h2')!.textContent.trim().replace(/\s+/g, ' '),
        ...[...section.querySelectorAll('.card')].map((card) => card.getAttribute('aria-label')),
      ]),
    focused: () => document.activeElement?.getAttribute('aria-label') ?? '',
    async key(key: string) {
      (document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true }),
      );
      await settle();
    },
    async focusFirst() {
      element.querySelector<HTMLElement>('.card[tabindex="0"]')!.focus();
      await settle();
    },
    next: () => [...element.querySelectorAll('.next')].map((one) => one.getAttribute('aria-label')),
  };
}

describe('DayBoard', () => {
  const visit = aVisit({ startsAt: at('10:00'), endsAt: at('10:30') });
  const waiting = aVisit({
    status: 'arrived',
    steps: [{ step: 'arrived', at: at('09:55'), enteredLate: false }],
  });

  it('shows each patient where they are', async () => {
    const board = await open([visit, waiting]);
    const [expected, arrived, ...others] = board.columns();
    expect(expected).toEqual([
      'Expected 1',
      '10:00 am Diaz, Ana, HL Follow-up, 5 min late, with Lee, Hannah, MD',
    ]);
    expect(arrived?.[1]).toContain('10 min');
    expect(others.map(([title]) => title)).toEqual([
      'Checked in 0',
      'In a room 0',
      'With provider 0',
      'Ended 0',
    ]);
  });

  it('says on a card what the visit is for and what staff have noted', async () => {
    const board = await open([{ ...visit, reason: 'Knee pain', note: 'Uses a wheelchair' }]);
    expect(board.columns()[0]?.[1]).toBe(
      '10:00 am Diaz, Ana, HL Follow-up, Knee pain, Note: Uses a wheelchair, 5 min late, with Lee, Hannah, MD',
    );
  });

  it('says on a card who has confirmed, until they are here', async () => {
    const board = await open([
      { ...visit, confirmedAt: at('08:00') },
      { ...waiting, confirmedAt: at('08:00') },
    ]);
    const [expected, arrived] = board.columns();
    expect(expected?.[1]).toContain('with Lee, Hannah, MD, Patient confirmed');
    expect(arrived?.[1]).not.toContain('Patient confirmed');
  });

  it('goes one step on with one key, and the focus follows the card', async () => {
    const board = await open([visit]);
    board.server.when(`POST /api/calendar/appointments/${visit.id}/arrive`, {
      ...visit,
      status: 'arrived',
      steps: [{ step: 'arrived', at: at('10:05'), enteredLate: false }],
      version: 2,
    });
    await board.focusFirst();
    await board.key('a');
    expect(board.columns().map(([title]) => title)).toContain('Arrived 1');
    expect(board.focused()).toContain('Diaz, Ana');
  });

  it('leads from card to card by arrows', async () => {
    const board = await open([visit, waiting]);
    await board.focusFirst();
    await board.key('ArrowRight');
    expect(board.focused()).toContain('10 min');
    await board.key('ArrowLeft');
    expect(board.focused()).toContain('5 min late');
  });

  it('offers no step to whose role takes none', async () => {
    const board = await open([visit], 'biller');
    expect(board.next()).toEqual([]);
  });
});
