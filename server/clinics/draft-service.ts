// Settings in two steps: somebody proposes, somebody else approves, and from its date on it counts.
import {
  settingDraftWorkflow,
  type Approver,
  type DraftedSetting,
  type Proposal,
  type SettingDraft,
} from '#contract/clinic-settings';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { localDateOf } from '../platform/clock/instants.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { conflict, notAllowed, notFound, ruleBroken } from '../platform/problem.ts';
import { requireTransition } from '../platform/require-transition.ts';
import { changeRule, ruleInForce, type RuleDefinition } from '../platform/rules/dated-rules.ts';
import { othersHold } from '../staff/grant-queries.ts';
import { getClinic } from '../staff/staff-queries.ts';
import { clinicApprovalsRule } from './clinic-approvals-rule.ts';
import {
  insertDraft,
  lockDraft,
  lockDueDrafts,
  updateDraft,
  type DraftRow,
} from './clinic-repository.ts';
import { refuseApproval } from './clinic-rules.ts';
import { announceSettings, requireConfiguring } from './clinic-service.ts';
import { clinicTextsRule } from './clinic-texts-rule.ts';
import { draftView } from './clinic-view.ts';

const rules: Record<DraftedSetting, RuleDefinition<unknown>> = {
  texts: clinicTextsRule,
  approvals: clinicApprovalsRule,
};

export async function draftSetting(
  ctx: Ctx,
  input: { clinicId: string; proposal: Proposal; effectiveOn: string },
): Promise<SettingDraft> {
  const { clinicId, proposal, effectiveOn } = input;
  requireConfiguring(ctx, clinicId);
  if (ctx.actorId === null) throw new Error('A draft is always somebody’s.');
  const row = await insertDraft(ctx, {
    organization_id: ctx.organizationId,
    id: newId(),
    clinic_id: clinicId,
    setting: proposal.setting,
    value: proposal.value,
    effective_on: effectiveOn,
    status: settingDraftWorkflow.initial,
    drafted_by: ctx.actorId,
    drafted_at: ctx.now,
    approved_by: null,
    approved_at: null,
    version: 1,
  });
  if (!row)
    throw ruleBroken(
      'draft-open',
      'Another draft of this is open: withdraw it first. Nothing was changed.',
    );
  return announce(ctx, row, 'clinic.draft-setting');
}

interface Taken {
  draftId: string;
  expectedVersion: number;
}

export async function approveDraft(ctx: Ctx, taken: Taken): Promise<SettingDraft> {
  const row = await takeDraft(ctx, taken);
  const status = requireTransition(ctx, settingDraftWorkflow, 'approve', {
    status: row.status,
    clinicId: row.clinic_id,
  });
  const isOwnDraft = row.drafted_by === ctx.actorId;
  await requireApprover(ctx, row, isOwnDraft);
  const approved = await updateDraft(ctx, row, 'approve', {
    status,
    approved_by: ctx.actorId,
    approved_at: ctx.now,
  });
  const view = announce(ctx, approved, 'clinic.approve-draft', { isOwnDraft });
  const { zone } = await getClinic(ctx, row.clinic_id);
  return approved.effective_on <= localDateOf(ctx.now, zone) ? goLive(ctx, approved) : view;
}

export async function withdrawDraft(ctx: Ctx, taken: Taken): Promise<SettingDraft> {
  const row = await takeDraft(ctx, taken);
  const status = requireTransition(ctx, settingDraftWorkflow, 'withdraw', {
    status: row.status,
    clinicId: row.clinic_id,
  });
  return announce(
    ctx,
    await updateDraft(ctx, row, 'withdraw', { status }),
    'clinic.withdraw-draft',
  );
}

/** By the clock; how many went live. */
export async function beginDueDrafts(ctx: Ctx): Promise<number> {
  const due = await lockDueDrafts(ctx, 20);
  for (const row of due) await goLive(ctx, row);
  return due.length;
}

async function goLive(ctx: Ctx, row: DraftRow): Promise<SettingDraft> {
  const { clinic_id: clinicId, value, setting } = row;
  const rule = rules[setting as DraftedSetting];
  const { version } = await ruleInForce(ctx, clinicId, rule);
  const source = `Draft ${row.id}`;
  if (!(await changeRule(ctx, { clinicId, rule, value, expectedVersion: version, source })))
    throw conflict(draftView(row));
  announceSettings(ctx, { clinicId, version: version + 1 });
  return announce(
    ctx,
    await updateDraft(ctx, row, 'begin', { status: 'in-force' }),
    'clinic.begin-draft',
  );
}

async function takeDraft(ctx: Ctx, { draftId, expectedVersion }: Taken): Promise<DraftRow> {
  const row = await lockDraft(ctx, draftId);
  if (!row) throw notFound('draft');
  requireConfiguring(ctx, row.clinic_id);
  if (row.version !== expectedVersion) throw conflict(draftView(row));
  return row;
}

async function requireApprover(ctx: Ctx, row: DraftRow, isOwnDraft: boolean): Promise<void> {
  const { clinic_id: clinicId, setting } = row;
  const required = await approverOf(ctx, clinicId, setting as DraftedSetting);
  const permission = required === 'administrator' ? 'clinic:approve' : 'clinic:configure';
  const refusal = refuseApproval({
    required,
    isOwnDraft,
    othersMay: isOwnDraft && (await othersHold(ctx, { permission, clinicId })),
    mayConfigure: mayAct(ctx, 'clinic:configure', clinicId),
    mayApprove: mayAct(ctx, 'clinic:approve', clinicId),
  });
  if (refusal?.code === 'not-allowed') throw notAllowed(refusal.words);
  if (refusal) throw ruleBroken(refusal.code, refusal.words);
}

/** Who approves what is itself approved by administrators. */
async function approverOf(ctx: Ctx, clinicId: string, setting: DraftedSetting): Promise<Approver> {
  if (setting === 'approvals') return 'administrator';
  return (await ruleInForce(ctx, clinicId, clinicApprovalsRule)).value[setting];
}

function announce(
  ctx: Ctx,
  row: DraftRow,
  act: string,
  detail: Record<string, unknown> = {},
): SettingDraft {
  recordChange(ctx, {
    type: 'clinics.draft-changed',
    clinicId: null,
    entityId: row.id,
    version: row.version,
    payload: null,
  });
  recordAudit(ctx, {
    act,
    clinicId: row.clinic_id,
    entityId: row.id,
    detail: { setting: row.setting, effectiveOn: row.effective_on, ...detail },
  });
  return draftView(row);
}
