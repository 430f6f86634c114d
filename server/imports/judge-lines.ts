// What holds for the lines of every kind: one that cannot be read is refused, an identifier stands once, and a record
// that is known by it stays as it is.
import { readyLine, refusedLine, unchangedLine } from './importer.ts';
import type { Verdict } from './imports-repository.ts';
import type { LineProblem } from './imports-view.ts';

export interface ReadLine<P> {
  line: number;
  /** `null` = refused, for its problems. */
  plan: P | null;
  problems: readonly LineProblem[];
  warnings: readonly LineProblem[];
}

/** `faultOf` is asked about records that are new, in the order of the file. */
export function judgeLines<P extends { identifier: string }>(
  read: readonly ReadLine<P>[],
  known: { has(identifier: string): boolean },
  faultOf: (plan: P, line: number) => LineProblem | null,
): Verdict[] {
  const seen = new Set<string>();
  return read.map(({ line, plan, problems, warnings }) => {
    if (plan === null) return refusedLine(line, problems);
    if (seen.has(plan.identifier))
      return refusedLine(line, [{ field: 'identifier', code: 'duplicate-in-file' }]);
    seen.add(plan.identifier);
    if (known.has(plan.identifier)) return unchangedLine(line);
    const fault = faultOf(plan, line);
    return fault === null ? readyLine(line, plan, warnings) : refusedLine(line, [fault]);
  });
}

export function plansOf<P>(read: readonly ReadLine<P>[]): P[] {
  return read.flatMap(({ plan }) => (plan === null ? [] : [plan]));
}
