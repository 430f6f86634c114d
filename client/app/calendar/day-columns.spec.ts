import { riverside } from '../platform/given-session';
import { initialCalendarState, type CalendarPageState } from './calendar-state';
import { columnsOf, keepingColumns } from './day-columns';
import {
  anException,
  aProvider,
  at,
  aVisit,
  aVisitType,
  aWindow,
  cancelled,
  followUpId,
  idOf,
  leeId,
  mondayDay,
  okafor,
  okaforId,
} from './given-calendar';

const providers = { [leeId]: aProvider(), [okaforId]: okafor() };

function day(overrides: Partial<CalendarPageState>) {
  return columnsOf({
    ...initialCalendarState,
    clinicId: riverside,
    days: [mondayDay],
    providers,
    visitTypes: { [followUpId]: aVisitType() },
    resources: {},
    ...overrides,
  });
}

describe('day columns', () => {
  it('has a column for who works and for who has visits, by name', () => {
    const visit = aVisit({ providerId: okaforId });
    const columns = day({ windows: [aWindow()], appointments: { [visit.id]: visit } });
    expect(columns.map(({ provider }) => provider.family)).toEqual(['Lee', 'Okafor']);
    expect(day({}).length).toBe(0);
  });

  it('counts booked and worked minutes without cancelled visits', () => {
    const visit = aVisit();
    const gone = cancelled(aVisit());
    const [lee] = day({
      windows: [aWindow()],
      appointments: { [visit.id]: visit, [gone.id]: gone },
    });
    expect([lee!.bookedMinutes, lee!.workingMinutes]).toEqual([30, 540]);
  });

  it('counts what weekly and extra hours both cover once', () => {
    const evening = aWindow({ startsAt: at('16:00'), endsAt: at('18:00') });
    const lunch = aWindow({ startsAt: at('12:00'), endsAt: at('13:00') });
    const [lee] = day({ windows: [evening, aWindow(), lunch] });
    expect(lee!.workingMinutes).toBe(600);
  });

  it('tells who is away when, and leaves extra hours to the windows', () => {
    const extra = anException({ id: followUpId, kind: 'extra-hours' });
    const theirs = anException({ id: okaforId, providerId: okaforId });
    const columns = day({ windows: [aWindow()], exceptions: [anException(), extra, theirs] });
    expect(columns.map(({ away }) => away.map(({ id }) => id))).toEqual([[anException().id]]);
  });

  it('does not call freed time open while the provider is away', () => {
    const gone = cancelled(aVisit());
    const [lee] = day({ appointments: { [gone.id]: gone }, exceptions: [anException()] });
    expect(lee!.visits.map(({ isOpen }) => isOpen)).toEqual([false]);
  });

  it('leaves out visits of other days', () => {
    const visit = aVisit({
      startsAt: '2026-11-24T15:00:00.000Z',
      endsAt: '2026-11-24T15:30:00.000Z',
    });
    const [lee] = day({ windows: [aWindow()], appointments: { [visit.id]: visit } });
    expect(lee!.visits).toEqual([]);
  });

  it('shows freed time as open until somebody else has it', () => {
    const gone = cancelled(aVisit());
    const open = day({ appointments: { [gone.id]: gone } });
    expect(open[0]!.visits[0]!.isOpen).toBeTrue();
    const next = aVisit({ startsAt: at('10:15'), endsAt: at('10:45') });
    const taken = day({ appointments: { [gone.id]: gone, [next.id]: next } });
    expect(
      taken[0]!.visits.find(({ appointment }) => appointment.id === gone.id)!.isOpen,
    ).toBeFalse();
  });

  it('draws a pending move at both places', () => {
    const visit = aVisit();
    const place = { providerId: okaforId, startsAt: at('11:00'), endsAt: at('11:30') };
    const [lee, other] = day({
      appointments: { [visit.id]: visit },
      pending: { c1: { kind: 'move', appointmentId: visit.id, place, title: 'Diaz, Ana' } },
    });
    expect(lee!.visits[0]!.pending).toBe('leaving');
    expect(other!.arriving.map(({ commandId, startsAt }) => [commandId, startsAt])).toEqual([
      ['c1', at('11:00')],
    ]);
  });

  it('has a column for every day of a provider’s week, and nobody else’s visits', () => {
    const tuesday = {
      date: '2026-11-24',
      startsAt: mondayDay.endsAt,
      endsAt: '2026-11-25T05:00:00.000Z',
    };
    const later = { startsAt: '2026-11-24T15:00:00.000Z', endsAt: '2026-11-24T15:30:00.000Z' };
    const [first, next, other] = [aVisit(), aVisit(later), aVisit({ providerId: okaforId })];
    const columns = day({
      providerId: leeId,
      days: [mondayDay, tuesday],
      windows: [aWindow()],
      closedDays: { [tuesday.date]: 'Thanksgiving Day' },
      closedHours: [{ ...later, because: 'Staff meeting' }],
      appointments: { [first.id]: first, [next.id]: next, [other.id]: other },
      pending: {
        c1: {
          kind: 'move',
          appointmentId: first.id,
          place: { providerId: leeId, ...later },
          title: 'Diaz, Ana',
        },
      },
    });
    expect(
      columns.map(({ key, visits, arriving, workingMinutes, closedBecause, closedHours }) => [
        key,
        visits.map(({ appointment }) => appointment.id),
        arriving.length,
        workingMinutes,
        closedBecause,
        closedHours.length,
      ]),
    ).toEqual([
      [mondayDay.date, [first.id], 0, 540, null, 0],
      [tuesday.date, [next.id], 1, 0, 'Thanksgiving Day', 1],
    ]);
    expect(day({ providerId: idOf(77), days: [mondayDay] })).toEqual([]);
  });
});

