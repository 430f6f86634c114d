import type { ImportProblem } from '#contract/import-problem';
import type { ImportRun } from '#contract/import-run';

export interface ImportRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  subject: ImportRun['subject'];
  system: string;
  file_name: string;
  format: ImportRun['format'];
  headings: string[];
  mapping: ImportRun['mapping'];
  left_out: ImportRun['leftOut'];
  started_by_id: string;
  started_at: string;
  ended_at: string | null;
  status: ImportRun['status'];
  total: number;
  ready: number;
  unchanged: number;
  refused: number;
  done: number;
  warned: number;
  version: number;
}

/** A line as a judge sees it. */
export interface StagedLine {
  line: number;
  fields: Readonly<Record<string, string>>;
}

/** As a line keeps it. */
export interface LineProblem extends Pick<ImportProblem, 'field' | 'code'> {
  detail?: string;
}

export function importView(row: ImportRow): ImportRun {
  return {
    id: row.id,
    clinicId: row.clinic_id,
    subject: row.subject,
    system: row.system,
    fileName: row.file_name,
    format: row.format,
    headings: row.headings,
    mapping: row.mapping,
    leftOut: row.left_out,
    startedById: row.started_by_id,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    status: row.status,
    total: row.total,
    ready: row.ready,
    unchanged: row.unchanged,
    refused: row.refused,
    done: row.done,
    warned: row.warned,
    version: row.version,
  };
}

/** A line by field: of a CSV by what its columns were said to be. */
export function mappedLine({ format, mapping }: ImportRow, staged: StagedLine): StagedLine {
  if (format === 'fhir') return staged;
  const fields = Object.entries(mapping).map(([field, heading]): [string, string] => [
    field,
    staged.fields[heading] ?? '',
  ]);
  return { line: staged.line, fields: Object.fromEntries(fields) };
}
