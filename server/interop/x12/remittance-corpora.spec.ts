// Remittances that payers wrote, against what an independent reader counted in them.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { findCorpus } from '../../../scripts/corpora.ts';
import { decodeText } from '../decode-text.ts';
import { readCents } from './element-values.ts';
import { decisionOf } from './denial.ts';
import { eventsOf } from './given-835.ts';
import type { RemittanceEvent, RemittanceVerdict } from './remittance-reader.ts';
import type { Adjustment, RemittedClaim } from './remittance.ts';

interface ExpectedClaim {
  id: string;
  status: string;
  charge: string;
  paid: string;
  pr: string;
  adj: string;
  svc: number;
}

interface ExpectedTransaction {
  type: string;
  control: string;
  version: string;
  bpr02: string;
  payment_method: string;
  payment_date: string;
  trace: string;
  payer: string;
  payee: string;
  claims: number;
  plb_total: string;
  balances: boolean;
  cas: Record<string, { n: number; sum: string }>;
  remark_codes: Record<string, number>;
  claim_list: ExpectedClaim[];
}

interface Expected {
  anomalies: string[];
  transactions: ExpectedTransaction[];
}

/** What of one transaction was told. */
interface Told {
  head: Extract<RemittanceEvent, { kind: 'remittance' }>['remittance'] | null;
  claims: RemittedClaim[];
  adjusted: number;
  control: string;
  verdict: RemittanceVerdict;
}

interface ToldFile {
  transactions: Told[];
  problems: string[];
}

function read(path: string): ToldFile {
  const transactions: Told[] = [];
  const problems: string[] = [];
  let open: Pick<Told, 'head' | 'claims' | 'adjusted'> = { head: null, claims: [], adjusted: 0 };
  for (const event of eventsOf(decodeText(readFileSync(path)).text)) {
    if (event.kind === 'remittance') open.head = event.remittance;
    else if (event.kind === 'claim') open.claims.push(event.claim);
    else if (event.kind === 'provider-adjustment') open.adjusted += event.adjustment.amount;
    else if (event.kind === 'problem') problems.push(event.problem.reason);
    else {
      const { control, verdict } = event.end;
      transactions.push({ ...open, control, verdict });
      open = { head: null, claims: [], adjusted: 0 };
    }
  }
  return { transactions, problems };
}

function verdictOf({ verdict }: Told): string {
  if (verdict.kind === 'refused')
    return `refused at ${verdict.problem.segment}: ${verdict.problem.reason}`;
  if (verdict.kind === 'balanced') return 'balanced';
  const [fault] = verdict.faults;
  assert.ok(fault);
  return `held: ${fault.level} of ${fault.segment} is ${fault.found}, not ${fault.expected}`;
}

/** What is not as the independent reader says: it reads past what we refuse, and does not add lines up. */
const verdicts: Record<string, Record<string, string>> = {
  'sample_835.txt': {
    '1002': 'refused at 23: CAS01 is no group of adjustments',
    '1001': 'refused at 162: PLB04 is missing',
  },
  'sample_835_with_interests.txt': {
    '1002': 'refused at 23: CAS01 is no group of adjustments',
    '1001': 'held: transaction of 59 is 14113, not 15143',
  },
  // Its SVC01 is `HC` alone: the procedure stands where the charge belongs.
  'tertiary-payment.835': { '0001': 'held: line of 20 is 176650, not 2302000' },
};

function sumsOf({ claims }: Told): Record<string, { n: number; sum: number }> {
  const sums: Record<string, { n: number; sum: number }> = {};
  const all = claims.flatMap(({ adjustments, lines }) => [
    ...adjustments,
    ...lines.flatMap((line) => line.adjustments),
  ]);
  for (const { group, reason, amount } of all) {
    const sum = (sums[`${group}-${reason}`] ??= { n: 0, sum: 0 });
    sum.n += 1;
    sum.sum += amount;
  }
  return sums;
}

function amountOf(adjustments: readonly Adjustment[]): number {
  return adjustments.reduce((cents, { amount }) => cents + amount, 0);
}

function claimOf({ claimControl, status, charge, paid, ...claim }: RemittedClaim): unknown {
  const { patientResponsibility, adjustments, lines } = claim;
  const adjusted = lines.reduce(
    (cents, line) => cents + amountOf(line.adjustments),
    amountOf(adjustments),
  );
  return [claimControl, status, charge, paid, patientResponsibility, adjusted, lines.length];
}

function expectedClaim({ id, status, charge, paid, pr, adj, svc }: ExpectedClaim): unknown {
  return [id, status, ...[charge, paid, pr, adj].map(readCents), svc];
}

