import { at, aVisit } from '../given-calendar';
import { hourMarks, lanesOf, offHours, placeOf, rowAt } from './day-layout';

const newYork = 'America/New_York';
const shown = { startsAt: at('07:00'), endsAt: at('18:00') };

describe('day layout', () => {
  it('places a span by its elapsed minutes, and cuts it at the edge', () => {
    expect(placeOf({ startsAt: at('08:00'), endsAt: at('08:30') }, shown)).toEqual({
      top: 80,
      height: 40,
    });
    expect(placeOf({ startsAt: at('06:00'), endsAt: at('07:15') }, shown)).toEqual({
      top: 0,
      height: 20,
    });
    expect(placeOf({ startsAt: at('18:00'), endsAt: at('19:00') }, shown)).toBeNull();
  });

  it('finds the row under a point and stays on the grid', () => {
    expect(rowAt(81, shown)).toBe(at('08:00'));
    expect(rowAt(-50, shown)).toBe(at('07:00'));
    expect(rowAt(1e6, shown)).toBe(at('17:45'));
  });

  it('draws 23 hours when the clocks go forward, without two o’clock', () => {
    const day = { startsAt: '2026-03-08T05:00:00.000Z', endsAt: '2026-03-09T04:00:00.000Z' };
    const marks = hourMarks(day, newYork);
    expect(marks.length).toBe(23);
    expect(marks.slice(1, 3).map(({ at: iso, top }) => [iso, top])).toEqual([
      ['2026-03-08T06:00:00.000Z', 80],
      ['2026-03-08T07:00:00.000Z', 160],
    ]);
  });

  it('draws 25 hours when the clocks go back, with one o’clock twice', () => {
    const day = { startsAt: '2026-11-01T04:00:00.000Z', endsAt: '2026-11-02T05:00:00.000Z' };
    expect(hourMarks(day, newYork).length).toBe(25);
    const second = { startsAt: '2026-11-01T06:00:00.000Z', endsAt: '2026-11-01T06:30:00.000Z' };
    expect(placeOf(second, day)).toEqual({ top: 160, height: 40 });
  });

  it('hatches what no working window covers', () => {
    const windows = [
      { startsAt: at('13:00'), endsAt: at('17:00') },
      { startsAt: at('08:00'), endsAt: at('12:00') },
    ];
    expect(offHours(windows, shown)).toEqual([
      { startsAt: at('07:00'), endsAt: at('08:00') },
      { startsAt: at('12:00'), endsAt: at('13:00') },
      { startsAt: at('17:00'), endsAt: at('18:00') },
    ]);
  });

  it('puts overlapping visits side by side and gives the others the whole width', () => {
    const first = aVisit({ startsAt: at('09:00'), endsAt: at('10:00') });
    const second = aVisit({ startsAt: at('09:30'), endsAt: at('10:30') });
    const third = aVisit({ startsAt: at('10:00'), endsAt: at('10:15') });
    const apart = aVisit({ startsAt: at('11:00'), endsAt: at('11:30') });
    const lanes = lanesOf([apart, third, second, first]);
    expect(lanes.get(first.id)).toEqual({ lane: 0, lanes: 2 });
    expect(lanes.get(second.id)).toEqual({ lane: 1, lanes: 2 });
    expect(lanes.get(third.id)).toEqual({ lane: 0, lanes: 2 });
    expect(lanes.get(apart.id)).toEqual({ lane: 0, lanes: 1 });
  });
});
