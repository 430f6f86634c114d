import { daysOf, windowOf } from './day-window';

const zone = 'America/New_York';
const now = { instant: '2026-11-24T02:00:00.000Z', zone };

describe('the days of a list', () => {
  it('are the last month in the clinic, unless the address says others', () => {
    expect(daysOf({ from: undefined, until: undefined }, now)).toEqual({
      from: '2026-10-25',
      until: '2026-11-23',
    });
    expect(daysOf({ from: '2026-11-01', until: '2026-11-02' }, now)).toEqual({
      from: '2026-11-01',
      until: '2026-11-02',
    });
    expect(daysOf({ from: 'nonsense', until: '2026-11-02' }, now).from).toBe('2026-10-04');
    expect(daysOf({ from: '2026-11-09', until: '2026-11-02' }, now).from).toBe('2026-11-02');
  });

  it('are whole days of the clinic, also over a change of its clocks', () => {
    expect(windowOf({ from: '2026-11-01', until: '2026-11-01' }, zone)).toEqual({
      from: '2026-11-01T04:00:00.000Z',
      until: '2026-11-02T05:00:00.000Z',
    });
  });

  it('begin at one where midnight is left out', () => {
    expect(windowOf({ from: '2026-09-06', until: '2026-09-06' }, 'America/Santiago').from).toBe(
      '2026-09-06T04:00:00.000Z',
    );
  });
});
