// PostgreSQL refuses to run as root. Root therefore hands it to an account that can reach its files, or, where the
// folders are closed to others (a checkout in /root), to a user namespace in which root is called nobody.
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartRefused } from '../start-refused.ts';

export interface RunAs {
  /** Put before the program and its arguments. */
  prefix: readonly string[];
  account?: { uid: number; gid: number };
}

/** PostgreSQL's programs get nothing of ours; its log must be in English to be understood. */
export const plainEnvironment = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' };

const namespace = ['unshare', '--user', '--map-user=65534', '--map-group=65534', '--'];

export function chooseRunAs(folders: {
  binaries: string;
  dataDir: string;
  cluster: string;
}): RunAs {
  const owner = existsSync(folders.cluster) ? statSync(folders.cluster).uid : null;
  const uid = process.getuid?.();
  if (uid !== 0) {
    if (owner !== null && owner !== uid) {
      throw new StartRefused(
        `The data folder ${folders.dataDir} belongs to another user: start Daysheet as that user or set DATA_DIR.`,
      );
    }
    return { prefix: [] };
  }
  openToPass(folders.dataDir);
  const account = findAccount(owner);
  if (account && isReachable(folders.binaries) && isReachable(folders.dataDir))
    return { prefix: [], account };
  if ((owner === null || owner === 0) && canUnshare()) return { prefix: namespace };
  throw new StartRefused(
    'PostgreSQL does not run as root, and no other account can reach its files: start Daysheet as an ordinary user, or place it and DATA_DIR outside closed folders.',
  );
}

/** The program to start, and what comes before its own arguments. */
export function commandAs({ prefix }: RunAs, program: string): [string, string[]] {
  const [first, ...rest] = prefix;
  return first === undefined ? [program, []] : [first, [...rest, program]];
}

export function giveTo(path: string, { account }: RunAs): void {
  if (account) chownSync(path, account.uid, account.gid);
}

/** The data folder is Daysheet's own; what is secret in it is closed by itself. */
function openToPass(folder: string): void {
  const { mode, uid } = statSync(folder);
  if (uid === 0 && (mode & 0o001) === 0) chmodSync(folder, (mode & 0o777) | 0o011);
}

function isReachable(folder: string): boolean {
  const enterable = (statSync(folder).mode & 0o001) !== 0;
  const above = dirname(folder);
  return enterable && (above === folder || isReachable(above));
}

/** initdb needs an account that the system knows by name. */
function findAccount(owner: number | null): RunAs['account'] | null {
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((account) => account.uid > 0);
  const found =
    owner === null
      ? (accounts.find(({ name }) => name === 'postgres') ??
        accounts.find(({ name }) => name === 'nobody'))
      : accounts.find(({ uid }) => uid === owner);
  return found ? { uid: found.uid, gid: found.gid } : null;
}

function canUnshare(): boolean {
  const [program = '', ...options] = namespace;
  return spawnSync(program, [...options, 'true'], { stdio: 'ignore' }).status === 0;
}
