import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DatedFact } from './eligibility.ts';
import { givenResponse, givenReviewAnswer } from './given-278.ts';
import { reviewActions } from './review-codes.ts';
import { outcomeOf } from './review-outcome.ts';

describe('the outcome of a review', () => {
  const { event, services } = givenResponse(givenReviewAnswer);
  assert.ok(event);

  it('of a service is its own decision with its days and count', () => {
    assert.deepEqual(outcomeOf(event, services[0]!), {
      action: 'A6',
      certification: 'CERT-101',
      reasons: ['0V', '0W'],
      certified: {
        from: '2026-12-01',
        to: '2026-12-31',
        issuedOn: '2026-11-23',
        quantity: { kind: 'UN', count: '8.5' },
      },
    });
    const denied = outcomeOf(event, services[1]!);
    assert.deepEqual(denied, { action: 'A3', certification: '', reasons: ['0T'], certified: null });
  });

  it('of a service that was rejected is none, of one that says nothing that of its event', () => {
    assert.equal(outcomeOf(event, services[2]!), null);
    assert.deepEqual(outcomeOf(event, services[3]!), {
      action: 'A2',
      certification: 'CERT-100',
      reasons: [],
      certified: {
        from: '2026-12-01',
        to: '2027-01-15',
        issuedOn: '2026-11-23',
        quantity: { kind: 'VS', count: '2' },
      },
    });
  });

  it('of the event has its own days, and the days asked for where the payer says no others', () => {
    const whole = outcomeOf(event, null);
    assert.equal(whole?.certified?.to, '2027-01-15');
    assert.deepEqual(whole.certified.quantity, { kind: 'VS', count: '20' });
    const dates = event.dates.filter(({ kind }) => kind === 'AAH');
    const certified = outcomeOf({ ...event, dates }, null)?.certified;
    assert.deepEqual(certified, {
      from: '2026-12-01',
      to: '2027-01-31',
      issuedOn: null,
      quantity: { kind: 'VS', count: '20' },
    });
    assert.equal(outcomeOf({ ...event, decision: null }, null), null);
  });

  const days = (dates: readonly DatedFact[], ofService?: readonly DatedFact[]): unknown => {
    const service = ofService ? { ...services[3]!, dates: ofService } : null;
    const certified = outcomeOf({ ...event, dates }, service)?.certified;
    return [certified?.from, certified?.to];
  };
  const fact = (kind: string, from: string, to = from): DatedFact => ({
    kind,
    range: { from, to },
  });

  it('ends on the day that the payer names for it', () => {
    assert.deepEqual(days([...event.dates, fact('036', '2027-01-10')]), [
      '2026-12-01',
      '2027-01-10',
    ]);
    assert.deepEqual(days([fact('007', '2026-12-01')]), ['2026-12-01', null]);
    assert.deepEqual(days([fact('346', '2026-12-01'), fact('347', '2026-12-24')]), [
      '2026-12-01',
      '2026-12-24',
    ]);
  });

  it('never goes beyond the certification, though days of care that were asked for do', () => {
    const asked = fact('472', '2026-12-02', '2027-03-31');
    assert.deepEqual(days(event.dates, [asked]), ['2026-12-01', '2027-01-15']);
    assert.deepEqual(days(event.dates, [asked, fact('036', '2026-12-20')]), [
      '2026-12-01',
      '2026-12-20',
    ]);
    assert.deepEqual(days([fact('AAH', '2026-12-01'), asked]), ['2026-12-02', '2027-03-31']);
    assert.deepEqual(days([fact('AAH', '2026-12-01')], [asked]), ['2026-12-02', '2027-03-31']);
    assert.deepEqual(days([fact('435', '2026-12-01')]), [null, null]);
  });

  it('certifies nothing but by the three codes that do', () => {
    for (const action of Object.keys(reviewActions) as (keyof typeof reviewActions)[]) {
      const decision = { action, certification: '', reasons: [] };
      const outcome = outcomeOf({ ...event, decision }, null);
      assert.equal(outcome?.certified !== null, ['A1', 'A2', 'A6'].includes(action), action);
    }
  });
});
