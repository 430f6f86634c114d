// A decision about an amount, spread over the lines that it is about: each takes what is open of it, in order.
import type { FollowUpRow } from './claim-rows.ts';
import type { ClaimStanding, LineStanding } from './claim-standing.ts';

export interface Part {
  line: number;
  cents: number;
}

/** Never more than what is open; the parts add up to no more than the amount. */
export function splitOver(
  standing: ClaimStanding,
  of: Pick<FollowUpRow, 'kind' | 'lines'>,
  cents: number,
): Part[] {
  const parts: Part[] = [];
  let left = cents;
  for (const line of standing.lines) {
    if (of.lines.length > 0 && !of.lines.includes(line.number)) continue;
    const part = Math.min(left, openOf(line, of.kind));
    if (part <= 0) continue;
    parts.push({ line: line.number, cents: part });
    left -= part;
  }
  return parts;
}

function openOf(line: LineStanding, kind: FollowUpRow['kind']): number {
  return Math.max(0, kind === 'denied' ? line.deniedCents : line.openCents);
}
