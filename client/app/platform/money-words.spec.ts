import { exactMoney, moneyWords, typedCents, typedDollars } from './money-words';

describe('amounts', () => {
  it('are read as people type them, to the cent', () => {
    expect(typedCents('25')).toBe(2500);
    expect(typedCents(' $1,250.5 ')).toBe(125_050);
    expect(typedCents('0.07')).toBe(7);
    expect(typedCents('')).toBeNull();
    expect(typedCents('25.005')).toBeUndefined();
    expect(typedCents('-3')).toBeUndefined();
    expect(typedCents('twenty')).toBeUndefined();
  });

  it('are said without cents where there are none', () => {
    expect(moneyWords(150_000)).toBe('$1,500');
    expect(moneyWords(2550)).toBe('$25.50');
    expect(exactMoney(2500)).toBe('$25.00');
  });

  it('stand in a field as they are typed', () => {
    expect(typedDollars(2500)).toBe('25');
    expect(typedDollars(2550)).toBe('25.50');
    expect(typedDollars(null)).toBe('');
  });
});
