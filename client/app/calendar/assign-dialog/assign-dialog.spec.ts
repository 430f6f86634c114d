import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { Dispatcher } from '@ngrx/signals/events';
import type { Appointment } from '#contract/calendar';
import { aGrant, aPerson, aProblem, FakeSocket, riverside } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { calendarPageEvents } from '../calendar-events';
import { CalendarStore } from '../calendar-store';
import { aRoom, aVisit, examId, monday, serverWith, standingClock } from '../given-calendar';
import { AssignDialog } from './assign-dialog';

const visit = aVisit({ resourceIds: [examId] });
const other = aRoom({ id: aVisit().id, name: 'Exam 2' });
const taken = aRoom({ id: aVisit().id, name: 'Exam 3' });
const free = `GET /api/calendar/appointments/${visit.id}/free-resources`;
const assign = `POST /api/calendar/appointments/${visit.id}/assign-resources`;

async function open() {
  const items = [aRoom(), other, taken];
  const server = serverWith().when('GET /api/availability/resources', { items });
  server.when(free, {
    needs: [{ type: 'Exam room', count: 1 }],
    items: [
      { resourceId: examId, isFree: true },
      { resourceId: other.id, isFree: true },
      { resourceId: taken.id, isFree: false },
    ],
  });
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
  TestBed.inject(CalendarStore);
  const scope = { clinicId: riverside, date: monday, providerId: null };
  TestBed.inject(Dispatcher).dispatch(calendarPageEvents.opened(scope));
  const fixture = TestBed.createComponent(AssignDialog);
  fixture.componentRef.setInput('appointment', visit);
  const assigned: Appointment[] = [];
  fixture.componentInstance.assigned.subscribe((one) => assigned.push(one));
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  document.body.append(element);
  const box = (id: string) => element.querySelector<HTMLInputElement>(`[data-resource="${id}"]`)!;
  return {
    server,
    assigned,
    box,
    text: () => element.innerText.replace(/\s+/g, ' '),
    async check(id: string) {
      box(id).click();
      await fixture.whenStable();
    },
    async save() {
      element.querySelector('form')?.dispatchEvent(new SubmitEvent('submit', { cancelable: true }));
      await fixture.whenStable();
    },
  };
}

describe('AssignDialog', () => {
  it('gives the visit another room, one that is free then', async () => {
    const dialog = await open();
    expect(dialog.text()).toContain('The visit type asks for: Exam room');
    expect(dialog.box(examId).checked).toBeTrue();
    expect(dialog.box(taken.id).disabled).toBeTrue();
    await dialog.check(examId);
    await dialog.check(other.id);
    const answer = { ...visit, resourceIds: [other.id], version: 2 };
    dialog.server.when(assign, answer);
    await dialog.save();
    expect(dialog.server.callsOf(assign)[0]?.body).toEqual({
      expectedVersion: 1,
      resourceIds: [other.id],
    });
    expect(dialog.assigned).toEqual([answer]);
  });

  it('stays, with what was chosen, when the room has just been taken', async () => {
    const dialog = await open();
    await dialog.check(other.id);
    dialog.server.refuses(assign, aProblem('slot-taken', 409, 'No “Exam 2” is free at that time.'));
    await dialog.save();
    expect(dialog.text()).toContain('No “Exam 2” is free at that time.');
    expect(dialog.box(other.id).checked).toBeTrue();
    expect(dialog.assigned).toEqual([]);
  });
});
