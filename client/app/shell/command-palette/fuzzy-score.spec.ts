import { fuzzyScore } from './fuzzy-score';

function ranked(typed: string, ...offered: string[]): string[] {
  return offered
    .map((words) => ({ words, score: fuzzyScore(typed, words) }))
    .filter(({ score }) => score !== null)
    .sort((a, b) => (b.score ?? 0) - (a.score ?? 0))
    .map(({ words }) => words);
}

describe('fuzzyScore', () => {
  it('fits beginnings, parts and first letters of words, in any case', () => {
    expect(ranked('cal', 'Calendar')).toEqual(['Calendar']);
    expect(ranked('list', 'Waitlist')).toEqual(['Waitlist']);
    expect(ranked('bv', 'Book a visit')).toEqual(['Book a visit']);
    expect(ranked('BOOK V', 'Book a visit')).toEqual(['Book a visit']);
  });

  it('does not fit letters that are strewn over the words', () => {
    expect(ranked('diaz', 'Day before, outside of the grid, hazy')).toEqual([]);
    expect(ranked('xy', 'Calendar')).toEqual([]);
  });

  it('puts a better fit first, and of those that fit alike the shorter', () => {
    expect(ranked('day', 'Midday break', 'Day before')).toEqual(['Day before', 'Midday break']);
    expect(ranked('day', 'Day after next', 'Day after')).toEqual(['Day after', 'Day after next']);
  });

  it('fits everything while nothing is typed', () => {
    expect(fuzzyScore('  ', 'Calendar')).toBe(0);
  });
});
