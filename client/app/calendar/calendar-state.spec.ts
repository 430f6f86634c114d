import type { Problem } from '#contract/problem';
import { aProblem } from '../platform/given-session';
import {
  fold,
  initialCalendarState,
  refuse,
  settle,
  type CalendarPageState,
  type PendingAct,
} from './calendar-state';
import { aChange, at, aVisit, cancelled, idOf } from './given-calendar';

const me = idOf(7);
const cancel: PendingAct = { kind: 'cancel', appointmentId: null, place: null, title: '' };

function holding(overrides: Partial<CalendarPageState>): CalendarPageState {
  return { ...initialCalendarState, ...overrides };
}

describe('calendar state', () => {
  it('folds changes in order and ignores versions that are not newer', () => {
    const visit = aVisit();
    const moved = { ...visit, startsAt: at('11:00'), endsAt: at('11:30'), version: 2 };
    const state = holding({ appointments: { [visit.id]: visit } });
    const next = fold(
      state,
      [aChange('calendar.appointment-moved', moved), aChange('calendar.appointment-booked', visit)],
      me,
    );
    expect(next.appointments).toEqual({ [visit.id]: moved });
  });

  it('is no longer pending once the change of the command has come', () => {
    const visit = aVisit();
    const state = holding({ pending: { c1: cancel, c2: cancel } });
    const change = aChange('calendar.appointment-cancelled', cancelled(visit), { commandId: 'c1' });
    expect(Object.keys(fold(state, [change], me).pending ?? {})).toEqual(['c2']);
  });

  it('lets glow what others changed, not what this person did', () => {
    const [mine, other] = [aVisit({ version: 3 }), aVisit({ version: 5 })];
    const next = fold(
      holding({}),
      [
        aChange('calendar.appointment-moved', mine, { actorId: me }),
        aChange('calendar.appointment-moved', other),
      ],
      me,
    );
    expect(next.touched).toEqual({ [other.id]: 5 });
  });

  it('shows the answered visit without waiting for the feed', () => {
    const visit = aVisit();
    const state = holding({
      appointments: { [visit.id]: visit },
      pending: { c1: { ...cancel, appointmentId: visit.id } },
    });
    const next = settle(state, 'c1', cancelled(visit));
    expect(next.appointments?.[visit.id]?.status).toBe('cancelled');
    expect(next.pending).toEqual({});
  });

  it('takes back a refused act and keeps why', () => {
    const visit = aVisit();
    const taken = aProblem('slot-taken', 409);
    const state = holding({
      appointments: { [visit.id]: visit },
      pending: { c1: { ...cancel, appointmentId: visit.id } },
    });
    const next = { ...state, ...refuse(state, 'c1', taken) };
    expect(next.pending).toEqual({});
    expect(next.refusals).toEqual({ c1: taken });
    expect(next.appointments).toEqual({ [visit.id]: visit });
    expect(next.conflict).toBeNull();
  });

  it('shows the visit as somebody else has left it after a conflict', () => {
    const visit = aVisit();
    const theirs = { ...visit, startsAt: at('11:00'), endsAt: at('11:30'), version: 2 };
    const conflict: Problem = { ...aProblem('conflict', 409), current: theirs };
    const state = holding({
      appointments: { [visit.id]: visit },
      pending: { c1: { ...cancel, appointmentId: visit.id } },
    });
    const next = refuse(state, 'c1', conflict);
    expect(next.appointments).toEqual({ [visit.id]: theirs });
    expect(next.conflict).toEqual({
      commandId: 'c1',
      kind: 'cancel',
      appointmentId: visit.id,
      place: null,
    });
  });
});
