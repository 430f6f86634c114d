import { phoneWords } from '../platform/phone-words';
import { ageOn, todayIn } from './patient-words';

describe('patient words', () => {
  it('counts full years, and the birthday itself counts', () => {
    expect(ageOn('1985-11-24', '2026-11-23')).toBe('40');
    expect(ageOn('1985-11-23', '2026-11-23')).toBe('41');
  });

  it('tells the age of the youngest in months', () => {
    expect(ageOn('2026-04-30', '2026-11-23')).toBe('6 mo');
    expect(ageOn('2024-11-23', '2026-11-23')).toBe('2');
  });

  it('writes phone numbers as people here read them', () => {
    expect(phoneWords('+16175550123')).toBe('(617) 555-0123');
    expect(phoneWords('+442071838750')).toBe('+442071838750');
  });

  it('takes today from the clinic, not from Greenwich', () => {
    expect(todayIn('2026-11-24T02:00:00.000Z', 'America/New_York')).toBe('2026-11-23');
  });
});
