import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { IntakeEntry } from '#contract/refill-intake';
import type { Refill } from '#contract/refill-request';
import { findCorpus } from '../../../scripts/corpora.ts';
import {
  aMedication,
  aMedicationDispense,
  aMedicationRequest,
  anObservation,
  aTask,
  clinicalShapes,
} from '../../interop/fhir/given-fhir-medications.ts';
import { aBundle, anAppointment, aPatient } from '../../interop/fhir/given-fhir.ts';
import type { MedicationRequest } from '../../interop/fhir/medications.ts';
import { readFhir, readFhirValue, type FhirRead } from '../../interop/fhir/read-fhir.ts';
import { givenPatient } from '../../patients/given-patient.ts';
import type { Scope } from '../../platform/context.ts';
import { testDatabase, type TestDatabase } from '../../platform/db/test-database.ts';
import { workItems } from '../../platform/work/work-queries.ts';
import type { WorkRow } from '../../platform/work/work-repository.ts';
import { givenPrescription, givenRefillClinic, type RefillClinic } from '../given-refill.ts';
import { refills } from '../refills-queue.ts';
import { refillsProof } from '../test-refills.ts';
import { takeInFhir } from './fhir-intake-service.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

const lisinopril = {
  ...{ rxnorm: '314076', name: 'Lisinopril', form: 'tablet', strength: '10 mg' },
  ...{ sig: 'One tablet by mouth every day', quantity: 30, unit: 'tablet', daysSupply: 30 },
  repeats: 0,
};

/** Ada Quill, born in 1970, with lisinopril. */
async function given() {
  const clinic = await givenRefillClinic(t);
  const who = { family: 'Quill', given: 'Ada', birthOn: '1970-02-28', mrn: 'M-7001' };
  const patientId = await givenPatient(t, { ...clinic, ...who });
  const prescription = await givenPrescription(t, clinic, { patientId, order: lisinopril });
  return { ...clinic, patientId, prescription };
}

const ada = aPatient({ identifier: [{ system: 'https://clinic.example/mrn', value: 'M-7001' }] });

/** As it travels: what is undefined is not said. */
function takeIn(clinic: RefillClinic, value: unknown, scope: Scope = clinic.pharmacist.scope) {
  const resource: unknown = JSON.parse(JSON.stringify(value));
  return t.database.inTransaction(scope, (ctx) =>
    takeInFhir(ctx, {
      clinicId: clinic.clinicId,
      reads: [...readFhirValue(resource)],
      source: 'fhir',
    }),
  );
}

const bundle = (...resources: unknown[]): unknown =>
  aBundle(resources.map((resource) => ({ resource })));

const told = ({ entries }: { entries: IntakeEntry[] }) =>
  entries.map(({ resource, outcome, path, reason }) => [
    resource,
    outcome,
    `${path} ${reason}`.trim(),
  ]);

async function itemsOf(clinic: RefillClinic): Promise<Refill[]> {
  return t.database.inTransaction(clinic.system, async (ctx) => {
    const rows = await ctx
      .db('work_item')
      .where({ queue: refills.name })
      .orderBy('id')
      .select<WorkRow[]>('*');
    return workItems(ctx, refills, rows);
  });
}

async function only(clinic: RefillClinic): Promise<Refill> {
  const [item, ...others] = await itemsOf(clinic);
  assert.ok(item);
  assert.deepEqual(others, []);
  return item;
}

