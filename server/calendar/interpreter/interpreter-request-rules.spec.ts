import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  isToCome,
  notInterpreted,
  stepAfter,
  stepByNeed,
  type InterpretedVisit,
} from './interpreter-request-rules.ts';

const booked: InterpretedVisit = {
  ...{ status: 'booked', stage: null, modality: 'in-person', resource_ids: [] },
  ...{ starts_at: '2026-11-24T14:00:00.000Z', ...notInterpreted },
};
const asked: InterpretedVisit = {
  ...booked,
  ...{ interpreter_status: 'confirmed', interpreter_mode: 'video' },
};
const later = { starts_at: '2026-11-24T15:00:00.000Z' };

describe('the interpreter of a visit', () => {
  it('is asked again after a move, unless the visit has begun', () => {
    assert.equal(stepAfter(asked, { ...asked, ...later }), 'moved');
    assert.equal(stepAfter(asked, { ...asked, ...later, status: 'checked-in' }), null);
  });

  it('is withdrawn once, when the visit is off', () => {
    const off: InterpretedVisit = { ...asked, status: 'cancelled' };
    assert.equal(stepAfter(asked, off), 'visit-off');
    assert.equal(stepAfter(asked, { ...asked, status: 'entered-in-error' }), 'visit-off');
    assert.equal(stepAfter({ ...off, interpreter_status: 'withdrawn' }, off), null);
    assert.equal(stepAfter(booked, { ...booked, status: 'cancelled' }), null);
  });

  it('has come when the patient left without being seen, or was missed', () => {
    const left: InterpretedVisit = { ...asked, status: 'cancelled', stage: 'left' };
    assert.equal(stepAfter({ ...asked, status: 'arrived' }, left), null);
    assert.equal(stepAfter(asked, { ...asked, status: 'noshow' }), null);
  });

  it('is looked at again by need when the visit stands, moves or takes something else', () => {
    const held: InterpretedVisit = { ...booked, status: 'pending' };
    assert.equal(stepAfter(held, booked), 'ask-need');
    assert.equal(stepAfter(booked, { ...booked, ...later }), 'ask-need');
    assert.equal(stepAfter(asked, { ...asked, resource_ids: ['one'] }), 'ask-need');
    assert.equal(stepAfter(booked, { ...booked, status: 'arrived' }), null);
  });

  it('follows the need', () => {
    assert.equal(stepByNeed(notInterpreted, true), 'ask');
    assert.equal(stepByNeed(notInterpreted, false), null);
    assert.equal(stepByNeed(asked, false), 'not-needed');
    assert.equal(stepByNeed(asked, true), null);
    const withdrawn = { ...asked, interpreter_status: 'withdrawn' } as const;
    assert.equal(stepByNeed(withdrawn, true), 'revive');
    assert.equal(stepByNeed(withdrawn, false), null);
  });

  it('is not asked for a hold or an e-visit', () => {
    assert.equal(isToCome({ status: 'pending', modality: 'in-person' }), false);
    assert.equal(isToCome({ status: 'booked', modality: 'e-visit' }), false);
    assert.equal(isToCome({ status: 'arrived', modality: 'phone' }), true);
  });
});
