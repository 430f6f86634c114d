// What journeys of refills need to stand ready: a protocol in force, and requests that it covers.
import { addCoverage } from '#contract/coverage';
import { listPayers } from '#contract/payer';
import type { Patient } from '#contract/patients';
import type { MedicationOrder } from '#contract/prescription';
import { addPrescription, recordFill } from '#contract/prescription-record';
import type { Refill } from '#contract/refill-request';
import {
  addRefillProtocol,
  changeRefillTerms,
  getRefillSettings,
  listRefillProtocols,
  signRefillProtocol,
} from '#contract/refill-settings';
import { refillQueue, takeInRefill } from '#contract/refills';
import { httpConsole, type HttpConsole } from '../../scripts/http-console.ts';
import { openChart } from '../../scripts/open-chart.ts';

export interface AskedRefills {
  pharmacist: HttpConsole;
  refills: Refill[];
  /** A request as the server has it now. */
  now: (id: string) => Promise<Refill>;
}

/** Covered by no protocol of the demo that is in force. */
const omeprazole: MedicationOrder = {
  rxnorm: null,
  name: 'Omeprazole',
  form: 'capsule',
  strength: '20 mg',
  sig: 'Take 1 capsule by mouth once daily',
  quantity: 30,
  unit: 'capsule',
  daysSupply: 30,
  repeats: 0,
};
const title = 'Stomach acid, anew';
const coverage = {
  planName: 'Choice',
  groupNumber: null,
  order: 'primary',
  relationship: 'self',
  subscriber: null,
  effectiveFrom: '2024-01-01',
  endsOn: null,
} as const;

/** As many as are wanted, each of a patient of its own, given to the pharmacist; `name` is letters only. */
export async function givenRefills(
  url: string,
  name: string,
  count: number,
): Promise<AskedRefills> {
  const manager = await httpConsole(url, 'clinic-manager');
  const pharmacist = await httpConsole(url, 'pharmacist');
  const clinicId = manager.me.clinics[0]!.id;
  await givenProtocol(url, pharmacist, clinicId);
  const payerId = await givenKnownPayer({ manager, pharmacist, clinicId });
  const refills: Refill[] = [];
  for (let at = 0; at < count; at += 1) {
    const patient = await openChart(manager, {
      clinicId,
      family: `${name}${lettersOf(at)}`,
      given: 'Rosa',
      birthOn: '1971-04-05',
      sex: 'female',
      phone: null,
    });
    await manager.call(addCoverage, {
      params: { patientId: patient.id },
      body: { clinicId, payerId, ...coverage, memberId: `${name}${at}` },
    });
    refills.push(await givenRequest(pharmacist, { clinicId, patient }));
  }
  return {
    pharmacist,
    refills,
    now: async (id) => (await pharmacist.call(refillQueue.get, { params: { itemId: id } })).item,
  };
}

/** One that nobody knows yet whose it is. */
export async function givenUnmatched(url: string): Promise<void> {
  const pharmacist = await httpConsole(url, 'pharmacist');
  await pharmacist.call(takeInRefill, {
    body: {
      clinicId: pharmacist.me.clinics[0]!.id,
      ...{ patientId: null, prescriptionId: null, pharmacyId: null, requested: omeprazole },
      said: { patient: 'Lopez, Maria', prescriber: 'Dr. Lee', pharmacy: 'Main Street', note: '' },
    },
  });
}

/** A prescriber has signed that pharmacists renew it. */
async function givenProtocol(
  url: string,
  pharmacist: HttpConsole,
  clinicId: string,
): Promise<void> {
  const { items } = await pharmacist.call(listRefillProtocols, { query: { clinicId } });
  if (items.some(({ terms, signedAt }) => terms.title === title && signedAt !== null)) return;
  const clinician = await httpConsole(url, 'clinician');
  const { id, version } = await pharmacist.call(addRefillProtocol, {
    body: {
      clinicId,
      terms: {
        title,
        groups: ['ppi'],
        criteria: [],
        ...{ mostDays: 90, mostRepeats: 3, bridgeDays: 30, sampleOneIn: 0 },
        source: 'Medical director',
        expiresOn: '2030-06-30',
      },
    },
  });
  await clinician.call(signRefillProtocol, {
    params: { protocolId: id },
    body: { expectedVersion: version },
  });
}

/** Whose list of drugs is known, and asks for no authorization. */
async function givenKnownPayer({
  manager,
  pharmacist,
  clinicId,
}: {
  manager: HttpConsole;
  pharmacist: HttpConsole;
  clinicId: string;
}): Promise<string> {
  const { items } = await manager.call(listPayers, { query: { clinicId } });
  const payer = items.find(({ active, kinds }) => active && kinds.includes('pharmacy')) ?? items[0];
  if (!payer) throw new Error('The demo has no payer.');
  const { terms, termsVersion } = await pharmacist.call(getRefillSettings, { query: { clinicId } });
  if (terms.payers.some(({ payerId }) => payerId === payer.id)) return payer.id;
  const listed = {
    payerId: payer.id,
    tooSoonPercent: null,
    authorizationFor: [],
    source: 'Formulary',
  };
  await pharmacist.call(changeRefillTerms, {
    body: {
      ...{ clinicId, expectedVersion: termsVersion, source: 'Formulary' },
      terms: { ...terms, payers: [...terms.payers, listed] },
    },
  });
  return payer.id;
}

/** Filled 29 days ago for 30, so that it ends tomorrow. */
async function givenRequest(
  pharmacist: HttpConsole,
  { clinicId, patient }: { clinicId: string; patient: Patient },
): Promise<Refill> {
  const added = await pharmacist.call(addPrescription, {
    body: {
      ...{ clinicId, patientId: patient.id, order: omeprazole, schedule: null, asNeeded: false },
      ...{ issuedOn: daysAgo(30), expiresOn: daysAgo(-300), startedOn: daysAgo(700) },
      ...{ prescriberId: null, prescriberName: 'Lee, Hannah', pharmacyId: null },
    },
  });
  await pharmacist.call(recordFill, {
    params: { prescriptionId: added.id },
    body: {
      ...{ expectedVersion: added.version, filledOn: daysAgo(29), status: 'completed', number: 1 },
      given: { ...omeprazole, repeats: null },
    },
  });
  const { item } = await pharmacist.call(takeInRefill, {
    body: {
      ...{ clinicId, patientId: patient.id, prescriptionId: added.id, pharmacyId: null },
      requested: { ...omeprazole, repeats: 2 },
    },
  });
  const params = { itemId: item.id };
  const body = { expectedVersion: item.version, ownerId: pharmacist.me.staffId };
  return pharmacist.call(refillQueue.assign, { params, body });
}

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}

/** a, b … z, ba, bb …: names have no digits. */
function lettersOf(at: number): string {
  const letter = String.fromCharCode(97 + (at % 26));
  return at < 26 ? letter : lettersOf(Math.floor(at / 26)) + letter;
}
