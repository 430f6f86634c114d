import { ComposedAnswer } from './composed-answer.ts';

const most = 500;

/** Ids of the patients that an answer shows: whatever carries a record number, or says whose it is. */
export function shownPatients(answer: unknown): { patientIds: string[]; more: number } {
  const found = new Set<string>(answer instanceof ComposedAnswer ? answer.patientIds : []);
  if (!(answer instanceof ComposedAnswer)) collect(answer, found);
  const patientIds = [...found].sort();
  return { patientIds: patientIds.slice(0, most), more: Math.max(0, patientIds.length - most) };
}

function collect(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, found);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const { id, mrn, patientId } = value as { id?: unknown; mrn?: unknown; patientId?: unknown };
  if (typeof id === 'string' && typeof mrn === 'string') found.add(id);
  if (typeof patientId === 'string') found.add(patientId);
  for (const part of Object.values(value)) collect(part, found);
}
