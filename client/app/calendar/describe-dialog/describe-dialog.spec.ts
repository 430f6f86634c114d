import { TestBed } from '@angular/core/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { MatButtonHarness } from '@angular/material/button/testing';
import { provideRouter } from '@angular/router';
import type { Appointment } from '#contract/calendar';
import { aGrant, aPerson, aProblem, FakeSocket } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { CalendarStore } from '../calendar-store';
import { aVisit, serverWith, standingClock } from '../given-calendar';
import { DescribeDialog } from './describe-dialog';

const visit = aVisit({ reason: 'Knee', note: null });
const describeVisit = `POST /api/calendar/appointments/${visit.id}/describe`;

async function open() {
  const server = serverWith();
  TestBed.configureTestingModule({
    providers: [
      CalendarStore,
      server.provider,
      new FakeSocket().provider,
      standingClock().provider,
      provideRouter([]),
    ],
  });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant('scheduler')] }));
  const store = TestBed.inject(CalendarStore);
  const fixture = TestBed.createComponent(DescribeDialog);
  fixture.componentRef.setInput('appointment', visit);
  const described: Appointment[] = [];
  fixture.componentInstance.described.subscribe((one) => described.push(one));
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  const loader = TestbedHarnessEnvironment.loader(fixture);
  const field = (name: string) => element.querySelector<HTMLInputElement>(`[name=${name}]`)!;
  return {
    server,
    described,
    field,
    text: () => element.innerText.replace(/\s+/g, ' '),
    async type(name: string, value: string) {
      field(name).value = value;
      field(name).dispatchEvent(new Event('input'));
      await fixture.whenStable();
    },
    save: async () => (await loader.getHarness(MatButtonHarness.with({ text: 'Save' }))).click(),
    /** The page gives the visit anew when the store has learnt what others made of it. */
    async follow() {
      const now = store.appointments()[visit.id];
      if (now) fixture.componentRef.setInput('appointment', now);
      await fixture.whenStable();
    },
  };
}

describe('DescribeDialog', () => {
  it('saves both as they are to be', async () => {
    const dialog = await open();
    expect(dialog.field('reason').value).toBe('Knee');
    const answer = { ...visit, note: 'Uses a wheelchair', version: 2 };
    dialog.server.when(describeVisit, answer);
    await dialog.type('note', ' Uses a wheelchair ');
    await dialog.save();
    expect(dialog.server.callsOf(describeVisit).map(({ body }) => body)).toEqual([
      { expectedVersion: 1, reason: 'Knee', note: 'Uses a wheelchair' },
    ]);
    expect(dialog.described).toEqual([answer]);
  });

  it('keeps what was typed beside what somebody else wrote, and then writes over it', async () => {
    const dialog = await open();
    const theirs = { ...visit, note: 'Son drives', version: 2 };
    dialog.server.refuses(describeVisit, { ...aProblem('conflict', 409), current: theirs });
    await dialog.type('note', 'Uses a wheelchair');
    await dialog.save();
    await dialog.follow();
    expect(dialog.text()).toContain('Somebody changed this visit meanwhile; nothing was saved.');
    expect(dialog.text()).toContain('Note now: Son drives');
    expect(dialog.field('note').value).toBe('Uses a wheelchair');
    dialog.server.when(describeVisit, { ...theirs, note: 'Uses a wheelchair', version: 3 });
    await dialog.save();
    expect(dialog.server.callsOf(describeVisit)[1]?.body).toEqual({
      expectedVersion: 2,
      reason: 'Knee',
      note: 'Uses a wheelchair',
    });
    expect(dialog.described.map(({ version }) => version)).toEqual([3]);
  });

  it('keeps what was typed when the server cannot be reached', async () => {
    const dialog = await open();
    dialog.server.answers.set(describeVisit, 'unreachable');
    await dialog.type('reason', 'Knee, left');
    await dialog.save();
    expect(dialog.text()).toContain('cannot be reached');
    expect(dialog.field('reason').value).toBe('Knee, left');
    expect(dialog.described).toEqual([]);
  });
});
