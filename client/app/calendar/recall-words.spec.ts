import { dueIn, dueWords } from './recall-words';

describe('the day around which somebody is to come back', () => {
  it('is the same weekday some weeks on, and the same day of a later month', () => {
    expect(dueIn('2026-11-23', 6, 'week')).toBe('2027-01-04');
    expect(dueIn('2026-11-23', 3, 'month')).toBe('2027-02-23');
    expect(dueIn('2026-11-23', 1, 'year')).toBe('2027-11-23');
  });

  it('is the last of a month that is shorter', () => {
    expect(dueIn('2026-11-30', 3, 'month')).toBe('2027-02-28');
    expect(dueIn('2028-02-29', 1, 'year')).toBe('2029-02-28');
  });

  it('is said in words, what is overdue first of all', () => {
    const today = '2026-11-23';
    expect(dueWords('2026-11-22', today)).toEqual({ words: '1 day overdue', tone: 'late' });
    expect(dueWords('2026-10-19', today)).toEqual({ words: '5 weeks overdue', tone: 'late' });
    expect(dueWords(today, today)).toEqual({ words: 'due today', tone: 'soon' });
    expect(dueWords('2026-12-06', today)).toEqual({ words: 'in 13 days', tone: 'soon' });
    expect(dueWords('2027-02-23', today)).toEqual({ words: 'in 3 months', tone: 'neutral' });
  });
});
