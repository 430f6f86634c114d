import { spanOf, spanWords, typedOf, type TypedTimes } from './exception-words';

const newYork = 'America/New_York';
const format = { time: (iso: string) => iso.slice(11, 16), date: (date: string) => date.slice(5) };

function typed(changed: Partial<TypedTimes>): TypedTimes {
  return {
    wholeDays: false,
    fromDate: '2026-11-24',
    fromTime: '09:00',
    untilDate: '2026-11-24',
    untilTime: '12:00',
    ...changed,
  };
}

describe('the times of an exception', () => {
  it('are instants of the clinic’s clocks, and typed again as they were', () => {
    const times = typed({ untilDate: '2026-11-25' });
    const span = { startsAt: '2026-11-24T14:00:00.000Z', endsAt: '2026-11-25T17:00:00.000Z' };
    expect(spanOf(times, newYork)).toEqual(span);
    expect(typedOf(span, newYork)).toEqual(times);
    expect(spanWords(span, newYork, format)).toBe('11-24, 14:00 – 11-25, 17:00');
  });

  it('of whole days reach to the end of the last, of 25 hours too', () => {
    const times = typed({ wholeDays: true, fromDate: '2026-10-31', untilDate: '2026-11-01' });
    const span = { startsAt: '2026-10-31T04:00:00.000Z', endsAt: '2026-11-02T05:00:00.000Z' };
    expect(spanOf(times, newYork)).toEqual(span);
    expect(typedOf(span, newYork)).toEqual(
      jasmine.objectContaining({ wholeDays: true, untilDate: '2026-11-01' }),
    );
    expect(spanWords(span, newYork, format)).toBe('10-31 – 11-01');
  });

  it('begin with the change where the clocks skip midnight', () => {
    const day = typed({ wholeDays: true, fromDate: '2026-09-06', untilDate: '2026-09-06' });
    expect(spanOf(day, 'America/Santiago').startsAt).toBe('2026-09-06T04:00:00.000Z');
  });

  it('are missing where the clocks skip them', () => {
    const skipped = typed({ fromDate: '2027-03-14', fromTime: '02:30', untilDate: '2027-03-14' });
    expect(spanOf(skipped, newYork).startsAt).toBeUndefined();
    expect(spanOf(skipped, newYork).endsAt).toBe('2027-03-14T16:00:00.000Z');
  });
});
