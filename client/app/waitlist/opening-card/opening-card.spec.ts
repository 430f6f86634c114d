import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { aPerson } from '../../platform/given-session';
import { Session } from '../../platform/session';
import {
  anEntry,
  anOffer,
  anOpening,
  aProvider,
  aVisitType,
  minutesLater,
  nine,
  standingClock,
} from '../given-waitlist';
import type { OpeningOnBoard } from '../waitlist-store';
import { OpeningCard } from './opening-card';

async function show(overrides: Partial<OpeningOnBoard> = {}) {
  const clock = standingClock();
  TestBed.configureTestingModule({ providers: [provideRouter([]), clock.provider] });
  TestBed.inject(Session).begin(aPerson());
  const fixture = TestBed.createComponent(OpeningCard);
  fixture.componentRef.setInput('item', {
    opening: anOpening(),
    offers: [],
    provider: aProvider(),
    visitType: aVisitType(),
    pending: false,
    touchedAt: null,
    ...overrides,
  } satisfies OpeningOnBoard);
  await fixture.whenStable();
  const host = fixture.nativeElement as HTMLElement;
  return { fixture, host, clock, text: () => host.innerText.replace(/\s+/g, ' ').trim() };
}

describe('OpeningCard', () => {
  it('tells when, with whom, for what, how long there is and how many fit', async () => {
    const { text } = await show();
    expect(text()).toBe('Today, 1:00 – 1:20 pm Hannah Lee, MD in 4 h 2 fit Follow-up');
  });

  it('says that offers wait while the cancellation can be undone', async () => {
    const { text } = await show({ opening: anOpening({ offersLeaveAt: minutesLater(1) }) });
    expect(text()).toContain('Offers leave in 1 min');
  });

  it('counts an offer down until its answer is due', async () => {
    const opening = anOpening({ status: 'offered' });
    const { fixture, clock, text } = await show({
      opening,
      offers: [anOffer(opening, anEntry())],
    });
    expect(text()).toContain('Diaz, Ana due in 28 min Sent');
    clock.now.set(minutesLater(27.5));
    await fixture.whenStable();
    expect(text()).toContain('due in 30 s');
  });

  it('tells the days gained once it is filled', async () => {
    const { text } = await show({ opening: anOpening({ status: 'filled', daysGained: 1 }) });
    expect(text()).toContain('1 day gained');
  });

  it('glows for a moment after somebody else changed it', async () => {
    const { fixture, host, clock } = await show({ touchedAt: nine });
    expect(host.classList).toContain('glows');
    clock.now.set(minutesLater(1));
    await fixture.whenStable();
    expect(host.classList).not.toContain('glows');
  });
});
