// What stands otherwise between two versions of a record, in words. Pure.
import type { PatientHistoryEntry } from '#contract/patients';

type Row = Readonly<Record<string, unknown>>;
type Difference = PatientHistoryEntry['differences'][number];

/** What every version has of its own, and what never changes. */
const unsaid = new Set(['organization_id', 'id', 'version', 'created_at', 'pharmacy_id']);
/** Of the parts of a list or a pharmacy: ids say nothing, and who is named is there by name. */
const unsaidParts = new Set(['id', 'providerId', 'version']);

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
  const parts: unknown[] = Array.isArray(value) ? value : partsOf(value);
  const words = parts.map(inWords).filter((word) => word !== null);
  return words.length === 0 ? null : words.join(Array.isArray(value) ? '; ' : ', ');
}

/** A mark on a part says its name, e.g. `may text`; one that is not set says nothing. */
function partsOf(value: object): unknown[] {
  return Object.entries(value)
    .filter(([part]) => !unsaidParts.has(part))
    .map(([part, words]: [string, unknown]) => {
      if (typeof words !== 'boolean') return words;
      return words
        ? part
            .replace(/^is|[A-Z]/g, (letter) => (letter === 'is' ? '' : ` ${letter}`))
            .trim()
            .toLowerCase()
        : null;
    });
}
