import { aClaim } from './given-claims';
import { claimChangeOf, differences, typedClaim, type TypedLine } from './typed-claim';

const claim = aClaim();
const typed = typedClaim(claim);

function withLine(change: Partial<TypedLine>) {
  return { ...typed, lines: typed.lines.map((line) => ({ ...line, ...change })) };
}

describe('A claim that is mended', () => {
  it('sends only what differs', () => {
    expect(claimChangeOf(claim, typed).value).toEqual({ lines: [] });
    const mended = { ...withLine({ procedure: '99214', charge: '150.5' }), authorization: ' A7 ' };
    expect(claimChangeOf(claim, mended).value).toEqual({
      lines: [{ number: 1, procedure: '99214', chargeCents: 15_050 }],
      authorization: 'A7',
    });
  });

  it('says each difference before it is sent', () => {
    expect(differences(claim, typed)).toEqual([]);
    expect(differences(claim, { ...withLine({ modifiers: '' }), authorization: 'A7' })).toEqual([
      { what: 'Line 1, modifiers', before: '25', after: 'none' },
      { what: 'Authorization', before: 'none', after: 'A7' },
    ]);
    expect(differences(claim, withLine({ charge: '150' }))[0]).toEqual({
      ...{ what: 'Line 1, charge', before: '$420.00', after: '$150.00' },
    });
  });

  it('does not mind small letters and commas', () => {
    expect(claimChangeOf(claim, { ...typed, diagnoses: 'e119, i10' }).value).toEqual({ lines: [] });
    expect(claimChangeOf(claim, { ...typed, diagnoses: 'e11.9 j45.909' }).value).toEqual({
      ...{ lines: [], diagnoses: ['E119', 'J45909'] },
    });
  });

  it('says what is wrong, and in which line', () => {
    expect(claimChangeOf(claim, withLine({ procedure: '9' })).fault).toContain('Line 1:');
    expect(claimChangeOf(claim, withLine({ charge: 'much' })).fault).toContain('amount');
    expect(claimChangeOf(claim, withLine({ units: '-1' })).fault).toContain('units');
    expect(claimChangeOf(claim, withLine({ pointers: '13' })).fault).toContain('places');
    expect(claimChangeOf(claim, { ...typed, diagnoses: 'flu' }).fault).toContain('FLU');
    expect(claimChangeOf(claim, { ...typed, memberId: ' ' }).fault).toContain('member');
  });
});
