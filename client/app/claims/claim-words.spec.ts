import {
  adjustmentWords,
  bandWords,
  chanceWords,
  deadlineWords,
  linesWords,
  signedMoney,
  stateWords,
  worthWords,
} from './claim-words';
import { aFollowUp } from './given-claims';
import { remittedWords } from './story-words';
import { toldWords } from './told-words';

const day = (date: string): string => date;

describe('The words of a follow-up', () => {
  it('say what it is worth and what that is reckoned from', () => {
    const followUp = aFollowUp();
    expect(worthWords(followUp)).toBe('$420 × 63 % = $264.60');
    expect(chanceWords(followUp)).toBe(
      '63 %: $1,200 won of $1,800 tried with this payer and cause; 55 % is supposed for this cause',
    );
    const chance = { percent: 55, wonCents: 0, triedCents: 0, supposedPercent: 55 };
    expect(chanceWords({ chance })).toBe(
      '55 %: nothing was tried with this payer yet; 55 % is supposed for this cause',
    );
  });

  it('say the last day, and plainly when it is over', () => {
    expect(deadlineWords(aFollowUp(), day)).toBe('Corrected claim until 2026-11-27');
    const deadline = { kind: 'filing', on: '2026-10-30', isExpired: true } as const;
    expect(deadlineWords({ deadline }, day)).toBe('Filing limit expired 2026-10-30');
    expect(deadlineWords({ deadline: null }, day)).toBe('No deadline is known');
    expect(bandWords(aFollowUp({}, { band: 6 }))).toBe('Expired');
  });

  it('say what runs, and at which level', () => {
    const course = { kind: 'appeal', level: 2, startedAt: '', reference: '' } as const;
    const appealed = aFollowUp({ status: 'appealed' }, { course });
    expect(stateWords(appealed)).toBe('Appealed, level 2');
    expect(toldWords('appeal', appealed)).toBe('provider appeal, level 2 filed');
    expect(toldWords('write-off', aFollowUp({ status: 'to-approve' }))).toBe(
      'write-off to approve',
    );
  });

  it('write money with its sign, and what was taken off with a minus', () => {
    expect(signedMoney(-12_000)).toBe('−$120.00');
    const adjustment = { group: 'CO', reason: '197' };
    expect(adjustmentWords({ ...adjustment, cents: 12_000 })).toBe('CO-197 −$120.00');
    expect(adjustmentWords({ ...adjustment, cents: -12_000 })).toBe('CO-197 +$120.00');
  });

  it('name the lines', () => {
    expect(linesWords({ lines: [0] })).toBe('The claim as a whole');
    expect(linesWords({ lines: [2] })).toBe('Line 2');
    expect(linesWords({ lines: [3, 1, 2] })).toBe('Lines 1, 2 and 3');
  });

  it('never call a claim denied because of its status alone', () => {
    expect(remittedWords({ is: 'payment', statusCode: '4' })).toBe(
      'Adjudicated, patient not recognised',
    );
  });
});
