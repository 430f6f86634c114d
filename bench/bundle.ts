// All JavaScript loaded until the sign-in page accepts input, gzip; against an Angular application that is empty.
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { chromiumPath } from '../e2e/support/chromium.ts';
import { startServer } from '../e2e/support/server-process.ts';
import type { Bench } from './bench.ts';

const root = fileURLToPath(new URL('../', import.meta.url));

export const bundle: Bench = {
  name: 'bundle',
  unit: 'kB gzip',
  baselineName: 'empty Angular application',
  // 150 kB over the 67 kB of an empty application.
  goal: { atMost: 2.24 },
  rounds: 1,
  async prepare() {
    const dataDir = mkdtempSync(join(tmpdir(), 'daysheet-bench-'));
    const server = await startServer({ port: 4395, dataDir });
    return {
      n: 1,
      ours: () => loadedScript(`${server.url}/sign-in`),
      baseline: () => Promise.resolve(emptyApplication()),
      async end() {
        await server.stop();
        rmSync(dataDir, { recursive: true, force: true });
      },
    };
  },
};

async function loadedScript(url: string): Promise<number> {
  const browser = await chromium.launch({ executablePath: chromiumPath() });
  const page = await browser.newPage();
  let bytes = 0;
  const reading: Promise<void>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return;
    reading.push(
      response.body().then((body) => void (bytes += gzipSync(body, { level: 9 }).length)),
    );
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.getByLabel('Login').fill('somebody');
  await Promise.all(reading);
  await browser.close();
  return bytes / 1000;
}

function emptyApplication(): number {
  const folder = join(root, '.cache', 'bench-empty');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(join(root, 'bench/baselines/empty-app'), folder, { recursive: true });
  execFileSync('npx', ['ng', 'build'], { cwd: folder, stdio: 'ignore' });
  const built = join(folder, 'dist');
  if (!existsSync(built)) throw new Error('The empty application was not built.');
  const files = readdirSync(built, { recursive: true, encoding: 'utf8' });
  return (
    files
      .filter((file) => file.endsWith('.js'))
      .reduce(
        (sum, file) => sum + gzipSync(readFileSync(join(built, file)), { level: 9 }).length,
        0,
      ) / 1000
  );
}
