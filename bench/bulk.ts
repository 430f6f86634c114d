// One action on a thousand items with a result for each, against one set-based update of the same rows.
import { calls } from '../server/calls/calls-queue.ts';
import { runBulkStep, startBulk } from '../server/platform/work/bulk-service.ts';
import type { Bench } from './bench.ts';
import { kernelDatabase } from './kernel-database.ts';

const items = 1000;

export const bulk: Bench = {
  name: 'bulk',
  unit: 'ms',
  baselineName: 'one UPDATE of the same rows',
  goal: { atMost: 4 },
  rounds: 5,
  async prepare() {
    const { database, owner, clinic, addCalls, end } = await kernelDatabase();
    const ids = (await addCalls(items)).map(({ id }) => id);
    const versions = async (): Promise<Record<string, number>> =>
      Object.fromEntries(
        (
          await owner('work_item')
            .whereIn('id', ids)
            .select<{ id: string; version: number }[]>('id', 'version')
        ).map(({ id, version }) => [id, version]),
      );
    let done = 0;
    return {
      n: items,
      async ours() {
        const action = {
          verb: 'tag' as const,
          add: [`round-${done}`],
          remove: [`round-${done - 1}`],
        };
        const request = { clinicId: clinic.clinicId, action, items: await versions() };
        await database.inTransaction(clinic.manager.scope, (ctx) => startBulk(ctx, calls, request));
        const from = performance.now();
        while (await database.inTransaction(clinic.system, (ctx) => runBulkStep(ctx, calls)));
        done += 1;
        return performance.now() - from;
      },
      async baseline() {
        const from = performance.now();
        await owner.raw(`update work_item set tags = ?, version = version where id = any(?)`, [
          ['plain'],
          ids,
        ]);
        return performance.now() - from;
      },
      async faults() {
        const wrong = Object.values(await versions()).filter((version) => version !== done + 1);
        return wrong.length > 0 ? [`${wrong.length} items were not touched once a round`] : [];
      },
      end,
    };
  },
};
