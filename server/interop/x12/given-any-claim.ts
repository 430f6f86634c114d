// Any claim that can be written: what fast-check draws from for the way there and back.
import fc from 'fast-check';
import type {
  BillingProvider,
  ClaimDiagnosis,
  ClaimPayer,
  ClaimPerson,
  ClaimProvider,
  KeptSegment,
  LineDecision,
  OtherPayer,
  PostalAddress,
  SubmittedClaim,
  SubmittedLine,
  SubmittedProcedure,
} from './claim.ts';
import type { Adjustment, AdjustmentGroup } from './remittance.ts';
import type { WrittenKind } from './write-claim-line.ts';

const character = fc.constantFrom(...Array.from('AZaz09 \'"-./,()&+#@%_=?!;<>[]{}|$éÉñß'));
/** Without blanks around it, which no reader would give back. */
function text(minLength: number, maxLength: number): fc.Arbitrary<string> {
  return fc
    .string({ unit: character, minLength, maxLength })
    .filter((each) => each.trim() === each);
}
const orEmpty = (filled: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof(fc.constant(''), filled);
const of = (characters: string, minLength: number, maxLength = minLength): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...Array.from(characters)), minLength, maxLength });
const digits = (length: number): fc.Arbitrary<string> => of('0123456789', length);
const code = (least: number, most: number): fc.Arbitrary<string> => of('ABXYZ059', least, most);

/** A key of nothing but `undefined` is none: what is left out stays left out. */
function present<T extends object>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const range = fc.tuple(day, day).map((days) => {
  const [from = '', to = ''] = days.toSorted();
  return { from, to };
});
const cents = fc.integer({ min: 0, max: 99_999_999 });
const count = fc
  .tuple(fc.integer({ min: 1, max: 9999 }), fc.constantFrom('', '.5', '.25'))
  .map(([whole, fraction]) => `${whole}${fraction}`);

const kept = (
  id: string,
  elements: readonly (readonly string[])[],
): fc.Arbitrary<KeptSegment[] | undefined> =>
  fc.constantFrom(
    undefined,
    [{ id, elements }],
    [
      { id, elements },
      { id, elements },
    ],
  );

const address: fc.Arbitrary<PostalAddress> = fc.record({
  lines: fc.array(text(1, 55), { minLength: 1, maxLength: 2 }),
  ...{ city: text(2, 30), state: orEmpty(code(2, 2)), zip: orEmpty(code(5, 9)) },
});

function person(which: { isPatient: boolean }): fc.Arbitrary<ClaimPerson> {
  return fc
    .record({
      ...{ family: text(1, 60), given: orEmpty(text(1, 35)), middle: orEmpty(text(1, 25)) },
      birthDate: which.isPatient ? day : fc.constant(null),
      sex: which.isPatient ? fc.constantFrom('F', 'M', 'U') : fc.constant(''),
      address: which.isPatient ? address : fc.option(address),
      suffix: fc.option(text(1, 10), { nil: undefined }),
      kept: kept('REF', [['SY'], ['000000000']]),
    })
    .map((each) => present(each) as ClaimPerson);
}

const payer: fc.Arbitrary<ClaimPayer> = fc
  .record({ name: text(1, 60), id: text(2, 80), kept: kept('REF', [['2U'], ['P-1']]) })
  .map((each) => present(each) as ClaimPayer);

const provider: fc.Arbitrary<ClaimProvider> = fc
  .record({
    role: fc.constantFrom('DN', '82', '77', 'DQ', '71'),
    ...{ family: text(1, 60), given: orEmpty(text(1, 35)), npi: orEmpty(digits(10)) },
    kept: kept('PRV', [['PE'], ['PXC'], ['208100000X']]),
  })
  .map((each) => present(each) as ClaimProvider);

const adjustment: fc.Arbitrary<Adjustment> = fc.record({
  segment: fc.constant(0),
  group: fc.constantFrom<AdjustmentGroup>('CO', 'PR', 'OA', 'PI'),
  reason: code(1, 5),
  amount: fc.integer({ min: -999_999, max: 999_999 }),
  quantity: fc.option(count),
});
/** One group after the other, as they are written. */
const adjustments = fc
  .array(adjustment, { maxLength: 9 })
  .map((all) => [...Map.groupBy(all, ({ group }) => group).values()].flat());

