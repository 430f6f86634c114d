import { TestBed } from '@angular/core/testing';
import type { Appointment } from '#contract/calendar';
import { aPerson } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { at, aVisit, aVisitType, standingClock } from '../given-calendar';
import { VisitBox } from './visit-box';

async function draw(visit: Appointment, lines = 2) {
  TestBed.configureTestingModule({ providers: [standingClock().provider] });
  TestBed.inject(Session).begin(aPerson());
  const fixture = TestBed.createComponent(VisitBox);
  const item = {
    ...{ appointment: visit, visitType: aVisitType(), rooms: '' },
    ...{ pending: null, touched: null },
  };
  for (const [name, value] of Object.entries({ item, lines, stopKey: 'one' })) {
    fixture.componentRef.setInput(name, value);
  }
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  return {
    words: element.querySelector('button')!.getAttribute('aria-label'),
    signs: element.querySelectorAll('app-icon').length,
  };
}

describe('VisitBox', () => {
  const confirmed = aVisit({ confirmedAt: at('08:00') });

  it('has a sign where the patient has confirmed, and says so', async () => {
    const box = await draw(confirmed);
    expect(box.words).toBe('10:00 Diaz, Ana, Follow-up, until 10:30 am, Patient confirmed');
    expect(box.signs).toBe(1);
  });

  it('keeps a single line for the name, and still says so', async () => {
    const box = await draw(confirmed, 1);
    expect(box.words).toContain('Patient confirmed');
    expect(box.signs).toBe(0);
  });

  it('says it no longer once they are here, or the visit is off', async () => {
    for (const status of ['arrived', 'cancelled'] as const) {
      TestBed.resetTestingModule();
      const box = await draw({ ...confirmed, status });
      expect(box.words).not.toContain('Patient confirmed');
      expect(box.signs).toBe(0);
    }
  });
});
