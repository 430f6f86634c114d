// Read models of imports, and who is who by the identifiers of other systems.
import type { ImportProblem, ImportRun } from '#contract/imports';
import { mayAct, type Ctx } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';
import type { IdentifierKind } from './imports-repository.ts';
import { importView, type ImportRow, type LineProblem } from './imports-view.ts';

export async function getImport(ctx: Ctx, importId: string): Promise<ImportRun> {
  const row = await ctx
    .db('import_run')
    .where({ organization_id: ctx.organizationId, id: importId })
    .first<ImportRow | undefined>('*');
  if (!row || !mayAct(ctx, 'import:run', row.clinic_id)) throw notFound('import');
  return importView(row);
}

export async function listImports(ctx: Ctx, clinicId: string): Promise<ImportRun[]> {
  const rows = await ctx
    .db('import_run')
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId })
    .orderBy([
      { column: 'started_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(50)
    .select<ImportRow[]>('*');
  return rows.map(importView);
}

export async function listProblems(
  ctx: Ctx,
  { importId, after, limit }: { importId: string; after: number; limit: number },
): Promise<{ items: ImportProblem[]; next: number | null }> {
  await getImport(ctx, importId);
  const rows = await ctx
    .db('import_line')
    .where({ organization_id: ctx.organizationId, import_id: importId, state: 'refused' })
    .where('line', '>', after)
    .orderBy('line')
    .limit(limit + 1)
    .select<{ line: number; problems: LineProblem[] }[]>('line', 'problems');
  const shown = rows.slice(0, limit);
  return {
    items: shown.flatMap(({ line, problems }) => problems.map((problem) => ({ line, ...problem }))),
    next: rows.length > limit ? (shown.at(-1)?.line ?? null) : null,
  };
}

/** Identifier → our id, of those that are known. */
export async function findByIdentifier(
  ctx: Ctx,
  { kind, system }: { kind: IdentifierKind; system: string },
  identifiers: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await ctx
    .db('external_identifier')
    .where({ organization_id: ctx.organizationId, kind, system })
    .whereRaw('value = any(?)', [[...new Set(identifiers)]])
    .select<{ value: string; record_id: string }[]>('value', 'record_id');
  return new Map(rows.map((row) => [row.value, row.record_id]));
}

export async function isDemo(ctx: Ctx): Promise<boolean> {
  const row = await ctx
    .db('organization')
    .where({ organization_id: ctx.organizationId })
    .first<{ is_demo: boolean } | undefined>('is_demo');
  return row?.is_demo ?? false;
}
