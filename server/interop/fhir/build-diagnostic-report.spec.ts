import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { buildDiagnosticReport } from './build-diagnostic-report.ts';
import { reported } from './given-diagnostic-report.ts';
import { interpretationOf, interpretationSystem } from './interpretation.ts';
import type { LabReport, ReportedObservation } from './lab-report.ts';
import { readFhir } from './read-fhir.ts';
import { bundled, bytesOf, reportIn } from './test-diagnostic-report.ts';
import { wordsOf } from './sent-words.ts';

function ids(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
  };
}

function built(report: LabReport): string {
  const result = buildDiagnosticReport(report, ids());
  assert.ok('text' in result, JSON.stringify(result));
  return result.text;
}

function faults(over: (report: LabReport) => LabReport): string[] {
  const result = buildDiagnosticReport(over(reportIn(bundled(reported()))), ids());
  assert.ok('faults' in result);
  return result.faults.map(({ path, reason }) => `${path} ${reason}`);
}

function withFirst(over: Partial<ReportedObservation>): (report: LabReport) => LabReport {
  return (report) => ({
    ...report,
    observations: report.observations.map((each, at) => (at === 0 ? { ...each, ...over } : each)),
  });
}

/** Paths say where it stood in one file: here, only which belongs to which. */
function unplaced(report: LabReport): unknown {
  const at = new Map(report.observations.map(({ path }, place) => [path, place]));
  const observations = report.observations.map((each) => ({
    ...each,
    path: at.get(each.path),
    parent: each.parent === null ? null : at.get(each.parent),
  }));
  // Plain objects, whatever the arbitraries are made of.
  return structuredClone({ ...report, observations });
}

const words = fc
  .string({
    unit: fc.constantFrom('a', 'Z', '7', 'é', '<', '"', '\\', ' ', '\n', '𝛼'),
    maxLength: 8,
  })
  .map((text) => `x${text}`);
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const system = maybe(fc.constantFrom('http://loinc.org', 'urn:oid:1.2.3'));
const number = fc.record({ system, value: words });
const coded = fc
  .record({
    codings: fc.array(
      fc.record({ system, code: fc.constantFrom('A', 'B 1'), display: maybe(words) }),
      { maxLength: 2 },
    ),
    text: maybe(words),
  })
  .filter((each) => wordsOf(each) !== null);
const time = fc.constantFrom('2026', '2026-11', '2026-11-20', '2026-11-20T08:15:00.5-05:00');
const times = fc.oneof(
  fc.record({ effectiveAt: maybe(time), effectiveUntil: fc.constant(null) }),
  fc.constant({ effectiveAt: '2026-11-20', effectiveUntil: '2026-11-21' }),
  fc.constant({ effectiveAt: null, effectiveUntil: '2026-11-21' }),
);
const name = maybe(
  fc
    .record({ family: maybe(words), given: fc.array(words, { maxLength: 2 }), text: maybe(words) })
    .filter(({ family, given, text }) => (family ?? text) !== null || given.length > 0),
);
const attachment = fc.record({
  contentType: fc.constantFrom('application/pdf', 'text/plain'),
  title: maybe(words),
  bytes: maybe(fc.uint8Array({ minLength: 1, maxLength: 9 })),
  url: maybe(fc.constant('https://lab.example/r/1')),
  language: maybe(fc.constantFrom('en', 'es')),
  createdAt: maybe(time),
});
const subject = maybe(
  fc.record({
    identifiers: fc.array(number, { maxLength: 2 }),
    name,
    birthDate: maybe(fc.constantFrom('1970', '1970-02', '1970-02-28')),
    sex: maybe(fc.constantFrom('female', 'male', 'other', 'unknown')),
  }),
);
const elsewhere = fc.oneof(
  fc.record({
    identifiers: fc.array(number, { maxLength: 1 }),
    reference: fc.constantFrom('ServiceRequest/7', 'https://other.example/fhir/ServiceRequest/7'),
    orderedBy: fc.constant(null),
  }),
  fc.record({
    identifiers: fc.tuple(number),
    reference: fc.constant(null),
    orderedBy: fc.constant(null),
  }),
);
const sentAlong = fc.record({
  identifiers: fc.array(number, { maxLength: 2 }),
  reference: fc.constant(null),
  orderedBy: maybe(fc.record({ npi: maybe(words), name })),
});
const status = fc.constantFrom('registered', 'preliminary', 'final', 'corrected', 'cancelled');

const exactNumber = fc
  .tuple(fc.integer({ min: -9999, max: 9999 }), fc.constantFrom('', '.0', '.50', '.305', 'e2'))
  .map(([whole, rest]) => `${whole}${rest}`);
const nothing = {
  valueText: null,
  valueCoded: null,
  valueNumber: null,
  valueExact: null,
  comparator: null,
  unit: null,
  unitCode: null,
  dataAbsent: null,
};
const value = fc.oneof(
  fc.constant(nothing),
  words.map((valueText) => ({ ...nothing, valueText })),
  words.map((dataAbsent) => ({ ...nothing, dataAbsent })),
  coded.map((valueCoded) => ({ ...nothing, valueCoded, valueText: wordsOf(valueCoded) })),
  fc
    .record({
      valueExact: exactNumber,
      comparator: maybe(fc.constantFrom('<', '<=', '>=', '>')),
      units: fc.constantFrom(
        { unit: null, unitCode: null },
        { unit: 'tablets', unitCode: null },
        { unit: 'mmol per litre', unitCode: 'mmol/L' },
      ),
    })
    .map(({ valueExact, comparator, units }) => ({
      ...nothing,
      valueExact,
      valueNumber: Number(valueExact),
      comparator,
      ...units,
    })),
);
const flags = fc
  .array(fc.constantFrom('L', 'LL', 'N', 'H', 'HH', 'A', 'R', 'POS'), { maxLength: 2 })
  .map((codes) => {
    const interpretationCodes = codes.map((code) => ({
      codings: [{ system: interpretationSystem, code, display: null }],
      text: null,
    }));
    return { interpretationCodes, interpretation: interpretationOf(interpretationCodes) };
  });
