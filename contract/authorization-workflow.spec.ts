import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  authorizationLineWorkflow,
  authorizationStatusOf,
  authorizationStepTo,
  authorizationWorkflow,
  liveLineStates,
  type AuthorizationLineStatus,
  type AuthorizationStatus,
} from './authorization-workflow.ts';
import { guardTransition } from './workflow.ts';

const states = Object.keys(authorizationLineWorkflow.states) as AuthorizationLineStatus[];
const isFinal = (status: AuthorizationLineStatus): boolean =>
  (authorizationLineWorkflow.states[status] as { final?: boolean }).final === true;

describe('an authorization', () => {
  it('is closed exactly when its last line is over', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...states), { minLength: 1 }), (statuses) => {
        const at = authorizationStatusOf(statuses.map((status) => ({ status })));
        assert.equal(at === 'closed', statuses.every(isFinal));
      }),
    );
  });

  it('stands where its most pressing line stands, in whatever order they are', () => {
    const of = (...statuses: AuthorizationLineStatus[]): AuthorizationStatus =>
      authorizationStatusOf(statuses.map((status) => ({ status })));
    assert.equal(of('approved', 'need-check', 'denied'), 'need-check');
    assert.equal(of('submitted', 'upheld'), 'denied');
    assert.equal(of('approved', 'pended'), 'pended');
    assert.equal(of('consumed', 'approved'), 'approved');
    fc.assert(
      fc.property(fc.shuffledSubarray(states, { minLength: 1 }), (statuses) => {
        assert.equal(of(...statuses), of(...statuses.toReversed()));
      }),
    );
  });

  it('gets from each open state to each other one that its lines can lead to', () => {
    for (const from of Object.keys(authorizationWorkflow.states) as AuthorizationStatus[])
      for (const status of states) {
        const to = authorizationStatusOf([{ status }]);
        if (from === 'closed' || to === from || to === 'need-check') continue;
        const step = authorizationStepTo(from, to);
        assert.ok(step);
        const verdict = guardTransition(authorizationWorkflow, step, from);
        assert.deepEqual(verdict, { allowed: true, to });
      }
  });

  it('is live in every state that is not final, and in no other', () => {
    const live: readonly string[] = liveLineStates;
    for (const status of states) assert.equal(live.includes(status), !isFinal(status), status);
  });

  it('takes no answer of the payer after a denial', () => {
    for (const status of ['denied', 'upheld'] as const)
      for (const step of ['approve', 'deny', 'pend', 'submit'] as const)
        assert.equal(
          guardTransition(authorizationLineWorkflow, step, status, {
            ...{ action: 'A1', grant: {}, because: 'x', channel: 'x', reason: 'documents' },
          }).allowed,
          false,
        );
  });
});
