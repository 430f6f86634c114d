// A page of fifty of a long queue over HTTP with session, walls and read entry, against a bare route that reads fifty
// rows of one table and answers with as many bytes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { authorizationQueue } from '#contract/authorizations';
import { resultQueue } from '#contract/results';
import { claimQueue } from '#contract/claims';
import { callQueue } from '#contract/calls';
import { refillQueue } from '#contract/refills';
import { startServer } from '../e2e/support/server-process.ts';
import { httpConsole } from '../scripts/http-console.ts';
import type { Bench } from './bench.ts';
import { growQueue, type LongQueue } from './grow-queue.ts';
import { runProcess, startBaseline } from './processes.ts';

const items = 200_000;
const perRound = 1500;
const queues = {
  calls: callQueue,
  refills: refillQueue,
  authorizations: authorizationQueue,
  results: resultQueue,
  claims: claimQueue,
};

export const queueRead = pagesOf({ name: 'queue-read', queue: 'calls', bytes: 0 });
/** Its view has twice as many bytes: the bare rows are filled up to as many bytes. */
export const refillRead = pagesOf({ name: 'queue-read-refills', queue: 'refills', bytes: 1050 });

/** With its lines. */
export const authorizationRead = pagesOf({
  ...{ name: 'queue-read-authorizations', queue: 'authorizations', bytes: 1300 },
});

export const resultRead = pagesOf({ name: 'queue-read-results', queue: 'results', bytes: 900 });

export const claimRead = pagesOf({ name: 'queue-read-claims', queue: 'claims', bytes: 1100 });

function pagesOf(of: { name: string; queue: LongQueue; bytes: number }): Bench {
  const { list } = queues[of.queue];
  return {
    name: of.name,
    unit: 'pages/s',
    baselineName: 'bare Express route, one select of as many bytes',
    goal: { atLeast: 1.5 },
    rounds: 5,
    async prepare() {
      const dataDir = mkdtempSync(join(tmpdir(), 'daysheet-bench-'));
      const port = 4395;
      await (await startServer({ port, dataDir })).stop();
      const clinicId = await growQueue(dataDir, { queue: of.queue, rows: items });
      const server = await startServer({ port, dataDir });
      const bare = await startBaseline(
        'bench/baselines/express-page.ts',
        4396,
        String(items),
        String(of.bytes),
      );
      const { cookie } = await httpConsole(server.url, 'clinic-manager');
      const ours = `${server.url}${list.path}?clinicId=${clinicId}`;
      const baseline = `${bare.url}/page`;
      const load = async (url: string): Promise<number> => {
        const answer = await runProcess('bench/load/read-page.ts', [url, String(perRound)], cookie);
        const { from, to } = JSON.parse(answer) as { from: number; to: number };
        return perRound / ((to - from) / 1000);
      };
      return {
        n: perRound,
        ours: () => load(ours),
        baseline: () => load(baseline),
        async faults() {
          const sizes = [await sizeOf(ours, cookie), await sizeOf(baseline, '')] as const;
          const share = sizes[0] / sizes[1];
          return share < 0.85 || share > 1.2 ? [`answers of ${sizes.join(' and ')} bytes`] : [];
        },
        async end() {
          await server.stop();
          await bare.stop();
          rmSync(dataDir, { recursive: true, force: true });
        },
      };
    },
  };
}

async function sizeOf(url: string, cookie: string): Promise<number> {
  const response = await fetch(url, { headers: { cookie } });
  return (await response.arrayBuffer()).byteLength;
}
