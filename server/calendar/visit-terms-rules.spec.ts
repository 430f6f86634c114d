import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { standardTerms } from '#contract/visit-terms';
import { brokenTerms, denyBookingType } from './visit-terms-rules.ts';

const now = '2026-11-23T15:00:00.000Z';
const type = {
  ...{ name: 'Consult', ...standardTerms },
  ...{ leadMinutes: 1440, horizonDays: 30 as number | null },
};

function rules(
  changed: Partial<typeof type>,
  facts: { startsAt?: string; isEstablished?: boolean | null } = {},
): string[] {
  const judged = { startsAt: '2026-11-30T15:00:00.000Z', now, isEstablished: null, ...facts };
  return brokenTerms({ ...type, ...changed }, judged).map(({ rule }) => rule);
}

describe('the terms of a visit type', () => {
  it('let a visit stand from exactly the lead time to exactly the horizon', () => {
    assert.deepEqual(rules({}, { startsAt: '2026-11-24T15:00:00.000Z' }), []);
    assert.deepEqual(rules({}, { startsAt: '2026-11-24T14:59:00.000Z' }), ['too-soon']);
    assert.deepEqual(rules({}, { startsAt: '2026-12-23T15:00:00.000Z' }), []);
    assert.deepEqual(rules({}, { startsAt: '2026-12-23T15:01:00.000Z' }), ['too-far-ahead']);
    assert.deepEqual(rules({ horizonDays: null }, { startsAt: '2028-12-23T15:00:00.000Z' }), []);
  });

  it('tell new patients from established ones, and ask about neither when booked already', () => {
    assert.deepEqual(rules({ patients: 'new' }, { isEstablished: true }), ['new-patients-only']);
    assert.deepEqual(rules({ patients: 'new' }, { isEstablished: false }), []);
    const onlyEstablished = { patients: 'established' } as const;
    assert.deepEqual(rules(onlyEstablished, { isEstablished: false }), [
      'established-patients-only',
    ]);
    assert.deepEqual(rules(onlyEstablished, { isEstablished: true }), []);
    assert.deepEqual(rules(onlyEstablished), []);
    assert.deepEqual(rules({}, { isEstablished: false }), []);
  });

  it('say in words how far ahead', () => {
    const words = (leadMinutes: number): string =>
      brokenTerms({ ...type, leadMinutes }, { startsAt: now, now, isEstablished: null })[0]!
        .message;
    assert.equal(words(2880), '“Consult” is booked at least 2 days ahead.');
    assert.equal(words(60), '“Consult” is booked at least 1 hour ahead.');
    assert.equal(words(90), '“Consult” is booked at least 90 minutes ahead.');
  });
});

describe('who books a visit type', () => {
  const managed = { name: 'Consult', bookedBy: ['clinic-manager' as const] };

  it('is whoever books visits where nobody is named', () => {
    assert.equal(denyBookingType({ ...managed, bookedBy: [] }, ['scheduler']), null);
  });

  it('is one of the roles that are named, or who acts for a patient', () => {
    assert.equal(denyBookingType(managed, ['scheduler', 'clinic-manager']), null);
    assert.equal(denyBookingType(managed, null), null);
    assert.match(denyBookingType(managed, ['scheduler']) ?? '', /not booked by your role/);
    assert.notEqual(denyBookingType(managed, []), null, 'a program holds no role');
  });
});
