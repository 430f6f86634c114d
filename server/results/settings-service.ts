// By what results are judged, changed from now on: nothing that was decided is decided anew.
import type { ResultSettings } from '#contract/result-settings';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { conflict, notAllowed, ruleBroken } from '../platform/problem.ts';
import { changeRule, ruleInForce, type RuleDefinition } from '../platform/rules/dated-rules.ts';
import { holdsThere } from '../staff/grant-queries.ts';
import { criticalRule, intakeRule, releaseRule } from './results-rule.ts';

type Change =
  | { setting: 'critical'; value: ResultSettings['critical'] }
  | { setting: 'intake'; value: ResultSettings['intake'] }
  | { setting: 'release'; value: ResultSettings['release'] };

export async function getResultSettings(ctx: Ctx, clinicId: string): Promise<ResultSettings> {
  const critical = await ruleInForce(ctx, clinicId, criticalRule);
  const intake = await ruleInForce(ctx, clinicId, intakeRule);
  const release = await ruleInForce(ctx, clinicId, releaseRule);
  return {
    ...{ critical: critical.value, intake: intake.value, release: release.value },
    versions: {
      ...{ critical: critical.version, intake: intake.version, release: release.version },
    },
  };
}

export async function changeResultSettings(
  ctx: Ctx,
  input: { clinicId: string; expectedVersion: number; change: Change; source: string },
): Promise<ResultSettings> {
  const { clinicId, change } = input;
  if (!mayAct(ctx, 'result:configure', clinicId))
    throw notAllowed('You may not change what results are judged by; nothing was changed.');
  if (change.setting === 'critical') await requireClinicians(ctx, clinicId, change.value);
  const isChanged = await write(ctx, input);
  if (!isChanged) throw conflict(await getResultSettings(ctx, clinicId));
  const { setting } = change;
  recordAudit(ctx, {
    ...{ act: 'result.change-settings', clinicId, entityId: null, detail: { setting } },
  });
  recordChange(ctx, {
    ...{ type: 'results.settings-changed', clinicId, entityId: newId(), version: 1 },
    payload: { clinicId },
  });
  return getResultSettings(ctx, clinicId);
}

function write(
  ctx: Ctx,
  of: { clinicId: string; expectedVersion: number; change: Change; source: string },
): Promise<boolean> {
  const { clinicId, expectedVersion, change, source } = of;
  const as = <T>(rule: RuleDefinition<T>, value: T): Promise<boolean> =>
    changeRule(ctx, { clinicId, rule, value, expectedVersion, source });
  switch (change.setting) {
    case 'critical':
      return as(criticalRule, change.value);
    case 'intake':
      return as(intakeRule, change.value);
    case 'release':
      return as(releaseRule, change.value);
  }
}

async function requireClinicians(
  ctx: Ctx,
  clinicId: string,
  { onCallId, directorId }: ResultSettings['critical'],
): Promise<void> {
  for (const staffId of [onCallId, directorId])
    if (
      staffId !== null &&
      !(await holdsThere(ctx, { staffId, permission: 'result:sign', clinicId }))
    )
      throw ruleBroken(
        'not-a-clinician',
        'Who is called about critical values is a clinician of this clinic; nothing was changed.',
      );
}