describe('day columns after a change', () => {
  const here = {
    ...initialCalendarState,
    clinicId: riverside,
    days: [mondayDay],
    providers,
    visitTypes: { [followUpId]: aVisitType() },
    resources: {},
    windows: [aWindow(), aWindow({ providerId: okaforId })],
  };
  const early = aVisit();
  const late = aVisit({ startsAt: at('14:00'), endsAt: at('14:30') });
  const theirs = aVisit({ providerId: okaforId });
  const visits = [early, late, theirs];
  const before = { ...here, appointments: Object.fromEntries(visits.map((one) => [one.id, one])) };
  const changes: [string, Partial<CalendarPageState>][] = [
    [
      'a move',
      {
        appointments: {
          ...before.appointments,
          [late.id]: { ...late, startsAt: at('15:00'), endsAt: at('15:30'), version: 2 },
        },
      },
    ],
    ['what somebody else has touched', { touched: { [late.id]: 2 } }],
    [
      'an act that waits for its answer',
      {
        pending: {
          one: { kind: 'cancel', appointmentId: late.id, place: null, title: '' },
        },
      },
    ],
    ['time off', { exceptions: [anException()] }],
    ['other hours', { windows: [aWindow({ startsAt: at('08:00') }), here.windows[1]!] }],
    ['a visit that is gone', { appointments: { [early.id]: early, [theirs.id]: theirs } }],
    ['other visit types', { visitTypes: {} }],
    ['other rooms', { resources: { [followUpId]: undefined as never } }],
  ];

  for (const [what, changed] of changes) {
    it(`are drawn as if anew: ${what}`, () => {
      const columnsNow = keepingColumns();
      columnsNow(before);
      expect(columnsNow({ ...before, ...changed })).toEqual(columnsOf({ ...before, ...changed }));
    });
  }

  it('are those of before where nothing of them has changed, and so are the visits', () => {
    const columnsNow = keepingColumns();
    const [lee, okafors] = columnsNow(before);
    const [leeNow, okaforsNow] = columnsNow({ ...before, ...changes[0]![1] });
    expect(okaforsNow).toBe(okafors);
    expect(leeNow).not.toBe(lee);
    expect(leeNow!.visits[0]).toBe(lee!.visits[0]);
    expect(leeNow!.visits[1]).not.toBe(lee!.visits[1]);
  });
});
