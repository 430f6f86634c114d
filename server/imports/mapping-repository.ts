// What was said of files with the same headings: offered when the next one comes from the same system.
import { createHash } from 'node:crypto';
import type { ImportMapping, ImportSubject } from '#contract/import-fields';
import type { Ctx } from '../platform/context.ts';
import type { ImportRow } from './imports-view.ts';

interface Remembered {
  subject: ImportSubject;
  mapping: ImportMapping;
}

export async function rememberMapping(ctx: Ctx, run: ImportRow): Promise<void> {
  const { clinic_id, system, headings, subject, mapping } = run;
  await ctx
    .db('import_mapping')
    .insert({
      organization_id: ctx.organizationId,
      clinic_id,
      system,
      shape: shapeOf(headings),
      subject,
      mapping: JSON.stringify(mapping),
      used_at: ctx.now,
    })
    .onConflict(['organization_id', 'clinic_id', 'system', 'shape'])
    .merge(['subject', 'mapping', 'used_at']);
}

export function recallMapping(
  ctx: Ctx,
  file: { clinicId: string; system: string; headings: readonly string[] },
): Promise<Remembered | undefined> {
  return ctx
    .db('import_mapping')
    .where({
      organization_id: ctx.organizationId,
      clinic_id: file.clinicId,
      system: file.system,
      shape: shapeOf(file.headings),
    })
    .first<Remembered | undefined>('subject', 'mapping');
}

function shapeOf(headings: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(headings)).digest('hex');
}
