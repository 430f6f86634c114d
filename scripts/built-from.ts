// Is dist/client built from these sources? `--check` answers by its exit code, `--write` notes it after a build.
import { createHash } from 'node:crypto';
import { globSync, readFileSync, statSync, writeFileSync } from 'node:fs';

const noted = 'dist/client/.built-from';
const sources = ['angular.json', 'package-lock.json', 'tsconfig.json', 'client/**', 'contract/**'];

function hashOfSources(): string {
  const hash = createHash('sha256');
  const files = globSync(sources)
    .filter((path) => !path.endsWith('.spec.ts') && statSync(path).isFile())
    .sort();
  for (const path of files) hash.update(`${path}\0`).update(readFileSync(path)).update('\0');
  return hash.digest('hex');
}

function notedHash(): string {
  try {
    return readFileSync(noted, 'utf8').trim();
  } catch {
    return '';
  }
}

if (process.argv.includes('--write')) writeFileSync(noted, `${hashOfSources()}\n`);
else process.exitCode = notedHash() === hashOfSources() ? 0 : 1;
