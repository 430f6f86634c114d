import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  aDiagnosticReport,
  anOrderingDoctor,
  aPotassium,
  aReportedPatient,
  aServiceRequest,
  interpretations,
  reported,
} from './given-diagnostic-report.ts';
import type { Observation } from './observations.ts';
import { readDiagnosticReports } from './read-diagnostic-report.ts';
import type { Resource } from './resources.ts';
import { bundled, bytesOf, problemsIn, reportIn } from './test-diagnostic-report.ts';

const panel = { text: 'Panel' };

function valueOf(over: Partial<Observation>): unknown {
  const { valueQuantity, interpretation, ...rest } = aPotassium();
  assert.ok(valueQuantity && interpretation);
  const [observation] = reportIn(bundled(reported({}, [{ ...rest, ...over }]))).observations;
  assert.ok(observation);
  const { valueText, valueNumber, valueExact, comparator, unit } = observation;
  return Object.values({ valueText, valueNumber, valueExact, comparator, unit }).filter(
    (each) => each !== null,
  );
}

describe('a report of a laboratory', () => {
  it('is read with its values, its patient, its order and who answers for it', () => {
    const report = reportIn(bundled(reported()));
    assert.deepEqual(report.report, {
      id: 'r1',
      identifiers: [{ system: 'https://lab.example/reports', value: 'R-1001' }],
      status: 'final',
      categories: [
        {
          codings: [
            {
              system: 'http://terminology.hl7.org/CodeSystem/v2-0074',
              code: 'LAB',
              display: null,
            },
          ],
          text: null,
        },
      ],
      code: {
        codings: [{ system: 'http://loinc.org', code: '24323-8', display: null }],
        text: 'Comprehensive metabolic panel',
      },
      effectiveAt: '2026-11-20T08:15:00-05:00',
      effectiveUntil: null,
      issuedAt: '2026-11-20T16:40:00-05:00',
      conclusion: 'Potassium is high.',
      conclusionCodes: [],
      performers: ['Harbor Laboratory'],
      attachments: [
        {
          contentType: 'application/pdf',
          title: 'Report R-1001',
          bytes: new Uint8Array(Buffer.from('%PDF-1.7')),
          url: null,
          language: null,
          createdAt: null,
        },
      ],
    });
    assert.deepEqual(report.subject, {
      identifiers: [{ system: 'https://clinic.example/mrn', value: '7001' }],
      name: { family: 'Quill', given: ['Ada', 'M.'], text: null },
      birthDate: '1970-02-28',
      sex: 'female',
    });
    assert.deepEqual(report.orders, [
      {
        identifiers: [{ system: 'https://clinic.example/orders', value: 'O-77' }],
        reference: null,
        orderedBy: {
          npi: '1234567893',
          name: { family: 'Lee', given: ['Kim'], text: null },
        },
      },
    ]);
    assert.deepEqual(report.observations, [
      {
        path: 'entry[1]',
        parent: null,
        identifiers: [],
        status: 'final',
        effectiveAt: '2026-11-20T08:15:00-05:00',
        effectiveUntil: null,
        notes: ['Not hemolyzed.'],
        code: {
          codings: [{ system: 'http://loinc.org', code: '2823-3', display: null }],
          text: 'Potassium',
        },
        valueText: null,
        valueCoded: null,
        valueNumber: 6.3,
        valueExact: '6.3',
        comparator: null,
        unit: 'mmol/L',
        unitCode: 'mmol/L',
        range: '3.5–5.1 mmol/L',
        interpretation: 'critical',
        interpretationCodes: [
          {
            codings: [{ system: interpretations, code: 'HH', display: null }],
            text: null,
          },
        ],
        dataAbsent: null,
      },
    ]);
  });

  it('is read alone, with the values and the patient contained in it', () => {
    const { observations, subject } = reportIn(
      aDiagnosticReport({
        contained: [aPotassium({ subject: { reference: '#p1' } }), aReportedPatient()],
        subject: { reference: '#p1' },
        result: [{ reference: '#k' }],
        performer: [{ display: 'Harbor Laboratory' }],
      }),
    );
    assert.equal(observations[0]?.path, 'contained[0]');
    assert.equal(subject?.name?.family, 'Quill');
  });

  it('keeps a number as it was written', () => {
    const text = JSON.stringify(bundled(reported())).replace('"value":6.3', '"value":6.30');
    const [observation] = reportIn(text).observations;
    assert.equal(observation?.valueExact, '6.30');
    assert.equal(observation.valueNumber, 6.3);
  });

  it('says each kind of value in words or as an amount', () => {
    assert.deepEqual(valueOf({ valueQuantity: { value: 5, comparator: '<', unit: 'mg' } }), [
      5,
      '5',
      '<',
      'mg',
    ]);
    assert.deepEqual(valueOf({ valueInteger: 3 }), [3, '3']);
    assert.deepEqual(valueOf({ valueString: 'clear' }), ['clear']);
    assert.deepEqual(valueOf({ valueBoolean: true }), ['yes']);
    assert.deepEqual(valueOf({ valueCodeableConcept: { coding: [{ display: 'Positive' }] } }), [
      'Positive',
    ]);
    assert.deepEqual(
      valueOf({ valueRange: { low: { value: 3 }, high: { value: 5, unit: '/HPF' } } }),
      ['3–5 /HPF'],
    );
    assert.deepEqual(
      valueOf({ valueRatio: { numerator: { value: 1 }, denominator: { value: 128 } } }),
      ['1:128'],
    );
    assert.deepEqual(valueOf({ valueTime: '08:30:00' }), ['08:30:00']);
    assert.deepEqual(valueOf({ valueDateTime: '2026-11-01' }), ['2026-11-01']);
    assert.deepEqual(valueOf({ valuePeriod: { start: '2026-11-01', end: '2026-11-02' } }), [
      '2026-11-01 – 2026-11-02',
    ]);
  });

  it('says what is usual in words, for whom', () => {
    const { observations } = reportIn(
      bundled(
        reported({}, [
          aPotassium({
            referenceRange: [
              { low: { value: 3.5, unit: 'mmol/L' }, type: { coding: [{ code: 'normal' }] } },
              { high: { value: 6 }, type: { text: 'critical' }, age: { low: { value: 18 } } },
              { text: 'negative', appliesTo: [{ text: 'women' }] },
            ],
          }),
        ]),
      ),
    );
    assert.equal(observations[0]?.range, '≥ 3.5 mmol/L; critical, age ≥ 18: ≤ 6; women: negative');
  });

  it('takes components and members as values of their own that name their whole, each once', () => {
    const { observations } = reportIn(
      bundled(
        reported({ result: [{ reference: 'Observation/g' }, { reference: 'Observation/k' }] }, [
          {
            resourceType: 'Observation',
            id: 'g',
            status: 'final',
            code: panel,
            component: [
              { code: { text: 'Part' }, valueInteger: 1 },
              { code: { text: 'Missing' }, dataAbsentReason: { text: 'hemolyzed' } },
            ],
            hasMember: [{ reference: 'Observation/k' }, { reference: 'Observation/m' }],
          },
          aPotassium({ status: 'preliminary' }),
          {
            resourceType: 'Observation',
            id: 'm',
            status: 'cancelled',
            code: { text: 'Circle' },
            hasMember: [{ reference: 'Observation/g' }],
          },
        ]),
      ),
    );
    assert.deepEqual(
      observations.map(({ path, parent, code, status, dataAbsent }) => [
        path,
        parent,
        code.text,
        status,
        dataAbsent,
      ]),
      [
        ['entry[1]', null, 'Panel', 'final', null],
        ['entry[1].component[0]', 'entry[1]', 'Part', 'final', null],
        ['entry[1].component[1]', 'entry[1]', 'Missing', 'final', 'hemolyzed'],
        ['entry[2]', 'entry[1]', 'Potassium', 'preliminary', null],
        ['entry[3]', 'entry[1]', 'Circle', 'cancelled', null],
      ],
    );
  });

  it('is read however deep its groups stand in each other', () => {
    const depth = 20_000;
    const groups = Array.from({ length: depth }, (_, at): Observation => ({
      resourceType: 'Observation',
      id: `g${at}`,
      status: 'final',
      code: panel,
      ...(at + 1 < depth && { hasMember: [{ reference: `Observation/g${at + 1}` }] }),
    }));
    const result = [{ reference: 'Observation/g0' }];
    assert.equal(reportIn(bundled(reported({ result }, groups))).observations.length, depth);
  });

  it('says what is low, high, critical, abnormal or normal only where the code says so', () => {
    const said = (system: string, ...codes: string[]) =>
      reportIn(
        bundled(
          reported({}, [
            aPotassium({ interpretation: codes.map((code) => ({ coding: [{ system, code }] })) }),
          ]),
        ),
      ).observations[0]?.interpretation;
    assert.equal(said(interpretations, 'L'), 'low');
    assert.equal(said(interpretations, 'N', 'H'), 'high');
    assert.equal(said(interpretations, 'H', 'HH'), 'critical');
    assert.equal(said(interpretations, 'L', 'H'), 'abnormal');
    assert.equal(said('http://terminology.hl7.org/CodeSystem/v2-0078', 'LL'), 'critical');
    assert.equal(said(interpretations, 'R'), null);
    assert.equal(said(interpretations, 'constructor'), null);
    assert.equal(said('https://lab.example/flags', 'H'), null);
  });

  it('takes a patient by the number in the reference, never by words beside it', () => {
    const subject = { identifier: { system: 'https://clinic.example/mrn', value: '7001' } };
    const rest = reported({ subject }, [aPotassium({ subject })]);
    assert.deepEqual(reportIn(bundled(rest.slice(0, 2).concat(rest.at(-1)!))).subject, {
      identifiers: [subject.identifier],
      name: null,
      birthDate: null,
      sex: null,
    });
    const words = reported(
      { subject: { display: 'Ada Quill' }, basedOn: [{ display: 'by phone' }] },
      [aPotassium({ subject: { display: 'Ada Quill' } })],
    );
    assert.deepEqual(problemsIn(bundled(words)), [
      'entry[0] DiagnosticReport/r1 subject names nobody by a reference or a number',
    ]);
  });

  it('takes an order that is not sent by its reference and its number', () => {
    const basedOn = [
      { reference: 'ServiceRequest/elsewhere' },
      { identifier: { system: 'https://clinic.example/orders', value: 'O-1' } },
    ];
    assert.deepEqual(reportIn(bundled(reported({ basedOn }))).orders, [
      { identifiers: [], reference: 'ServiceRequest/elsewhere', orderedBy: null },
      {
        identifiers: [{ system: 'https://clinic.example/orders', value: 'O-1' }],
        reference: null,
        orderedBy: null,
      },
    ]);
  });

  it('finds who ordered behind a role', () => {
    const all = reported().map((each): Resource => {
      if (each.resourceType !== 'ServiceRequest') return each;
      return { ...each, requester: { reference: 'PractitionerRole/w1' } };
    });
    const role: Resource = {
      resourceType: 'PractitionerRole',
      id: 'w1',
      practitioner: { reference: 'Practitioner/d1' },
    };
    assert.equal(reportIn(bundled([...all, role])).orders[0]?.orderedBy?.npi, '1234567893');
  });

  it('comes with others in one Bundle', () => {
    const both = [...reported(), aDiagnosticReport({ id: 'r2', status: 'preliminary' })];
    const result = readDiagnosticReports(bytesOf(bundled(both)));
    assert.ok('reports' in result);
    assert.deepEqual(
      result.reports.map(({ report, observations }) => [report.status, observations.length]),
      [
        ['final', 1],
        ['preliminary', 1],
      ],
    );
  });
});

