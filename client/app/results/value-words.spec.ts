import { aValue, critical } from './given-results';
import { changeWords, flagMark, ownStatus, saidWords } from './value-words';

describe('a value', () => {
  it('says its flag by a word, the clinic’s own list before the sender’s', () => {
    expect(flagMark(critical)?.words).toBe('Critical');
    expect(flagMark(aValue({ flag: 'high', isCritical: true }))?.words).toBe('Critical');
    expect(flagMark(aValue({ flag: 'low' }))?.words).toBe('Low');
    expect(flagMark(aValue({ flag: null }))).toBeNull();
  });

  it('is said as it was sent, or why there is none', () => {
    expect(saidWords(aValue({ text: '6.30', unit: '10*3/uL' }))).toBe('6.30 10³/µL');
    expect(saidWords(aValue({ text: 'positive', unit: null }))).toBe('positive');
    expect(saidWords(aValue({ missing: 'specimen hemolyzed' }))).toBe(
      'No value: specimen hemolyzed',
    );
  });

  it('says its status where that is not the report’s', () => {
    expect(ownStatus(aValue(), 'final')).toBe('');
    expect(ownStatus(aValue({ status: 'preliminary' }), 'partial')).toBe('Preliminary');
  });

  it('says how it became another', () => {
    const change = { key: 'k', title: 'Potassium', matters: true };
    const [before, after] = ['7.1 mmol/L, critical, final', '4.1 mmol/L, final'];
    expect(changeWords({ ...change, kind: 'changed', before, after })).toBe(
      'Potassium: 7.1 mmol/L, critical, final → 4.1 mmol/L, final',
    );
    expect(changeWords({ ...change, kind: 'changed', before: after, after })).toBe(
      'Potassium: another range',
    );
    expect(changeWords({ ...change, kind: 'added', before: null, after })).toBe(
      'Potassium: new, 4.1 mmol/L, final',
    );
    expect(changeWords({ ...change, kind: 'removed', before, after: null })).toContain(
      'no longer there, it was 7.1',
    );
  });
});