describe('a FHIR prescription that comes in', () => {
  it('becomes a request of the patient and the prescription that it means', async () => {
    const clinic = await given();
    const pharmacy = {
      resourceType: 'Organization',
      id: 'ph1',
      name: 'Main Street Pharmacy',
      identifier: [
        {
          system: 'http://terminology.hl7.org/NamingSystem/NCPDPProviderIdentificationNumber',
          value: '0000000',
        },
      ],
    };
    const request = aMedicationRequest();
    const sent = bundle(ada, pharmacy, {
      ...request,
      note: [{ text: 'Going away\r\nin a week' }],
      priority: 'urgent',
      dispenseRequest: { ...request.dispenseRequest, performer: { reference: 'Organization/ph1' } },
    });
    const report = await refillsProof(t).tells(clinic, () => takeIn(clinic, sent), [
      'refills.refill-taken-in',
    ]);
    assert.deepEqual(told(report), [
      ['Patient/p1', 'part', ''],
      ['Organization/ph1', 'part', ''],
      ['MedicationRequest/rx1', 'taken', ''],
    ]);
    const item = await only(clinic);
    assert.equal(report.entries[2]?.itemId, item.id);
    assert.equal(item.patient?.id, clinic.patientId);
    assert.equal(item.prescriptionId, clinic.prescription.id);
    assert.deepEqual(item.requested, {
      rxnorm: '314076',
      name: 'Lisinopril',
      form: 'tablet',
      strength: '10 mg',
      sig: 'One tablet by mouth every day',
      quantity: 30,
      unit: 'tablet',
      daysSupply: 30,
      // The first fill and three more: FHIR leaves the first out.
      repeats: 3,
    });
    assert.deepEqual(item.said, {
      patient: 'Quill, Ada M., born 1970-02-28',
      prescriber: 'Dr. Kim Lee',
      pharmacy: 'Main Street Pharmacy',
      note: 'Going away\nin a week',
    });
    assert.deepEqual(
      [item.source, item.work.priority, item.work.status],
      ['fhir', 'urgent', 'to-decide'],
    );
  });

  it('is joined when it is sent again, and counted', async () => {
    const clinic = await given();
    const sent = bundle(ada, aMedicationRequest());
    await takeIn(clinic, sent);
    const again = await refillsProof(t).tells(clinic, () => takeIn(clinic, sent), [
      'refills.refill-joined',
    ]);
    assert.equal(again.entries[1]?.outcome, 'joined');
    assert.equal((await only(clinic)).asked, 2);
  });

  it('waits to be matched where not all that is said agrees', async () => {
    const unlike: [string, unknown[]][] = [
      ['nobody of that name', [aPatient({ ...ada, identifier: [], name: [{ family: 'Other' }] })]],
      ['another birth date', [{ ...ada, birthDate: '1971-02-28' }]],
      ['only a display', []],
      ['a part of a birth date', [{ ...ada, identifier: [], birthDate: '1970' }]],
    ];
    for (const [why, people] of unlike) {
      const clinic = await given();
      const report = await takeIn(clinic, bundle(...people, aMedicationRequest()));
      assert.equal(report.entries.at(-1)?.outcome, 'triage', why);
      const item = await only(clinic);
      assert.deepEqual(
        [item.patient, item.prescriptionId, item.work.status],
        [null, null, 'triage'],
      );
      assert.notEqual(item.said.patient, '');
    }
  });

  it('is of a patient by name and birth date alone only with a prescription of that drug', async () => {
    const clinic = await given();
    const named = { ...ada, identifier: undefined };
    const [, same] = (await takeIn(clinic, bundle(named, aMedicationRequest()))).entries;
    assert.equal(same?.outcome, 'taken');
    const other = aMedicationRequest({
      ...{ id: 'rx2', identifier: [{ value: 'B' }] },
      medicationCodeableConcept: { text: 'Metformin 500 mg' },
    });
    const [, another] = (await takeIn(clinic, bundle(named, other))).entries;
    assert.equal(another?.outcome, 'triage');
  });

  it('finds the prescription by our own number, unless it is of somebody else', async () => {
    const clinic = await given();
    const ours = { system: 'urn:daysheet:prescription', value: clinic.prescription.id };
    const prior = { identifier: ours, reference: 'MedicationRequest/rx0' };
    const before = aMedicationRequest({ id: 'rx0', identifier: [ours], status: 'completed' });
    const request = aMedicationRequest({
      priorPrescription: prior,
      medicationCodeableConcept: { text: 'Zestril' },
    });
    const report = await takeIn(clinic, bundle(ada, before, request));
    assert.deepEqual(
      report.entries.map(({ outcome }) => outcome),
      ['part', 'part', 'taken'],
    );
    assert.equal((await only(clinic)).prescriptionId, clinic.prescription.id);
    const bob = aPatient({ name: [{ family: 'Bob', given: ['Bo'] }], birthDate: '1980-01-01' });
    const wrong = { ...request, id: 'rx9', identifier: [{ value: 'W' }] };
    const [, , last] = (await takeIn(clinic, bundle(bob, before, wrong))).entries;
    assert.equal(last?.outcome, 'triage');
  });

  it('is what a task asks for, with its number, its note and its priority, also when it has ended', async () => {
    const clinic = await given();
    const request = aMedicationRequest({ status: 'completed' });
    const task = aTask({ priority: 'asap', note: [{ text: 'Patient waits' }] });
    const report = await takeIn(clinic, bundle(ada, task, request));
    assert.deepEqual(
      report.entries.map(({ outcome }) => outcome),
      ['part', 'part', 'taken'],
    );
    const item = await only(clinic);
    assert.deepEqual([item.work.priority, item.said.note], ['asap', 'Patient waits']);
    const { reference } = await t
      .owner('refill_arrival')
      .where({ request_id: item.id })
      .first<{ reference: string }>('reference');
    assert.match(reference, /^https:\/\/pharmacy\.example\/tasks T-1 /);
  });

  it('is refused with the reason, and takes nothing else with it', async () => {
    const clinic = await given();
    const rx = (id: string, over: Partial<MedicationRequest>): unknown =>
      aMedicationRequest({ id, identifier: [{ value: id }], ...over });
    const directions = [{ text: 'x'.repeat(301) }];
    const report = await takeIn(
      clinic,
      bundle(
        ada,
        rx('a', { status: 'entered-in-error' }),
        rx('b', { intent: 'plan' }),
        rx('c', { status: 'stopped' }),
        rx('d', { dosageInstruction: directions }),
        rx('e', { dispenseRequest: { quantity: { value: 0 } } }),
        rx('f', { subject: { reference: 'Patient/unknown' } }),
        {
          ...aMedicationRequest(),
          id: 'g',
          medicationCodeableConcept: undefined,
          medicationReference: { reference: 'Medication/none' },
        },
        { ...aMedicationRequest(), id: 'h', status: 'ordered' },
        aTask({ id: 'i', focus: { reference: 'MedicationRequest/none' } }),
        anAppointment(),
        rx('z', {}),
      ),
    );
    assert.deepEqual(told(report).slice(1), [
      ['MedicationRequest/a', 'refused', 'status is entered in error'],
      ['MedicationRequest/b', 'refused', 'intent is no order that could be renewed'],
      ['MedicationRequest/c', 'refused', 'status is stopped, and no task asks to renew it'],
      [
        'MedicationRequest/d',
        'refused',
        'dosageInstruction is longer than the directions that fit on a label',
      ],
      [
        'MedicationRequest/e',
        'refused',
        'dispenseRequest.quantity is no amount between 0.001 and 99,999',
      ],
      ['MedicationRequest/f', 'refused', 'subject names nobody whom it could be for'],
      ['MedicationRequest/g', 'refused', 'medication[x] names no drug that could be read'],
      [
        'MedicationRequest/h',
        'refused',
        'status is none of active, on-hold, cancelled, completed, entered-in-error, stopped, draft, unknown',
      ],
      ['Task/i', 'refused', 'focus names no prescription that came with it'],
      ['Appointment/a1', 'refused', 'has no place in a request for a refill'],
      ['MedicationRequest/z', 'taken', ''],
    ]);
    await only(clinic);
  });

  it('is refused whole to who takes nothing in here', async () => {
    const clinic = await given();
    const { refuses } = refillsProof(t);
    const tries = (scope: Scope, clinicId: string) =>
      refuses(
        clinic,
        scope,
        (ctx) =>
          takeInFhir(ctx, {
            clinicId,
            reads: [...readFhirValue(aMedicationRequest())],
            source: 'fhir',
          }),
        'not-allowed',
      );
    await tries(clinic.pharmacist.scope, clinic.patientId);
  });

  it('names the drug in the words of the sender, taken apart where that is sure', async () => {
    const clinic = await given();
    const rx = (id: string, over: object): unknown => ({
      ...aMedicationRequest({ id, identifier: [{ value: id }] }),
      ...over,
    });
    const coded = {
      medicationCodeableConcept: undefined,
      medicationReference: { reference: '#m' },
    };
    await takeIn(
      clinic,
      bundle(
        ada,
        rx('a', {
          medicationCodeableConcept: {
            text: '24 HR metformin hydrochloride 500 MG Extended Release Oral Tablet',
          },
        }),
        rx('b', { ...coded, contained: [aMedication({ id: 'm', code: { text: 'Metformin' } })] }),
        rx('c', {
          medicationCodeableConcept: { text: 'Nasal spray, as before' },
          dosageInstruction: [
            {
              doseAndRate: [{ doseQuantity: { value: 2, unit: 'puffs' } }],
              timing: { repeat: { frequency: 2, period: 1, periodUnit: 'd' } },
              asNeededBoolean: true,
            },
          ],
        }),
      ),
    );
    const words = (await itemsOf(clinic)).map(({ requested: { name, strength, form, sig } }) => [
      name,
      strength,
      form,
      sig,
    ]);
    assert.deepEqual(words, [
      [
        'metformin hydrochloride',
        '500 MG',
        'Extended Release Oral Tablet',
        'One tablet by mouth every day',
      ],
      ['Metformin', '500 mg', 'extended release tablet', 'One tablet by mouth every day'],
      ['Nasal spray, as before', '', '', '2 puffs 2 times every day as needed'],
    ]);
  });
});

