import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  isLateEntry,
  lastStepAt,
  noShowFrom,
  notBegun,
  refuseStepTime,
  timesAtReset,
} from './visit-step-rules.ts';

const day = { startsAt: '2026-11-23T05:00:00.000Z', endsAt: '2026-11-24T05:00:00.000Z' };
const now = '2026-11-23T15:00:00.000Z';

describe('the time of a step', () => {
  const refused = (at: string, last: string | null = null, at2 = now) =>
    refuseStepTime({ at, now: at2, day, last })?.rule ?? null;

  it('may be now, and any time of the day before', () => {
    assert.equal(refused(now), null);
    assert.equal(refused(day.startsAt), null);
  });

  it('is not in the future, of another day, or before the last step', () => {
    assert.equal(refused('2026-11-23T15:00:00.001Z'), 'in-the-future');
    assert.equal(refused('2026-11-23T04:59:59.999Z'), 'not-on-the-day');
    assert.equal(refused(day.endsAt, null, '2026-11-24T12:00:00.000Z'), 'not-on-the-day');
    assert.equal(
      refused('2026-11-23T14:00:00.000Z', '2026-11-23T14:00:01.000Z'),
      'before-last-step',
    );
    assert.equal(refused('2026-11-23T14:00:00.000Z', '2026-11-23T14:00:00.000Z'), null);
  });

  it('is a late entry when a minute has gone by', () => {
    assert.equal(isLateEntry('2026-11-23T14:59:00.001Z', now), false);
    assert.equal(isLateEntry('2026-11-23T14:59:00.000Z', now), true);
  });
});

describe('a no-show', () => {
  it('is possible from start and grace on', () => {
    assert.equal(noShowFrom(now, 15), '2026-11-23T15:15:00.000Z');
    assert.equal(noShowFrom(now, 0), now);
  });
});

describe('a reset', () => {
  const times = {
    ...notBegun,
    arrived_at: '2026-11-23T15:00:00.000Z',
    checked_in_at: '2026-11-23T15:05:00.000Z',
    seen_at: '2026-11-23T15:10:00.000Z',
    closed_at: '2026-11-23T15:30:00.000Z',
    entered_late: ['arrived', 'with-provider'] as const,
  };

  it('keeps the times up to where it goes, and their marks', () => {
    assert.equal(lastStepAt(times), times.closed_at);
    const toCheckedIn = timesAtReset(times, 'checked-in');
    assert.equal(lastStepAt(toCheckedIn), times.checked_in_at);
    assert.deepEqual(toCheckedIn.entered_late, ['arrived']);
    assert.equal(lastStepAt(timesAtReset(times, 'arrived')), times.arrived_at);
    const toBooked = timesAtReset(times, 'booked');
    assert.deepEqual([lastStepAt(toBooked), toBooked.entered_late], [null, []]);
  });
});
