// A hundred workers take the next item until none is left, against the same loop on bare rows.
import type pg from 'pg';
import { calls } from '../server/calls/calls-queue.ts';
import { claimNextWork } from '../server/platform/work/lease-service.ts';
import type { Bench } from './bench.ts';
import { kernelDatabase } from './kernel-database.ts';

const items = 300;
const workers = 100;

export const claim: Bench = {
  name: 'claim',
  unit: 'items/s',
  baselineName: 'SELECT … FOR UPDATE SKIP LOCKED, UPDATE',
  goal: { atLeast: 0.7 },
  rounds: 5,
  async prepare() {
    const { database, owner, clinic, addCalls, end } = await kernelDatabase();
    const { pool } = database;
    await owner.raw('create table bare (id bigint primary key, holder bigint)');
    await owner.raw('grant all on bare to daysheet_app');
    const faults: string[] = [];
    const drain = async (take: (worker: number) => Promise<string | null>): Promise<number> => {
      const taken: string[] = [];
      const from = performance.now();
      await Promise.all(
        Array.from({ length: workers }, async (_, worker) => {
          for (let id = await take(worker); id !== null; id = await take(worker)) taken.push(id);
        }),
      );
      const seconds = (performance.now() - from) / 1000;
      if (new Set(taken).size !== taken.length) faults.push('an item went to two');
      return taken.length / seconds;
    };
    return {
      n: items,
      async ours() {
        await addCalls(items);
        const scopes = [clinic.ana.scope, clinic.ben.scope];
        return drain(async (worker) => {
          const item = await database.inTransaction(scopes[worker % 2]!, (ctx) =>
            claimNextWork(ctx, calls, clinic.clinicId),
          );
          return item?.id ?? null;
        });
      },
      async baseline() {
        await owner.raw('truncate bare');
        await owner.raw('insert into bare select n, null from generate_series(1, ?) n', [items]);
        return drain((worker) =>
          pool.transaction(async (db) => {
            const { rows } = await db.raw<pg.QueryResult<{ id: string }>>(
              'select id from bare where holder is null order by id limit 1 for update skip locked',
            );
            const id = rows[0]?.id;
            if (id === undefined) return null;
            await db.raw('update bare set holder = ? where id = ?', [worker, id]);
            return id;
          }),
        );
      },
      faults: () => Promise.resolve(faults),
      end,
    };
  },
};
