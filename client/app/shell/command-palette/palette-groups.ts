// What the palette offers for what is typed: pure, so that the order can be tested without a screen.
import type { IconName } from '../../ui/svg-icon/svg-icon';
import { fuzzyScore } from './fuzzy-score';

export interface PaletteEntry {
  /** Tells entries apart as long as the palette is open. */
  id: string;
  words: string;
  icon: IconName;
  /** Beside the words, e.g. birth date and MRN. */
  meta: string;
  /** As `KeyboardEvent.key` names them; empty when no key does this. */
  keys: string;
  run: () => void;
}

export interface PaletteGroup {
  title: string;
  entries: readonly PaletteEntry[];
}

const mostMatches = 8;

/** Groups of which something fits, best first. Patients come as the server ranks them. */
export function paletteGroups(
  typed: string,
  offered: readonly PaletteGroup[],
  patients: readonly PaletteEntry[],
): PaletteGroup[] {
  const groups = offered.map(({ title, entries }) => ({ title, entries: fitting(typed, entries) }));
  return [...groups, { title: 'Patients', entries: patients }].filter(
    ({ entries }) => entries.length > 0,
  );
}

function fitting(typed: string, entries: readonly PaletteEntry[]): readonly PaletteEntry[] {
  if (typed.trim() === '') return entries;
  return entries
    .map((entry) => ({ entry, score: fuzzyScore(typed, entry.words) }))
    .filter((ranked): ranked is { entry: PaletteEntry; score: number } => ranked.score !== null)
    .sort((a, b) => b.score - a.score)
    .slice(0, mostMatches)
    .map(({ entry }) => entry);
}
