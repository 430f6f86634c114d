import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  aMedication,
  aMedicationDispense,
  aMedicationRequest,
  anObservation,
  aTask,
  clinicalShapes,
  without,
} from './given-fhir-medications.ts';
import { aBundle, aCoverage, anAppointment, aPatient, aSlot, oneOfEach } from './given-fhir.ts';
import type { FhirProblem } from './fhir-problem.ts';
import {
  readFhir,
  readFhirValue,
  usualFhirLimits,
  type FhirFormat,
  type ReadResource,
} from './read-fhir.ts';
import { referenceKeys, resolveReference } from './resolve-reference.ts';
import type { Appointment, Resource } from './resources.ts';
import { writeResource } from './write-fhir.ts';

interface File {
  reads: ReadResource[];
  problems: FhirProblem[];
}

function readBytes(bytes: Uint8Array, format: FhirFormat = 'json', limits = usualFhirLimits): File {
  const file: File = { reads: [], problems: [] };
  for (const read of readFhir(bytes, { format, limits }))
    if (read.kind === 'problem') file.problems.push(read.problem);
    else file.reads.push(read.read);
  return file;
}

function read(value: unknown, format: FhirFormat = 'json'): File {
  return readBytes(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)), format);
}

/** `path reason` of each problem. */
function faults(value: unknown): string[] {
  const { reads, problems } = read(value);
  assert.deepEqual(reads, []);
  return problems.map(({ path, reason }) => `${path} ${reason}`.trim());
}