describe('a fill that comes in', () => {
  const outcome = async (clinic: RefillClinic, over: object, types: string[]) => {
    const sent = bundle(ada, { ...aMedicationDispense(), identifier: [{ value: 'F-1' }], ...over });
    const { entries } = await refillsProof(t).tells(clinic, () => takeIn(clinic, sent), types);
    return [entries[1]?.outcome, entries[1]?.path, entries[1]?.reason];
  };

  it('is written down once and followed, and when the patient runs out follows from it', async () => {
    const clinic = await given();
    const filled = ['filled', '', ''];
    const same = {
      medicationCodeableConcept: {
        coding: [
          {
            system: 'http://www.nlm.nih.gov/research/umls/rxnorm',
            code: '314076',
            display: 'Lisinopril',
          },
        ],
      },
    };
    const ready = { ...same, status: 'in-progress', whenHandedOver: undefined };
    assert.deepEqual(await outcome(clinic, ready, ['refills.prescription-filled']), filled);
    assert.deepEqual(await outcome(clinic, ready, []), filled);
    assert.deepEqual(await outcome(clinic, same, ['refills.prescription-filled']), filled);
    const [kept] = await t
      .owner('prescription_fill')
      .where({ external_key: 'fill F-1' })
      .select<{ status: string; number: number }[]>('status', 'number');
    assert.deepEqual(kept, { status: 'completed', number: 2 });
    const { prescriptions } = await refillsProof(t).snapshot(clinic);
    const supply = prescriptions[clinic.prescription.id]?.supply;
    // Thirty days from 25 October, and thirty more that were fetched before those ended.
    assert.deepEqual(supply, { runsOutOn: '2026-12-24', unknownBecause: null });
  });

  it('is refused where nothing was given out, nobody knows the prescription, or no day is named', async () => {
    const clinic = await given();
    const same = {
      medicationCodeableConcept: { text: 'Lisinopril 10 mg' },
      authorizingPrescription: [
        { identifier: { system: 'urn:daysheet:prescription', value: clinic.prescription.id } },
      ],
    };
    const tries: [object, string][] = [
      [{ ...same, status: 'preparation' }, 'status says that nothing was given out'],
      [{ ...same, status: 'stopped' }, 'status takes back what was never told'],
      [
        { ...same, whenPrepared: undefined, whenHandedOver: undefined },
        'whenHandedOver names no day, and whenPrepared neither',
      ],
      [
        { ...same, whenPrepared: undefined, whenHandedOver: '2026-12-24' },
        'whenHandedOver lies in the future',
      ],
      [
        { medicationCodeableConcept: { text: 'Other' } },
        'authorizingPrescription is no prescription that is known here',
      ],
    ];
    for (const [over, why] of tries) {
      const [is, path, reason] = await outcome(clinic, over, []);
      assert.deepEqual([is, `${path} ${reason}`], ['refused', why]);
    }
  });
});

