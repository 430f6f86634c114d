import { convertToParamMap, UrlSegment } from '@angular/router';
import { filterOf, isNarrowed, queueAddress } from './queue-address';

describe('the address of a queue', () => {
  it('says what is on show', () => {
    const query = convertToParamMap({ show: 'snoozed', owner: 'me', level: 'late', status: 'x' });
    expect(filterOf(query)).toEqual({ show: 'snoozed', owner: 'me', level: 'late', status: 'x' });
    expect(isNarrowed(filterOf(query))).toBeTrue();
  });

  it('is taken as far as it makes sense', () => {
    const query = convertToParamMap({ show: 'everything', owner: 'sam', priority: 'highest' });
    expect(filterOf(query)).toEqual({ show: 'open' });
    expect(isNarrowed(filterOf(query))).toBeFalse();
  });

  it('says before which instant', () => {
    const before = '2026-11-24T13:00:00.000Z';
    const filter = filterOf(convertToParamMap({ before }));
    expect(filter).toEqual({ show: 'open', before });
    expect(isNarrowed(filter)).toBeTrue();
    for (const wrong of ['tomorrow', '2026-11-24', '', '9999-01-01T00:00:00Z'])
      expect(filterOf(convertToParamMap({ before: wrong }))).toEqual({ show: 'open' });
  });

  it('names at most one item', () => {
    const match = (...parts: string[]) => {
      const segments = parts.map((part) => new UrlSegment(part, {}));
      return queueAddress(segments, null!, null!)?.posParams;
    };
    expect(match()).toEqual({});
    expect(match('one')?.['itemId']?.path).toBe('one');
    expect(match('one', 'two')).toBeUndefined();
  });
});
