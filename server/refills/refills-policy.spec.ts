// Who may decide what: authority is the person's, delegation is the protocol's.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { controlledSchedules, type ControlledSchedule } from '#contract/prescription';
import { denialReasons, delegatedDenials, type DenialReason } from '#contract/refill-workflow';
import type { PrescriberFacts } from '../staff/prescriber-queries.ts';
import { denyDenying, denyGranting, denySigning, isPrescriber } from './refills-policy.ts';

const today = '2026-11-23';
const nobody: PrescriberFacts = { prescriber: false, licence: null, deaSchedules: [] };
const doctor: PrescriberFacts = {
  ...{ prescriber: true, licence: { state: 'MA', expiresOn: '2026-11-23' } },
  deaSchedules: ['3', '4', '5'],
};
const granting = { actor: doctor, schedule: null, state: 'MA', notDelegated: [], today };
const schedules = Object.keys(controlledSchedules) as ControlledSchedule[];

describe('granting', () => {
  it('is anybody’s by protocol with everything met, and else a prescriber’s', () => {
    assert.equal(denyGranting({ ...granting, actor: nobody }), null);
    const unmet = { ...granting, notDelegated: ['Not met: Seen.'] };
    assert.equal(denyGranting({ ...unmet, actor: nobody })?.rule, 'not-delegated');
    assert.equal(denyGranting(unmet), null);
  });

  it('of a controlled substance is never delegated', () => {
    for (const schedule of schedules)
      assert.equal(denyGranting({ ...granting, actor: nobody, schedule })?.rule, 'no-authority');
  });

  it('of a controlled substance takes the schedule, the licence in force and its state', () => {
    for (const schedule of schedules) {
      const covered = doctor.deaSchedules.includes(schedule);
      assert.equal(denyGranting({ ...granting, schedule }) === null, covered, schedule);
    }
    const four = { ...granting, schedule: '4' as const };
    assert.equal(denyGranting({ ...four, state: 'NH' })?.rule, 'no-authority');
    assert.equal(denyGranting({ ...four, state: null }), null);
    assert.equal(denyGranting({ ...four, today: '2026-11-24' })?.rule, 'no-authority');
  });
});

describe('a licence', () => {
  it('counts through its last day, and not without the right to prescribe', () => {
    assert.equal(isPrescriber(doctor, today), true);
    assert.equal(isPrescriber(doctor, '2026-11-24'), false);
    assert.equal(isPrescriber({ ...doctor, prescriber: false }, today), false);
    assert.equal(denySigning(nobody, today)?.rule, 'no-authority');
    assert.equal(denySigning(doctor, today), null);
  });
});

describe('denying', () => {
  it('is delegated for some reasons alone', () => {
    for (const reason of Object.keys(denialReasons) as DenialReason[]) {
      const refused = denyDenying({ actor: nobody, reason, today }) !== null;
      assert.equal(refused, !delegatedDenials.includes(reason), reason);
      assert.equal(denyDenying({ actor: doctor, reason, today }), null);
    }
  });
});
