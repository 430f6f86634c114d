import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { aPerson, aProblem, FakeServer } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { anEntry, anOpening, aProvider, providerId, standingClock } from '../given-waitlist';
import { CascadePlan } from './cascade-plan';

const opening = anOpening();
const path = `GET /api/waitlist/openings/${opening.id}/cascade`;
const { id: entryId, patient } = anEntry();
const soon = { providerId, startsAt: '2026-11-24T15:00:00.000Z' };
const later = { providerId, startsAt: '2026-12-14T15:00:00.000Z' };
const links = [
  { entryId, patient, to: soon, from: later, daysGained: 20 },
  { entryId: anEntry().id, patient, to: later, from: null, daysGained: null },
];

async function open(prepare: (server: FakeServer) => unknown) {
  const server = new FakeServer();
  prepare(server);
  TestBed.configureTestingModule({
    providers: [provideRouter([]), server.provider, standingClock().provider],
  });
  TestBed.inject(Session).begin(aPerson());
  const fixture = TestBed.createComponent(CascadePlan);
  const inputs = { openingId: opening.id, version: 1, providers: { [providerId]: aProvider() } };
  for (const [name, value] of Object.entries(inputs)) fixture.componentRef.setInput(name, value);
  const settle = async (): Promise<void> => {
    await fixture.whenStable();
    await new Promise((done) => setTimeout(done));
    await fixture.whenStable();
  };
  await settle();
  const host = fixture.nativeElement as HTMLElement;
  return {
    server,
    settle,
    text: () => host.textContent.replaceAll(/\s+/g, ' '),
    change: async (version: number) => {
      fixture.componentRef.setInput('version', version);
      await settle();
    },
    press: async (label: RegExp) => {
      [...host.querySelectorAll('button')].find((each) => label.test(each.textContent))?.click();
      await settle();
    },
  };
}

describe('CascadePlan', () => {
  it('asks only when it is asked for, and again when the opening stands otherwise', async () => {
    const page = await open((server) =>
      server.when(path, { links, daysGained: 20, endsBecause: 'nothing-freed' }),
    );
    expect(page.server.callsOf(path).length).toBe(0);
    await page.press(/What would follow/);
    expect(page.text()).toContain('If everyone asked accepts:');
    expect(page.text()).toContain(
      'Mon, Dec 14, 10:00 am → Tue, Nov 24, 10:00 am with Lee, 20 days earlier',
    );
    expect(page.text()).toContain('comes Mon, Dec 14, 10:00 am with Lee; had no visit yet');
    expect(page.text()).toContain(
      '20 days gained in all. The last one has no later visit to give up.',
    );
    await page.change(2);
    expect(page.server.callsOf(path).length).toBe(2);
  });

  it('says that nobody would take it', async () => {
    const page = await open((server) =>
      server.when(path, { links: [], daysGained: 0, endsBecause: 'nobody-fits' }),
    );
    await page.press(/What would follow/);
    expect(page.text()).not.toContain('If everyone asked');
    expect(page.text()).toContain('Nobody else who waits fits');
  });

  it('says what went wrong, and tries again', async () => {
    const page = await open((server) =>
      server.refuses(path, aProblem('unavailable', 503, 'The server is away.')),
    );
    await page.press(/What would follow/);
    expect(page.text()).toContain('The server is away.');
    page.server.when(path, { links, daysGained: 20, endsBecause: 'nothing-freed' });
    await page.press(/Try again/);
    expect(page.text()).toContain('20 days gained in all.');
  });
});
