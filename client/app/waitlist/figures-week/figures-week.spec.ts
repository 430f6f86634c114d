import { TestBed } from '@angular/core/testing';
import type { WaitlistFigures } from '#contract/waitlist-figures';
import { aProblem, FakeServer, riverside } from '../../platform/given-session';
import { FiguresWeek } from './figures-week';

const path = 'GET /api/waitlist/figures';

function aWeek(overrides: Partial<WaitlistFigures> = {}): WaitlistFigures {
  return {
    from: '2026-11-23',
    until: '2026-11-29',
    openings: { filled: 3, lapsed: 5, withdrawn: 1, passedOver: 1 },
    offers: { sent: 40, accepted: 4, declined: 6, expired: 20, unavailable: 8, withdrawn: 2 },
    medianMinutesToFill: 75,
    daysGained: 42,
    medianDaysGained: 14,
    minutesFilled: 90,
    fairness: [
      { group: 'age', value: '65+', waiting: 8, offered: 4, accepted: 1 },
      { group: 'language', value: 'es', waiting: 10, offered: 5, accepted: 0 },
      { group: 'way', value: 'call', waiting: null, offered: 5, accepted: 1 },
    ],
    ...overrides,
  };
}

async function show(prepare: (server: FakeServer) => unknown) {
  const server = new FakeServer();
  prepare(server);
  TestBed.configureTestingModule({ providers: [server.provider] });
  const fixture = TestBed.createComponent(FiguresWeek);
  fixture.componentRef.setInput('clinicId', riverside);
  fixture.componentRef.setInput('today', '2026-11-25');
  await fixture.whenStable();
  const host = fixture.nativeElement as HTMLElement;
  const text = () =>
    [...host.querySelectorAll('*')]
      .filter((each) => each.childElementCount === 0)
      .map((each) => each.textContent.trim())
      .join(' ');
  const press = async (label: string) => {
    host.querySelector<HTMLButtonElement>(`[aria-label="${label}"]`)!.click();
    await fixture.whenStable();
  };
  return { fixture, host, server, text, press };
}

describe('FiguresWeek', () => {
  it('tells the week beside what others publish, and how each group fared', async () => {
    const { text } = await show((server) => server.when(path, aWeek()));
    expect(text()).toContain('Nov 23 – 29, 2026');
    expect(text()).toContain('Freed times filled 30 % 3 of 10; elsewhere 30 %');
    expect(text()).toContain('Offers accepted 10 % 4 of 40; elsewhere 8–11 %');
    expect(text()).toContain('Median time to fill 1 h 15 min');
    expect(text()).toContain('Spanish 10 5 50 % 0 0 %');
    expect(text()).toContain('65+ years 8 4 50 % 1 25 %');
    expect(text()).toContain('By phone 5 1 20 %');
  });

  it('goes to the week before and back, never into the future', async () => {
    const { server, press, host } = await show((fake) => fake.when(path, aWeek()));
    const next = () => host.querySelector<HTMLButtonElement>('[aria-label="The week after"]')!;
    expect(next().disabled).toBeTrue();
    server.when(path, aWeek({ from: '2026-11-16', until: '2026-11-22' }));
    await press('The week before');
    expect(server.callsOf(path).at(-1)?.url).toContain('date=2026-11-18');
    expect(next().disabled).toBeFalse();
  });

  it('says nothing where nothing ended, and why it could not be loaded', async () => {
    const none = { filled: 0, lapsed: 0, withdrawn: 0, passedOver: 0 };
    const { text } = await show((server) =>
      server.when(path, aWeek({ openings: none, medianMinutesToFill: null, fairness: [] })),
    );
    expect(text()).toContain('Freed times filled – 0 of 0');
    expect(text()).toContain('Nobody in this week.');
    TestBed.resetTestingModule();
    const failed = await show((server) =>
      server.refuses(path, aProblem('unavailable', 503, 'Away.')),
    );
    expect(failed.text()).toContain('Away.');
  });
});
