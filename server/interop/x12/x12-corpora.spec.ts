// Files that payers and other systems wrote, against what an independent reader found in them.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { findCorpus } from '../../../scripts/corpora.ts';
import { decodeText } from '../decode-text.ts';
import { readCents } from './element-values.ts';
import { read270 } from './read-270.ts';
import { read271 } from './read-271.ts';
import { read278Request, read278Response } from './read-278.ts';
import type { ReviewDecision, ReviewItem, ServiceTerms } from './health-care-review.ts';
import { readX12, type Transaction, type X12File } from './read-transactions.ts';
import type { ReviewAction } from './review-codes.ts';

interface Expected {
  anomalies: string[];
  transactions: {
    type: string;
    control: string;
    segments: number;
    eq: string[];
    eb: string[];
    active: boolean;
    inactive: boolean;
    copays: string[];
    aaa: string[];
    members: string[];
    direction: 'request' | 'response';
    reference: string;
    um: string[];
    hcr: string[];
    decision: string[];
    traces: string[];
  }[];
}

function read(path: string): X12File {
  return readX12(decodeText(readFileSync(path)).text);
}

const expectations = findCorpus('expected/x12.json');
if (expectations === null) {
  process.stdout.write('# The X12 corpora are not here: nothing of them is tested.\n');
} else {
  const expected = JSON.parse(readFileSync(expectations, 'utf8')) as Record<string, Expected>;
  const files = Object.entries(expected).filter(([path]) => findCorpus(path) !== null);
  const whole = files.filter(
    ([path, { anomalies }]) => !anomalies.includes('no ISA') && !path.includes('mutated-derived'),
  );

  describe('X12 files of others', () => {
    it('hold the transactions, counted segment by segment, and the broken counts', () => {
      assert.ok(whole.length > 100);
      for (const [path, { transactions, anomalies }] of whole) {
        const file = read(findCorpus(path)!);
        assert.deepEqual(file.transactions.map(sizeOf), transactions.map(expectedSize), path);
        const faults = file.problems.map(({ reason }) => reason).filter(isOfEnvelope);
        assert.equal(new Set(faults).size, anomalies.length, path);
      }
    });

    const eligibility = whole.filter(([, { transactions }]) =>
      transactions.some(({ type }) => type === '270' || type === '271'),
    );
    for (const [path, { transactions }] of eligibility)
      it(`are read as expected: ${path}`, () => {
        const file = read(findCorpus(path)!);
        assert.deepEqual(file.transactions.map(meaningOf), transactions.map(expectedMeaning));
      });

    const reviews = whole.filter(([, { transactions }]) =>
      transactions.some(({ type }) => type === '278'),
    );
    it('hold reviews, asked for and answered', () => {
      assert.equal(reviews.length, 6);
    });
    for (const [path, { transactions }] of reviews)
      it(`are read as reviews: ${path}`, () => {
        const file = read(findCorpus(path)!);
        assert.deepEqual(file.transactions.map(reviewOf), transactions.map(expectedReview));
      });

    it('without an ISA are refused whole', () => {
      for (const [path] of files.filter(([, { anomalies }]) => anomalies.includes('no ISA'))) {
        const { transactions, problems } = read(findCorpus(path)!);
        assert.deepEqual(transactions, [], path);
        assert.deepEqual(
          problems.map(({ kind }) => kind),
          ['refusal'],
        );
      }
    });
  });

  const mutated = findCorpus('x12/mutated-derived');
  if (mutated !== null)
    describe('X12 files that were broken on purpose', () => {
      it('are taken, reported or refused as they deserve', () => {
        for (const name of readdirSync(mutated).filter((each) => each !== 'EXPECTED.json'))
          assert.equal(verdictOf(read(`${mutated}/${name}`)), verdicts[name] ?? 'clean', name);
      });
    });
}

/** What belongs to the meaning of an 835 is clean here: its own reader judges it. */
const verdicts: Record<string, string> = {
  'empty.835': 'nothing',
  'gs-ge-mismatch.835': 'reported',
  'lowercase-isa.835': 'nothing',
  'no-iea.835': 'reported',
  'not-x12.835': 'nothing',
  'se-count-wrong.835': 'reported',
  'st-se-mismatch.835': 'reported',
  'truncated.835': 'nothing',
  'cas-8-triplets.835': 'clean',
};

function verdictOf({ transactions, problems }: X12File): string {
  if (transactions.length === 0) return problems.length > 0 ? 'nothing' : 'silent';
  return problems.length > 0 ? 'reported' : 'clean';
}

