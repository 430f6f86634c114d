import { callWorkflow } from '#contract/calls';
import { aProblem } from '../../given-session';
import { aCall, after, leaseOf, me, nine, samId } from '../given-queue';
import { applyWords, conflictTitle, differences } from './conflict-words';

const speech = {
  me,
  workflow: callWorkflow,
  nameOf: () => 'Rivera, Sam',
  when: () => '9:00 am',
};
const seen = aCall({ lease: leaseOf(me) });
const taken = after(seen, { lease: leaseOf(samId, 2) });
const problem = aProblem('rule-broken', 422);

describe('a conflict in words', () => {
  it('says who has it now, or that it was closed or changed', () => {
    expect(conflictTitle(taken, speech)).toBe('Rivera, Sam has this now.');
    expect(conflictTitle(after(seen, { closedAt: nine }), speech)).toContain('closed');
    expect(conflictTitle(after(seen, { tags: ['x'] }), speech)).toContain('changed');
  });

  it('offers what can still be done', () => {
    const decided = { act: { kind: 'decide', decision: 'end', body: {} } as const, seen, problem };
    expect(applyWords(decided, taken, me)).toBe('Take over and apply mine');
    expect(applyWords(decided, after(seen, {}), me)).toBe('Apply mine');
    expect(applyWords(decided, after(seen, { closedAt: nine }), me)).toBeNull();
    expect(applyWords({ ...decided, act: { kind: 'claim' } }, taken, me)).toBe('Take over');
  });

  it('compares only what differs', () => {
    const now = after(seen, { status: 'message-left', snoozedUntil: nine });
    expect(differences(seen, now, speech)).toEqual([
      { what: 'Status', seen: 'To call', now: 'Message left' },
      { what: 'Put off', seen: 'no', now: 'until 9:00 am' },
    ]);
  });

  it('compares what a queue says of its items beside', () => {
    const factsOf = ({ version }: { version: number }) => ({ Lines: `as of version ${version}` });
    expect(differences(seen, after(seen, {}), { ...speech, factsOf })).toEqual([
      { what: 'Lines', seen: 'as of version 1', now: 'as of version 2' },
    ]);
  });
});
