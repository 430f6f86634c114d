import { typedFees } from './typed-fees';

describe('A fee schedule as it is pasted', () => {
  it('is read line by line, with or without headings, to the cent', () => {
    const text = 'procedure,modifier,amount\n99213,,92.40\n\n99213,25,"1,092.4"\nj1100;;3\n';
    expect(typedFees(text)).toEqual({
      fees: [
        { procedure: '99213', modifier: '', cents: 9_240 },
        { procedure: '99213', modifier: '25', cents: 109_240 },
        { procedure: 'J1100', modifier: '', cents: 300 },
      ],
      problems: [],
    });
  });

  it('says what is wrong with which line', () => {
    expect(typedFees('99213,,9\n99213,,10\nX,,1\n99214,250,1\n99215,,free').problems).toEqual([
      'Line 2: the same as line 1.',
      'Line 3: “X” is no code of a procedure.',
      'Line 4: “250” is no modifier of two characters.',
      'Line 5: “free” is no amount such as 120.50.',
    ]);
    expect(typedFees('\n').problems).toEqual(['There is no fee in it.']);
  });
});
