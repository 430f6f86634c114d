import { aDecision, anOrder, aRefill } from './given-refills';
import {
  amountWords,
  drugOf,
  personOf,
  readinessMark,
  runOutWords,
  verdictMark,
  waitingWords,
} from './refill-words';

const speech = { today: '2026-11-23', day: (date: string) => `day ${date}` };
const runsOut = (runsOutOn: string) => runOutWords({ runsOutOn, unknownBecause: null }, speech);

describe('when a patient runs out', () => {
  it('is said as people say it, and never calmly when it is past', () => {
    expect(runsOut('2026-11-20')).toEqual({ words: 'Out since day 2026-11-20', tone: 'late' });
    expect(runsOut('2026-11-23')).toEqual({ words: 'Today', tone: 'late' });
    expect(runsOut('2026-11-24')).toEqual({ words: 'Tomorrow', tone: 'soon' });
    expect(runsOut('2026-11-30')).toEqual({ words: 'day 2026-11-30' });
  });

  it('says why nobody knows', () => {
    const unknown = { runsOutOn: null, unknownBecause: 'as-needed' } as const;
    expect(runOutWords(unknown, speech)).toEqual({
      words: 'Unknown',
      because: 'taken as needed',
      tone: 'soon',
    });
  });
});

describe('what a decided request waits for', () => {
  const when = { time: () => '9:01 am', dayAndTime: () => 'Mon, Nov 23, 9:01 am' };
  const decision = aDecision();
  const words = (status: string, until = decision.leavesAt) =>
    waitingWords(aRefill({ status }, { decision }), until, when);

  it('is its minute, the pharmacy, then the patient', () => {
    expect(words('decided')).toBe('Leaves at 9:01 am');
    for (const status of ['sent', 'acknowledged'])
      expect(words(status)).toBe('Waits for the pharmacy until Mon, Nov 23, 9:01 am');
    expect(words('dispensed')).toBe('Waits for the patient until Mon, Nov 23, 9:01 am');
  });

  it('is nothing where a person put it off', () => {
    expect(words('to-decide')).toBeNull();
    expect(words('decided', '2026-11-24T14:00:00.000Z')).toBeNull();
  });
});

describe('a refill request in words', () => {
  it('names the patient, or what came in of them', () => {
    const refill = aRefill();
    expect(personOf(refill)).toBe(`${refill.patient!.family}, Ana`);
    const said = { patient: 'Lopez, Maria', prescriber: '', pharmacy: '', note: '' };
    expect(personOf({ patient: null, said })).toBe('Not matched: Lopez, Maria');
    expect(personOf({ patient: null, said: { ...said, patient: '' } })).toBe('Patient not matched');
  });

  it('names the drug as it is ordered, or else as it is asked for', () => {
    const asked = anOrder({ strength: '850 mg' });
    expect(drugOf({ active: anOrder(), requested: asked })).toBe('Metformin 500 mg tablet');
    expect(drugOf({ active: null, requested: asked })).toBe('Metformin 850 mg tablet');
  });

  it('says how much and how often', () => {
    expect(amountWords(anOrder())).toBe('60 tablet for 30 days, 2 more fills');
    expect(amountWords(anOrder({ quantity: null, repeats: 0 }))).toBe('for 30 days, no more fills');
    expect(amountWords(anOrder({ quantity: null, daysSupply: null, repeats: null }))).toBe('');
  });
});

describe('the mark of a card', () => {
  const mark = (pass: number, fail: number, unknown: number) =>
    readinessMark({ pass, fail, unknown, delegable: false });

  it('is good only when everything passes; unknown never is', () => {
    expect(mark(6, 0, 0)).toEqual({ words: 'All 6 pass', tone: 'ok', icon: 'check-circle' });
    expect(mark(5, 0, 1)).toEqual({ words: '1 unknown', tone: 'soon', icon: 'warning' });
    expect(mark(3, 2, 1)).toEqual({ words: '2 fail, 1 unknown', tone: 'late', icon: 'error' });
    expect(readinessMark(null).words).toBe('Not judged');
    expect(verdictMark('unknown').tone).toBe('soon');
  });
});
