import type { InterpreterRequest } from '#contract/interpreter-requests';
import type { InterpreterRequestRow } from './interpreter-repository.ts';

export function requestView(row: InterpreterRequestRow): InterpreterRequest {
  return {
    id: row.id,
    clinicId: row.clinic_id,
    language: row.language,
    mode: row.mode,
    status: row.status,
    because: row.because,
    confirmedBy: row.confirmed_by,
    reference: row.reference,
    askedAt: row.asked_at,
    answeredAt: row.answered_at,
    version: row.version,
  };
}