describe('a laboratory value that comes in', () => {
  const send = async (clinic: RefillClinic, over: object, person: unknown = ada) => {
    const { entries } = await takeIn(clinic, bundle(person, { ...anObservation(), ...over }));
    return [entries[1]?.outcome, `${entries[1]?.path} ${entries[1]?.reason}`.trim()];
  };

  it('is recorded as it was said', async () => {
    const clinic = await given();
    assert.deepEqual(await send(clinic, {}), ['recorded', '']);
    const row = await t
      .owner('observation')
      .where({ patient_id: clinic.patientId })
      .first<Record<string, unknown>>();
    assert.deepEqual(
      [
        row['code'],
        row['value_text'],
        row['value_number'],
        row['unit'],
        row['interpretation'],
        row['source'],
        row['reference_id'],
      ],
      ['4548-4', '8.1', '8.1', '%', 'high', 'https://lab.example/results', 'A1C-1'],
    );
  });

  it('is refused of somebody who is not surely known, without a code, a day or a value', async () => {
    const clinic = await given();
    const tries: [object, string, unknown?][] = [
      [{}, 'subject is nobody who is surely known here', { ...ada, identifier: undefined }],
      [{ code: { text: 'sugar' } }, 'code has no LOINC code'],
      [{ effectiveDateTime: '2026' }, 'effective[x] says no day on which it was measured'],
      [{ valueQuantity: undefined }, 'value[x] says no value'],
      [
        { effectiveDateTime: '2026-12-24' },
        'The value is of a later time than now; nothing was changed.',
      ],
    ];
    for (const [over, why, person] of tries)
      assert.deepEqual(await send(clinic, over, person ?? ada), ['refused', why]);
    assert.deepEqual(await t.owner('observation').where({ patient_id: clinic.patientId }), []);
  });
});