function sizeOf({ type, control, segments }: Transaction): string {
  return `${type} ${control} ${segments.length}`;
}

function expectedSize({ type, control, segments }: Expected['transactions'][0]): string {
  return `${type} ${control} ${segments}`;
}

/** The independent reader looks at the envelopes only. */
function isOfEnvelope(reason: string): boolean {
  return /^(SE|GE|IEA)0|^ISA is not/.test(reason);
}

interface Meaning {
  serviceTypes: string[];
  benefits: string[];
  active: boolean;
  inactive: boolean;
  copays: (number | null)[];
  rejections: string[];
  members: string[];
}

function expectedMeaning(of: Expected['transactions'][0]): Meaning {
  return {
    serviceTypes: of.eq,
    benefits: of.eb,
    active: of.active,
    inactive: of.inactive,
    copays: of.copays.map(readCents),
    rejections: of.aaa.toSorted(),
    members: of.members,
  };
}

function meaningOf(transaction: Transaction): Meaning {
  const { inquiries } = transaction.type === '270' ? read270(transaction) : { inquiries: [] };
  const { answers, rejections } =
    transaction.type === '271' ? read271(transaction) : { answers: [], rejections: [] };
  const benefits = answers.flatMap((answer) => answer.benefits);
  const all = [...rejections, ...answers.flatMap((answer) => answer.rejections)];
  const members = [...inquiries, ...answers].map(({ subscriber }) => subscriber.memberId);
  return {
    serviceTypes: inquiries.flatMap(({ serviceTypes }) => serviceTypes),
    benefits: benefits.map(({ code, serviceTypes }) => `${code}:${serviceTypes.join('^')}`),
    active: benefits.some(({ kind }) => kind === 'active'),
    inactive: benefits.some(({ kind }) => kind === 'inactive'),
    copays: benefits.filter(({ kind }) => kind === 'copay').map(({ cents }) => cents),
    rejections: all
      .map(({ valid, reason, followUp }) => `${valid ? 'Y' : 'N'}**${reason}*${followUp}`)
      .toSorted(),
    members: [...new Set(members)],
  };
}

interface Review {
  direction: 'request' | 'response';
  reference: string;
  terms: string[];
  decisions: string[];
  actions: string[];
  rejections: string[];
  traces: string[];
}

/** Its words for the actions that it met. */
const actions: Record<string, ReviewAction> = {
  'certified in total': 'A1',
  modified: 'A6',
  pended: 'A4',
};

function expectedReview(of: Expected['transactions'][0]): Review {
  return {
    direction: of.direction,
    reference: of.reference,
    terms: of.um,
    decisions: of.hcr,
    actions: of.decision.map((words) => actions[words] ?? words),
    rejections: of.aaa,
    traces: of.traces,
  };
}

function reviewOf(transaction: Transaction): Review {
  const asked = read278Request(transaction);
  const answered = read278Response(transaction);
  if ('request' in asked) {
    const { reference, event, services } = asked.request;
    const nothing = { decisions: [], actions: [], rejections: [] };
    return { direction: 'request', reference, ...itemsOf([event, ...services]), ...nothing };
  }
  assert.ok('response' in answered, JSON.stringify(answered));
  const { reference, event, services, rejections } = answered.response;
  const items = event === null ? services : [event, ...services];
  const decisions = items.flatMap(({ decision }) => decision ?? []);
  return {
    direction: 'response',
    reference,
    ...itemsOf(items),
    decisions: decisions.map(decisionOf),
    actions: decisions.map(({ action }) => action),
    rejections: [...rejections, ...items.flatMap((each) => each.rejections)].map(
      ({ reason }) => reason,
    ),
  };
}

function itemsOf(
  items: readonly (ReviewItem & { terms: ServiceTerms | null })[],
): Pick<Review, 'terms' | 'traces'> {
  return {
    terms: items.flatMap(({ terms }) => (terms === null ? [] : [termsOf(terms)])),
    traces: items.flatMap(({ traces }) => traces.map(({ number }) => number)),
  };
}

function termsOf({ category, certification, serviceType, place }: ServiceTerms): string {
  const where = place === null ? '' : `${place.code}:${place.kind}`;
  return [category, certification, serviceType, where].join('*').replace(/\*+$/, '');
}

function decisionOf({ action, certification, reasons }: ReviewDecision): string {
  return [action, certification, reasons.join('^')].join('*').replace(/\*+$/, '');
}
