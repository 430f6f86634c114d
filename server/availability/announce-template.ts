import type { WeeklyTemplate } from '#contract/availability';
import type { Override } from '#contract/override';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import type { Ctx } from '../platform/context.ts';
import type { BlockRow, TemplateRow } from './availability-repository.ts';
import { templateView } from './availability-view.ts';

export function announceTemplate(
  ctx: Ctx,
  act: 'availability.set-template' | 'availability.import-template',
  {
    row,
    blocks,
    overrides = [],
  }: { row: TemplateRow; blocks: readonly BlockRow[]; overrides?: readonly Override[] },
): WeeklyTemplate {
  const view = templateView(row, blocks);
  const { id: entityId, clinicId, providerId, effectiveFrom, effectiveTo, version } = view;
  const detail = { providerId, effectiveFrom, effectiveTo, version, overrides };
  recordAudit(ctx, { act, clinicId, entityId, detail });
  recordChange(ctx, {
    type: 'availability.template-set',
    clinicId,
    entityId,
    version,
    payload: view,
  });
  return view;
}
