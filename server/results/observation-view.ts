import type { Observation } from '#contract/observations';
import type { ObservationRow } from './observation-repository.ts';

export function observationView(row: ObservationRow): Observation {
  return {
    id: row.id,
    clinicId: row.clinic_id,
    patientId: row.patient_id,
    code: row.code,
    title: row.title,
    valueText: row.value_text,
    valueNumber: row.value_number === null ? null : Number(row.value_number),
    unit: row.unit,
    interpretation: row.interpretation,
    status: row.status,
    effectiveAt: row.effective_at,
    source: row.source,
    referenceId: row.reference_id,
    inErrorBecause: row.in_error_because,
    recordedAt: row.created_at,
    version: row.version,
  };
}
