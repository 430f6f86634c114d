// Who waits for a visit type already, with their wishes: for who plans another time for them.
import type { Ctx } from '../platform/context.ts';
import type { EntryRow } from './entry-repository.ts';

export type Waiting = Pick<
  EntryRow,
  | 'id'
  | 'patient_id'
  | 'visit_type_id'
  | 'urgency'
  | 'provider_ids'
  | 'weekdays'
  | 'earliest_time'
  | 'latest_time'
  | 'earliest_on'
  | 'latest_on'
>;

/** Active and paused entries of these patients in a clinic. */
export async function listWaiting(
  ctx: Ctx,
  { clinicId, patientIds }: { clinicId: string; patientIds: readonly string[] },
): Promise<Waiting[]> {
  return ctx
    .db('waitlist_entry')
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId })
    .whereIn('status', ['active', 'paused'])
    .whereRaw('patient_id = any(?)', [[...new Set(patientIds)]])
    .orderBy('id')
    .select<Waiting[]>(
      'id',
      'patient_id',
      'visit_type_id',
      'urgency',
      'provider_ids',
      'weekdays',
      'earliest_time',
      'latest_time',
      'earliest_on',
      'latest_on',
    );
}
