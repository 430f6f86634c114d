// The door for weekly hours that were kept in another system: where the provider has none on these days.
import type { TemplateBlock } from '#contract/availability';
import type { Ctx } from '../platform/context.ts';
import { takeLocks } from '../platform/db/advisory-locks.ts';
import { worksInClinic } from '../staff/staff-queries.ts';
import { announceTemplate } from './announce-template.ts';
import { templateLock } from './availability-queries.ts';
import { blockRows, insertTemplate, type TemplateRow } from './availability-repository.ts';
import { requireManaging } from './availability-service.ts';
import { minuteOf } from './availability-view.ts';
import { listTemplateRows } from './working-hours.ts';

export interface ImportedTemplate {
  /** Chosen by the caller, who remembers it. */
  id: string;
  providerId: string;
  effectiveFrom: string;
  effectiveTo: string | null;
  blocks: TemplateBlock[];
}

/** Hours where none were: no visit is left outside by them. Answers which of them were written. */
export async function importTemplates(
  ctx: Ctx,
  { clinicId, templates }: { clinicId: string; templates: readonly ImportedTemplate[] },
): Promise<ReadonlySet<string>> {
  requireManaging(ctx, clinicId);
  const providerIds = [...new Set(templates.map(({ providerId }) => providerId))];
  await takeLocks(ctx, { exclusive: providerIds.map(templateLock) });
  const { ofProvider } = await listTemplateRows(ctx, { clinicId, providerIds });
  const written = new Set<string>();
  for (const providerId of providerIds) {
    if (!(await worksInClinic(ctx, providerId, clinicId))) continue;
    const there = ofProvider.get(providerId) ?? [];
    for (const template of templates.filter((each) => each.providerId === providerId)) {
      const row = templateRow(ctx, clinicId, template);
      if (there.some((other) => overlap(other, row))) continue;
      const blocks = blockRows(row.id, template.blocks, minuteOf);
      await insertTemplate(ctx, row, blocks);
      announceTemplate(ctx, 'availability.import-template', { row, blocks });
      there.push(row);
      written.add(row.id);
    }
  }
  return written;
}

function templateRow(
  ctx: Ctx,
  clinicId: string,
  { id, providerId, effectiveFrom, effectiveTo }: ImportedTemplate,
): TemplateRow {
  return {
    organization_id: ctx.organizationId,
    id,
    clinic_id: clinicId,
    provider_id: providerId,
    effective_from: effectiveFrom,
    effective_to: effectiveTo,
    visits_a_day: null,
    new_patients_a_day: null,
    version: 1,
  };
}

function overlap(a: TemplateRow, b: TemplateRow): boolean {
  return (
    (a.effective_to === null || b.effective_from <= a.effective_to) &&
    (b.effective_to === null || a.effective_from <= b.effective_to)
  );
}
