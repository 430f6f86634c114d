// Many visits in one step: each is tried by the rules of a single one, and where some cannot stand all of those are named.
import type { RefusedLines } from '#contract/visit-series';
import { ProblemError, ruleBroken } from '../../platform/problem.ts';

const refusals: readonly string[] = ['slot-taken', 'rule-broken', 'conflict'];

/**
 * Refused where one is refused: nothing is written then. In the order of their times, in which everybody takes the
 * locks of days.
 */
export async function placeLines<L extends { place: number; at: string }>(
  lines: readonly L[],
  act: (line: L) => Promise<void>,
  whole = 'the series',
): Promise<void> {
  const items: RefusedLines['items'] = [];
  for (const line of lines.toSorted((a, b) => a.at.localeCompare(b.at))) {
    try {
      await act(line);
    } catch (error) {
      if (!(error instanceof ProblemError) || !refusals.includes(error.code)) throw error;
      items.push({ place: line.place, ...refusalOf(error) });
    }
  }
  if (items.length === 0) return;
  const which = items.length === 1 ? '1 visit' : `${String(items.length)} visits`;
  const current: RefusedLines = { items: items.sort((a, b) => a.place - b.place) };
  throw ruleBroken(
    'lines-refused',
    `${which} of ${whole} cannot stand as decided; nothing was changed. Look at the list again.`,
    current,
  );
}

function refusalOf({ code, message, details }: ProblemError): { rule: string; message: string } {
  if (code === 'slot-taken' && details.rule === undefined)
    return { rule: 'time-taken', message: 'Another visit stands at that time.' };
  return { rule: details.rule ?? code, message };
}
