// Builders for tests: linked and retired charts, and one valid call of every endpoint about them.
import type { Endpoint } from '#contract/endpoint';
import { linkDuplicate, retireChart, tellApart } from '#contract/retired-chart';
import type { TestDatabase } from '../platform/db/test-database.ts';
import type { TestCall } from '../platform/http/test-http.ts';
import { newId } from '../platform/ids.ts';
import { givenPatient } from './given-patient.ts';

export async function givenRetiredChart(
  t: TestDatabase,
  of: { organizationId: string; patientId: string; survivorId: string },
): Promise<void> {
  await t.owner('retired_chart').insert({
    organization_id: of.organizationId,
    patient_id: of.patientId,
    survivor_id: of.survivorId,
    reason: 'Registered twice',
    retired_at: t.clock.now,
    retired_by: null,
  });
}

/** Calls that reach for charts of the organization, from the clinic `there`. */
export async function givenReachingCharts(
  t: TestDatabase,
  { organizationId, there: clinicId }: { organizationId: string; there: string },
): Promise<{ reaching: [Endpoint, TestCall][]; secrets: string[] }> {
  const person = (family: string) => givenPatient(t, { organizationId, family });
  const [one, other, third] = [await person('Ash'), await person('Birch'), await person('Cedar')];
  const linkId = newId();
  const [patient_id, other_id] = [one, third].sort();
  const row = {
    organization_id: organizationId,
    id: linkId,
    patient_id,
    other_id,
    note: 'Secret likeness',
    found_at: t.clock.now,
    found_by: null,
    settled_as: null,
    settled_because: null,
    version: 1,
  };
  await t.owner('possible_duplicate').insert(row);
  await t.owner('possible_duplicate_version').insert({
    organization_id: organizationId,
    id: linkId,
    version: 1,
    act: 'linked',
    row: JSON.stringify(row),
    actor_id: null,
    valid_from: t.clock.now,
  });
  const params = { patientId: one };
  const told = { clinicId, expectedVersion: 1, reason: 'Twins' };
  return {
    reaching: [
      [linkDuplicate, { params, body: { clinicId, otherId: other, note: 'Same phone' } }],
      [tellApart, { params: { linkId }, body: told }],
      [retireChart, { params, body: { clinicId, survivorId: other, reason: 'Twice' } }],
    ],
    secrets: [linkId, 'Secret likeness'],
  };
}
