// What somebody may prescribe: attributes of the person, whatever their role.
import type { Licence, StaffDetails } from '#contract/staff-member';
import type { Ctx } from '../platform/context.ts';

export interface PrescriberFacts {
  prescriber: boolean;
  licence: Pick<Licence, 'state' | 'expiresOn'> | null;
  deaSchedules: StaffDetails['deaSchedules'];
}

export async function findPrescriberFacts(ctx: Ctx, staffId: string): Promise<PrescriberFacts> {
  const row = await ctx
    .db('staff_member')
    .where({ organization_id: ctx.organizationId, id: staffId })
    .whereNull('ended_at')
    .first<
      | {
          prescriber: boolean;
          licence_state: string | null;
          licence_expires_on: string | null;
          dea_schedules: PrescriberFacts['deaSchedules'];
        }
      | undefined
    >('prescriber', 'licence_state', 'licence_expires_on', 'dea_schedules');
  if (!row) return { prescriber: false, licence: null, deaSchedules: [] };
  const { licence_state: state, licence_expires_on: expiresOn } = row;
  const licence = state === null || expiresOn === null ? null : { state, expiresOn };
  return { prescriber: row.prescriber, licence, deaSchedules: row.dea_schedules };
}
