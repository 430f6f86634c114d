import { snoozeTimes, wallInstant } from './snooze-times';

const zone = 'America/New_York';
const titlesAt = (now: string): string[] => snoozeTimes(now, zone).map(({ title }) => title);

describe('snoozeTimes', () => {
  it('are in the hours of the clinic', () => {
    // Wednesday, 9:00 am in New York.
    expect(snoozeTimes('2026-11-25T14:00:00.000Z', zone)).toEqual([
      { title: 'In 1 hour', until: '2026-11-25T15:00:00.000Z' },
      { title: 'This afternoon', until: '2026-11-25T19:00:00.000Z' },
      { title: 'Tomorrow morning', until: '2026-11-26T13:00:00.000Z' },
      { title: 'Monday morning', until: '2026-11-30T13:00:00.000Z' },
    ]);
  });

  it('leave out what is over, and Monday where it is tomorrow', () => {
    expect(titlesAt('2026-11-25T20:00:00.000Z')).not.toContain('This afternoon');
    expect(titlesAt('2026-11-29T14:00:00.000Z')).not.toContain('Monday morning');
    expect(snoozeTimes('2026-11-23T14:00:00.000Z', zone).at(-1)?.until).toBe(
      '2026-11-30T13:00:00.000Z',
    );
  });

  it('keep the clinic’s hour when its clocks change in the night', () => {
    // Saturday before the clocks of New York go back.
    const [, , tomorrow] = snoozeTimes('2026-10-31T14:00:00.000Z', zone);
    expect(tomorrow?.until).toBe('2026-11-01T13:00:00.000Z');
  });

  it('take the hour after where the clocks jump over it', () => {
    expect(wallInstant('2026-03-08', '02:30', zone)).toBe('2026-03-08T07:30:00.000Z');
  });
});
