// The first start: initdb into a folder beside the final one, so that a start cut short leaves no half cluster.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { StartRefused } from '../start-refused.ts';
import type { Binaries } from './binaries.ts';
import { diskFull } from './data-folder.ts';
import { commandAs, giveTo, plainEnvironment, type RunAs } from './run-as.ts';

const run = promisify(execFile);

export const superuser = 'daysheet';

export interface NewCluster {
  binaries: Binaries;
  runAs: RunAs;
  dataDir: string;
  cluster: string;
  socketDir: string;
  disposable: boolean;
}

/** Makes the cluster unless it is there; returns the superuser's password. */
export async function createClusterOnce(options: NewCluster): Promise<string> {
  const passwordFile = join(options.dataDir, 'database.password');
  if (existsSync(options.cluster)) return readPassword(passwordFile);
  const password = randomBytes(24).toString('base64url');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  await initialize(options, password);
  return password;
}

function readPassword(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new StartRefused(`The database's password cannot be read from ${file}.`, {
      cause: error,
    });
  }
}

/** A name of its own each time: the initdb of a start that was killed may still be writing, or cleaning up after itself. */
function freshFolder(dataDir: string, cluster: string): string {
  const prefix = `${basename(cluster)}.new`;
  for (const name of readdirSync(dataDir).filter((one) => one.startsWith(prefix)))
    rmSync(join(dataDir, name), { recursive: true, force: true, maxRetries: 5 });
  return join(dataDir, `${prefix}-${randomBytes(4).toString('hex')}`);
}

async function initialize(options: NewCluster, password: string): Promise<void> {
  const { binaries, runAs, dataDir, cluster, socketDir } = options;
  const fresh = freshFolder(dataDir, cluster);
  const handedOver = join(socketDir, 'password');
  writeFileSync(handedOver, password, { mode: 0o600 });
  giveTo(handedOver, runAs);
  // Only the folder's owner may make folders in it: the empty one is made here and handed over.
  mkdirSync(fresh, { mode: 0o700 });
  giveTo(fresh, runAs);
  const [program, before] = commandAs(runAs, binaries.initdb);
  try {
    await run(
      program,
      [
        ...before,
        `--pgdata=${fresh}`,
        `--username=${superuser}`,
        `--pwfile=${handedOver}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--data-checksums',
        ...(options.disposable ? ['--no-sync'] : []),
      ],
      { cwd: socketDir, env: plainEnvironment, ...runAs.account },
    );
    renameSync(fresh, cluster);
  } catch (error) {
    for (const folder of [fresh, socketDir]) rmSync(folder, { recursive: true, force: true });
    const { stderr = '', message } = error as Error & { stderr?: string };
    if (stderr.includes('No space left'))
      throw new StartRefused(diskFull(dataDir), { cause: error });
    const reason = stderr.trim().split('\n').at(0) ?? message;
    throw new StartRefused(`The database could not be created in ${dataDir}: ${reason}`, {
      cause: error,
    });
  } finally {
    rmSync(handedOver, { force: true });
  }
}
