import { sizeWords } from './file-size';

describe('sizeWords', () => {
  it('count by thousands, without false precision', () => {
    expect(
      [1, 999, 1000, 412_300, 999_499, 999_500, 2_440_000, 1_234_000_000].map(sizeWords),
    ).toEqual(['1 byte', '999 bytes', '1 kB', '412 kB', '999 kB', '1.0 MB', '2.4 MB', '1.2 GB']);
  });
});
