import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { businessCalendar } from '../platform/work/business-calendar.ts';
import { planClock } from '../platform/work/deadline.ts';
import {
  appealClock,
  decisionClock,
  prepareClock,
  untilClock,
  untilDayClock,
} from './authorizations-rule.ts';

const zone = 'America/New_York';
const until = (rule: { standard: Parameters<typeof planClock>[0] }, from: string): string =>
  planClock(rule.standard, from, businessCalendar.standard, zone).deadlineAt;

describe('the clock of a payer', () => {
  const received = '2026-11-23T15:00:00.000Z';
  const cases = [
    ['medicare-advantage', 'standard', false, '2026-12-01T05:00:00.000Z'],
    ['medicare-advantage', 'expedited', false, '2026-11-26T15:00:00.000Z'],
    ['medicaid-managed', 'standard', false, '2026-12-01T05:00:00.000Z'],
    // Federal exchange plans keep their own limits.
    ['marketplace', 'standard', false, '2026-12-09T05:00:00.000Z'],
    ['commercial', 'expedited', false, '2026-11-26T15:00:00.000Z'],
    // CMS-0057-F leaves drugs out; Part D has its own clock.
    ['medicare-advantage', 'standard', true, '2026-11-26T15:00:00.000Z'],
    ['medicare-advantage', 'expedited', true, '2026-11-24T15:00:00.000Z'],
    ['medicaid', 'standard', true, '2026-12-09T05:00:00.000Z'],
  ] as const;
  for (const [lineOfBusiness, urgency, isDrug, wanted] of cases)
    it(`is that of ${lineOfBusiness}, ${urgency}${isDrug ? ', for a drug' : ''}`, () => {
      assert.equal(until(decisionClock(lineOfBusiness, urgency, isDrug), received), wanted);
    });

  it('counts elapsed hours over the change of the hour, and calendar days by the clock of the clinic', () => {
    // The clocks go forward in the night to Sunday, 14 March 2027.
    const friday = '2027-03-12T17:00:00.000Z';
    const urgent = decisionClock('medicaid', 'expedited', false);
    assert.equal(until(urgent, friday), '2027-03-15T17:00:00.000Z');
    const usual = decisionClock('medicaid', 'standard', false);
    assert.equal(until(usual, friday), '2027-03-20T04:00:00.000Z');
  });

  it('does not stop for a holiday, as ours does', () => {
    const wednesday = '2026-11-25T15:00:00.000Z';
    assert.equal(
      until(decisionClock('commercial', 'expedited', false), wednesday),
      '2026-11-28T15:00:00.000Z',
    );
    // Thanksgiving and the weekend are not counted; two working days are.
    assert.equal(until(prepareClock, wednesday), '2026-11-30T22:00:00.000Z');
  });

  it('gives each line of business its time to appeal', () => {
    assert.equal(until(appealClock('commercial'), received), '2027-05-23T04:00:00.000Z');
    assert.equal(until(appealClock('medicare-advantage'), received), '2027-01-28T05:00:00.000Z');
    assert.equal(until(appealClock('military'), received), '2027-01-23T05:00:00.000Z');
  });

  it('ends to the minute where the payer has set the end itself', () => {
    const from = '2026-11-23T15:00:00.000Z';
    const terms = { title: 'Sent', from, until: '2026-11-28T05:00:00.000Z', warnDays: 1 };
    const rule = untilClock('authorizations.documents', terms);
    assert.equal(until(rule, from), '2026-11-28T05:00:00.000Z');
  });

  it('counts what is more than a year away by the hour', () => {
    const from = '2026-11-23T15:00:00.000Z';
    const terms = { title: 'Sent', from, until: '2028-11-23T15:30:00.000Z', warnDays: 1 };
    const rule = untilClock('authorizations.documents', terms);
    assert.equal(until(rule, from), '2028-11-23T15:00:00.000Z');
  });

  it('ends with the day that the payer named, today as well as years from now, over changes of the hour', () => {
    const from = '2026-11-23T15:00:00.000Z';
    for (const [day, wanted] of [
      ['2026-11-23', '2026-11-24T05:00:00.000Z'],
      ['2026-11-24', '2026-11-25T05:00:00.000Z'],
      ['2027-06-30', '2027-07-01T04:00:00.000Z'],
      ['2030-01-31', '2030-02-01T05:00:00.000Z'],
    ] as const) {
      const terms = { title: 'Sent', from, day, zone, warnDays: 1 };
      assert.equal(until(untilDayClock('authorizations.documents', terms), from), wanted);
    }
  });
});
