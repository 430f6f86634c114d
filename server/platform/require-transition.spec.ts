import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Role } from '#contract/permission';
import { defineWorkflow } from '#contract/workflow';
import type { Ctx, Scope } from './context.ts';
import { ProblemError } from './problem.ts';
import { requireTransition } from './require-transition.ts';

const clinicId = '01937b2e-0000-7000-8000-000000000001';
const reasons = { pat: 'Patient asked' };
const workflow = defineWorkflow({
  name: 'offer',
  initial: 'open',
  states: {
    open: { title: 'Open' },
    taken: { title: 'Taken', final: true },
    closed: { title: 'Closed', final: true },
    lapsed: { title: 'Lapsed', final: true },
  },
  transitions: {
    take: { title: 'Take', from: ['open'], to: 'taken', by: 'patient' },
    close: {
      title: 'Close',
      from: ['open'],
      to: 'closed',
      by: 'offer:withdraw',
      records: ['note', 'reason'],
      reasons,
    },
    lapse: { title: 'Lapse', from: ['open'], to: 'lapsed', by: 'system' },
  },
});

function ctxOf(scope: Scope): Ctx {
  return { scope, policiesOn: true } as unknown as Ctx;
}
function staff(role: Role): Ctx {
  const grants = [{ clinicId, role }];
  return ctxOf({ kind: 'user', organizationId: clinicId, staffId: clinicId, grants });
}
const patient = ctxOf({ kind: 'patient', organizationId: clinicId, offerId: clinicId });
const system = ctxOf({ kind: 'system', organizationId: clinicId, reason: 'test' });
const open = { status: 'open', clinicId } as const;
const recorded = { note: 'asked twice', reason: 'pat' };

function refusal(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    assert.ok(error instanceof ProblemError);
    const { rule, fields } = error.details;
    return [error.code, rule ?? fields?.[0]?.path ?? ''].join(' ').trim();
  }
  return 'passed';
}

describe('requireTransition', () => {
  it('answers the next status to who may', () => {
    assert.equal(
      requireTransition(staff('scheduler'), workflow, 'close', open, recorded),
      'closed',
    );
    assert.equal(requireTransition(system, workflow, 'close', open, recorded), 'closed');
  });

  it('refuses who may not, before anything else is told', () => {
    const done = { status: 'closed', clinicId } as const;
    const attempt = () => requireTransition(staff('biller'), workflow, 'close', done);
    assert.equal(refusal(attempt), 'not-allowed');
  });

  it('refuses who may in another clinic only', () => {
    const elsewhere = { status: 'open', clinicId: '01937b2e-0000-7000-8000-000000000002' } as const;
    const attempt = () =>
      requireTransition(staff('scheduler'), workflow, 'close', elsewhere, recorded);
    assert.equal(refusal(attempt), 'not-allowed');
  });

  it('refuses the wrong state as a broken rule', () => {
    const done = { status: 'closed', clinicId } as const;
    const attempt = () => requireTransition(staff('scheduler'), workflow, 'close', done, recorded);
    assert.equal(refusal(attempt), 'rule-broken wrong-state');
  });

  it('names the field that is missing, and a reason that is not listed', () => {
    const close = (given: Record<string, unknown>) => () =>
      requireTransition(staff('scheduler'), workflow, 'close', open, given);
    assert.equal(refusal(close({ reason: 'pat' })), 'invalid-input note');
    assert.equal(refusal(close({ note: ' ', reason: 'pat' })), 'invalid-input note');
    assert.equal(refusal(close({ note: 'x' })), 'invalid-input reason');
    assert.equal(refusal(close({ note: 'x', reason: 'whim' })), 'invalid-input reason');
  });

  it('leaves the patient’s step to the patient', () => {
    assert.equal(requireTransition(patient, workflow, 'take', open), 'taken');
    const attempt = () => requireTransition(staff('administrator'), workflow, 'take', open);
    assert.equal(refusal(attempt), 'not-allowed');
  });

  it('lets server code take a system step in whatever scope it follows from', () => {
    for (const ctx of [system, patient, staff('scheduler')])
      assert.equal(requireTransition(ctx, workflow, 'lapse', open), 'lapsed');
  });
});
