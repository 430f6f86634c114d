// Every problem of an import as a CSV file (RFC 4180) that a spreadsheet opens, and computes none of.
import { stringify } from 'csv-stringify/browser/esm/sync';
import { importFieldTitle, importProblemWords } from '#contract/import-words';
import type { ImportProblem } from '#contract/import-problem';
import type { ImportRun } from '#contract/import-run';

export function reportText(
  { subject }: Pick<ImportRun, 'subject'>,
  problems: readonly ImportProblem[],
): string {
  const rows = problems.map((problem) => [
    String(problem.line),
    problem.place,
    problem.field === '' ? '' : importFieldTitle(subject, problem.field),
    problem.weight === 'refused' ? 'refused' : 'taken over',
    importProblemWords(problem),
  ]);
  return stringify([['Line', 'Place', 'Field', 'What became of it', 'Problem'], ...rows], {
    // Spreadsheets take a file without it for one of another century.
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}
