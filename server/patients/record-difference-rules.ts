// What stands otherwise between two versions of a record, in words. Pure.
import type { PatientHistoryEntry } from '#contract/patients';

type Row = Readonly<Record<string, unknown>>;
type Difference = PatientHistoryEntry['differences'][number];

/** What every version has of its own, and what never changes. */
const unsaid = new Set(['organization_id', 'id', 'version', 'created_at']);

export function recordDifferences(before: Row | undefined, after: Row): Difference[] {
  if (!before) return [];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((field) => !unsaid.has(field))
    .map((field) => ({ field, before: inWords(before[field]), after: inWords(after[field]) }))
    .filter((difference) => difference.before !== difference.after);
}

function inWords(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  const parts: unknown[] = Array.isArray(value) ? value : Object.values(value);
  const words = parts.map(inWords).filter((word) => word !== null);
  return words.length === 0 ? null : words.join(Array.isArray(value) ? '; ' : ', ');
}
