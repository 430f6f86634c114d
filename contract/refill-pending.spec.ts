import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pendingOf, pendingSentence } from './refill-pending.ts';
import { refillWorkflow, type RefillStatus } from './refill-workflow.ts';
import type { Refill } from './refill-request.ts';

function inState(status: RefillStatus, work: Partial<Refill['work']> = {}) {
  return {
    work: {
      status,
      clocks: [],
      snoozedUntil: null,
      reason: null,
      ...work,
    } as unknown as Refill['work'],
    decision: null,
    sending: null,
    authorization: null,
  };
}

describe('why a refill is pending', () => {
  it('is said of every state that is not final, and of no other', () => {
    for (const [state, { final }] of Object.entries(refillWorkflow.states)) {
      const pending = pendingOf(inState(state as RefillStatus));
      assert.equal(pending === null, final === true, state);
    }
  });

  it('names who is next and by when', () => {
    const clock = {
      rule: 'refills.answer',
      state: 'running',
      deadlineAt: '2026-11-25T22:00:00.000Z',
    };
    const pending = pendingOf(
      inState('clinician', { clocks: [clock] as unknown as Refill['work']['clocks'] }),
    );
    assert.ok(pending);
    assert.equal(
      pendingSentence(pending, () => 'Wed, Nov 25, 5:00 pm'),
      'Pending because a clinician has to decide; the next step is with a clinician, expected by Wed, Nov 25, 5:00 pm.',
    );
  });

  it('asks the patient only where the patient was asked', () => {
    assert.equal(pendingOf(inState('information', { reason: 'patient' }))?.owner, 'patient');
    assert.equal(pendingOf(inState('information', { reason: 'laboratory' }))?.owner, 'clinic');
  });
});
