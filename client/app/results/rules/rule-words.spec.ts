import { effectWords, forWords, ladderWords, limitWords, ruleState } from './rule-words';

describe('what results are judged by', () => {
  it('says a limit by its ends', () => {
    expect(limitWords({ low: 2.8, high: 6.2 })).toBe('2.8 or below, 6.2 or above');
    expect(limitWords({ low: null, high: 5 })).toBe('5 or above');
  });

  it('says who is called in turn, and how often', () => {
    const ladder = [
      { rung: 'ordering', attempts: 2 },
      { rung: 'on-call', attempts: 1 },
      { rung: 'medical-director', attempts: 3 },
    ] as const;
    expect(ladderWords({ ladder: [...ladder] })).toBe(
      'Ordering clinician twice, then clinician on call once, then medical director 3 times',
    );
  });

  it('says when a rule lets a result through', () => {
    expect(effectWords({ effect: { kind: 'hours', hours: 72 } })).toBe(
      '72 hours after it is final',
    );
    expect(effectWords({ effect: { kind: 'day', days: 1 } })).toBe(
      'From the day after it is final',
    );
    expect(effectWords({ effect: { kind: 'day', days: 3 } })).toBe(
      'From the 3rd day after it is final',
    );
    expect(effectWords({ effect: { kind: 'day', days: 11 } })).toContain('11th');
    expect(effectWords({ effect: { kind: 'never' } })).toBe('Never');
  });

  it('says for whom', () => {
    expect(forWords({ audience: 'patient', ageFrom: 0, ageBelow: 151 })).toBe('Patient');
    expect(forWords({ audience: 'proxy', ageFrom: 12, ageBelow: 18 })).toBe(
      'Proxy, patients of 12 to 17 years',
    );
    expect(forWords({ audience: 'patient', ageFrom: 18, ageBelow: 151 })).toBe(
      'Patient, from 18 years of the patient',
    );
  });

  it('says whether it counts here and now', () => {
    const here = { jurisdiction: 'US-KY', today: '2026-11-23' };
    const rule = { jurisdiction: 'US', fromOn: '2026-01-01', untilOn: null };
    expect(ruleState(rule, here).word).toBe('In force');
    expect(ruleState({ ...rule, jurisdiction: 'US-KY' }, here).word).toBe('In force');
    expect(ruleState({ ...rule, jurisdiction: 'US-TX' }, here).word).toBe('Another state');
    expect(ruleState({ ...rule, fromOn: '2026-12-01' }, here).word).toBe('To come');
    expect(ruleState({ ...rule, untilOn: '2026-11-23' }, here).word).toBe('Ended');
  });
});
