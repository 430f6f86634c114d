// Visits of all clinics and all times page by page, by id: for who takes everything out.
import type { Ctx } from '../platform/context.ts';
import { rowsById, type PageById } from '../platform/db/rows-by-id.ts';
import type { AppointmentRow } from './calendar-repository.ts';

const columns = [
  'id',
  'clinic_id',
  'provider_id',
  'patient_id',
  'visit_type_id',
  'modality',
  'reason',
  'note',
  'status',
  'starts_at',
  'ends_at',
  'cancel_reason',
  'cancel_note',
  'created_at',
] as const;
export type WholeVisit = Pick<AppointmentRow, (typeof columns)[number]>;

export function listVisitsAfter(ctx: Ctx, page: PageById): Promise<WholeVisit[]> {
  return rowsById(ctx, 'appointment', { ...page, columns });
}
