import { TestBed } from '@angular/core/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { MatButtonHarness } from '@angular/material/button/testing';
import { aClinic, aPerson, type FakeServer } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { aVisitType, idOf, leeId, monday, mondaySpan, serverWith } from '../given-calendar';
import { EmptyDay } from './empty-day';

const find = 'POST /api/availability/free-times/find';

async function open(prepare: (server: FakeServer) => void, changed = {}) {
  const server = serverWith();
  prepare(server);
  TestBed.configureTestingModule({ providers: [server.provider] });
  TestBed.inject(Session).begin(aPerson());
  const fixture = TestBed.createComponent(EmptyDay);
  const inputs = {
    clinic: aClinic(),
    date: monday,
    dayEndsAt: mondaySpan.endsAt,
    visitTypes: [
      aVisitType({ minutes: 45 }),
      aVisitType({ id: idOf(951), name: 'Phone check-in', minutes: 15 }),
    ],
    ...changed,
  };
  for (const [name, value] of Object.entries(inputs)) fixture.componentRef.setInput(name, value);
  const wentTo: string[] = [];
  fixture.componentInstance.goTo.subscribe((date) => wentTo.push(date));
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  const buttons = () => TestbedHarnessEnvironment.loader(fixture).getAllHarnesses(MatButtonHarness);
  return { server, wentTo, buttons, text: () => element.innerText.replace(/\s+/g, ' ') };
}

describe('EmptyDay', () => {
  it('leads to the next day on which the shortest visit finds time', async () => {
    const startsAt = '2026-11-30T14:00:00.000Z';
    const slot = { providerId: leeId, clinicId: aClinic().id, startsAt, endsAt: startsAt };
    const day = await open((server) => server.when(find, { items: [slot], explanation: null }));
    expect(day.text()).toContain('Nobody works at Riverside on Mon, Nov 23, 2026');
    expect(day.server.callsOf(find)[0]?.body).toEqual(
      jasmine.objectContaining({ visitTypeId: idOf(951), fromAt: mondaySpan.endsAt }),
    );
    const [go] = await day.buttons();
    expect(await go?.getText()).toBe('Go to Mon, Nov 30, 2026');
    await go?.click();
    expect(day.wentTo).toEqual(['2026-11-30']);
  });

  it('says why the clinic is closed', async () => {
    const day = await open(() => undefined, { closedBecause: 'Thanksgiving Day' });
    expect(day.text()).toContain('Riverside is closed on Mon, Nov 23, 2026: Thanksgiving Day');
  });

  it('says who sets the hours when nothing is free for weeks', async () => {
    const day = await open(() => undefined);
    expect(day.text()).toContain('Nothing is free in the next 60 days either');
    expect(await day.buttons()).toEqual([]);
  });

  it('still says that nobody works when the next free day cannot be looked for', async () => {
    const day = await open((server) => server.answers.set(find, 'unreachable'));
    expect(day.text()).toContain('Nobody works at Riverside');
    expect(day.text()).toContain('could not be looked for.');
  });
});
