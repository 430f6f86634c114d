import { nine } from '../platform/work-queue/given-queue';
import {
  audienceLine,
  becauseWords,
  holdWords,
  isHoldInForce,
  stretchWords,
} from './audience-words';
import { aHold, aViewer } from './given-results';

const when = (iso: string): string => iso.slice(0, 10);
const sees = { sees: true, because: null, words: '', source: '' } as const;
const delayed = {
  sees: false,
  because: 'delayed',
  words: 'Kentucky: 72 hours',
  source: 'KRS 333.152',
} as const;

describe('who sees a result outside', () => {
  it('sees it now, from a time on, or never, each with why', () => {
    expect(audienceLine(aViewer(), when).words).toBe('Sees it now');
    const later = aViewer({
      stretches: [
        { from: nine, ...delayed },
        { from: '2026-11-26T14:00:00.000Z', ...sees },
      ],
    });
    expect(audienceLine(later, when)).toEqual(
      jasmine.objectContaining({
        words: 'From 2026-11-26',
        because: 'A rule of the state delays it: Kentucky: 72 hours',
        source: 'KRS 333.152',
      }),
    );
    const never = aViewer({
      stretches: [{ from: nine, sees: false, because: 'not-told', words: '', source: '' }],
    });
    expect(audienceLine(never, when)).toEqual(
      jasmine.objectContaining({
        words: 'Never',
        because: 'The proxy may not be told of health and results',
      }),
    );
  });

  it('says what ends it, and when they opened it last', () => {
    const ending = aViewer({
      stretches: [
        { from: nine, ...sees },
        {
          from: '2027-01-01T05:00:00.000Z',
          sees: false,
          because: 'proxy-not-in-force',
          words: 'The patient is of age',
          source: '',
        },
      ],
      seen: { firstAt: nine, lastAt: nine, versions: [1] },
    });
    const line = audienceLine(ending, when);
    expect(line.because).toBe('until 2027-01-01: The proxy is not in force: The patient is of age');
    expect(line.seen).toBe('opened 2026-11-23');
  });

  it('says each stretch in words, and the ground only once', () => {
    expect(stretchWords({ from: nine, ...sees })).toBe('Sees it');
    expect(stretchWords({ from: nine, ...delayed })).toBe(
      'Does not see it: a rule of the state delays it: Kentucky: 72 hours',
    );
    expect(becauseWords({ because: 'held', words: 'Held by a clinician' })).toBe(
      'Held by a clinician',
    );
  });
});

describe('a hold', () => {
  it('says from whom and on what ground', () => {
    expect(holdWords(aHold())).toBe(
      'Held from patient: danger to the life or physical safety of somebody',
    );
    expect(holdWords(aHold({ kind: 'release', ground: null }))).toBe(
      'Released ahead of a delay: patient',
    );
  });

  it('is in force until its time or until it was ended', () => {
    expect(isHoldInForce(aHold(), nine)).toBeTrue();
    expect(isHoldInForce(aHold({ until: nine }), nine)).toBeFalse();
    expect(isHoldInForce(aHold({ endedAt: nine }), nine)).toBeFalse();
  });
});
