import { TestBed } from '@angular/core/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { MatButtonHarness } from '@angular/material/button/testing';
import { provideRouter } from '@angular/router';
import type { Appointment } from '#contract/calendar';
import type { Role } from '#contract/permission';
import type { NoShowReverser } from '#contract/visit-steps';
import { aGrant, aPerson } from '../../platform/given-session';
import { Session } from '../../platform/session';
import type { Conflict } from '../calendar-state';
import {
  aProvider,
  at,
  aVisit,
  aVisitType,
  cancelled,
  followUpId,
  leeId,
  serverWith,
  standingClock,
  aRoom,
  examId,
} from '../given-calendar';
import { VisitPanel } from './visit-panel';

const noShowPolicy = 'GET /api/calendar/no-show-policy';

interface Scene {
  visit?: Appointment;
  conflict?: Conflict['kind'];
  place?: Conflict['place'];
  role?: Role;
  now?: string;
  noShowReversedBy?: NoShowReverser;
}

async function open({ visit = aVisit(), conflict, place, role = 'scheduler', ...scene }: Scene) {
  const { now, noShowReversedBy: reversedBy = 'managers' } = scene;
  TestBed.configureTestingModule({
    providers: [
      serverWith({ visits: [visit] }).when(noShowPolicy, { graceMinutes: 15, reversedBy }).provider,
      standingClock(now).provider,
      provideRouter([]),
    ],
  });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant(role)] }));
  const fixture = TestBed.createComponent(VisitPanel);
  const inputs = {
    appointment: visit,
    providers: { [leeId]: aProvider() },
    visitTypes: { [followUpId]: aVisitType() },
    resources: { [examId]: aRoom() },
    conflict: conflict
      ? { commandId: 'one', appointmentId: visit.id, kind: conflict, place: place ?? null }
      : null,
  };
  for (const [name, value] of Object.entries(inputs)) fixture.componentRef.setInput(name, value);
  const asked: string[] = [];
  const panel = fixture.componentInstance;
  panel.moveAsked.subscribe(() => asked.push('move'));
  panel.describeAsked.subscribe(() => asked.push('describe'));
  panel.assignAsked.subscribe(() => asked.push('assign'));
  panel.cancelAsked.subscribe(() => asked.push('cancel'));
  panel.releaseAsked.subscribe(() => asked.push('release'));
  panel.told.subscribe((way) => asked.push(`told ${way}`));
  panel.stepTaken.subscribe((step) => asked.push(step));
  panel.mineApplied.subscribe(({ startsAt }) => asked.push(startsAt));
  panel.conflictDismissed.subscribe(() => asked.push('dismiss'));
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  const loader = TestbedHarnessEnvironment.loader(fixture);
  return {
    asked,
    text: () => element.innerText.replace(/\s+/g, ' '),
    alert: () => element.querySelector<HTMLElement>('[role=alert]')?.innerText ?? '',
    buttons: async (): Promise<string[]> =>
      Promise.all(
        (await loader.getAllHarnesses(MatButtonHarness.with({ text: /./ }))).map((button) =>
          button.getText(),
        ),
      ),
    press: async (text: string | RegExp) =>
      (await loader.getHarness(MatButtonHarness.with({ text }))).click(),
  };
}

