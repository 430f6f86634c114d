// A file of another system, cut into lines.
import type { ImportSubject } from '#contract/import-fields';
import type { ImportFormat, ImportLeftOut } from '#contract/import-run';
import { ruleBroken, type ProblemError } from '../../platform/problem.ts';
import type { LineProblem } from '../imports-view.ts';

export interface FileLine {
  line: number;
  /** How the file would name it; empty where the line says it all. */
  place: string;
  /** Of FHIR by field, of a CSV by heading. */
  fields: Readonly<Record<string, string>>;
  /** What was wrong before its content could be looked at; then it has no fields. */
  unread: readonly LineProblem[];
}

export interface ImportFile {
  format: ImportFormat;
  headings: readonly string[];
  /** In the order in which they are to be taken over; `null` = what a CSV is about is told by its headings. */
  parts: readonly { subject: ImportSubject | null; lines: readonly FileLine[] }[];
  /** What of FHIR is no record of its own, and why. */
  leftOut: readonly ImportLeftOut[];
}

/** Thrown for what is no file of ours as a whole. */
export function unreadableFile(why: string): ProblemError {
  return ruleBroken('unreadable-file', `The file cannot be read: ${why}. Nothing was taken over.`);
}

/** As the database can keep it; what could not be a character is told by the field's own check. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}