const procedure: fc.Arbitrary<SubmittedProcedure> = fc.record({
  ...{ kind: fc.constantFrom('HC', 'ER'), code: code(1, 48) },
  modifiers: fc.array(code(2, 2), { maxLength: 4 }),
  text: orEmpty(text(1, 80)),
});

function otherPayer(responsibility: string): fc.Arbitrary<OtherPayer> {
  return fc
    .record({
      responsibility: fc.constant(responsibility),
      ...{ filing: orEmpty(code(2, 2)), payer, memberId: text(2, 80) },
      ...{ paid: fc.option(cents), decidedOn: fc.option(day), adjustments },
      insured: person({ isPatient: false }),
      relationship: fc.constantFrom(undefined, '01', '19'),
      group: fc.option(text(1, 50), { nil: undefined }),
      insuranceType: fc.constantFrom(undefined, '12'),
      kept: kept('AMT', [['EAF'], ['12.5']]),
    })
    .map((each) => present(each) as OtherPayer);
}

function decision(payerId: string): fc.Arbitrary<LineDecision> {
  return fc
    .record({
      ...{ payerId: fc.constant(payerId), paid: cents, procedure: fc.option(procedure) },
      ...{ units: count, adjustments, decidedOn: fc.option(day) },
      kept: kept('AMT', [['EAF'], ['1']]),
    })
    .map((each) => present(each) as LineDecision);
}

interface LineOf {
  kind: WrittenKind;
  diagnoses: number;
  payerIds: readonly string[];
}

function line({ kind, diagnoses, payerIds }: LineOf): fc.Arbitrary<SubmittedLine> {
  const isProfessional = kind === 'professional';
  const days = range.map(({ from, to }) => ({ from, to: from === to ? null : to }));
  const none = fc.constant({ from: null, to: null });
  return fc
    .record({
      segment: fc.constant(0),
      control: fc.option(text(1, 30)),
      procedure: isProfessional ? procedure : fc.option(procedure),
      revenueCode: isProfessional ? fc.constant('') : digits(4),
      charge: cents,
      unit: fc.constantFrom('UN', 'MJ', 'DA'),
      units: count,
      place: isProfessional ? orEmpty(digits(2)) : fc.constant(''),
      pointers: isProfessional
        ? fc.array(fc.integer({ min: 1, max: diagnoses }), { minLength: 1, maxLength: 4 })
        : fc.constant([]),
      days: isProfessional ? days : fc.oneof(days, none),
      ...{ authorization: orEmpty(text(1, 50)), note: orEmpty(text(1, 80)) },
      providers: fc.array(provider, { maxLength: 2 }),
      decisions:
        payerIds.length === 0
          ? fc.constant([])
          : fc.array(fc.constantFrom(...payerIds).chain(decision), { maxLength: 2 }),
      isEmergency: isProfessional
        ? fc.constantFrom(undefined, true as const)
        : fc.constant(undefined),
      kept: fc.constantFrom<KeptSegment[] | undefined>(undefined, [
        { id: 'PWK', elements: [['OZ'], ['EL'], [], [], ['AC'], ['DOC-1']] },
        { id: 'LIN', elements: [[], ['N4'], ['01234567891']] },
        { id: 'CTP', elements: [[], [], [], ['2'], ['UN']] },
        { id: 'LQ', elements: [['UT'], ['1.02']] },
        { id: 'FRM', elements: [['1A'], [], ['J0234']] },
      ]),
    })
    .map(({ days: on, ...rest }) => present({ ...rest, ...on }) as SubmittedLine);
}

function diagnosis(kind: WrittenKind, qualifier: string): fc.Arbitrary<ClaimDiagnosis> {
  const onAdmission =
    kind === 'institutional' ? fc.constantFrom(undefined, 'Y', 'N') : fc.constant(undefined);
  return fc
    .record({ qualifier: fc.constant(qualifier), code: code(3, 7), onAdmission })
    .map((each) => present(each) as ClaimDiagnosis);
}

/** What is drawn together with something else. */
type Apart =
  | 'charge'
  | 'diagnoses'
  | 'frequency'
  | 'originalReference'
  | 'otherPayers'
  | 'patient'
  | 'relationship'
  | 'subscriber';

