// What the suites say at their end, as numbers.
import { stripVTControlCharacters } from 'node:util';

export interface Count {
  passed: number;
  failed: number;
}

export function closingLine({ passed, failed }: Count): string {
  return `${passed} passed, ${failed} failed`;
}

/** Of our own runners over node:test: their last line. */
export function countNodeTests(output: string): Count | null {
  const [, passed, failed] = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1) ?? [];
  return passed === undefined ? null : { passed: Number(passed), failed: Number(failed) };
}

/** Of Karma: `Executed 5 of 5 SUCCESS`, or `Executed 5 of 5 (1 FAILED)`; not when it broke off before the last. */
export function countKarma(output: string): Count | null {
  const [, executed, total, failed = '0'] =
    [...plain(output).matchAll(/Executed (\d+) of (\d+)(?: \((\d+) FAILED\))?/g)].at(-1) ?? [];
  if (executed === undefined || executed !== total) return null;
  return { passed: Number(executed) - Number(failed), failed: Number(failed) };
}

/** Of Playwright: one line per outcome, such as `3 passed (12s)`, `1 failed`, `2 did not run`. */
export function countPlaywright(output: string): Count | null {
  const text = plain(output);
  const outcome = (word: string): number =>
    Number(new RegExp(`^\\s*(\\d+) ${word}\\b`, 'm').exec(text)?.[1] ?? 0);
  const failed = ['failed', 'flaky', 'interrupted', 'did not run'].map(outcome);
  const count = { passed: outcome('passed'), failed: failed.reduce((sum, each) => sum + each, 0) };
  return count.passed + count.failed === 0 ? null : count;
}

/** A suite that could not run, ran nothing, or ended badly without saying why counts as one failure. */
export function judge(count: Count | null, exitCode: number | null): Count {
  if (count === null || count.passed + count.failed === 0) return { passed: 0, failed: 1 };
  const endedBadly = exitCode !== 0 && count.failed === 0;
  return endedBadly ? { ...count, failed: 1 } : count;
}

/** Without colours and without lines that were overwritten. */
function plain(output: string): string {
  return stripVTControlCharacters(output).replaceAll('\r', '\n');
}