describe('VisitPanel', () => {
  it('says which room the visit takes, and changes it while it takes one', async () => {
    const panel = await open({ visit: aVisit({ resourceIds: [examId] }) });
    expect(panel.text()).toContain('Room Exam 1');
    await panel.press('Room or device…');
    expect(panel.asked).toEqual(['assign']);
  });

  it('lets a no-show be taken back by who may in this clinic', async () => {
    const visit = aVisit({ status: 'noshow' });
    const undo = 'Undo no-show';
    expect(await (await open({ visit })).buttons()).not.toContain(undo);
    TestBed.resetTestingModule();
    expect(await (await open({ visit, noShowReversedBy: 'desk' })).buttons()).toContain(undo);
    TestBed.resetTestingModule();
    expect(await (await open({ visit, role: 'clinic-manager' })).buttons()).toContain(undo);
  });

  it('says of no room what a visit that was cancelled had', async () => {
    const panel = await open({ visit: aVisit({ resourceIds: [examId], status: 'noshow' }) });
    expect(panel.text()).not.toContain('Exam 1');
    expect(await panel.buttons()).not.toContain('Room or device…');
  });

  it('says that the move was not made because somebody else was faster, and offers it anew', async () => {
    const place = { providerId: leeId, startsAt: at('14:00'), endsAt: at('14:30') };
    const panel = await open({ conflict: 'move', place });
    expect(panel.alert()).toContain('Somebody changed this visit.');
    expect(panel.alert()).toContain('it was not moved');
    await panel.press('Apply mine: Mon, Nov 23, 2:00 pm');
    await panel.press('Keep theirs');
    expect(panel.asked).toEqual([at('14:00'), 'dismiss']);
  });

  it('has nothing to apply where somebody else has done the very same', async () => {
    const visit = aVisit();
    const { providerId, startsAt, endsAt } = visit;
    const place = { providerId, startsAt, endsAt };
    const panel = await open({ visit, conflict: 'move', place });
    expect((await panel.buttons()).join()).not.toContain('Apply mine');
  });

  it('offers to cancel again what is still booked', async () => {
    const panel = await open({ conflict: 'cancel' });
    expect(panel.alert()).toContain('it was not cancelled');
    await panel.press('Cancel again…');
    expect(panel.asked).toEqual(['cancel']);
  });

  it('offers nothing again that the other change has made impossible', async () => {
    const panel = await open({ visit: cancelled(aVisit()), conflict: 'cancel' });
    expect(panel.alert()).toContain('Somebody changed this visit.');
    expect(await panel.buttons()).not.toContain('Cancel again…');
  });

  it('says what the patient still expects, and notes how they were told', async () => {
    const notTold = { since: at('08:00'), providerId: leeId, startsAt: at('08:30') };
    const panel = await open({ visit: aVisit({ notTold }) });
    expect(panel.text()).toContain(
      'Patient not told. They still expect Mon, Nov 23, 8:30 am with Lee, Hannah, MD.',
    );
    await panel.press('By phone');
    expect(panel.asked).toEqual(['told phone']);
  });

  it('leaves telling to who moves visits', async () => {
    const notTold = { since: at('08:00'), providerId: leeId, startsAt: at('08:30') };
    const panel = await open({ visit: aVisit({ notTold }), role: 'clinician' });
    expect(panel.text()).toContain('Patient not told.');
    expect(await panel.buttons()).not.toContain('By phone');
  });

  it('says when the patient has confirmed', async () => {
    const panel = await open({ visit: aVisit({ confirmedAt: '2026-11-22T15:02:00.000Z' }) });
    expect(panel.text()).toContain('Confirmed By the patient, Sun, Nov 22, 10:02 am');
    TestBed.resetTestingModule();
    expect((await open({})).text()).not.toContain('Confirmed');
  });

  it('has no banner while nobody was in the way', async () => {
    const panel = await open({});
    expect(panel.alert()).toBe('');
    expect((await panel.buttons()).join()).toMatch(/Arrived.*Move….*Cancel…/);
  });

  it('neither moves nor cancels a visit that has begun', async () => {
    const panel = await open({ now: at('10:05') });
    expect(await panel.buttons()).toEqual([
      'Collect…',
      'Arrived',
      'At an earlier time…',
      'Reason and note…',
      'Room or device…',
      'No-show…',
    ]);
  });

  it('says what the visit is for and what staff have noted, which may be written anew', async () => {
    const panel = await open({ visit: aVisit({ reason: 'Knee pain', note: 'Uses a wheelchair' }) });
    expect(panel.text()).toContain('For Knee pain Note Uses a wheelchair');
    await panel.press('Reason and note…');
    expect(panel.asked).toEqual(['describe']);
  });

  it('has it written by nobody who only reads visits', async () => {
    const panel = await open({ role: 'biller' });
    expect(await panel.buttons()).not.toContain('Reason and note…');
  });

  it('of a hold says until when and by whom it is held, and books it or lets it go', async () => {
    const visit = aVisit({ status: 'pending', hold: { until: at('09:05'), by: null } });
    const panel = await open({ visit });
    expect(panel.text()).toContain('Until 9:05 am, by somebody else');
    expect(await panel.buttons()).not.toContain(jasmine.stringContaining('Move'));
    await panel.press(/^Book/);
    await panel.press('End the hold');
    expect(panel.asked).toEqual(['confirm', 'release']);
  });
});
