import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { areSet, brokenLimits, type DayLimits } from './limit-rules.ts';

function rules(limits: Partial<DayLimits>, load: Partial<Parameters<typeof brokenLimits>[1]>) {
  const none = { visitsADay: null, newPatientsADay: null };
  const empty = { visits: 0, newPatients: 0, isNew: false };
  return brokenLimits({ ...none, ...limits }, { ...empty, ...load }).map(({ rule }) => rule);
}

describe('the limits of a day', () => {
  it('let one more visit in until the last place is taken', () => {
    assert.deepEqual(rules({ visitsADay: 3 }, { visits: 2 }), []);
    assert.deepEqual(rules({ visitsADay: 3 }, { visits: 3 }), ['day-full']);
    assert.deepEqual(rules({}, { visits: 300 }), []);
  });

  it('count new patients only for who is new, and ask nothing where that is not known', () => {
    const limits = { newPatientsADay: 1 };
    assert.deepEqual(rules(limits, { newPatients: 1, isNew: true }), ['new-patients-full']);
    assert.deepEqual(rules(limits, { newPatients: 1, isNew: false }), []);
    assert.deepEqual(rules(limits, { newPatients: 1, isNew: null }), []);
    assert.deepEqual(rules({ newPatientsADay: 0 }, { isNew: true }), ['new-patients-full']);
  });

  it('are told apart where both are reached', () => {
    const limits = { visitsADay: 2, newPatientsADay: 2 };
    assert.deepEqual(rules(limits, { visits: 2, newPatients: 2, isNew: true }), [
      'day-full',
      'new-patients-full',
    ]);
    assert.equal(areSet(limits), true);
    assert.equal(areSet({ visitsADay: null, newPatientsADay: null }), false);
  });
});
