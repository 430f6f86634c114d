import {
  addDays,
  clocksDiffer,
  instantsAt,
  isLocalDate,
  localDateOf,
  wallTimeOf,
} from './wall-time';

const newYork = 'America/New_York';

describe('wall time', () => {
  it('finds the instant of a local time in winter and in summer', () => {
    expect(instantsAt('2026-11-23', '09:40', newYork)).toEqual(['2026-11-23T14:40:00.000Z']);
    expect(instantsAt('2026-07-01', '09:40', newYork)).toEqual(['2026-07-01T13:40:00.000Z']);
  });

  it('finds none where the clocks are put forward over the time', () => {
    expect(instantsAt('2026-03-08', '02:30', newYork)).toEqual([]);
  });

  it('finds both where the clocks are put back to the time, the earlier first', () => {
    expect(instantsAt('2026-11-01', '01:30', newYork)).toEqual([
      '2026-11-01T05:30:00.000Z',
      '2026-11-01T06:30:00.000Z',
    ]);
  });

  it('knows zones that are half an hour off and shift by half an hour', () => {
    expect(instantsAt('2026-11-23', '09:40', 'Asia/Kolkata')).toEqual(['2026-11-23T04:10:00.000Z']);
    expect(instantsAt('2026-10-04', '02:15', 'Australia/Lord_Howe')).toEqual([]);
  });

  it('tells local date and time of an instant', () => {
    expect(localDateOf('2026-11-24T02:00:00.000Z', newYork)).toBe('2026-11-23');
    expect(wallTimeOf('2026-11-24T05:00:00.000Z', newYork)).toBe('00:00');
  });

  it('counts days over the end of a month', () => {
    expect(addDays('2026-11-30', 1)).toBe('2026-12-01');
    expect(addDays('2026-03-08', -1)).toBe('2026-03-07');
  });

  it('takes only dates that exist', () => {
    expect(isLocalDate('2026-11-23')).toBeTrue();
    expect(isLocalDate('2026-02-30')).toBeFalse();
    expect(isLocalDate('tomorrow')).toBeFalse();
  });

  it('says when two zones show different times', () => {
    const noon = '2026-11-23T17:00:00.000Z';
    expect(clocksDiffer(noon, newYork, 'America/Toronto')).toBeFalse();
    expect(clocksDiffer(noon, newYork, 'America/Chicago')).toBeTrue();
  });
});
