// Every problem of an import as a CSV file (RFC 4180) that a spreadsheet opens, and computes none of.
import { stringify } from 'csv-stringify/browser/esm/sync';
import { importFields, type ImportField, type ImportSubject } from '#contract/import-fields';
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
  return csvText([['Line', 'Place', 'Field', 'What became of it', 'Problem'], ...rows]);
}

/** As the page calls the fields: so the columns need no mapping. */
export function headingsText(subject: ImportSubject): string {
  return csvText([Object.values<ImportField>(importFields[subject]).map(({ title }) => title)]);
}

function csvText(rows: readonly (readonly string[])[]): string {
  return stringify([...rows], {
    // Spreadsheets take a file without it for one of another century.
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}
