import { nine } from '../platform/work-queue/given-queue';
import { attemptWords, callClock } from './critical-words';
import { aCriticalResult, aResult } from './given-results';
import {
  missingWords,
  orderedByWords,
  personOf,
  releasedWords,
  reportWords,
  seenByWords,
  severityMark,
  waitingWords,
} from './result-words';

const when = {
  time: (iso: string) => iso.slice(11, 16),
  dayAndTime: (iso: string) => iso.slice(0, 16),
};

describe('a result in words', () => {
  it('names what nobody could match', () => {
    const unmatched = aResult({}, { patient: null, missing: ['patient', 'order'] });
    expect(personOf(unmatched)).toBe('Not matched');
    expect(missingWords(unmatched)).toBe('Not known: whose it is, which order it answers');
    expect(missingWords(aResult())).toBe('');
  });

  it('has no severity while nothing has come', () => {
    expect(severityMark(aResult({}, { number: 0 }))).toBeNull();
    expect(severityMark(aResult({}, { severity: 'unknown' }))?.words).toBe('To be read');
  });

  it('says of its report what is more than final', () => {
    expect(reportWords(aResult())).toBe('');
    expect(reportWords(aResult({}, { reportStatus: 'cancelled' }))).toBe('Not done');
  });

  it('says who sees it outside, and that it is held', () => {
    expect(seenByWords(aResult()).text).toBe('Patient sees it');
    expect(seenByWords(aResult({}, { released: [], holds: 1 })).text).toBe('Held');
    expect(seenByWords(aResult({}, { released: [] })).text).toBe('Not yet');
    const released = ['patient', 'proxy:1', 'proxy:2', 'outside'].map((viewer) => ({
      ...{ viewer, since: nine, number: 1 },
    }));
    expect(releasedWords({ released })).toBe('patient, 2 proxies, outside providers');
  });

  it('says that who ordered it has left', () => {
    const orderedBy = { staffId: null, name: 'Lee, Kim', npi: '1234567893', hasLeft: true };
    expect(orderedByWords({ orderedBy })).toBe('Lee, Kim, NPI 1234567893, has left');
    expect(orderedByWords({ orderedBy: { ...orderedBy, name: '', npi: null } })).toBe(
      'nobody is named',
    );
  });

  it('says what it waits for while it is out of the way', () => {
    expect(waitingWords(aResult({ status: 'expected' }), nine, when)).toBe(
      'Waits for Harbor Lab until 2026-11-23T14:00',
    );
    expect(waitingWords(aResult(), nine, when)).toBeNull();
  });
});

describe('a critical call in words', () => {
  const attempt = {
    ...{ id: 'a', at: nine, callerId: 'c', rung: 'Ordering clinician, Rivera', note: '' },
    ...{ recipient: 'Rivera, Sam', credentials: 'MD', readBack: '' },
  };

  it('says what was tried, and what was read back', () => {
    expect(attemptWords({ ...attempt, outcome: 'busy' })).toBe(
      'Line busy: Rivera, Sam (Ordering clinician, Rivera)',
    );
    expect(
      attemptWords({ ...attempt, outcome: 'read-back', readBack: 'Potassium: 7.1\nSodium: 118' }),
    ).toBe('Read back by Rivera, Sam, MD: Potassium: 7.1; Sodium: 118');
  });

  it('says until when, and since when it is late', () => {
    const { work } = aCriticalResult();
    expect(callClock(work, { ...when, now: nine })?.words).toBe('Read back by 15:00 · 60 min left');
    const late = callClock(work, { ...when, now: '2026-11-23T15:10:00.000Z' });
    expect(late).toEqual({ words: 'Late since 2026-11-23T15:00', tone: 'late' });
    expect(callClock({ clocks: [] }, { ...when, now: nine })).toBeNull();
  });
});
