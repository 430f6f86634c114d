// Any remittance that can be written: what fast-check draws from for the way there and back. Each one balances.
import fc from 'fast-check';
import type { Party, Reference } from './eligibility.ts';
import type {
  Adjustment,
  AdjustmentGroup,
  ProviderAdjustment,
  RemittedAmount,
  RemittedClaim,
  RemittedLine,
  RemittedPerson,
  RemittedProcedure,
  RemittedQuantity,
} from './remittance.ts';
import type { New835, WrittenRemittance } from './write-835.ts';

const character = fc.constantFrom(...Array.from('AZaz09 \'"-./,()&+#@%_=?!;<>[]{}|$éÉñß'));
/** Without blanks around it, which no reader would give back. */
const text = fc
  .string({ unit: character, minLength: 1, maxLength: 20 })
  .filter((each) => each.trim() === each);
const maybe = fc.oneof(fc.constant(''), text);
const code = fc.string({
  unit: fc.constantFrom(...Array.from('ABXYZ059')),
  ...{ minLength: 1, maxLength: 5 },
});
const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const maybeDay = fc.option(day);
const cents = fc.integer({ min: -5_000_000, max: 50_000_000 });
const count = fc
  .tuple(fc.integer({ min: 1, max: 99_999 }), fc.constantFrom('', '.5', '.25'))
  .map(([whole, fraction]) => `${whole}${fraction}`);

const reference: fc.Arbitrary<Reference> = fc.record({
  kind: fc.constantFrom('EA', 'F8', '1L', 'CE', 'SY', '0K'),
  value: text,
});
const references = fc.array(reference, { maxLength: 3 });
const amounts: fc.Arbitrary<RemittedAmount[]> = fc.array(
  fc.record({ kind: fc.constantFrom('AU', 'I', 'D8', 'KH'), amount: cents }),
  { maxLength: 2 },
);
const quantities: fc.Arbitrary<RemittedQuantity[]> = fc.array(
  fc.record({ kind: fc.constantFrom('CA', 'ZK'), count }),
  { maxLength: 2 },
);

const adjustments: fc.Arbitrary<Adjustment[]> = fc.array(
  fc.record({
    segment: fc.constant(0),
    group: fc.constantFrom<AdjustmentGroup>('CO', 'PR', 'OA', 'PI'),
    reason: code,
    amount: cents,
    quantity: fc.option(count),
  }),
  { maxLength: 9 },
);

const procedure: fc.Arbitrary<RemittedProcedure> = fc.record({
  kind: fc.constantFrom('HC', 'AD', 'N4'),
  code,
  modifiers: fc.array(code, { maxLength: 4 }),
  text: maybe,
});

const line: fc.Arbitrary<RemittedLine> = fc
  .record({
    segment: fc.constant(0),
    procedure,
    submitted: fc.option(procedure),
    revenueCode: fc.oneof(fc.constant(''), code),
    charge: cents,
    units: count,
    submittedUnits: fc.option(count),
    days: fc.option(fc.tuple(day, day), { nil: [null, null] }),
    control: fc.option(text),
    allowed: fc.option(cents),
    ...{ adjustments, references, amounts, quantities },
    remarks: fc.array(code, { maxLength: 3 }),
  })
  .map(({ days: [from, to], ...rest }) => ({
    ...{ ...rest, from, to },
    paid: rest.charge - sumOf(rest.adjustments),
  }));

const person: fc.Arbitrary<RemittedPerson> = fc
  .record({ family: text, given: maybe, middle: maybe, suffix: maybe, id: maybe })
  .map((rest) => ({ ...rest, idKind: rest.id === '' ? '' : 'MI' }));
const party: fc.Arbitrary<Party> = fc
  .record({
    kind: fc.constantFrom('person' as const, 'organization' as const),
    ...{ name: text, given: maybe, id: maybe },
  })
  .map((rest) => ({ ...rest, idKind: rest.id === '' ? '' : 'XX' }));

export const anyRemittedClaim: fc.Arbitrary<RemittedClaim> = fc
  .record({
    segment: fc.constant(0),
    claimControl: text,
    status: fc.constantFrom('1', '2', '3', '4', '19', '20', '21', '22', '23', '25'),
    charge: cents,
    patientResponsibility: cents,
    ...{ filing: maybe, payerControl: maybe, facility: maybe, frequency: maybe },
    adjustments,
    patient: fc.option(person),
    insured: fc.option(person),
    corrected: fc.option(person),
    rendering: fc.option(party),
    crossover: fc.option(party),
    otherPayer: fc.option(party),
    remarks: fc.array(code, { maxLength: 10 }),
    from: maybeDay,
    to: maybeDay,
    received: maybeDay,
    coverageEnded: maybeDay,
    ...{ amounts, quantities, references },
    lines: fc.array(line, { maxLength: 4 }),
  })
  .map(({ from, to, received, coverageEnded, ...rest }) => {
    const adjusted = rest.lines.reduce((sum, each) => sum + sumOf(each.adjustments), 0);
    const charges = rest.lines.reduce((sum, each) => sum + each.charge, 0);
    const charge = rest.lines.length === 0 ? rest.charge : charges;
    const dates = { from, to: to ?? from, received, coverageEnded };
    return { ...rest, dates, charge, paid: charge - adjusted - sumOf(rest.adjustments) };
  });

const providerAdjustments: fc.Arbitrary<ProviderAdjustment[]> = fc.array(
  fc.record({
    segment: fc.constant(0),
    provider: text,
    fiscalYearEnd: maybeDay,
    reason: fc.constantFrom('WO', 'FB', 'L6', '72', 'CS'),
    reference: maybe,
    amount: cents,
  }),
  { maxLength: 3 },
);

const heading: fc.Arbitrary<Omit<WrittenRemittance, 'payment'>> = fc.record({
  trace: fc.record({ number: text, payer: maybe }),
  productionDate: maybeDay,
  payer: fc.record({ name: maybe, id: maybe, references }),
  payee: fc.record({
    name: maybe,
    npi: fc.option(code),
    taxId: fc.constant(null),
    references,
  }),
  references,
});

type Written = New835['remittances'][number];

const written: fc.Arbitrary<Written> = fc
  .record({
    ...{ heading, adjustments: providerAdjustments },
    claims: fc.array(anyRemittedClaim, { maxLength: 4 }),
    payment: fc.record({
      handling: fc.constantFrom('I', 'C', 'H', 'P'),
      method: fc.constantFrom('ACH', 'CHK', 'NON', 'FWT', 'BOP'),
      date: maybeDay,
    }),
  })
  .map(({ payment, heading: rest, claims, adjustments: kept }) => {
    const paid = claims.reduce((sum, each) => sum + each.paid, 0);
    const amount = paid - kept.reduce((sum, each) => sum + each.amount, 0);
    return { remittance: { ...rest, payment: { ...payment, amount } }, claims, adjustments: kept };
  });

export const any835: fc.Arbitrary<Written[]> = fc.array(written, { minLength: 1, maxLength: 3 });

function sumOf(of: readonly { amount: number }[]): number {
  return of.reduce((sum, { amount }) => sum + amount, 0);
}