function anyClaimOf(kind: WrittenKind): fc.Arbitrary<SubmittedClaim> {
  const isProfessional = kind === 'professional';
  const more = isProfessional ? [] : ['ABJ', 'APR', 'ABN'];
  const diagnoses = fc
    .tuple(
      diagnosis(kind, 'ABK'),
      ...more.map((each) => diagnosis(kind, each)),
      fc.array(diagnosis(kind, 'ABF'), { maxLength: isProfessional ? 11 : 24 }),
    )
    .map((all) => all.flat());
  const others = fc
    .tuple(fc.array(otherPayer('P'), { maxLength: 1 }), fc.array(otherPayer('T'), { maxLength: 2 }))
    .map((all) => all.flat());
  return fc.tuple(diagnoses, others).chain(([known, otherPayers]) => {
    const payerIds = otherPayers.map((each) => each.payer.id);
    const lines = fc.array(line({ kind, diagnoses: known.length, payerIds }), {
      ...{ minLength: 1, maxLength: 4 },
    });
    return fc
      .record({
        ...{ segment: fc.constant(0), kind: fc.constant(kind), control: text(1, 20) },
        facility: digits(2),
        filed: fc.oneof(
          fc.record({ frequency: fc.constant('1'), originalReference: fc.constant('') }),
          fc.record({ frequency: fc.constantFrom('7', '8'), originalReference: text(1, 50) }),
        ),
        ...{
          assignment: fc.constantFrom('A', 'B', 'C'),
          benefitsAssigned: fc.constantFrom('Y', 'N'),
        },
        ...{ filing: orEmpty(code(2, 2)), payerResponsibility: fc.constant('S') },
        billing: fc
          .record({
            ...{ name: text(1, 60), npi: digits(10), taxId: digits(9), address },
            taxonomy: orEmpty(code(10, 10)),
            given: fc.option(text(1, 35), { nil: undefined }),
            kept: fc.constantFrom<KeptSegment[] | undefined>(undefined, [
              { id: 'PER', elements: [['IC'], ['BILLING'], ['TE'], ['6175550100']] },
              { id: 'NM1', elements: [['87'], ['2']] },
              { id: 'N3', elements: [['PO BOX 7']] },
              { id: 'N4', elements: [['SPRINGFIELD'], ['MA'], ['01102']] },
            ]),
          })
          .map((each) => present(each) as BillingProvider),
        insured: fc.record({ memberId: text(2, 80), group: orEmpty(text(1, 50)) }),
        people: fc.oneof(
          fc.record({
            person: person({ isPatient: true }),
            patient: fc.constant(null),
            relationship: fc.constant('18'),
          }),
          fc.record({
            person: person({ isPatient: false }),
            patient: person({ isPatient: true }),
            relationship: fc.constantFrom('01', '19', 'G8'),
          }),
        ),
        ...{ payer, lines },
        ...{ authorization: orEmpty(text(1, 50)), referral: orEmpty(text(1, 50)) },
        note: orEmpty(text(1, 80)),
        dates: fc.array(
          fc
            .tuple(fc.constantFrom('431', '435', '434', '439'), range)
            .map(([qualifier, days]) => ({ qualifier, ...days })),
          { maxLength: 3 },
        ),
        providers: fc.array(provider, { maxLength: 3 }),
        insuranceType: fc.constantFrom(undefined, '12'),
        related: fc.constantFrom<string[] | undefined>(undefined, ['AA', '', '', 'MA'], ['EM']),
        kept: fc.constantFrom<KeptSegment[] | undefined>(undefined, [
          { id: 'CL1', elements: [['1'], ['7'], ['01']] },
          { id: 'REF', elements: [['EA'], ['CHART-1']] },
          {
            id: 'HI',
            elements: [
              ['BE', 'A2', '', '', '15.31'],
              ['BE', 'A3'],
            ],
          },
        ]),
      })
      .map(({ filed, insured, people, ...rest }) => ({
        ...(present(rest) as Omit<SubmittedClaim, Apart>),
        ...filed,
        ...{ diagnoses: known, otherPayers },
        subscriber: { ...people.person, ...insured },
        ...{ patient: people.patient, relationship: people.relationship },
        charge: rest.lines.reduce((sum, each) => sum + each.charge, 0),
      }));
  });
}

/** Of one kind, as one file holds them. */
export const anyClaims: fc.Arbitrary<SubmittedClaim[]> = fc
  .constantFrom<WrittenKind>('professional', 'institutional')
  .chain((kind) => fc.array(anyClaimOf(kind), { minLength: 1, maxLength: 3 }));
