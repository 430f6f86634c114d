// What journeys of results need to stand ready: a patient, a clinician on call, and a laboratory that sends FHIR.
import { takeInResults } from '#contract/result-intake';
import { changeResultSettings, getResultSettings } from '#contract/result-settings';
import { httpConsole, type HttpConsole } from '../../scripts/http-console.ts';
import { openChart } from '../../scripts/open-chart.ts';

export interface SentResults {
  patientId: string;
  /** As lists name them. */
  name: string;
  clinicId: string;
  manager: HttpConsole;
  /** The same report again, with another potassium; the item that it is. */
  send: (report: SentPotassium) => Promise<string>;
}

export interface SentPotassium {
  status: 'final' | 'corrected';
  value: number;
  flag: 'HH' | 'N';
}

const loinc = 'http://loinc.org';
const flags = 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation';

/** `name` is letters only, and the report's number. */
export async function givenLaboratory(url: string, name: string): Promise<SentResults> {
  const manager = await httpConsole(url, 'clinic-manager');
  const clinician = await httpConsole(url, 'clinician');
  const clinicId = manager.me.clinics[0]!.id;
  const { id: patientId, mrn } = await openChart(manager, {
    ...{ clinicId, family: name, given: 'Rosa', birthOn: '1971-04-05', sex: 'female', phone: null },
  });
  const { critical, versions } = await manager.call(getResultSettings, { query: { clinicId } });
  const value = { ...critical, onCallId: clinician.me.staffId };
  await manager.call(changeResultSettings, {
    body: {
      ...{ clinicId, expectedVersion: versions.critical, source: 'On call this week' },
      change: { setting: 'critical', value },
    },
  });
  return {
    ...{ patientId, name: `${name}, Rosa`, clinicId, manager },
    send: async (report) => {
      const resource = bundleOf({ name, mrn, ...report });
      const body = { clinicId, resource };
      const { entries } = await manager.call(takeInResults, { body });
      const taken = entries.find(({ itemId }) => itemId !== null);
      if (!taken?.itemId) throw new Error(`Nothing was taken in: ${JSON.stringify(entries)}`);
      return taken.itemId;
    },
  };
}

function bundleOf(of: SentPotassium & { name: string; mrn: string }): Record<string, unknown> {
  const { name, mrn, status, value, flag } = of;
  const now = new Date().toISOString();
  const quantity = { unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' };
  const patient = {
    ...{ resourceType: 'Patient', id: 'p1', identifier: [{ value: mrn }] },
    ...{ name: [{ family: name, given: ['Rosa'] }], gender: 'female', birthDate: '1971-04-05' },
  };
  const potassium = {
    ...{ resourceType: 'Observation', id: 'k', status, effectiveDateTime: now },
    code: { coding: [{ system: loinc, code: '2823-3' }], text: 'Potassium' },
    subject: { reference: 'Patient/p1' },
    valueQuantity: { value, ...quantity },
    interpretation: [{ coding: [{ system: flags, code: flag }] }],
    referenceRange: [{ low: { value: 3.5, unit: 'mmol/L' }, high: { value: 5.1, unit: 'mmol/L' } }],
  };
  const report = {
    ...{ resourceType: 'DiagnosticReport', id: 'r1', status, issued: now, effectiveDateTime: now },
    identifier: [{ system: 'https://lab.example/reports', value: `R-${name}` }],
    category: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'LAB' }] },
    ],
    code: { coding: [{ system: loinc, code: '24323-8' }], text: 'Comprehensive metabolic panel' },
    subject: { reference: 'Patient/p1' },
    result: [{ reference: 'Observation/k' }],
  };
  const entry = [report, potassium, patient].map((resource) => ({ resource }));
  return { resourceType: 'Bundle', type: 'collection', entry };
}
