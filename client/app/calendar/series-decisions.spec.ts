import {
  chosenOf,
  countOf,
  isDecided,
  overridesOf,
  startOf,
  type DecidableLine,
} from './series-decisions';

const at = '2026-12-08T14:00:00.000Z';
const later = '2026-12-08T15:00:00.000Z';
const taken = { rule: 'time-taken', message: 'Another visit stands there.', permission: null };
const outside = {
  rule: 'outside-template',
  message: 'Outside the hours.',
  permission: 'appointment:overbook',
};

function aLine(changed: Partial<DecidableLine> = {}): DecidableLine {
  const line = { key: '3', place: 3, plannedAt: at, startsAt: at, problems: [], alternatives: [] };
  return { ...line, ...changed };
}

describe('the decision about a visit of a series', () => {
  const asks = { whyOut: true };

  it('is needed exactly where something stands against it', () => {
    expect(isDecided(aLine(), undefined, asks)).toBeTrue();
    expect(isDecided(aLine({ problems: [taken] }), undefined, asks)).toBeFalse();
    expect(isDecided(aLine(), { kind: 'at', startsAt: later }, asks)).toBeTrue();
  });

  it('to leave it out says why where that is asked', () => {
    const line = aLine({ problems: [taken] });
    expect(isDecided(line, { kind: 'out', because: ' ' }, asks)).toBeFalse();
    expect(isDecided(line, { kind: 'out', because: 'Away' }, asks)).toBeTrue();
    expect(isDecided(line, { kind: 'out', because: '' }, { whyOut: false })).toBeTrue();
    expect(startOf(line, { kind: 'out', because: 'Away' })).toBeNull();
  });

  it('to keep it nevertheless overrides every rule that can be, and no other', () => {
    const anyway = { kind: 'anyway', because: ' Far ' } as const;
    expect(isDecided(aLine({ problems: [outside, taken] }), anyway, asks)).toBeFalse();
    const line = aLine({ problems: [outside] });
    expect(isDecided(line, anyway, asks)).toBeTrue();
    expect(startOf(line, anyway)).toBe(at);
    expect(overridesOf(line, anyway)).toEqual([{ rule: 'outside-template', reason: 'Far' }]);
    expect(overridesOf(line, { kind: 'at', startsAt: later })).toEqual([]);
  });

  it('is counted, and told to the server as far as it changes a time', () => {
    const lines = [aLine(), aLine({ key: '4' }), aLine({ key: '5', problems: [taken] })];
    const decisions = {
      '3': { kind: 'out', because: 'Away' },
      '4': { kind: 'at', startsAt: later },
    } as const;
    expect(countOf(lines, decisions, asks)).toEqual({ going: 2, out: 1, open: 1 });
    expect(chosenOf({ ...decisions, '5': { kind: 'anyway', because: 'Far' } })).toEqual([
      { key: '3', startsAt: null },
      { key: '4', startsAt: later },
    ]);
  });
});
