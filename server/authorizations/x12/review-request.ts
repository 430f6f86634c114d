// A request of ours → what a 278 asks.
import type { AuthorizationKind } from '#contract/authorization-line';
import type {
  Contact,
  Dependent,
  ReviewProvider,
  ReviewRequest,
  ReviewService,
  ServiceTerms,
} from '../../interop/x12/health-care-review.ts';
import { cardName, insuredOf } from '../../interop/x12/insured-people.ts';
import type { CertificationType, ReviewCategory } from '../../interop/x12/review-codes.ts';
import { originatorOf, traceOf } from '../../interop/x12/trace-number.ts';
import type { X12InterfaceRow } from '../../platform/drop-folder/interface-row.ts';
import type { AskedFacts } from '../asked-facts-queries.ts';
import type { LineRow } from '../line-repository.ts';
import { askedQuantity } from './quantity-rules.ts';

export interface ReviewFacts extends AskedFacts {
  row: X12InterfaceRow;
  /** By which a refusal of the whole is known. */
  submissionId: string;
}

const nothingMore = { references: [], documents: [], messages: [], providers: [] };

export function reviewRequestOf(of: ReviewFacts): ReviewRequest {
  const { request, lines, insured, row, clinic, submissionId } = of;
  const { subscriber, dependent } = insuredOf(insured.facts);
  return {
    reference: traceOf(submissionId),
    payer: {
      ...{ kind: 'organization', name: cardName(insured.payer.name, 60), given: '' },
      ...{ idKind: 'PI', id: insured.payer.payerIdentifier ?? '' },
    },
    requester: {
      ...{ kind: 'organization', name: cardName(row.provider_name, 60), given: '' },
      ...{ idKind: 'XX', id: row.provider_npi, role: '1P', contact: contactOf(clinic.phone) },
    },
    // The plan as it was asked about; a card that was changed since is another request.
    subscriber: { ...subscriber, memberId: request.member_id },
    dependent: dependent && { ...dependent, relationship: relationOf(of) },
    event: {
      ...nothingMore,
      traces: traceIn(of, request.id),
      references:
        request.prior_number === null ? [] : [{ kind: 'BB', value: request.prior_number }],
      terms: eventTerms(of),
      dates: [{ kind: 'AAH', range: wholeSpan(lines) }],
      quantity: null,
      diagnoses: request.diagnoses.map(({ code }, at) => ({
        ...{ kind: at === 0 ? 'ABK' : 'ABF', code: code.replace('.', ''), on: null },
      })),
      providers: orderingOf(of),
    },
    services: lines.map((line) => serviceOf(of, line)),
  };
}

function traceIn({ row }: ReviewFacts, id: string): ReviewService['traces'] {
  return [{ kind: '1', number: traceOf(id), originator: originatorOf(row.our_id) }];
}

/** INS02. */
function relationOf({ insured }: ReviewFacts): Dependent['relationship'] {
  const codes = { self: '18', spouse: '01', child: '19', other: 'G8' } as const;
  return codes[insured.facts.relationship];
}

/** As a payer dials it: ten digits. */
function contactOf(phone: string): Contact | null {
  const value = phone.replaceAll(/\D/g, '').replace(/^1(?=\d{10}$)/, '');
  return value === '' ? null : { name: '', numbers: [{ kind: 'TE', value }] };
}

function eventTerms(of: ReviewFacts): ServiceTerms & {
  category: ReviewCategory;
  certification: CertificationType;
} {
  const { request, lines } = of;
  const [first] = lines;
  const renews = request.source === 'renewal' && request.prior_number !== null;
  return {
    category: categoryOf(first?.kind ?? 'service'),
    certification: renews ? 'R' : 'I',
    serviceType: '',
    place: { code: first?.place_of_service ?? '', kind: 'B' },
    urgency: request.urgency === 'expedited' ? 'urgent' : null,
  };
}

/** UM01: to be sent to another is specialty care. */
function categoryOf(kind: AuthorizationKind): 'HS' | 'SC' {
  return kind === 'referral' ? 'SC' : 'HS';
}

function wholeSpan(lines: readonly LineRow[]): { from: string; to: string } {
  const from = lines.map(({ from_on }) => from_on).sort()[0] ?? '';
  const to =
    lines
      .map(({ until_on }) => until_on)
      .sort()
      .at(-1) ?? '';
  return { from, to };
}

function orderingOf({ request, providers }: ReviewFacts): ReviewProvider[] {
  const ours = providers.get(request.ordering_id ?? '');
  if (ours) return [providerOf('DK', ours)];
  const { ordering_name: name, ordering_npi: npi } = request;
  if (name === '') return [];
  const [family = '', given = ''] = name.split(',', 2);
  return [providerOf('DK', { family, given, npi })];
}

function providerOf(
  role: ReviewProvider['role'],
  { family, given, npi }: { family: string; given: string; npi: string | null },
): ReviewProvider {
  return {
    ...{ kind: 'person', name: cardName(family, 60), given: cardName(given, 35) },
    ...{ idKind: npi === null ? '' : 'XX', id: npi ?? '', role },
    ...{ taxonomy: '', address: null, contact: null },
  };
}

/** UM03 of a referral that names no code: a consultation. */
const consultation = '3';

function serviceOf(of: ReviewFacts, line: LineRow): ReviewService {
  const { code, rendering_id: rendering, from_on: from, until_on: to } = line;
  const { quantity, unit, count } = askedQuantity(line, code !== null);
  const renderedBy = of.providers.get(rendering ?? '');
  return {
    ...nothingMore,
    traces: traceIn(of, line.id),
    terms: serviceTerms(of, line),
    dates: [{ kind: '472', range: { from, to } }],
    quantity,
    // Without a code the words are all there is.
    messages: code === null ? [line.description] : [],
    procedure: code && {
      ...{ kind: 'professional', revenueCode: '', codeKind: code.system === 'ndc' ? 'N4' : 'HC' },
      ...{ code: code.code, throughCode: '', modifiers: code.modifiers, description: '' },
      ...{ cents: null, unit, count },
    },
    providers: renderedBy ? [providerOf('SJ', renderedBy)] : [],
  };
}

/** What is as with the event is not said again. */
function serviceTerms(of: ReviewFacts, line: LineRow): ServiceTerms | null {
  const event = eventTerms(of);
  const category = categoryOf(line.kind);
  const isElsewhere = line.place_of_service !== event.place?.code;
  if (category === event.category && !isElsewhere && line.code !== null) return null;
  return {
    ...{ category, certification: null, urgency: null },
    serviceType: line.code === null ? consultation : '',
    place: isElsewhere ? { code: line.place_of_service, kind: 'B' } : null,
  };
}
