import { rateWords, turnaroundWords } from './figures-words';

describe('how long a payer takes', () => {
  it('is said in the unit that a person would use', () => {
    expect(turnaroundWords(null)).toBe('–');
    expect(turnaroundWords(40)).toBe('40 min');
    expect(turnaroundWords(18 * 60)).toBe('18 h');
    expect(turnaroundWords(84 * 60)).toBe('3.5 days');
  });
});

describe('a rate', () => {
  it('is a share, and of nothing none', () => {
    expect(rateWords(3, 4)).toBe('75 %');
    expect(rateWords(0, 0)).toBe('–');
  });
});
