import { isFoundBy } from './found-by';

describe('isFoundBy', () => {
  it('finds names with accents by plain letters, and the other way round', () => {
    expect(isFoundBy('garcia', 'García, Zoë DEMO-000901')).toBeTrue();
    expect(isFoundBy('GARCÍA', 'Garcia, Zoe')).toBeTrue();
  });

  it('takes the words in any order, and wants them all', () => {
    expect(isFoundBy(' zoe garc', 'García, Zoë')).toBeTrue();
    expect(isFoundBy('zoe diaz', 'García, Zoë')).toBeFalse();
  });

  it('finds everybody while nothing is typed', () => {
    expect(isFoundBy(' ', 'García, Zoë')).toBeTrue();
  });
});
