// Clone → a page that can be used, with a warm package cache; against `npm ci` alone.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Bench } from './bench.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const port = 4395;

export const coldStart: Bench = {
  name: 'cold-start',
  unit: 's',
  baselineName: 'npm ci',
  goal: { atMost: 1.6 },
  rounds: 3,
  prepare() {
    return Promise.resolve({
      n: 1,
      ours: () => inClone(start),
      baseline: () =>
        inClone((folder) => {
          execFileSync('npm', ['ci'], { cwd: folder, stdio: 'ignore' });
          return Promise.resolve();
        }),
      end: () => Promise.resolve(),
    });
  },
};

async function inClone(work: (folder: string) => Promise<void>): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'daysheet-clone-'));
  const from = performance.now();
  try {
    execFileSync('git', ['clone', '--quiet', '--depth', '1', `file://${root}`, folder]);
    await work(folder);
    return (performance.now() - from) / 1000;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `npm start` until the console's page is served over a database with the demo in it. */
async function start(folder: string): Promise<void> {
  const child = spawn('npm', ['start'], {
    cwd: folder,
    env: { ...process.env, PORT: String(port) },
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    while (!(await isServed())) {
      if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}.`);
      await pause(50);
    }
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

async function isServed(): Promise<boolean> {
  const ready = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
  if (!ready?.ok) return false;
  const page = await fetch(`http://127.0.0.1:${port}/sign-in`);
  return page.ok;
}
