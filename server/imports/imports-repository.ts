// The only SQL that writes imports and their lines.
import type { Ctx } from '../platform/context.ts';
import type { FileLine } from './file/import-file.ts';
import type { ImportRow, LineProblem, StagedLine } from './imports-view.ts';

export async function insertImport(ctx: Ctx, row: ImportRow): Promise<void> {
  const { headings, mapping, left_out: leftOut } = row;
  await ctx.db('import_run').insert({
    ...row,
    headings: JSON.stringify(headings),
    mapping: JSON.stringify(mapping),
    left_out: JSON.stringify(leftOut),
  });
}

export function lockImport(ctx: Ctx, id: string): Promise<ImportRow | undefined> {
  return ctx
    .db('import_run')
    .where({ organization_id: ctx.organizationId, id })
    .forUpdate()
    .first<ImportRow | undefined>('*');
}

/** The oldest that runs and that no other server works on, locked. */
/** The oldest that waits for a server, unless one has it in hand. */
export function lockImportIn(
  ctx: Ctx,
  status: 'checking' | 'running',
): Promise<ImportRow | undefined> {
  return ctx
    .db('import_run')
    .where({ organization_id: ctx.organizationId, status })
    .orderBy(['started_at', 'id'])
    .forUpdate()
    .skipLocked()
    .first<ImportRow | undefined>('*');
}

/** One that nobody has gone on with since then and nobody works on now, locked. */
export function lockAbandonedImport(
  ctx: Ctx,
  startedBefore: string,
): Promise<ImportRow | undefined> {
  return ctx
    .db('import_run')
    .where({ organization_id: ctx.organizationId })
    .whereIn('status', ['staging', 'checked'])
    .where('started_at', '<', startedBefore)
    .orderBy(['started_at', 'id'])
    .forUpdate()
    .skipLocked()
    .first<ImportRow | undefined>('*');
}

/** The row must have been locked; its counts are taken from its lines. */
export async function updateImport(
  ctx: Ctx,
  row: ImportRow,
  changed: Partial<Pick<ImportRow, 'subject' | 'mapping' | 'status' | 'ended_at'>>,
): Promise<ImportRow> {
  const counts = await countLines(ctx, row.id);
  const next = { ...row, ...counts, ...changed, version: row.version + 1 };
  const { mapping, ...plain } = changed;
  await ctx
    .db('import_run')
    .where({ organization_id: ctx.organizationId, id: row.id })
    .update({
      ...counts,
      ...plain,
      ...(mapping ? { mapping: JSON.stringify(mapping) } : {}),
      version: next.version,
    });
  return next;
}

type Counts = Pick<ImportRow, 'total' | 'ready' | 'unchanged' | 'refused' | 'done' | 'warned'>;

async function countLines(ctx: Ctx, importId: string): Promise<Counts> {
  const { rows } = await ctx.db.raw<{ rows: Counts[] }>(
    `select count(*)::integer as total,
            (count(*) filter (where state = 'ready'))::integer as ready,
            (count(*) filter (where state = 'unchanged'))::integer as unchanged,
            (count(*) filter (where state = 'refused'))::integer as refused,
            (count(*) filter (where state = 'done'))::integer as done,
            (count(*) filter (where state in ('ready', 'done') and is_faulty))::integer as warned
     from import_line where organization_id = ? and import_id = ?`,
    [ctx.organizationId, importId],
  );
  const [counts] = rows;
  if (!counts) throw new Error('An import could not be counted.');
  return counts;
}

const linesPerStatement = 2000;

function* inParts(all: readonly (FileLine | Verdict)[]): Generator<string> {
  for (let from = 0; from < all.length; from += linesPerStatement)
    yield JSON.stringify(all.slice(from, from + linesPerStatement));
}

export async function stageLines(
  ctx: Ctx,
  run: ImportRow,
  lines: readonly FileLine[],
): Promise<void> {
  for (const part of inParts(lines))
    await ctx.db.raw(
      `insert into import_line
         (organization_id, clinic_id, import_id, line, place, fields, is_read, state, problems)
       select cast(? as uuid), cast(? as uuid), cast(? as uuid), given.line, given.place, given.fields,
              given.unread = '[]', case when given.unread = '[]' then 'staged' else 'refused' end, given.unread
       from jsonb_to_recordset(cast(? as jsonb))
            as given (line integer, place text, fields jsonb, unread jsonb)`,
      [ctx.organizationId, run.clinic_id, run.id, part],
    );
}

