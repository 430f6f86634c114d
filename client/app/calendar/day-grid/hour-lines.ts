// The full hours by the clinic's clocks: written beside the grid, and in a column whose clocks change within it.
import { minutesBetween } from '../../platform/wall-time';
import { hourMarks } from './day-layout';
import type { ShownColumn } from './shown-hours';

export interface HourLine {
  at: string;
  top: number;
  words: string;
}

export interface HourLines {
  beside: readonly HourLine[];
  /** By the key of the column. */
  ofColumn: ReadonlyMap<string, { lines: readonly HourLine[]; isOwn: boolean }>;
}

export function hourLinesOf(
  columns: readonly ShownColumn[],
  zone: string,
  wordsOf: (iso: string) => string,
): HourLines {
  const known = new Map<string, HourLine[]>();
  const linesOf = ({ shown }: ShownColumn): HourLine[] => {
    const hours = `${shown.startsAt} ${shown.endsAt}`;
    const lines =
      known.get(hours) ??
      hourMarks(shown, zone).map((mark) => ({ ...mark, words: wordsOf(mark.at) }));
    known.set(hours, lines);
    return lines;
  };
  const usual = columns.find(hasUsualLength) ?? columns[0];
  const beside = usual ? linesOf(usual) : [];
  const written = placesOf(beside);
  return {
    beside,
    ofColumn: new Map(
      columns.map((column) => {
        const lines = linesOf(column);
        return [column.key, { lines, isOwn: placesOf(lines) !== written }];
      }),
    ),
  };
}

function hasUsualLength({ day }: ShownColumn): boolean {
  return minutesBetween(day.startsAt, day.endsAt) === 24 * 60;
}

function placesOf(lines: readonly HourLine[]): string {
  return lines.map(({ top, words }) => `${top} ${words}`).join();
}
