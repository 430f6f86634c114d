import type { ImportRun } from '#contract/import-run';
import { recordChange } from '../platform/change-log/record-change.ts';
import type { Ctx } from '../platform/context.ts';
import { importView, type ImportRow } from './imports-view.ts';

export function announceImport(
  ctx: Ctx,
  what: 'started' | 'checked' | 'progressed',
  row: ImportRow,
): ImportRun {
  const view = importView(row);
  const { clinicId, id: entityId, version } = view;
  recordChange(ctx, { type: `imports.import-${what}`, clinicId, entityId, version, payload: view });
  return view;
}
