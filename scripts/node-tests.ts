// Runs specs of node:test in processes of their own and counts them.
import { globSync } from 'node:fs';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { closingLine, type Count } from './count.ts';

/** Long enough for the slowest file; a spec that hangs fails instead of holding everything up. */
const longestFile = 400_000;

export function findSpecs(isWanted: (path: string) => boolean): string[] {
  const named = process.argv.slice(2);
  return globSync('{contract,server,migrations,scripts,bench}/**/*.spec.ts')
    .filter(isWanted)
    .filter((path) => named.length === 0 || named.some((part) => path.includes(part)))
    .sort();
}

export async function runSpecs(files: string[], concurrency: number): Promise<void> {
  const count: Count = { passed: 0, failed: 0 };
  if (files.length > 0) {
    const tests = run({ files, concurrency, timeout: longestFile });
    tests.on('test:summary', ({ file, counts }) => {
      if (file !== undefined) return;
      count.passed = counts.passed;
      count.failed = counts.tests - counts.passed - counts.skipped - counts.todo;
    });
    tests.on('test:fail', () => (process.exitCode = 1));
    for await (const text of tests.compose(spec)) process.stdout.write(text);
  }
  if (process.exitCode === 1 && count.failed === 0) count.failed = 1;
  if (count.passed === 0 || count.failed > 0) process.exitCode = 1;
  process.stdout.write(`${closingLine(count)}\n`);
}
