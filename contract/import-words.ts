// What is said of an import, on the page, in its report and by the command.
import { importFields, type ImportField, type ImportSubject } from './import-fields.ts';
import { importProblemCodes, type ImportProblem } from './import-problem.ts';
import { importLeftOutReasons, type ImportLeftOut } from './import-run.ts';

export function importProblemWords({
  code,
  detail,
}: Pick<ImportProblem, 'code' | 'detail'>): string {
  return detail === '' ? importProblemCodes[code] : `${importProblemCodes[code]} It ${detail}.`;
}

/** As the page calls a field; what is no field of the subject keeps its name. */
export function importFieldTitle(subject: ImportSubject, field: string): string {
  const fields: Readonly<Record<string, ImportField>> = importFields[subject];
  return Object.hasOwn(fields, field) ? (fields[field]?.title ?? field) : field;
}

/** `12 Observation are of a kind that is not taken over`. */
export function importLeftOutWords({ type, reason, count }: ImportLeftOut): string {
  const what = type === '' ? 'without a type' : type;
  return `${count.toLocaleString('en-US')} ${what} ${importLeftOutReasons[reason]}`;
}