describe('whatever comes in', () => {
  it('is answered for, in every shape that others send', async () => {
    const clinic = await given();
    for (const resource of clinicalShapes()) {
      const { entries } = await takeIn(clinic, resource);
      assert.equal(entries.length, 1);
      assert.ok(entries[0]?.outcome !== 'refused' || entries[0].reason !== '');
    }
  });

  const folder = findCorpus('fhir');
  if (folder === null) return;

  it('is answered for, resource by resource, whatever others have published', async () => {
    const clinic = await given();
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:nd)?json$/.test(name) && !name.includes('mutated-derived'))
      .map((name): [string, FhirRead[]] => {
        const format = name.endsWith('ndjson') ? 'ndjson' : 'json';
        return [name, [...readFhir(readFileSync(`${folder}/${name}`), { format })]];
      });
    // A bulk export is one set over several files.
    const isBulk = ([name]: [string, unknown]): boolean => name.startsWith('synthea-bulk-10/');
    const sets = [
      files.filter(isBulk).flatMap(([, reads]) => reads),
      ...files.filter((file) => !isBulk(file)).map(([, reads]) => reads),
    ];
    const reasons = new Map<string, number>();
    for (const reads of sets) {
      const { entries } = await t.database.inTransaction(clinic.pharmacist.scope, (ctx) =>
        takeInFhir(ctx, { clinicId: clinic.clinicId, reads, source: 'file' }),
      );
      for (const { resource, outcome, path, reason } of entries) {
        if (!resource.startsWith('MedicationRequest')) continue;
        const key = outcome === 'refused' ? `${path} ${reason}` : outcome;
        reasons.set(key, (reasons.get(key) ?? 0) + 1);
      }
    }
    assert.deepEqual(Object.fromEntries(reasons), {
      triage: 45,
      joined: 2,
      'status is stopped, and no task asks to renew it': 1722,
      'status is completed, and no task asks to renew it': 17,
      'medication[x] names no drug that could be read': 1,
    });
  });

  it('never crashes, and is refused where it was broken on purpose', async () => {
    const clinic = await given();
    const broken = `${folder}/mutated-derived`;
    for (const name of readdirSync(broken)) {
      const reads = [...readFhir(readFileSync(`${broken}/${name}`), { format: 'json' })];
      const { entries } = await t.database.inTransaction(clinic.pharmacist.scope, (ctx) =>
        takeInFhir(ctx, { clinicId: clinic.clinicId, reads, source: 'file' }),
      );
      assert.ok(entries.length > 0, name);
    }
    assert.deepEqual(await itemsOf(clinic), []);
  });
});