describe('reading FHIR', () => {
  it('takes one resource of each type, whole', () => {
    for (const resource of oneOfEach()) {
      const { reads, problems } = read(resource);
      assert.deepEqual(problems, []);
      assert.deepEqual(reads, [{ at: '', fullUrl: '', resource }]);
    }
  });

  it('takes medicines, values and tasks in whatever shape others send them', () => {
    for (const resource of clinicalShapes()) {
      const { reads, problems } = read(resource);
      assert.deepEqual(problems, []);
      assert.deepEqual(reads[0]?.resource, resource);
    }
  });

  it('reads NDJSON line by line and names the line of what it refuses', () => {
    const bad = { ...aPatient({ id: 'p2' }), gender: 'Female' };
    const lines = [aPatient(), bad, aSlot()].map((each) => JSON.stringify(each));
    const { reads, problems } = read(`${lines.join('\r\n\n')}\n{"resourceType":`, 'ndjson');
    assert.deepEqual(
      reads.map(({ at }) => at),
      ['line 1', 'line 5'],
    );
    assert.deepEqual(problems, [
      {
        at: 'line 3',
        resource: 'Patient/p2',
        path: 'gender',
        reason: 'is none of male, female, other, unknown',
      },
      { at: 'line 6', resource: '', path: '', reason: 'is not JSON' },
    ]);
  });

  it('reads Bundles, also inside each other, and says what they hold besides', () => {
    const inner = aBundle([{ resource: aPatient() }]);
    const { reads, problems } = read(
      aBundle([
        { fullUrl: 'urn:uuid:0b3a', resource: aSlot() },
        { resource: inner },
        { resource: { resourceType: 'Condition', id: 'x' } },
        { resource: undefined },
      ]),
    );
    assert.deepEqual(
      reads.map(({ at, fullUrl }) => [at, fullUrl]),
      [
        ['entry[0]', 'urn:uuid:0b3a'],
        ['entry[1], entry[0]', ''],
      ],
    );
    assert.deepEqual(
      problems.map(({ at, resource, reason }) => [at, resource, reason]),
      [
        ['entry[2]', 'Condition', 'is of a type that is not read'],
        ['entry[3]', '', 'holds no resource'],
      ],
    );
  });

  it('reads what is JSON already in the same way', () => {
    const bundle = aBundle([{ resource: aSlot() }, { resource: { resourceType: 'Condition' } }]);
    assert.deepEqual(
      [...readFhirValue(bundle)],
      [...readFhir(Buffer.from(JSON.stringify(bundle)), { format: 'json' })],
    );
    let deep: unknown = aSlot();
    for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];
    const reasons = [deep, [aSlot()], null, 'x'].map((each) =>
      [...readFhirValue(each)].map((read) => read.kind === 'problem' && read.problem.reason),
    );
    const none = ['is no object'];
    assert.deepEqual(reasons, [['is nested deeper than 60'], none, none, none]);
  });

  it('finds whom a reference means: by id, by full URL, by address, and contained', () => {
    const inside = { ...aPatient({ id: 'me' }) };
    const visit = anAppointment({ contained: [inside] });
    const { reads } = read(
      aBundle([
        { fullUrl: 'urn:uuid:0b3a', resource: aPatient({ id: 'p1' }) },
        { resource: aPatient({ id: 'p2' }) },
        { resource: visit },
      ]),
    );
    const keys = referenceKeys(reads);
    const found = (reference: string): string | undefined =>
      resolveReference({ reference }, visit, keys)?.id;
    assert.equal(found('urn:uuid:0b3a'), 'p1');
    assert.equal(found('Patient/p2'), 'p2');
    assert.equal(found('https://host.example/fhir/Patient/p2/_history/3'), 'p2');
    assert.equal(found('#me'), 'me');
    assert.equal(found('#other'), undefined);
    assert.equal(found('Patient/nobody'), undefined);
    assert.equal(resolveReference({ display: 'by name' }, visit, keys), null);
  });

  it('refuses what the standard does not know, lacks, or counts otherwise', () => {
    assert.deepEqual(faults({ ...anAppointment(), colour: 'red' }), [
      'colour is an element that the standard does not know',
    ]);
    assert.deepEqual(faults({ ...aCoverage(), beneficiary: undefined }), [
      'beneficiary is required and missing',
    ]);
    assert.deepEqual(faults({ ...aPatient(), name: { family: 'Quill' } }), [
      'name has to be a list',
    ]);
    assert.deepEqual(faults({ ...aPatient(), name: [] }), ['name is an empty list']);
    assert.deepEqual(faults({ ...aPatient(), active: null }), ['active is null']);
    assert.deepEqual(faults({ ...aPatient(), name: [{}] }), ['name[0] is empty']);
    assert.deepEqual(faults({ ...aPatient(), deceasedBoolean: true, deceasedDateTime: '2026' }), [
      'deceased[x] is given more than once',
    ]);
  });

  it('refuses dates and instants that are none', () => {
    const dates = ['1970-02-30', '1970-13', '28/02/1970', '1970-2-3', '', '1970-02-28T00:00:00Z'];
    for (const birthDate of dates)
      assert.equal(faults(aPatient({ birthDate })).length, 1, birthDate);
    for (const birthDate of ['1970', '1970-02', '2000-02-29'])
      assert.deepEqual(read(aPatient({ birthDate })).problems, []);
    for (const start of [
      '2027-03-14T09:30:00',
      '2027-03-14',
      '2027-03-14T24:30:00Z',
      '2027-02-30T09:00:00Z',
    ])
      assert.deepEqual(faults(anAppointment({ start })).length, 1, start);
  });

  it('takes an instant that no clock on the wall shows: it is an instant all the same', () => {
    const gap = anAppointment({ start: '2027-03-14T07:30:00Z', end: '2027-03-14T08:00:00Z' });
    assert.deepEqual(read(gap).problems, []);
  });

  it('holds visits, slots and organizations to their invariants', () => {
    const { start, end, ...untimed } = anAppointment();
    assert.match(faults({ ...untimed, start }).join(), /app-2/);
    assert.match(faults(untimed).join(), /app-3/);
    assert.deepEqual(read({ ...untimed, status: 'cancelled' }).problems, []);
    assert.match(faults(anAppointment({ cancelationReason: { text: 'ill' } })).join(), /app-4/);
    assert.match(faults(anAppointment({ participant: [{ status: 'accepted' }] })).join(), /app-1/);
    assert.deepEqual(faults(anAppointment({ start: end, end: start } as Appointment)), [
      'end is not after the start',
    ]);
    assert.deepEqual(faults(aSlot({ end: aSlot().start })), ['end is not after the start']);
    assert.match(faults({ resourceType: 'Organization', active: true }).join(), /org-1/);
    assert.match(
      faults(aPatient({ contact: [{ relationship: [{ text: 'aunt' }] }] })).join(),
      /pat-1/,
    );
    assert.match(faults(aPatient({ telecom: [{ value: '5550123' }] })).join(), /cpt-2/);
    const period = { start: '2027-01-02', end: '2027-01-01' };
    assert.match(faults({ ...aCoverage(), period }).join(), /per-1/);
    assert.match(faults(aCoverage({ payor: [{ reference: '#payer' }] })).join(), /ref-1/);
  });

  it('holds fills, values and tasks to their invariants', () => {
    const early = { whenPrepared: '2026-11-02', whenHandedOver: '2026-11-01' };
    assert.match(faults(aMedicationDispense(early)).join(), /whenHandedOver .*mdd-1/);
    const soon = { whenPrepared: '2026-11-02T12:00:00Z', whenHandedOver: '2026-11-02' };
    assert.deepEqual(read(aMedicationDispense(soon)).problems, []);
    const absent = { dataAbsentReason: { text: 'unknown' } };
    assert.match(faults(anObservation(absent)).join(), /obs-6/);
    const whole = anObservation();
    assert.match(faults({ ...whole, component: [{ code: whole.code }] }).join(), /obs-7/);
    const panel = without(whole, 'valueQuantity');
    assert.deepEqual(read({ ...panel, component: [{ code: whole.code }] }).problems, []);
    assert.match(faults({ ...whole, referenceRange: [{ type: { text: 'x' } }] }).join(), /obs-3/);
    assert.match(faults(aTask({ lastModified: '2026-11-19T09:00:00Z' })).join(), /inv-1/);
  });

  it('holds data types to their invariants, also in contained resources', () => {
    const rx = (repeat: unknown): unknown => ({
      ...aMedicationRequest(),
      dosageInstruction: [{ timing: { repeat } }],
    });
    const cases: [unknown, RegExp][] = [
      [{ duration: 5 }, /^dosageInstruction\[0\]\.timing\.repeat\.durationUnit .*tim-1/],
      [{ period: 1 }, /tim-2/],
      [{ duration: -1, durationUnit: 'h' }, /tim-4/],
      [{ period: -1, periodUnit: 'h' }, /tim-5/],
      [{ periodMax: 2 }, /tim-6/],
      [{ durationMax: 2 }, /tim-7/],
      [{ countMax: 2 }, /tim-8/],
      [{ offset: 30 }, /tim-9/],
      [{ offset: 30, when: ['CM'] }, /tim-9/],
      [{ when: ['HS'], timeOfDay: ['08:00:00'] }, /tim-10/],
      [{ boundsDuration: { value: 3, code: 'd' } }, /drt-1/],
      [{ boundsRange: { low: { value: 3 }, high: { value: 2 } } }, /rng-2/],
      [{ boundsPeriod: { start: '2027', end: '2026' } }, /per-1/],
    ];
    for (const [repeat, why] of cases) assert.match(faults(rx(repeat)).join(), why);
    const inside = aMedication({ id: 'm', amount: { numerator: { value: 1 } } });
    const contained = { ...aMedicationRequest(), contained: [inside] };
    assert.match(faults(contained).join(), /^contained\[0\]\.amount .*rat-1/);
    const measured = { value: 1, code: 'mg' };
    assert.match(faults(anObservation({ valueQuantity: measured })).join(), /qty-3/);
    const input = [{ type: { text: 'x' }, valueAge: { value: 0, code: 'a' } }];
    assert.match(faults({ ...aTask(), input }).join(), /qty-3|age-1/);
  });

  it('refuses codes, kinds and choices of medicines that the standard does not have', () => {
    const asFaults = (over: object): string => faults({ ...aMedicationRequest(), ...over }).join();
    assert.match(asFaults({ status: 'ordered' }), /^status is none of active/);
    assert.match(asFaults({ intent: 'request' }), /^intent is none of proposal/);
    assert.match(asFaults({ priority: 'high' }), /^priority is none of routine/);
    assert.match(
      asFaults({ medicationReference: { display: 'x' } }),
      /^medication\[x\] is given more/,
    );
    assert.match(
      asFaults({ subject: { reference: 'Practitioner/d1' } }),
      /refers to none of Patient/,
    );
    assert.match(asFaults({ substitution: { reason: { text: 'x' } } }), /allowed\[x\] is required/);
    const quantity = { value: 1, comparator: '<' };
    assert.match(asFaults({ dispenseRequest: { quantity } }), /comparator is an element that/);
    assert.match(asFaults({ dispenseRequest: { numberOfRepeatsAllowed: -1 } }), /whole number/);
    const timing = { repeat: { period: 1, periodUnit: 'day' } };
    assert.match(asFaults({ dosageInstruction: [{ timing }] }), /periodUnit is none of s, min/);
    assert.match(
      faults({ ...anObservation(), valueString: 'x' }).join(),
      /value\[x\] is given more/,
    );
  });

  it('refuses a reference to a kind that cannot stand there', () => {
    assert.deepEqual(faults(aCoverage({ payor: [{ reference: 'Organizarion/o1' }] })), [
      'payor[0].reference refers to none of Organization, Patient, RelatedPerson',
    ]);
    assert.deepEqual(read(aCoverage({ payor: [{ reference: 'urn:uuid:0b3a' }] })).problems, []);
  });

  it('carries extensions, also of primitive values', () => {
    const extension = [
      { url: 'http://example.org/birth-time', valueDateTime: '1970-02-28T14:35:45-05:00' },
    ];
    const patient = {
      ...aPatient(),
      extension,
      _birthDate: { extension },
      name: [{ given: ['Ada', null], _given: [null, { extension }] }],
    };
    assert.deepEqual(read(patient).problems, []);
    assert.deepEqual(faults({ ...aPatient(), _birthDate: 'x' }), [
      '_birthDate may hold an id and extensions only',
    ]);
    assert.deepEqual(faults({ ...aPatient(), extension: [{ valueString: 'x' }] }), [
      'extension[0].url is no text',
    ]);
  });

  it('keeps names as they are: markup, formulas, right to left, combined signs', () => {
    for (const family of ['<script>alert(1)</script>', '=1+1', 'أحمد', '👩🏽‍⚕️', 'e\u0301'])
      assert.equal(
        (
          read(aPatient({ name: [{ family }] })).reads[0]?.resource as {
            name: { family: string }[];
          }
        ).name[0]?.family,
        family,
      );
  });

  it('touches no prototype', () => {
    const text = JSON.stringify(aPatient()).replace('{', '{"__proto__":{"polluted":true},');
    assert.deepEqual(faults(text), ['__proto__ is an element that the standard does not know']);
    assert.equal(({} as { polluted?: boolean }).polluted, undefined);
    assert.equal(faults('{"resourceType":"constructor"}')[0], 'is of a type that is not read');
  });

  it('refuses what is no FHIR at all', () => {
    const cases: [Uint8Array, string][] = [
      [Buffer.from(''), 'is empty'],
      [Buffer.from('[{}]'), 'is no object'],
      [Buffer.from('{"resourceType":"Patient"'), 'is not JSON'],
      [Buffer.from('{"resourceType":"Patient",}'), 'is not JSON'],
      [Buffer.from(`\uFEFF${JSON.stringify(aPatient())}`), 'is not JSON'],
      [Buffer.from(JSON.stringify(aPatient()), 'utf16le'), 'is not JSON'],
      [Buffer.from([0x7b, 0xff, 0x7d]), 'the file is not UTF-8'],
      [Buffer.from('{}'), 'has no resourceType'],
      [Buffer.from(`${'['.repeat(5000)}${']'.repeat(5000)}`), 'is nested deeper than 60'],
    ];
    for (const [bytes, reason] of cases)
      assert.deepEqual(
        readBytes(bytes).problems.map((each) => each.reason),
        [reason],
      );
    const tight = { bytes: 30, resources: 1, depth: 60 };
    assert.match(
      readBytes(Buffer.alloc(31), 'json', tight).problems[0]?.reason ?? '',
      /larger than 30/,
    );
    const two = Buffer.from('{"resourceType":1}\n{}\n');
    assert.match(
      readBytes(two, 'ndjson', tight).problems.at(-1)?.reason ?? '',
      /more than 1 resource/,
    );
  });

  it('never throws and repeats no content, whatever is done to a resource', () => {
    const secret = 'Quillsecret';
    const keys = fc.constantFrom(
      'name',
      'status',
      'start',
      'participant',
      'identifier',
      'id',
      'period',
      'dosageInstruction',
      'component',
    );
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.constant(secret),
      fc.constant([secret]),
    );
    fc.assert(
      fc.property(fc.constantFrom(...oneOfEach()), keys, value, (resource, key, instead) => {
        const { problems } = read({ ...resource, [key]: instead });
        assert.ok(!JSON.stringify(problems).includes(secret) || key === 'id');
      }),
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void readBytes(bytes)));
  });
});

describe('writing FHIR', () => {
  it('writes each resource so that it is read back the same', () => {
    for (const resource of [...oneOfEach(), ...clinicalShapes()]) {
      const written = writeResource(resource);
      assert.ok('text' in written, JSON.stringify(written));
      assert.ok(!written.text.includes('\n'));
      assert.deepEqual(read(written.text).reads[0]?.resource, resource);
    }
  });

  it('lets nothing leave that would not be read back', () => {
    const odd = { ...aPatient(), gender: 'F' } as unknown as Resource;
    assert.deepEqual(writeResource(odd), {
      faults: [{ path: 'gender', reason: 'is none of male, female, other, unknown' }],
    });
  });
});
