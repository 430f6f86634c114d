import { recurrenceWords } from './recurrence-words';

describe('recurrenceWords', () => {
  const words = (recurrence: Parameters<typeof recurrenceWords>[0]) =>
    recurrenceWords(recurrence, (date) => `<${date}>`);

  it('says which weeks of how many, and which days of a month', () => {
    expect(words(null)).toBe('Every week');
    const counted = { kind: 'every-n-weeks', countedFrom: '2026-12-01' } as const;
    expect(words({ ...counted, weeks: 2 })).toBe('Every other week from <2026-12-01>');
    expect(words({ ...counted, weeks: 4 })).toBe('Every 4 weeks from <2026-12-01>');
    expect(words({ kind: 'nth-of-month', nths: [-1] })).toBe('last of the month');
    expect(words({ kind: 'nth-of-month', nths: [1, 3, -1] })).toBe(
      '1st, 3rd and last of the month',
    );
  });
});
