// Builder for tests: a note that is there already.
import type { TestDatabase } from '../platform/db/test-database.ts';
import { newId } from '../platform/ids.ts';

export async function givenNote(
  t: TestDatabase,
  note: {
    organizationId: string;
    clinicId: string;
    patientId: string;
    authorId: string;
    text?: string;
  },
): Promise<string> {
  const id = newId();
  const row = {
    organization_id: note.organizationId,
    id,
    clinic_id: note.clinicId,
    patient_id: note.patientId,
    text: note.text ?? 'Prefers the ground floor.',
    author_id: note.authorId,
    written_at: t.clock.now,
    struck_at: null,
    struck_by_id: null,
    version: 1,
  };
  await t.owner('patient_note').insert(row);
  await t.owner('patient_note_version').insert({
    organization_id: row.organization_id,
    clinic_id: row.clinic_id,
    id,
    version: 1,
    act: 'write',
    row: JSON.stringify(row),
    actor_id: row.author_id,
    valid_from: t.clock.now,
  });
  return id;
}
