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
  mondaySpan,
  okafor,
  okaforId,
} from '../given-calendar';
import { nextStop, standIn, stopsOf, type Stop } from './grid-stops';

const shown = { startsAt: at('09:00'), endsAt: at('11:00') };
const visit = aVisit({ startsAt: at('09:30'), endsAt: at('10:10') });
const gone = cancelled(aVisit({ startsAt: at('10:30'), endsAt: at('11:00') }));
const columns = columnsOf({
  ...initialCalendarState,
  clinicId: riverside,
  day: mondaySpan,
  providers: { [leeId]: aProvider(), [okaforId]: okafor() },
  windows: [aWindow(), aWindow({ providerId: okaforId })],
  appointments: { [visit.id]: visit, [gone.id]: gone },
});
const [lee] = columns;

function free(time: string, providerId = leeId): Stop {
  return { providerId, appointmentId: null, startsAt: at(time) };
}

const booked: Stop = { providerId: leeId, appointmentId: visit.id, startsAt: visit.startsAt };

describe('grid stops', () => {
  it('stops at every free row and every visit, the cancelled one before its freed time', () => {
    expect(stopsOf(lee!, shown)).toEqual([
      free('09:00'),
      free('09:15'),
      booked,
      free('10:15'),
      { providerId: leeId, appointmentId: gone.id, startsAt: gone.startsAt },
      free('10:30'),
      free('10:45'),
    ]);
  });

  it('steps over the rows that a visit takes', () => {
    expect(nextStop(free('09:15'), 'down', columns, shown)).toEqual(booked);
    expect(nextStop(booked, 'down', columns, shown)).toEqual(free('10:15'));
    expect(nextStop(free('10:15'), 'up', columns, shown)).toEqual(booked);
  });

  it('goes to the neighbour at the same time', () => {
    expect(nextStop(booked, 'right', columns, shown)).toEqual(free('09:30', okaforId));
    expect(nextStop(free('10:00', okaforId), 'left', columns, shown)).toEqual(booked);
  });

  it('stays at the edges', () => {
    expect(nextStop(free('09:00'), 'up', columns, shown)).toEqual(free('09:00'));
    expect(nextStop(free('10:45'), 'down', columns, shown)).toEqual(free('10:45'));
    expect(nextStop(booked, 'left', columns, shown)).toEqual(booked);
  });

  it('stands where a visit has taken the remembered time', () => {
    expect(standIn(free('09:45'), columns, shown)).toEqual(booked);
    expect(standIn(free('08:00'), columns, shown)).toEqual(free('09:00'));
  });
});
