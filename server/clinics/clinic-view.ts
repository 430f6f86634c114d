import type { ClinicDetails, Proposal, SettingDraft } from '#contract/clinic-settings';
import type { ClinicRow, DraftRow } from './clinic-repository.ts';

export function detailsView(row: ClinicRow): ClinicDetails {
  return {
    name: row.name,
    shortName: row.short_name,
    zone: row.zone,
    hourCycle: row.hour_cycle,
    phone: row.phone,
    address: row.address,
    videoLink: row.video_link ?? '',
  };
}

export function draftView(row: DraftRow): SettingDraft {
  return {
    id: row.id,
    clinicId: row.clinic_id,
    proposal: { setting: row.setting, value: row.value } as Proposal,
    effectiveOn: row.effective_on,
    status: row.status,
    draftedById: row.drafted_by,
    draftedAt: row.drafted_at,
    approvedById: row.approved_by,
    approvedAt: row.approved_at,
    version: row.version,
  };
}