describe('a report that is refused', () => {
  const refusals: Readonly<Record<string, { sent: unknown; problems: string[] }>> = {
    'for a value that is not there': {
      sent: bundled(reported({ result: [{ reference: 'Observation/none' }] }, [])),
      problems: [
        'entry[0] DiagnosticReport/r1 result[0].reference refers to what is not in the file',
      ],
    },
    'for a value that is none': {
      sent: bundled(reported({ result: [{ reference: 'Observation/k' }, { display: 'K' }] })),
      problems: ['entry[0] DiagnosticReport/r1 result[1] refers to no observation'],
    },
    'for a patient who is not there': {
      sent: bundled(reported().filter(({ resourceType }) => resourceType !== 'Patient')),
      problems: [
        'entry[0] DiagnosticReport/r1 subject.reference refers to what is not in the file',
      ],
    },
    'for a value of somebody else': {
      sent: bundled([
        ...reported({}, [aPotassium({ subject: { reference: 'Patient/p2' } })]),
        aReportedPatient({ id: 'p2' }),
      ]),
      problems: ['entry[1] Observation/k subject is not whom the report is about'],
    },
    'for an order for somebody else': {
      sent: bundled([
        aDiagnosticReport(),
        aPotassium(),
        aServiceRequest({ subject: { reference: 'Patient/p2' } }),
        aReportedPatient(),
        aReportedPatient({ id: 'p2' }),
        anOrderingDoctor(),
        ...reported().slice(-1),
      ]),
      problems: ['entry[0] DiagnosticReport/r1 basedOn[0] is an order for somebody else'],
    },
    'for who ordered, who is not there': {
      sent: bundled(reported().filter(({ resourceType }) => resourceType !== 'Practitioner')),
      problems: [
        'entry[2] ServiceRequest/s1 requester.reference refers to what is not in the file',
      ],
    },
    'for who answers for it, without a name': {
      sent: bundled(reported().slice(0, -1)),
      problems: ['entry[0] DiagnosticReport/r1 performer[0] refers to what is not in the file'],
    },
    'for a value that no report refers to': {
      sent: bundled([...reported(), aPotassium({ id: 'stray' })]),
      problems: ['entry[6] Observation/stray is an observation that no report refers to'],
    },
    'for two of one name': {
      sent: bundled([...reported(), aPotassium({ valueQuantity: { value: 4 } })]),
      problems: ['entry[6] Observation/k is the second of its name in the file'],
    },
    'for data that is not what is said of it': {
      sent: bundled(
        reported({
          presentedForm: [{ contentType: 'text/plain', data: 'V2VsbC4=', size: 4, hash: 'AAAA' }],
        }),
      ),
      problems: [
        'entry[0] DiagnosticReport/r1 presentedForm[0].size is not the size of the data',
        'entry[0] DiagnosticReport/r1 presentedForm[0].hash is not the hash of the data',
      ],
    },
    'for a series of samples': {
      sent: bundled(
        reported({}, [
          {
            resourceType: 'Observation',
            id: 'k',
            status: 'final',
            code: panel,
            component: [
              {
                code: { text: 'Lead I' },
                valueSampledData: { origin: { value: 0 }, period: 10, dimensions: 1 },
              },
            ],
          },
        ]),
      ),
      problems: [
        'entry[1] Observation/k component[0].valueSampledData is a series of samples, which is not read',
      ],
    },
    'for what changes its meaning': {
      sent: bundled([
        {
          ...aDiagnosticReport(),
          modifierExtension: [{ url: 'https://lab.example/withdrawn', valueBoolean: true }],
        } as Resource,
        ...reported().slice(1),
      ]),
      problems: [
        'entry[0] DiagnosticReport/r1 modifierExtension changes the meaning in a way that is not understood',
      ],
    },
    'without a report': {
      sent: bundled([aReportedPatient()]),
      problems: ['holds no DiagnosticReport'],
    },
    'that is not JSON': { sent: '{"resourceType":', problems: ['is not JSON'] },
    'that is empty': { sent: ' ', problems: ['is empty'] },
    'that is nested too deep': { sent: '['.repeat(100), problems: ['is nested deeper than 60'] },
  };
  for (const [why, { sent, problems }] of Object.entries(refusals))
    it(why, () => assert.deepEqual(problemsIn(sent), problems));

  it('for a status that is none, without a word of what it holds', () => {
    const sent = JSON.stringify(bundled(reported())).replaceAll('"final"', '"Quill"');
    const problems = problemsIn(sent);
    assert.equal(problems.length, 2);
    assert.ok(!problems.join('\n').includes('Quill'));
  });
});
