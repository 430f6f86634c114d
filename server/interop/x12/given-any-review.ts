// Any request that can be written: what fast-check draws from for the way there and back.
import fc from 'fast-check';
import type { Address, DatedFact, InsuredPerson, Party } from './eligibility.ts';
import type {
  Contact,
  Dependent,
  ReviewDiagnosis,
  ReviewDocument,
  ReviewItem,
  ReviewProcedure,
  ReviewProvider,
  ReviewRequest,
  ReviewTrace,
  ServiceQuantity,
  ServiceTerms,
} from './health-care-review.ts';
import {
  certificationTypes,
  providerRoles,
  reviewCategories,
  urgencies,
  type CertificationType,
  type ProviderRole,
  type ReviewCategory,
} from './review-codes.ts';

const character = fc.constantFrom(...Array.from('AZaz09 \'"-./,()&+#@%_=?!;<>[]{}|$éÉñß'));

/** Without blanks around it, which no reader would give back. */
function text(minLength: number, maxLength: number): fc.Arbitrary<string> {
  return fc
    .string({ unit: character, minLength, maxLength })
    .filter((each) => each.trim() === each);
}
const orEmpty = (filled: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof(fc.constant(''), filled);
const letters = (length: number): fc.Arbitrary<string> =>
  fc.string({
    unit: fc.constantFrom(...Array.from('ABXYZ059')),
    minLength: length,
    maxLength: length,
  });

const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const count = fc
  .tuple(fc.integer({ min: 1, max: 999_999 }), fc.constantFrom('', '.5', '.25', '.125'))
  .map(([whole, fraction]) => `${whole}${fraction}`);

const npi = fc.string({
  unit: fc.constantFrom(...Array.from('0123456789')),
  minLength: 10,
  maxLength: 10,
});
const identifier = fc.oneof(
  fc.record({ idKind: fc.constant('XX'), id: npi }),
  fc.record({ idKind: fc.constantFrom('PI', '46', '24'), id: text(2, 80) }),
);
const party: fc.Arbitrary<Party> = fc
  .record({
    kind: fc.constantFrom('person' as const, 'organization' as const),
    name: text(1, 60),
    given: orEmpty(text(1, 35)),
    identifier,
  })
  .map(({ identifier: id, ...rest }) => ({ ...rest, ...id }));

const address: fc.Arbitrary<Address | null> = fc.option(
  fc.record({
    lines: fc.array(text(1, 55), { maxLength: 2 }),
    city: text(2, 30),
    state: orEmpty(letters(2)),
    postalCode: orEmpty(letters(5)),
  }),
);

const contact: fc.Arbitrary<Contact | null> = fc.option(
  fc
    .record({
      name: orEmpty(text(1, 60)),
      numbers: fc.array(
        fc.record({ kind: fc.constantFrom('TE', 'EX', 'FX', 'EM'), value: text(1, 100) }),
        { maxLength: 3 },
      ),
    })
    .filter(({ name, numbers }) => name !== '' || numbers.length > 0),
);

const person = fc.record<InsuredPerson>({
  family: text(1, 60),
  given: orEmpty(text(1, 35)),
  middle: orEmpty(text(1, 25)),
  suffix: orEmpty(text(1, 10)),
  memberId: text(2, 80),
  birthOn: fc.option(day),
  sex: fc.constantFrom('female', 'male', 'unknown', null),
  address,
  references: fc.array(fc.record({ kind: letters(2), value: text(1, 50) }), { maxLength: 2 }),
});
const dependent: fc.Arbitrary<Dependent> = fc
  .record({ person, relationship: fc.constantFrom('', '01', '19', 'G8') })
  .map(({ person: each, relationship }) => ({ ...each, memberId: '', relationship }));

const trace: fc.Arbitrary<ReviewTrace> = fc.record({
  kind: fc.constant('1' as const),
  number: text(1, 50),
  originator: letters(10),
});

/** A date of one day here and there, where that kind may have no other. */
function dates(kinds: readonly string[], dayOnly: readonly string[]): fc.Arbitrary<DatedFact[]> {
  const fact = fc
    .record({ kind: fc.constantFrom(...kinds, ...dayOnly), days: fc.tuple(day, day) })
    .map(({ kind, days }) => {
      const [from = '', to = ''] = days.toSorted();
      return { kind, range: { from, to: dayOnly.includes(kind) ? from : to } };
    });
  return fc.uniqueArray(fact, { selector: ({ kind }) => kind, maxLength: 3 });
}

const quantity: fc.Arbitrary<ServiceQuantity> = fc
  .record({
    kind: fc.constantFrom('VS', 'DY', 'HS', 'MN', 'FL'),
    count,
    frequency: fc.option(fc.constantFrom({ per: 'WK', every: '2' }, { per: 'DA', every: '' })),
    span: fc.option(fc.constantFrom({ period: '35', periods: '6' }, { period: '7', periods: '' })),
  })
  .map(({ frequency, span, ...rest }) => ({
    ...rest,
    ...(frequency ?? { per: '', every: '' }),
    ...(span ?? { period: '', periods: '' }),
  }));

const document: fc.Arbitrary<ReviewDocument> = fc.record({
  report: letters(2),
  by: fc.constantFrom('EL', 'FX', 'BM'),
  control: orEmpty(text(2, 80)),
});

const provider: fc.Arbitrary<ReviewProvider> = fc
  .record({
    party,
    role: fc.constantFrom(...(Object.keys(providerRoles) as ProviderRole[])),
    taxonomy: orEmpty(letters(10)),
    address,
    contact,
  })
  .map(({ party: each, ...rest }) => ({ ...each, ...rest }));

function item(
  traces: { minLength: number },
  facts: fc.Arbitrary<DatedFact[]>,
): fc.Arbitrary<ReviewItem> {
  return fc.record({
    traces: fc.array(trace, { ...traces, maxLength: 2 }),
    references: fc.uniqueArray(
      fc.record({ kind: fc.constantFrom('BB', 'NT'), value: text(1, 50) }),
      { selector: ({ kind }) => kind },
    ),
    dates: facts,
    quantity: fc.option(quantity),
    documents: fc.array(document, { maxLength: 3 }),
    messages: fc.array(text(1, 264), { maxLength: 1 }),
    providers: fc.array(provider, { maxLength: 3 }),
  });
}

const category = fc.constantFrom(...(Object.keys(reviewCategories) as ReviewCategory[]));
const certification = fc.constantFrom(...(Object.keys(certificationTypes) as CertificationType[]));
const otherTerms = fc.record({
  place: fc.option(
    fc.record({ code: letters(2), kind: fc.constantFrom('A' as const, 'B' as const) }),
  ),
  urgency: fc.option(fc.constantFrom(...Object.values(urgencies))),
});
const serviceType = fc.constantFrom('1', '3', '42', 'PT');

const diagnosis: fc.Arbitrary<ReviewDiagnosis> = fc.record({
  kind: fc.constantFrom('ABK', 'ABF', 'ABJ', 'DR'),
  code: letters(5),
  on: fc.option(day),
});

const procedureCode = fc.record({
  codeKind: fc.constantFrom('HC', 'N4', 'ZZ'),
  code: text(1, 48),
  throughCode: orEmpty(text(1, 48)),
  modifiers: fc.array(letters(2), { maxLength: 4 }),
  description: orEmpty(text(1, 80)),
});
const noCode = { codeKind: '', code: '', throughCode: '', modifiers: [], description: '' };
const line = (
  ...units: string[]
): fc.Arbitrary<Pick<ReviewProcedure, 'cents' | 'unit' | 'count'>> =>
  fc
    .record({
      cents: fc.option(fc.integer({ min: 0, max: 99_999_999 })),
      counted: fc.option(fc.record({ unit: fc.constantFrom(...units), count })),
    })
    .map(({ cents, counted }) => ({ cents, ...(counted ?? { unit: '', count: '' }) }));

const procedure: fc.Arbitrary<ReviewProcedure> = fc.oneof(
  fc
    .tuple(procedureCode, line('UN', 'MJ', 'F2'))
    .map(([code, rest]) => ({ kind: 'professional' as const, revenueCode: '', ...code, ...rest })),
  fc
    .tuple(orEmpty(letters(4)), fc.option(procedureCode), line('UN', 'DA', 'F2'))
    .filter(([revenueCode, code]) => revenueCode !== '' || code !== null)
    .map(([revenueCode, code, rest]) => ({
      kind: 'institutional' as const,
      revenueCode,
      ...(code ?? noCode),
      ...rest,
    })),
);

const event = fc
  .record({
    item: item({ minLength: 1 }, dates(['AAH', '435'], ['096', '431', '439'])),
    terms: fc.record({ category, certification, serviceType: orEmpty(serviceType) }),
    others: otherTerms,
    diagnoses: fc.array(diagnosis, { maxLength: 12 }),
  })
  .map(({ item: each, terms, others, diagnoses }) => ({
    ...each,
    terms: { ...terms, ...others },
    diagnoses,
  }));

const serviceTerms: fc.Arbitrary<ServiceTerms> = fc
  .record({
    terms: fc.record({
      category: fc.constantFrom('HS' as const, 'SC' as const),
      certification: fc.option(certification),
      serviceType,
    }),
    others: otherTerms,
  })
  .map(({ terms, others }) => ({ ...terms, ...others }));

const service = fc
  .record({
    item: item({ minLength: 0 }, dates(['472'], [])),
    terms: fc.option(serviceTerms),
    procedure: fc.option(procedure),
  })
  .filter(({ terms, procedure: each }) => terms !== null || each !== null)
  .map(({ item: each, ...rest }) => ({ ...each, ...rest }));

export const anyReviewRequest: fc.Arbitrary<ReviewRequest> = fc.record({
  reference: text(1, 50),
  payer: party,
  requester: fc
    .record({ party, role: fc.constantFrom('1P' as const, 'FA' as const), contact })
    .map(({ party: each, ...rest }) => ({ ...each, ...rest })),
  subscriber: person,
  dependent: fc.option(dependent),
  event,
  services: fc.array(service, { maxLength: 4 }),
});
