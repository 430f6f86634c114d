import { payerWords, ruleState, subjectWords } from './rule-words';

describe('a rule in words', () => {
  const anything = { kind: null, visitTypeId: null, codePrefix: null, drugGroup: null };

  it('says whose it is', () => {
    expect(payerWords({ payerName: 'Harbor Health', lineOfBusiness: null })).toBe('Harbor Health');
    expect(payerWords({ payerName: null, lineOfBusiness: 'medicaid' })).toBe(
      'Medicaid, whichever payer',
    );
    expect(payerWords({ payerName: null, lineOfBusiness: null })).toBe('Every payer');
  });

  it('says for what it is', () => {
    const types = [{ id: '1', name: 'Physical therapy' }];
    expect(subjectWords({ ...anything, visitTypeId: '1' }, types)).toBe('Physical therapy');
    expect(subjectWords({ ...anything, kind: 'imaging', codePrefix: '70' }, types)).toBe(
      'Codes from 70, imaging',
    );
    expect(subjectWords(anything, types)).toBe('Everything');
  });

  it('says whether it holds today', () => {
    const word = (from: string, until: string | null): string =>
      ruleState({ from, until }, '2026-11-23').word;
    expect(word('2026-01-01', null)).toBe('In force');
    expect(word('2026-01-01', '2026-11-23')).toBe('In force');
    expect(word('2026-01-01', '2026-11-22')).toBe('Ended');
    expect(word('2027-01-01', null)).toBe('Begins later');
  });
});
