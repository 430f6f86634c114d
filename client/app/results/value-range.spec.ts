import { rangeBar, rangeOf } from './value-range';

describe('the range of a value', () => {
  it('is read as laboratories write it', () => {
    expect(rangeOf('3.5-5.1')).toEqual({ low: 3.5, high: 5.1 });
    expect(rangeOf('3.5 – 5.1')).toEqual({ low: 3.5, high: 5.1 });
    expect(rangeOf('-2 to 2')).toEqual({ low: -2, high: 2 });
    expect(rangeOf('< 0.5')).toEqual({ low: null, high: 0.5 });
    expect(rangeOf('>=60')).toEqual({ low: 60, high: null });
  });

  it('is no range where it says something else', () => {
    for (const text of [null, '', 'negative', 'see note', '5-5', '5.1-3.5', '3,5-5,1'])
      expect(rangeOf(text)).toBeNull();
  });

  it('takes the middle of the bar, and what lies beyond it stands at its end', () => {
    expect(rangeBar({ number: 4, range: '3-5' })).toEqual({
      from: 25,
      until: 75,
      at: 50,
      beyond: null,
    });
    expect(rangeBar({ number: 5, range: '3-5' })?.at).toBe(75);
    expect(rangeBar({ number: 9, range: '3-5' })).toEqual({
      ...{ from: 25, until: 75, at: 100, beyond: 'above' },
    });
    expect(rangeBar({ number: -1, range: '3-5' })?.beyond).toBe('below');
  });

  it('begins at nothing where only one end is said', () => {
    expect(rangeBar({ number: 2, range: '<5' })).toEqual({
      from: 0,
      until: 50,
      at: 20,
      beyond: null,
    });
    expect(rangeBar({ number: 90, range: '>60' })).toEqual({
      from: 50,
      until: 100,
      at: 75,
      beyond: null,
    });
    expect(rangeBar({ number: 1, range: '<0' })).toBeNull();
  });

  it('has no bar without a number', () => {
    expect(rangeBar({ number: null, range: '3-5' })).toBeNull();
  });
});
