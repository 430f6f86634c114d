import { riverside } from '../../platform/given-session';
import { initialCalendarState } from '../calendar-state';
import { columnsOf } from '../day-columns';
import {
  aProvider,
  at,
  aVisit,
  aWindow,
  cancelled,
  leeId,
  mondayDay,
  okafor,
  okaforId,
} from '../given-calendar';
import { nextStop, standIn, stopsOf, type Stop } from './grid-stops';
import type { ShownColumn } from './shown-hours';

const shown = { startsAt: at('09:00'), endsAt: at('11:00') };
const visit = aVisit({ startsAt: at('09:30'), endsAt: at('10:10') });
const gone = cancelled(aVisit({ startsAt: at('10:30'), endsAt: at('11:00') }));
const columns: ShownColumn[] = columnsOf({
  ...initialCalendarState,
  clinicId: riverside,
  days: [mondayDay],
  providers: { [leeId]: aProvider(), [okaforId]: okafor() },
  windows: [aWindow(), aWindow({ providerId: okaforId })],
  appointments: { [visit.id]: visit, [gone.id]: gone },
}).map((column) => ({ ...column, shown }));
const [lee] = columns;

function free(time: string, column = leeId): Stop {
  return { column, appointmentId: null, startsAt: at(time) };
}

const booked: Stop = { column: leeId, appointmentId: visit.id, startsAt: visit.startsAt };

describe('grid stops', () => {
  it('stops at every free row and every visit, the cancelled one before its freed time', () => {
    expect(stopsOf(lee!)).toEqual([
      free('09:00'),
      free('09:15'),
      booked,
      free('10:15'),
      { column: leeId, appointmentId: gone.id, startsAt: gone.startsAt },
      free('10:30'),
      free('10:45'),
    ]);
  });

  it('steps over the rows that a visit takes', () => {
    expect(nextStop(free('09:15'), 'down', columns)).toEqual(booked);
    expect(nextStop(booked, 'down', columns)).toEqual(free('10:15'));
    expect(nextStop(free('10:15'), 'up', columns)).toEqual(booked);
  });

  it('goes to the neighbour at the same time', () => {
    expect(nextStop(booked, 'right', columns)).toEqual(free('09:30', okaforId));
    expect(nextStop(free('10:00', okaforId), 'left', columns)).toEqual(booked);
  });

  it('stays at the edges', () => {
    expect(nextStop(free('09:00'), 'up', columns)).toEqual(free('09:00'));
    expect(nextStop(free('10:45'), 'down', columns)).toEqual(free('10:45'));
    expect(nextStop(booked, 'left', columns)).toEqual(booked);
  });

  it('stands where a visit has taken the remembered time', () => {
    expect(standIn(free('09:45'), columns)).toEqual(booked);
    expect(standIn(free('08:00'), columns)).toEqual(free('09:00'));
  });

  it('keeps the time of day from one day of a week to the next', () => {
    const tuesday = '2026-11-24';
    const next = {
      ...lee!,
      key: tuesday,
      visits: [],
      shown: { startsAt: '2026-11-24T14:00:00.000Z', endsAt: '2026-11-24T16:00:00.000Z' },
    };
    expect(nextStop(free('09:15'), 'right', [lee!, next])).toEqual({
      column: tuesday,
      appointmentId: null,
      startsAt: '2026-11-24T14:15:00.000Z',
    });
  });
});
