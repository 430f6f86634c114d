import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ageOn } from './age.ts';
import { isKeptFromPlan, type PlanRestriction } from './patient-flag.ts';

it('a restriction keeps the services of its days from its plan, or from every plan', () => {
  const restriction: PlanRestriction = {
    kind: 'plan-restriction',
    coverageId: 'a',
    from: '2026-11-01',
    until: '2026-11-30',
    service: null,
  };
  const kept = (over: Partial<PlanRestriction>, on: string, coverageId: string) =>
    isKeptFromPlan([{ ...restriction, ...over }], { on, coverageId });
  assert.equal(kept({}, '2026-11-01', 'a'), true);
  assert.equal(kept({}, '2026-11-30', 'a'), true);
  assert.equal(kept({}, '2026-10-31', 'a'), false);
  assert.equal(kept({}, '2026-12-01', 'a'), false);
  assert.equal(kept({}, '2026-11-15', 'b'), false);
  assert.equal(kept({ coverageId: null }, '2026-11-15', 'b'), true);
  assert.equal(kept({ until: null }, '2036-11-15', 'a'), true);
  assert.equal(isKeptFromPlan([], { on: '2026-11-15', coverageId: 'a' }), false);
});

it('a person is a year older on the birthday, and on 1 March who was born on 29 February', () => {
  assert.equal(ageOn('2008-11-26', '2026-11-25'), 17);
  assert.equal(ageOn('2008-11-26', '2026-11-26'), 18);
  assert.equal(ageOn('2008-02-29', '2026-02-28'), 17);
  assert.equal(ageOn('2008-02-29', '2026-03-01'), 18);
  assert.equal(ageOn('2008-02-29', '2028-02-29'), 20);
});
