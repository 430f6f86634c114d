import type { ImportProblem, ImportRun } from '#contract/imports';

export interface ImportRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  subject: ImportRun['subject'];
  system: string;
  file_name: string;
  started_by_id: string;
  started_at: string;
  ended_at: string | null;
  status: ImportRun['status'];
  total: number;
  ready: number;
  unchanged: number;
  refused: number;
  done: number;
  version: number;
}

/** A line as a judge sees it. */
export interface StagedLine {
  line: number;
  fields: Readonly<Record<string, string>>;
}

export type LineProblem = Omit<ImportProblem, 'line'>;

export function importView(row: ImportRow): ImportRun {
  return {
    id: row.id,
    clinicId: row.clinic_id,
    subject: row.subject,
    system: row.system,
    fileName: row.file_name,
    startedById: row.started_by_id,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    status: row.status,
    total: row.total,
    ready: row.ready,
    unchanged: row.unchanged,
    refused: row.refused,
    done: row.done,
    version: row.version,
  };
}
