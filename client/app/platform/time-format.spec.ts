import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { aClinic, aPerson, FakeServer } from './given-session';
import { Session } from './session';
import { TimeFormat } from './time-format';

function formatIn(clinic: Parameters<typeof aClinic>[0]): TimeFormat {
  TestBed.configureTestingModule({ providers: [new FakeServer().provider, provideRouter([])] });
  TestBed.inject(Session).begin(aPerson({ clinics: [aClinic(clinic)] }));
  return TestBed.inject(TimeFormat);
}

describe('TimeFormat', () => {
  it('tells the time of the clinic, not of the browser', () => {
    const format = formatIn({ zone: 'America/New_York', hourCycle: 12 });
    expect(format.time('2026-11-23T14:40:00.000Z')).toBe('9:40 am');
    expect(format.time('2026-11-23T17:05:00.000Z')).toBe('12:05 pm');
    expect(format.dayAndTime('2026-11-24T04:40:00.000Z')).toBe('Mon, Nov 23, 11:40 pm');
    expect(format.zone('2026-11-23T14:40:00.000Z')).toBe('EST');
  });

  it('tells an instant by the clocks of another zone, with its day where that is another', () => {
    const format = formatIn({ zone: 'America/New_York', hourCycle: 12 });
    const morning = '2026-11-23T14:40:00.000Z';
    expect(format.timeElsewhere(morning, 'America/Chicago')).toBe('8:40 am CST');
    expect(format.timeElsewhere('2026-11-24T06:10:00.000Z', 'America/Los_Angeles')).toBe(
      'Mon, Nov 23, 10:10 pm PST',
    );
    for (const same of ['America/New_York', 'America/Detroit', null])
      expect(format.timeElsewhere(morning, same)).toBe('');
  });

  it('counts 24 hours from 00:00 where the clinic does', () => {
    const format = formatIn({ zone: 'America/Phoenix', hourCycle: 24 });
    expect(format.time('2026-11-23T07:05:00.000Z')).toBe('00:05');
    expect(format.time('2026-11-23T21:30:00.000Z')).toBe('14:30');
  });

  it('writes a time of the clinic’s clocks as it stands, up to the end of the day', () => {
    const twelve = formatIn({ zone: 'Pacific/Honolulu', hourCycle: 12 });
    expect(['08:00', '12:30', '24:00'].map((time) => twelve.wallTime(time))).toEqual([
      '8:00 am',
      '12:30 pm',
      '12:00 am',
    ]);
    TestBed.resetTestingModule();
    const full = formatIn({ zone: 'Pacific/Honolulu', hourCycle: 24 });
    expect(['08:00', '24:00'].map((time) => full.wallTime(time))).toEqual(['08:00', '24:00']);
  });

  it('writes a date as it stands, in any zone', () => {
    const format = formatIn({ zone: 'Pacific/Honolulu' });
    expect(format.date('2026-11-23')).toBe('Mon, Nov 23, 2026');
    expect(format.birthDate('1980-02-03')).toBe('Feb 3, 1980');
    expect(format.dateNear('2026-11-29', '2026-11-23T14:00:00.000Z')).toBe('Nov 29');
    expect(format.dateNear('2027-01-04', '2026-11-23T14:00:00.000Z')).toBe('Jan 4, 2027');
  });

  it('says how far away an instant is', () => {
    const format = formatIn({});
    const now = '2026-11-23T14:00:00.000Z';
    const told = [
      '2026-11-23T14:00:00.400Z',
      '2026-11-23T14:00:42.000Z',
      '2026-11-23T14:12:59.000Z',
      '2026-11-23T13:57:00.000Z',
      '2026-11-23T16:05:00.000Z',
      '2026-11-22T13:00:00.000Z',
      '2026-11-27T14:00:00.000Z',
    ].map((at) => format.relative(at, now));
    expect(told).toEqual([
      'now',
      'in 42 s',
      'in 12 min',
      '3 min ago',
      'in 2 h 5 min',
      '1 day ago',
      'in 4 days',
    ]);
  });
});
