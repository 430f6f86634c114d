// Read models of imports, and who is who by the identifiers of other systems.
import type {
  ImportProblem,
  ImportProblemCode,
  ImportProblemCount,
  ImportProblemWeight,
} from '#contract/import-problem';
import type { ImportRun } from '#contract/import-run';
import { mayAct, type Ctx } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';
import type { IdentifierSpace } from './imports-repository.ts';
import { importView, type ImportRow, type LineProblem, type StagedLine } from './imports-view.ts';

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

interface FaultyLine {
  line: number;
  place: string;
  problems: LineProblem[];
  warnings: LineProblem[];
}

export async function listProblems(
  ctx: Ctx,
  wanted: { importId: string; after: number; limit: number; show?: ImportProblemCode | undefined },
): Promise<{ items: ImportProblem[]; next: number | null }> {
  const { importId, after, limit, show } = wanted;
  await getImport(ctx, importId);
  const rows = await ctx
    .db('import_line')
    .where({ organization_id: ctx.organizationId, import_id: importId })
    .whereRaw('is_faulty')
    .where('line', '>', after)
    .modify((query) => {
      if (show !== undefined)
        void query.whereRaw('(problems || warnings) @> ?', [JSON.stringify([{ code: show }])]);
    })
    .orderBy('line')
    .limit(limit + 1)
    .select<FaultyLine[]>('line', 'place', 'problems', 'warnings');
  const shown = rows.slice(0, limit);
  return {
    items: shown.flatMap(problemViews).filter(({ code }) => show === undefined || code === show),
    next: rows.length > limit ? (shown.at(-1)?.line ?? null) : null,
  };
}

function problemViews({ line, place, problems, warnings }: FaultyLine): ImportProblem[] {
  const view =
    (weight: ImportProblemWeight) =>
    ({ field, code, detail = '' }: LineProblem): ImportProblem => ({
      line,
      place,
      field,
      code,
      detail,
      weight,
    });
  return [...problems.map(view('refused')), ...warnings.map(view('warned'))];
}

export async function countProblems(ctx: Ctx, importId: string): Promise<ImportProblemCount[]> {
  await getImport(ctx, importId);
  const { rows } = await ctx.db.raw<{ rows: ImportProblemCount[] }>(
    `select found.problem ->> 'code' as code, found.problem ->> 'field' as field, found.weight,
            count(distinct line)::integer as count
     from import_line
          cross join lateral (
            select value as problem, 'refused' as weight from jsonb_array_elements(problems)
            union all
            select value, 'warned' from jsonb_array_elements(warnings)
          ) as found
     where organization_id = ? and import_id = ? and is_faulty
     group by 1, 2, 3
     order by 4 desc, 1, 2, 3`,
    [ctx.organizationId, importId],
  );
  return rows;
}

const previewedLines = 5;

/** In the order of the headings; nothing of FHIR, and nothing once the words of the file are gone. */
export async function getImportPreview(
  ctx: Ctx,
  importId: string,
): Promise<{ line: number; cells: string[] }[]> {
  const { format, headings, status } = await getImport(ctx, importId);
  if (format !== 'csv' || status === 'ended' || status === 'discarded') return [];
  const rows = await ctx
    .db('import_line')
    .where({ organization_id: ctx.organizationId, import_id: importId, is_read: true })
    .whereNot({ state: 'done' })
    .orderBy('line')
    .limit(previewedLines)
    .select<StagedLine[]>('line', 'fields');
  return rows.map(({ line, fields }) => ({
    line,
    cells: headings.map((heading) => fields[heading] ?? ''),
  }));
}

/** Identifier → our id, of those that are known. */
export async function findByIdentifier(
  ctx: Ctx,
  { kind, system, clinicId }: IdentifierSpace,
  identifiers: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await ctx
    .db('external_identifier')
    .where({ organization_id: ctx.organizationId, kind, system, clinic_id: clinicId ?? null })
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