const observation = fc
  .record({
    depth: fc.nat(2),
    identifiers: fc.array(number, { maxLength: 1 }),
    code: coded,
    status,
    range: maybe(words),
    notes: fc.array(words, { maxLength: 2 }),
    times,
    value,
    flags,
  })
  .map(({ times: when, value: what, flags: said, ...rest }) => ({
    ...rest,
    ...when,
    ...what,
    ...said,
  }));

/** Each belongs to the last one above it that is less deep. */
const observations = fc.array(observation, { maxLength: 6 }).map((all) => {
  const open: { path: string; depth: number }[] = [];
  return all.map(({ depth, ...rest }, at): ReportedObservation => {
    while ((open.at(-1)?.depth ?? -1) >= depth) open.pop();
    const parent = open.at(-1)?.path ?? null;
    open.push({ path: `at ${at}`, depth });
    return { ...rest, path: `at ${at}`, parent };
  });
});

const anyReport: fc.Arbitrary<LabReport> = fc
  .record({
    report: fc
      .record({
        id: maybe(fc.constantFrom('r1', 'R.2-3')),
        identifiers: fc.array(number, { maxLength: 2 }),
        status: fc.oneof(status, fc.constantFrom('partial' as const, 'appended' as const)),
        categories: fc.array(coded, { maxLength: 2 }),
        code: coded,
        times,
        issuedAt: maybe(fc.constant('2026-11-20T16:40:00Z')),
        conclusion: maybe(words),
        conclusionCodes: fc.array(coded, { maxLength: 2 }),
        performers: fc.array(words, { maxLength: 2 }),
        attachments: fc.array(attachment, { maxLength: 2 }),
      })
      .map(({ times: when, ...rest }) => ({ ...rest, ...when })),
    subject,
    elsewhere: fc.array(elsewhere, { maxLength: 2 }),
    sentAlong: fc.array(sentAlong, { maxLength: 2 }),
    observations,
  })
  .map(({ elsewhere: others, sentAlong: own, ...rest }) => ({
    ...rest,
    orders: rest.subject === null ? others : [...others, ...own],
  }));

describe('a report that leaves', () => {
  it('says, read again, what it said', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        assert.deepEqual(unplaced(reportIn(built(report))), unplaced(report));
      }),
      { numRuns: 300 },
    );
  });

  it('stays as it is once it was read from what was written', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const once = reportIn(built(report));
        assert.deepEqual(reportIn(built(once)), once);
      }),
      { numRuns: 100 },
    );
  });

  it('is made of resources that are read without a fault', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const reads = [...readFhir(bytesOf(built(report)), { format: 'json' })];
        assert.ok(reads.every(({ kind }) => kind === 'resource'));
      }),
      { numRuns: 100 },
    );
  });

  it('writes a number as it was measured', () => {
    const report = reportIn(JSON.stringify(bundled(reported())).replace(':6.3,', ':6.300,'));
    assert.match(built(report), /"value":6\.300,/);
  });

  it('gives the code of what is said without one', () => {
    const report = withFirst({ interpretation: 'low', interpretationCodes: [] })(
      reportIn(bundled(reported())),
    );
    const [observation] = reportIn(built(report)).observations;
    assert.equal(observation?.interpretation, 'low');
    assert.equal(observation.interpretationCodes[0]?.codings[0]?.code, 'L');
  });
});

describe('a report that does not leave', () => {
  const cases: Readonly<Record<string, [(report: LabReport) => LabReport, string]>> = {
    'with a number that is written as another': [
      withFirst({ valueExact: '6.4' }),
      'observations[0].valueExact is not how the number is written',
    ],
    'with a number that is none': [
      withFirst({ valueNumber: 16, valueExact: '0x10' }),
      'observations[0].valueExact is not how the number is written',
    ],
    'with words beside a number': [
      withFirst({ valueText: 'high' }),
      'observations[0].valueNumber stands beside another value',
    ],
    'with a reason for no value beside one': [
      withFirst({ dataAbsent: 'hemolyzed' }),
      'entry[4].resource.dataAbsentReason stands beside a value (obs-6)',
    ],
    'with a judgement that its codes do not say': [
      withFirst({ interpretation: 'normal' }),
      'observations[0].interpretation is not what its codes say',
    ],
    'with a value that belongs to none that stands before it': [
      withFirst({ parent: 'entry[9]' }),
      'observations[0].parent is none that the observation stands in',
    ],
    'with an order for nobody': [
      (report) => ({ ...report, subject: null }),
      'orders[0].orderedBy stands where the order itself is not written',
    ],
    'with a time that no calendar has': [
      (report) => ({ ...report, report: { ...report.report, effectiveAt: '2026-02-30' } }),
      'entry[0].resource.effectiveDateTime is a day that no calendar has',
    ],
    'without a code': [
      (report) => ({ ...report, report: { ...report.report, code: { codings: [], text: null } } }),
      'entry[0].resource.code is empty',
    ],
  };
  for (const [why, [over, problem]] of Object.entries(cases))
    it(why, () => assert.deepEqual(faults(over), [problem]));
});
