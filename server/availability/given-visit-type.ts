// Builder for tests: a visit type of a clinic.
import { standardTerms, type VisitTerms } from '#contract/visit-terms';
import type { TestDatabase } from '../platform/db/test-database.ts';
import { newId } from '../platform/ids.ts';
import type { VisitTypeRow } from './availability-repository.ts';

export interface GivenVisitType {
  organizationId: string;
  clinicId: string;
  id?: string;
  name?: string;
  minutes?: number;
  modality?: VisitTypeRow['modality'];
  category?: VisitTypeRow['category'];
  colour?: VisitTypeRow['colour'];
  bufferBefore?: number;
  bufferAfter?: number;
  active?: boolean;
  terms?: Partial<VisitTerms>;
}

/** Inserts a 30-minute visit type without buffers, unless told otherwise; returns the id. */
export async function givenVisitType(t: TestDatabase, options: GivenVisitType): Promise<string> {
  const id = options.id ?? newId();
  const terms = { ...standardTerms, ...options.terms };
  const row: VisitTypeRow = {
    organization_id: options.organizationId,
    id,
    clinic_id: options.clinicId,
    name: options.name ?? `Follow-up ${id.slice(-6)}`,
    minutes: options.minutes ?? 30,
    modality: options.modality ?? 'in-person',
    category: options.category ?? 'primary',
    colour: options.colour ?? 'teal',
    buffer_before: options.bufferBefore ?? 0,
    buffer_after: options.bufferAfter ?? 0,
    patients: terms.patients,
    lead_minutes: terms.leadMinutes,
    horizon_days: terms.horizonDays,
    booked_by: terms.bookedBy,
    overbook_tolerance: terms.overbookTolerance,
    needs_authorization: terms.needsAuthorization,
    sensitive: terms.sensitive,
    needs: terms.needs,
    instructions_en: terms.instructions.en,
    instructions_es: terms.instructions.es,
    active: options.active ?? true,
    version: 1,
  };
  await t.owner('visit_type').insert({ ...row, needs: JSON.stringify(row.needs) });
  await t.owner('visit_type_version').insert({
    organization_id: row.organization_id,
    clinic_id: row.clinic_id,
    id,
    version: 1,
    act: 'added',
    row: JSON.stringify(row),
    valid_from: t.clock.now,
  });
  return id;
}
