import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AuthorizationLine } from './authorization-line.ts';
import { authorizationPendingOf, authorizationPendingSentence } from './authorization-pending.ts';
import {
  authorizationLineWorkflow,
  type AuthorizationLineStatus,
} from './authorization-workflow.ts';

type Line = Pick<AuthorizationLine, 'status' | 'pendedFor' | 'peerToPeer'>;
const line = (status: AuthorizationLineStatus, over: Partial<Line> = {}): Line => ({
  ...{ status, pendedFor: null, peerToPeer: null },
  ...over,
});
const request = {
  ...({ urgency: 'standard', attestation: null, submission: null } as const),
  expected: {
    ...{ medianAt: '2026-11-25T15:00:00.000Z', ninetiethAt: '2026-11-28T15:00:00.000Z' },
    answers: 12,
  },
};

describe('why an authorization is pending', () => {
  it('is said while somebody has to do something, and of what is in force or over not at all', () => {
    const silent: readonly AuthorizationLineStatus[] = ['approved'];
    for (const [status, { final }] of Object.entries(authorizationLineWorkflow.states)) {
      const said = authorizationPendingOf(line(status as AuthorizationLineStatus), request);
      const isSilent = final === true || silent.includes(status as AuthorizationLineStatus);
      assert.equal(said === null, isSilent, status);
    }
  });

  it('expects the payer when it usually answers, and nobody else at any time', () => {
    const theirs = authorizationPendingOf(line('submitted'), request);
    assert.ok(theirs);
    assert.equal(
      authorizationPendingSentence(theirs, (at) => at.slice(5, 10)),
      'Pending because the insurance has to authorize it first; the next step is with the insurance, expected by 11-25 and at the latest by 11-28.',
    );
    const ours = authorizationPendingOf(line('pended', { pendedFor: 'documents' }), request);
    assert.deepEqual([ours?.owner, ours?.expectedAt], ['the clinic', null]);
  });

  it('names the clinician who has to attest or to talk', () => {
    const urgent = { ...request, urgency: 'expedited' as const };
    assert.equal(authorizationPendingOf(line('gathering'), urgent)?.owner, 'a clinician');
    const talk = {
      pendedFor: 'peer-to-peer' as const,
      peerToPeer: { until: '2026-11-25T15:00:00.000Z', outcome: null, heldAt: null },
    };
    assert.equal(authorizationPendingOf(line('pended', talk), request)?.owner, 'a clinician');
  });
});
