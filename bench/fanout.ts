// Commit → the last of the consoles has the change applied. Consoles stand in processes of their own; the baseline
// is a bare `ws` server that sends the same bytes to as many clients.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { callQueue } from '#contract/calls';
import { startServer } from '../e2e/support/server-process.ts';
import { percentile, type Bench, type Measured } from './bench.ts';
import { httpConsole, type HttpConsole } from '../scripts/http-console.ts';
import { startBaseline } from './processes.ts';

const consoles = 1000;
const crowds = 2;

interface Crowd {
  process: ChildProcess;
  /** When the last console of this crowd had the change with that key. */
  seenBy: Map<string, { count: number; at: number }>;
}

interface Sent {
  key: string;
  /** When it was committed: ours when the answer came, the baseline's before its first send. */
  at: number;
}

export const fanout = fanoutBench({
  name: 'fanout',
  goal: { atMost: 1.2 },
  changes: 100,
  everyMs: 50,
  share: 0.99,
});

export const fanoutSingle = fanoutBench({
  name: 'fanout-single',
  goal: { atMost: 1.7 },
  changes: 10,
  everyMs: 400,
  share: 0.5,
});

function fanoutBench(options: {
  name: string;
  goal: { atMost: number };
  changes: number;
  everyMs: number;
  /** Which of the changes' times is the figure: 0.99 = p99. */
  share: number;
}): Bench {
  return {
    name: options.name,
    unit: `ms to the last of ${consoles} consoles, p${options.share * 100}`,
    baselineName: 'bare ws server, same payload',
    goal: options.goal,
    rounds: 5,
    prepare: () => prepare(options),
  };
}

async function prepare(options: {
  changes: number;
  everyMs: number;
  share: number;
}): Promise<Measured> {
  const dataDir = mkdtempSync(join(tmpdir(), 'daysheet-bench-'));
  const server = await startServer({ port: 4395, dataDir });
  const bare = await startBaseline('bench/baselines/ws-fanout.ts', 4396);
  const console = await httpConsole(server.url, 'clinic-manager');
  const clinicId = console.me.clinics[0]?.id ?? '';
  const tag = await tagger(console, clinicId);
  const ours = await gather('socket', server.url, console.cookie);
  const theirs = await gather('ws', bare.url, '');
  let sent = 0;
  let lost = 0;

  /** Sends changes at a steady pace and tells how long each took to its last console. */
  async function run(crowd: Crowd[], send: () => Promise<Sent>): Promise<number> {
    const sentAt = new Map<string, number>();
    for (let change = 0; change < options.changes; change++) {
      const from = now();
      const { key, at } = await send();
      sentAt.set(key, at);
      sent++;
      const passed = now() - from;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, options.everyMs - passed)));
    }
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const times = [...sentAt].flatMap(([key, at]) => {
      const seen = crowd.map(({ seenBy }) => seenBy.get(key));
      const count = seen.reduce((sum, each) => sum + (each?.count ?? 0), 0);
      lost += consoles - count;
      return count === consoles ? [Math.max(...seen.map((each) => each?.at ?? 0)) - at] : [];
    });
    return percentile(times, options.share);
  }

  return {
    n: options.changes,
    ours: () => run(ours, tag),
    baseline: () =>
      run(theirs, async () => {
        const answer = await fetch(`${bare.url}/send`, { method: 'POST' });
        return (await answer.json()) as Sent;
      }),
    faults: () => Promise.resolve(lost > 0 ? [`${lost} of ${sent * consoles} lost`] : []),
    async end() {
      for (const { process: child } of [...ours, ...theirs]) child.kill();
      await server.stop();
      await bare.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Tags calls in turn: each is one change with a whole view, and no reaction adds others. */
async function tagger(console: HttpConsole, clinicId: string): Promise<() => Promise<Sent>> {
  const { items } = await console.call(callQueue.list, { query: { clinicId, limit: 40 } });
  let at = 0;
  return async () => {
    const held = items[at % items.length];
    if (!held) throw new Error('The demo clinic has no calls.');
    const next = await console.call(callQueue.tag, {
      params: { itemId: held.id },
      body: { expectedVersion: held.version, tags: [`round ${at}`] },
    });
    items[at % items.length] = next;
    at++;
    return { key: `${next.id} ${next.version}`, at: now() };
  };
}

function now(): number {
  return performance.timeOrigin + performance.now();
}

async function gather(kind: 'socket' | 'ws', url: string, cookie: string): Promise<Crowd[]> {
  return Promise.all(
    Array.from({ length: crowds }, async () => {
      const child = spawn(
        process.execPath,
        ['bench/load/crowd.ts', kind, url, String(consoles / crowds)],
        { stdio: ['pipe', 'pipe', 'inherit'] },
      );
      // The cookie is a secret: it goes by the pipe, not by the arguments that everybody can list.
      child.stdin.end(cookie);
      const seenBy = new Map<string, { count: number; at: number }>();
      const lines = createInterface({ input: child.stdout });
      const ready = once(lines, 'line');
      await ready;
      lines.on('line', (line) => {
        const [key = '', count = '0', at = '0'] = line.split('\t');
        seenBy.set(key, { count: Number(count), at: Number(at) });
      });
      return { process: child, seenBy };
    }),
  );
}
