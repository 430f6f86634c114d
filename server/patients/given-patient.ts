// Builder for tests: a patient who is there already.
import type { TestDatabase } from '../platform/db/test-database.ts';
import { newId } from '../platform/ids.ts';
import { plainRecord, type PatientRow } from './patients-view.ts';

interface GivenPatient {
  organizationId: string;
  id?: string;
  mrn?: string;
  family?: string;
  given?: string;
  birthOn?: string;
  sex?: PatientRow['sex'];
  language?: string;
  interpreter?: boolean;
  phone?: string | null;
  email?: string | null;
  preferredName?: string | null;
  otherNames?: string[];
}

/** Inserts the patient with the first version and returns the id. */
export async function givenPatient(t: TestDatabase, options: GivenPatient): Promise<string> {
  const id = options.id ?? newId();
  const row: PatientRow = {
    organization_id: options.organizationId,
    id,
    mrn: options.mrn ?? `T-${id.slice(-12)}`,
    family: options.family ?? 'Díaz',
    given: options.given ?? 'Ana',
    birth_on: options.birthOn ?? '1962-03-14',
    sex: options.sex ?? 'female',
    pronouns: null,
    language: options.language ?? 'en',
    interpreter: options.interpreter ?? false,
    phone: options.phone === undefined ? '+16175550123' : options.phone,
    email: options.email ?? null,
    created_at: t.clock.now,
    version: 1,
    preferred_name: options.preferredName ?? null,
    other_names: options.otherNames ?? [],
    ...plainRecord,
  };
  await t.owner('patient').insert(row);
  await t.owner('patient_version').insert({
    organization_id: row.organization_id,
    id,
    version: 1,
    act: 'register',
    row: JSON.stringify(row),
    actor_id: null,
    valid_from: t.clock.now,
  });
  return id;
}
