import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { PayerFigures } from '#contract/authorization-figures';
import { aGrant, aPerson, FakeServer, FakeSocket } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { idOf, standingClock } from '../../platform/work-queue/given-queue';
import { AuthorizationFiguresPage } from './figures-page';

const figures = 'GET /api/authorizations/figures';
const payer: PayerFigures = {
  ...{ payerId: idOf(1), payerName: 'Harbor Health', answered: 40 },
  ...{ medianMinutes: 2 * 1440, ninetiethMinutes: 6 * 1440, approved: 30, lessened: 4 },
  ...{ denied: 10, appealed: 4, overturned: 3, late: 2, waiting: 7 },
};
const today = { dayEndsAt: '2026-11-24T05:00:00.000Z', breaching: 3, late: 1, ending: 12 };

async function open(payers: PayerFigures[]) {
  const server = new FakeServer().when(figures, { ...today, payers });
  TestBed.configureTestingModule({
    providers: [
      ...[server.provider, new FakeSocket().provider, standingClock().provider],
      provideRouter([]),
    ],
  });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant('authorization-specialist')] }));
  const fixture = TestBed.createComponent(AuthorizationFiguresPage);
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  const text = (): string => element.innerText.replace(/\s+/g, ' ');
  return { element, fixture, server, text };
}

describe('How payers answer', () => {
  it('is told by payer: times, outcomes, what was overturned, and what waits', async () => {
    const { element, text } = await open([payer]);
    const row = element.querySelector<HTMLElement>('[data-payer]')!.innerText.replace(/\s+/g, ' ');
    expect(row).toContain(
      'Harbor Health 40 2 days 6 days 75 %, 4 less than asked 10 75 % (3 of 4) 2 7',
    );
    expect(text()).toContain('1 late already');
    expect(text()).toContain('3 due before the day is over');
    expect(text()).toContain('12 approvals that end within 30 days and are not renewed');
  });

  it('is told of the last 90 days, or of as many as are wanted', async () => {
    const { element, fixture, server } = await open([payer]);
    expect(server.callsOf(figures).at(-1)?.url).toContain('after=2026-08-25');
    element.querySelector<HTMLButtonElement>('.segments button')!.click();
    await fixture.whenStable();
    expect(server.callsOf(figures).at(-1)?.url).toContain('after=2026-10-24');
  });

  it('says that nobody has answered yet', async () => {
    const { text } = await open([]);
    expect(text()).toContain('No payer has answered yet');
  });
});
