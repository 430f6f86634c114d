// Builders for tests: flags in force, and one valid call of every endpoint about them.
import type { Endpoint } from '#contract/endpoint';
import {
  addFlag,
  endFlag,
  getPatientAlerts,
  listFlags,
  type FlagDetail,
} from '#contract/patient-flag';
import type { TestDatabase } from '../platform/db/test-database.ts';
import type { TestCall } from '../platform/http/test-http.ts';
import { newId } from '../platform/ids.ts';
import type { FlagRow } from './flag-repository.ts';

export async function givenFlag(
  t: TestDatabase,
  of: { organizationId: string; patientId: string },
  over: Partial<FlagRow> & { kind: FlagDetail['kind'] },
): Promise<string> {
  const id = newId();
  const row: FlagRow = {
    organization_id: of.organizationId,
    id,
    patient_id: of.patientId,
    died_on: null,
    source: null,
    channel: null,
    address: null,
    scope: null,
    coverage_id: null,
    service_from: null,
    service_until: null,
    service: null,
    note: null,
    set_at: t.clock.now,
    set_by: null,
    ended_at: null,
    end_reason: null,
    version: 1,
    ...over,
  };
  await t.owner('patient_flag').insert(row);
  await t.owner('patient_flag_version').insert({
    organization_id: of.organizationId,
    id,
    version: 1,
    act: 'set',
    row: JSON.stringify(row),
    actor_id: null,
    valid_from: t.clock.now,
  });
  return id;
}

/** Calls that reach for what stands in the organization, from the clinic `there`. */
export async function givenReachingFlags(
  t: TestDatabase,
  at: { organizationId: string; there: string; patientId: string },
): Promise<{ reaching: [Endpoint, TestCall][]; secrets: string[] }> {
  const { there: clinicId, patientId } = at;
  const note = 'Secret note';
  const flagId = await givenFlag(t, at, { kind: 'vip', note });
  const params = { patientId };
  const query = { clinicId };
  return {
    reaching: [
      [listFlags, { params, query }],
      [getPatientAlerts, { params, query }],
      [addFlag, { params, body: { clinicId, detail: { kind: 'employee' } } }],
      [endFlag, { params: { flagId }, body: { clinicId, expectedVersion: 1, reason: 'Left' } }],
    ],
    secrets: [flagId, note],
  };
}
