// A Daysheet server in a process of its own, so that journeys can stop it, kill it and start it again.
import { spawn, type ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  readonly dataDir: string;
  kill(): Promise<void>;
  stop(options?: { removeData?: boolean }): Promise<void>;
}

export async function startServer(options: {
  port: number;
  dataDir: string;
  echo?: boolean;
}): Promise<ServerProcess> {
  const child = spawn(process.execPath, ['server/main.ts'], {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      PORT: String(options.port),
      DATA_DIR: options.dataDir,
      DEMO: '1',
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', options.echo ? 'inherit' : 'ignore', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `http://127.0.0.1:${options.port}`;
  await ready(url, child);
  return {
    url,
    pid: child.pid!,
    dataDir: options.dataDir,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async stop({ removeData = false } = {}) {
      child.kill('SIGTERM');
      await ended;
      if (removeData) await rm(options.dataDir, { recursive: true, force: true });
    },
  };
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 1200; tries++) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}.`);
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await pause(100);
  }
  throw new Error('The server did not become ready.');
}
