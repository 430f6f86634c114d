// A PostgreSQL of our own: reachable through a socket in a closed folder only, and never outliving this process.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Connection } from '../db/connect.ts';
import { findBinaries } from './binaries.ts';
import { createClusterOnce, superuser, type NewCluster } from './create-cluster.ts';
import { prepareDataFolder } from './data-folder.ts';
import { awaitFreeFolder, findPostmaster } from './postmaster-pid.ts';
import { chooseRunAs, commandAs, giveTo, plainEnvironment } from './run-as.ts';
import { requireSafeSettings } from './safe-settings.ts';
import { clusterSettings } from './settings.ts';
import { awaitReady } from './start-log.ts';

export interface ClusterOptions {
  dataDir: string;
  log?: ((line: string) => void) | undefined;
  settings?: Record<string, string>;
  /** Where a cluster that comes back must listen again; a new folder when absent. */
  socketDir?: string;
  /** For tests only: the folder goes when this process ends, and may forget what it committed. */
  disposable?: boolean;
}

export interface Cluster {
  readonly connection: Connection;
  readonly socketDir: string;
  /** The process id of PostgreSQL itself. */
  readonly pid: number;
  /** Resolves when PostgreSQL has ended, for whatever reason. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
  /** Lets this process end while the database runs; the lifeline then ends the database. */
  release(): void;
}

const lifeline = fileURLToPath(new URL('lifeline.sh', import.meta.url));

export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { log, settings = {}, disposable = false } = options;
  const dataDir = resolve(options.dataDir);
  const cluster = join(dataDir, 'postgres');
  const binaries = await findBinaries();
  prepareDataFolder(dataDir);
  const runAs = chooseRunAs({ binaries: binaries.folder, dataDir, cluster });
  if (disposable) giveTo(dataDir, runAs);
  await awaitFreeFolder(dataDir, cluster);
  const socketDir = makeSocketFolder(options.socketDir);
  giveTo(socketDir, runAs);
  const starting = { binaries, runAs, dataDir, cluster, socketDir, disposable };
  const password = await createClusterOnce(starting);

  const child = spawnPostgres(starting, settings);
  const exited = endOf(child);
  await awaitReady(child, { dataDir, log });
  const pid = findPostmaster(cluster);
  if (pid === null) throw new Error('PostgreSQL runs without its lock file.');
  const ended = exited.then(() => endWithLifeline(pid));
  const connection = {
    host: socketDir,
    port: 5432,
    user: superuser,
    password,
    database: 'postgres',
  };
  const stop = (): Promise<void> => stopCluster(child, ended, cluster);
  if (!disposable) await orStop(requireSafeSettings(connection), stop);
  return {
    connection,
    socketDir,
    pid,
    ended,
    stop,
    release: () => release(child),
  };
}

function spawnPostgres(starting: NewCluster, settings: Record<string, string>): ChildProcess {
  const { binaries, runAs, dataDir, cluster, socketDir, disposable } = starting;
  const [command, before] = commandAs(runAs, binaries.postgres);
  const given = clusterSettings({ unix_socket_directories: socketDir, ...settings });
  const postgres = [command, ...before, '-D', cluster, ...given];
  return spawn('/bin/sh', [lifeline, socketDir, disposable ? dataDir : '', ...postgres], {
    cwd: socketDir,
    env: plainEnvironment,
    stdio: ['pipe', 'ignore', 'pipe'],
    // Its own process group: Ctrl-C reaches the server first, which then stops the database in order.
    detached: true,
    ...runAs.account,
  });
}

function release(child: ChildProcess): void {
  child.unref();
  (child.stdin as Socket | null)?.unref();
  (child.stderr as Socket | null)?.unref();
}

function makeSocketFolder(path: string | undefined): string {
  // In the system's folder for temporary files, because the path of a socket must be short.
  if (path === undefined) return mkdtempSync(join(tmpdir(), 'daysheet-pg-'));
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { mode: 0o700 });
  return path;
}

function endOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
}

/** Where only the lifeline was killed, PostgreSQL follows it: nothing would stop it any more. */
function endWithLifeline(postmaster: number): void {
  try {
    process.kill(postmaster, 'SIGINT');
  } catch {
    // It ended with its lifeline, as it should.
  }
}

async function stopCluster(
  child: ChildProcess,
  ended: Promise<void>,
  cluster: string,
): Promise<void> {
  child.ref();
  child.stdin?.destroy();
  const patience = setTimeout(() => {
    const pid = findPostmaster(cluster);
    if (pid) process.kill(pid, 'SIGQUIT');
  }, 30_000);
  await ended;
  clearTimeout(patience);
}

async function orStop(check: Promise<void>, stop: () => Promise<void>): Promise<void> {
  try {
    await check;
  } catch (error) {
    await stop();
    throw error;
  }
}
