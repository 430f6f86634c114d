// The only SQL that changes clinics and drafts of their settings.
import type { SettingDraftStatus } from '#contract/clinic-settings';
import type { Ctx } from '../platform/context.ts';
import { recordVersion } from '../platform/db/record-version.ts';

export interface ClinicRow {
  organization_id: string;
  id: string;
  name: string;
  short_name: string;
  zone: string;
  hour_cycle: 12 | 24;
  phone: string;
  address: string;
  video_link: string | null;
  version: number;
}

export interface DraftRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  setting: string;
  value: unknown;
  effective_on: string;
  status: SettingDraftStatus;
  drafted_by: string;
  drafted_at: string;
  approved_by: string | null;
  approved_at: string | null;
  version: number;
}

export function lockClinic(ctx: Ctx, clinicId: string): Promise<ClinicRow | undefined> {
  return ctx
    .db('clinic')
    .where({ organization_id: ctx.organizationId, id: clinicId })
    .forUpdate()
    .first<ClinicRow | undefined>('*');
}

/** Of a row that this transaction holds locked. */
export async function updateClinic(
  ctx: Ctx,
  clinic: ClinicRow,
  change: Partial<ClinicRow>,
): Promise<ClinicRow> {
  const [row] = await ctx
    .db('clinic')
    .where({ organization_id: ctx.organizationId, id: clinic.id, version: clinic.version })
    .update({ ...change, version: clinic.version + 1 })
    .returning<ClinicRow[]>('*');
  if (!row) throw new Error('A locked clinic changed under the lock.');
  await recordVersion(ctx, 'clinic', 'change-details', row);
  return row;
}

/** `null` when one of the same setting is open already. */
export async function insertDraft(ctx: Ctx, draft: DraftRow): Promise<DraftRow | null> {
  const [row] = await ctx
    .db('setting_draft')
    .insert({ ...draft, value: JSON.stringify(draft.value) })
    .onConflict(
      ctx.db.raw(
        `(organization_id, clinic_id, setting) where status in ('draft', 'approved')`,
      ) as unknown as string,
    )
    .ignore()
    .returning<DraftRow[]>('*');
  if (!row) return null;
  await recordVersion(ctx, 'setting_draft', 'draft', row);
  return row;
}

export function lockDraft(ctx: Ctx, draftId: string): Promise<DraftRow | undefined> {
  return ctx
    .db('setting_draft')
    .where({ organization_id: ctx.organizationId, id: draftId })
    .forUpdate()
    .first<DraftRow | undefined>('*');
}

/** Approved, and their date has begun in the clinic. */
export function lockDueDrafts(ctx: Ctx, limit: number): Promise<DraftRow[]> {
  return ctx
    .db('setting_draft as d')
    .join('clinic as c', (on) => {
      on.on('c.organization_id', 'd.organization_id').andOn('c.id', 'd.clinic_id');
    })
    .where({ 'd.organization_id': ctx.organizationId, 'd.status': 'approved' })
    .whereRaw('d.effective_on <= cast(cast(? as timestamptz) at time zone c.zone as date)', [
      ctx.now,
    ])
    .orderBy('d.effective_on')
    .limit(limit)
    .forUpdate('d')
    .skipLocked()
    .select<DraftRow[]>('d.*');
}

export async function updateDraft(
  ctx: Ctx,
  draft: DraftRow,
  act: string,
  change: Partial<Pick<DraftRow, 'status' | 'approved_by' | 'approved_at'>>,
): Promise<DraftRow> {
  const [row] = await ctx
    .db('setting_draft')
    .where({ organization_id: ctx.organizationId, id: draft.id, version: draft.version })
    .update({ ...change, version: draft.version + 1 })
    .returning<DraftRow[]>('*');
  if (!row) throw new Error('A locked draft changed under the lock.');
  await recordVersion(ctx, 'setting_draft', act, row);
  return row;
}
