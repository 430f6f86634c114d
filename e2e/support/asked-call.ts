// What a journey of the calls needs to stand ready: a patient of its own who must be called at once.
import { addCall, callQueue, type Call } from '#contract/calls';
import type { Clinic } from '#contract/staff';
import { httpConsole, type HttpConsole } from '../../scripts/http-console.ts';
import { openChart } from '../../scripts/open-chart.ts';

export interface AskedCall {
  manager: HttpConsole;
  clinic: Clinic;
  /** The call as it was asked for. */
  call: Call;
  /** As lists name the patient. */
  patient: string;
  /** The call as the server has it now. */
  now: () => Promise<Call>;
}

/** `name` makes everything of one journey findable: letters only. */
export async function givenCall(url: string, name: string): Promise<AskedCall> {
  const manager = await httpConsole(url, 'clinic-manager');
  const clinic = manager.me.clinics[0]!;
  const patient = await openChart(manager, {
    clinicId: clinic.id,
    family: `${name}caller`,
    given: 'Ana',
    birthOn: '1980-02-03',
    sex: 'female',
    phone: '+16175550123',
  });
  const call = await manager.call(addCall, {
    body: {
      clinicId: clinic.id,
      patientId: patient.id,
      kind: 'call-back',
      about: `Asked for by the journey ${name}`,
      priority: 'stat',
    },
  });
  return {
    manager,
    clinic,
    call,
    patient: `${patient.family}, ${patient.given}`,
    now: async () => (await manager.call(callQueue.get, { params: { itemId: call.id } })).item,
  };
}