const expectations = findCorpus('expected/x12.json');
if (expectations === null) {
  process.stdout.write('# The X12 corpora are not here: nothing of them is tested.\n');
} else {
  const expected = JSON.parse(readFileSync(expectations, 'utf8')) as Record<string, Expected>;
  const remittances = Object.entries(expected).filter(
    ([path, { transactions }]) =>
      !path.includes('mutated-derived') &&
      findCorpus(path) !== null &&
      transactions.some(({ type }) => type === '835'),
  );

  describe('remittances of others', () => {
    it('are all here', () => {
      assert.equal(remittances.length, 14);
    });

    for (const [path, { transactions, anomalies }] of remittances) {
      const name = path.slice(path.lastIndexOf('/') + 1);
      if (anomalies.includes('no ISA'))
        it(`are refused whole without an ISA: ${name}`, () => {
          assert.deepEqual(read(findCorpus(path)!), {
            ...{ transactions: [], problems: ['does not begin with a whole ISA segment'] },
          });
        });
      else
        it(`are read as expected: ${name}`, () => {
          const file = read(findCorpus(path)!);
          assert.deepEqual(
            file.transactions.map((each) => [each.control, verdictOf(each)]),
            transactions.map(({ control, balances }) => [
              control,
              verdicts[name]?.[control] ?? (balances ? 'balanced' : 'held'),
            ]),
          );
          for (const [at, told] of file.transactions.entries()) {
            const of = transactions[at];
            if (of !== undefined && told.verdict.kind !== 'refused') compare(told, of);
          }
          const envelope = file.problems.filter((reason) => /^(SE|GE|IEA)0|^ISA is/.test(reason));
          assert.equal(envelope.length, anomalies.length);
        });
    }

    it('deny lines of claims that were processed', () => {
      const path = remittances.find(([each]) => each.includes('emedny'))?.[0];
      assert.ok(path);
      const [told] = read(findCorpus(path)!).transactions;
      const denied = told?.claims.map((claim) => [
        claim.status,
        decisionOf(claim)
          .items.flatMap(({ denials }) => denials)
          .map(({ reason, cause }) => `${reason} ${cause}`),
      ]);
      const late = '29 timely-filing';
      const incomplete = '251 missing-information';
      assert.deepEqual(denied, [
        ['1', []],
        ['2', [late, late]],
        ['2', [incomplete, incomplete]],
      ]);
    });
  });

  const mutated = findCorpus('x12/mutated-derived');
  if (mutated !== null)
    describe('remittances that were broken on purpose', () => {
      for (const name of readdirSync(mutated).filter((each) => each !== 'EXPECTED.json'))
        it(`are taken, held or refused as they deserve: ${name}`, () => {
          const file = read(`${mutated}/${name}`);
          const [verdict, ...problems] = deserved[name] ?? ['balanced'];
          assert.deepEqual([...new Set(file.transactions.map(verdictOf))].join(), verdict);
          // The file that they were made of has a month 23 in BPR16.
          const others = file.problems.filter((reason) => reason !== 'BPR16 is no date');
          assert.deepEqual(others, problems);
          if (name === 'two-interchanges.835') assert.equal(file.transactions.length, 2);
        });
    });
}

/** The verdict of the transaction, and what else is said of the file. */
const deserved: Record<string, [verdict: string, ...problems: string[]]> = {
  'lowercase-isa.835': ['', 'does not begin with a whole ISA segment'],
  'not-x12.835': ['', 'does not begin with a whole ISA segment'],
  'empty.835': ['', 'the file is empty'],
  'wrapped-80-columns.835': ['balanced'],
  'no-iea.835': ['balanced', 'ISA of segment 1 has no IEA'],
  'se-count-wrong.835': ['balanced', 'SE01 says 999 segments, there are 26'],
  'st-se-mismatch.835': ['balanced', 'SE02 differs from ST02'],
  'gs-ge-mismatch.835': ['balanced', 'GE02 differs from GS06'],
  'bpr-not-balanced.835': ['held: transaction of 4 is 99999999, not 94500'],
  'negative-payment.835': ['held: transaction of 4 is -1000, not 94500', 'BPR02 is below zero'],
  'amount-not-number.835': ['refused at 13: CLP03 is no amount'],
  'cas-8-triplets.835': ['refused at 14: CAS has more than six reasons'],
  'truncated.835': [
    'refused at 17: ST of segment 3 has no SE',
    'the file ends before this segment does',
    'GS of segment 2 has no GE',
    'ISA of segment 1 has no IEA',
  ],
};

function compare(told: Told, of: ExpectedTransaction): void {
  const { head, claims, adjusted } = told;
  assert.ok(head);
  const { payment, trace, payer, payee } = head;
  assert.deepEqual(
    [payment.amount, payment.method, trace.number, payer.name, payee.name, adjusted],
    [
      ...[readCents(of.bpr02), of.payment_method, of.trace, of.payer, of.payee],
      readCents(of.plb_total),
    ],
  );
  assert.deepEqual(claims.map(claimOf), of.claim_list.map(expectedClaim));
  const cas = Object.entries(of.cas).map(([code, { n, sum }]) => [
    code,
    { n, sum: readCents(sum) },
  ]);
  assert.deepEqual(sumsOf(told), Object.fromEntries(cas));
  const remarks = claims.flatMap(({ remarks: ofClaim, lines }) => [
    ...ofClaim,
    ...lines.flatMap((line) => line.remarks),
  ]);
  // It reads no MIA, so it may have fewer.
  for (const [code, count] of Object.entries(of.remark_codes))
    assert.equal(remarks.filter((each) => code.endsWith(`:${each}`)).length, count, code);
}
