import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { holds as grantsHold, type Permission, type Role } from '#contract/permission';
import { denyBooking, denyOverride, denyTransition, type Holds } from './calendar-policy.ts';
import {
  brokenRules,
  canStillUndo,
  hasStarted,
  isInThePast,
  isLate,
  occupiedSpan,
  startsOnMinute,
  weighOverrides,
} from './calendar-rules.ts';

const noon = '2026-11-24T17:00:00.000Z';
const aDayBefore = '2026-11-23T17:00:00.000Z';

describe('time', () => {
  it('a visit that starts this instant is not in the past but has started', () => {
    assert.equal(isInThePast(noon, noon), false);
    assert.equal(hasStarted(noon, noon), true);
    assert.equal(isInThePast(aDayBefore, noon), true);
    assert.equal(hasStarted(noon, aDayBefore), false);
  });

  it('exactly the clinic’s notice is not late, a minute less is', () => {
    assert.equal(isLate(noon, aDayBefore, 1440), false);
    assert.equal(isLate(noon, '2026-11-23T17:00:01.000Z', 1440), true);
    assert.equal(isLate(noon, noon, 0), false);
  });

  it('undo ends at its instant, when an offer may leave', () => {
    assert.equal(canStillUndo(noon, '2026-11-24T16:59:59.999Z'), true);
    assert.equal(canStillUndo(noon, noon), false);
    assert.equal(canStillUndo(null, noon), false);
  });

  it('visits start on whole minutes', () => {
    assert.equal(startsOnMinute('2026-11-24T14:05:00.000Z'), true);
    assert.equal(startsOnMinute('2026-11-24T14:05:00.001Z'), false);
    assert.equal(startsOnMinute('2026-11-24T14:05:10.000Z'), false);
  });

  it('is occupied with the buffers on both sides', () => {
    const visit = { startsAt: noon, endsAt: '2026-11-24T17:30:00.000Z' };
    assert.deepEqual(occupiedSpan(visit, { bufferBefore: 5, bufferAfter: 10 }), {
      startsAt: '2026-11-24T16:55:00.000Z',
      endsAt: '2026-11-24T17:40:00.000Z',
    });
  });
});

describe('soft rules', () => {
  it('are all named at once', () => {
    const broken = brokenRules({ hours: ['outside-template'], patientBusy: true });
    assert.deepEqual(
      broken.map(({ rule }) => rule),
      ['outside-template', 'patient-busy'],
    );
    assert.deepEqual(brokenRules({ hours: [], patientBusy: false }), []);
  });

  it('stand unless each is overridden by name; reasons for rules that hold are dropped', () => {
    const broken = brokenRules({ hours: ['visit-type-not-allowed'], patientBusy: true });
    const { standing, overridden } = weighOverrides(broken, [
      { rule: 'patient-busy', reason: 'two short visits' },
      { rule: 'outside-template', reason: 'not needed' },
    ]);
    assert.deepEqual(
      standing.map(({ rule }) => rule),
      ['visit-type-not-allowed'],
    );
    assert.deepEqual(
      overridden.map(({ rule, reason }) => [rule, reason]),
      [['patient-busy', 'two short visits']],
    );
  });
});

describe('policy', () => {
  const [here, elsewhere] = ['clinic-a', 'clinic-b'];
  const as =
    (role: Role): Holds =>
    (permission: Permission, clinicId: string) =>
      grantsHold([{ clinicId: here, role }], permission, clinicId);

  it('lets those book who book, in their clinic only', () => {
    assert.equal(denyBooking(as('scheduler'), here), null);
    assert.notEqual(denyBooking(as('scheduler'), elsewhere), null);
    assert.notEqual(denyBooking(as('pharmacist'), here), null);
  });

  it('lets managers override hours and every scheduler a patient’s clash', () => {
    assert.notEqual(denyOverride(as('scheduler'), 'outside-template', here), null);
    assert.equal(denyOverride(as('clinic-manager'), 'outside-template', here), null);
    assert.equal(denyOverride(as('scheduler'), 'patient-busy', here), null);
  });

  it('takes who may change a visit from its workflow', () => {
    const visit = { clinic_id: here };
    for (const transition of ['move', 'cancel', 'reinstate'] as const) {
      assert.equal(denyTransition(as('call-centre-agent'), transition, visit), null);
      assert.notEqual(denyTransition(as('clinician'), transition, visit), null);
    }
  });
});
