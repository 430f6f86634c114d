import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { Appointment } from '#contract/calendar';
import { aGrant, aPerson, FakeSocket } from '../../platform/given-session';
import { NEXT_FRAME } from '../../platform/next-frame';
import { Session } from '../../platform/session';
import { CalendarPage } from '../calendar-page';
import { CalendarPageHarness } from '../calendar-page-harness';
import {
  at,
  aVisit,
  cancelled,
  examId,
  monday,
  okaforId,
  serverWith,
  standingClock,
} from '../given-calendar';

async function open(visits: Appointment[], now = '10:05') {
  TestBed.configureTestingModule({
    providers: [
      provideRouter(
        [{ path: 'calendar/day/:date', component: CalendarPage }],
        withComponentInputBinding(),
      ),
      serverWith({ visits }).provider,
      new FakeSocket().provider,
      standingClock(at(now)).provider,
      { provide: NEXT_FRAME, useValue: (run: () => void) => run() },
    ],
  });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant('scheduler')] }));
  const pages = await RouterTestingHarness.create(`/calendar/day/${monday}?view=agenda`);
  await TestbedHarnessEnvironment.loader(pages.fixture).getHarness(CalendarPageHarness);
  const element = pages.fixture.nativeElement as HTMLElement;
  await pages.fixture.whenStable();
  const of = (selector: string) => [...element.querySelectorAll<HTMLElement>(selector)];
  return {
    lines: () => of('tbody tr').map((row) => row.innerText.replace(/\s+/g, ' ').trim()),
    async choose(providerId: string) {
      const select = element.querySelector<HTMLSelectElement>('[name=provider]')!;
      select.value = providerId;
      select.dispatchEvent(new Event('change'));
      await pages.fixture.whenStable();
    },
    async showAll() {
      element.querySelector<HTMLInputElement>('[name=showsOff]')!.click();
      await pages.fixture.whenStable();
    },
    async down() {
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }),
      );
      await pages.fixture.whenStable();
    },
    focusFirst: () => of('[data-row]')[0]?.focus(),
    focusedRow: () => document.activeElement?.getAttribute('data-row'),
  };
}

describe('DayAgenda', () => {
  const early = aVisit({ startsAt: at('09:00'), endsAt: at('09:30'), status: 'fulfilled' });
  const late = aVisit({ startsAt: at('11:00'), endsAt: at('11:30'), providerId: okaforId });
  const off = cancelled(aVisit({ startsAt: at('12:00'), endsAt: at('12:30') }));

  it('lists the day by time, with where it stands now', async () => {
    const agenda = await open([late, early, off]);
    const lines = agenda.lines();
    expect(lines.length).toBe(3);
    expect(lines[0]).toContain('9:00 am – 9:30 am');
    expect(lines[0]).toContain('Done');
    expect(lines[1]).toBe('Now, 10:05 am');
    expect(lines[2]).toContain('Okafor, Chidi, NP');
  });

  it('says what each visit is for, with what staff have noted', async () => {
    const agenda = await open([{ ...early, reason: 'Knee pain', note: 'Uses a wheelchair' }]);
    expect(agenda.lines()[0]).toContain('Follow-up Knee pain Note: Uses a wheelchair Lee');
  });

  it('says of whom nobody has told what the clinic changed', async () => {
    const notTold = { since: at('08:00'), providerId: okaforId, startsAt: at('10:30') };
    const agenda = await open([{ ...late, notTold }, early]);
    const lines = agenda.lines();
    expect(lines[0]).not.toContain('Not told');
    expect(lines[2]).toContain('Booked Not told');
  });

  it('says who has confirmed, until they are here', async () => {
    const agenda = await open([
      { ...late, confirmedAt: at('08:00') },
      { ...early, confirmedAt: at('08:00') },
    ]);
    const lines = agenda.lines();
    expect(lines[0]).not.toContain('Patient confirmed');
    expect(lines[2]).toContain('Booked Patient confirmed');
  });

  it('says which room a visit takes, where any takes one', async () => {
    const agenda = await open([{ ...early, resourceIds: [examId] }, late]);
    expect(agenda.lines()[0]).toContain('Lee, Hannah, MD Exam 1 Done');
  });

  it('shows one provider, and what was cancelled where that is asked for', async () => {
    const agenda = await open([late, early, off]);
    await agenda.choose(okaforId);
    expect(agenda.lines().length).toBe(1);
    await agenda.choose('');
    await agenda.showAll();
    expect(agenda.lines().at(-1)).toContain('Cancelled');
  });

  it('is gone through by arrows', async () => {
    const agenda = await open([late, early]);
    agenda.focusFirst();
    await agenda.down();
    expect(agenda.focusedRow()).toBe(late.id);
    await agenda.down();
    expect(agenda.focusedRow()).toBe(late.id);
  });
});