/** As they were before the check: what they mean is to be said anew. */
export async function unjudgeLines(ctx: Ctx, importId: string): Promise<void> {
  await ctx
    .db('import_line')
    .where({ organization_id: ctx.organizationId, import_id: importId, is_read: true })
    .update({ state: 'staged', plan: null, problems: '[]', warnings: '[]' });
}

/** The words of the file go; what became of its lines stays. */
export async function forgetFields(ctx: Ctx, importId: string): Promise<void> {
  await ctx.db.raw(
    "update import_line set fields = '{}' where organization_id = ? and import_id = ? and fields <> '{}'",
    [ctx.organizationId, importId],
  );
}

export async function deleteLines(ctx: Ctx, importId: string): Promise<void> {
  await ctx
    .db('import_line')
    .where({ organization_id: ctx.organizationId, import_id: importId })
    .delete();
}

/** A line as it stands in the file; of a CSV by heading. */
export function listLines(ctx: Ctx, importId: string): Promise<StagedLine[]> {
  return ctx
    .db('import_line')
    .where({ organization_id: ctx.organizationId, import_id: importId, is_read: true })
    .orderBy('line')
    .select<StagedLine[]>('line', 'fields');
}

export interface Verdict {
  line: number;
  state: 'ready' | 'unchanged' | 'refused';
  plan: unknown;
  problems: readonly LineProblem[];
  /** What a line that is ready comes without. */
  warnings: readonly LineProblem[];
}

export async function recordVerdicts(
  ctx: Ctx,
  importId: string,
  verdicts: readonly Verdict[],
): Promise<void> {
  for (const part of inParts(verdicts))
    await ctx.db.raw(
      `update import_line set state = verdict.state, plan = verdict.plan, problems = verdict.problems,
         warnings = verdict.warnings
       from jsonb_to_recordset(cast(? as jsonb))
            as verdict (line integer, state text, plan jsonb, problems jsonb, warnings jsonb)
       where organization_id = ? and import_id = ? and import_line.line = verdict.line`,
      [part, ctx.organizationId, importId],
    );
}

export interface ReadyLine {
  line: number;
  plan: unknown;
}

export function listReady(ctx: Ctx, importId: string, limit: number): Promise<ReadyLine[]> {
  return ctx
    .db('import_line')
    .where({ organization_id: ctx.organizationId, import_id: importId, state: 'ready' })
    .orderBy('line')
    .limit(limit)
    .select<ReadyLine[]>('line', 'plan');
}

export interface Outcome {
  line: number;
  /** `null` with problems, or when it turned out to be there already. */
  recordId: string | null;
  problems: readonly LineProblem[];
}

export async function recordOutcomes(
  ctx: Ctx,
  importId: string,
  outcomes: readonly Outcome[],
): Promise<void> {
  await ctx.db.raw(
    `update import_line
     set state = case when outcome."recordId" is not null then 'done'
                      when outcome.problems = '[]' then 'unchanged' else 'refused' end,
         fields = '{}', plan = null, problems = outcome.problems, record_id = outcome."recordId"
     from jsonb_to_recordset(cast(? as jsonb)) as outcome (line integer, "recordId" uuid, problems jsonb)
     where organization_id = ? and import_id = ? and import_line.line = outcome.line`,
    [JSON.stringify(outcomes), ctx.organizationId, importId],
  );
}

export type IdentifierKind =
  | 'visit-type'
  | 'location'
  | 'practitioner'
  | 'template'
  | 'patient'
  | 'contact'
  | 'coverage'
  | 'visit';

/** Whose identifiers they are. */
export interface IdentifierSpace {
  kind: IdentifierKind;
  system: string;
  /** Of records that each clinic has of its own; left out = the organization's. */
  clinicId?: string;
}

export async function insertIdentifiers(
  ctx: Ctx,
  { kind, system, clinicId }: IdentifierSpace,
  records: readonly { identifier: string; id: string }[],
): Promise<void> {
  if (records.length === 0) return;
  await ctx.db('external_identifier').insert(
    records.map(({ identifier, id }) => ({
      organization_id: ctx.organizationId,
      kind,
      system,
      clinic_id: clinicId ?? null,
      value: identifier,
      record_id: id,
      created_at: ctx.now,
    })),
  );
}
