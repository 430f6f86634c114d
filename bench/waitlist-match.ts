// Fifty thousand who wait, ranked for one opening with every rule of the first twenty explained, against one scan and sort
// of the same rows.
import { bestFor, type Best } from '../server/waitlist/candidate-queries.ts';
import { median, type Bench } from './bench.ts';
import { waitlistDatabase } from './waitlist-database.ts';

const waiting = 50_000;
const perRound = 15;
const explained = 20;

export const waitlistMatch: Bench = {
  name: 'waitlist-match',
  unit: 'ms p50',
  baselineName: 'full scan and sort in SQL',
  goal: { atMost: 1 },
  rounds: 5,
  async prepare() {
    const { database, owner, world, opening, end } = await waitlistDatabase(waiting);
    const ours = (): Promise<Best> =>
      database.inTransaction(world.system, (ctx) => bestFor(ctx, opening, { most: explained }));
    const baseline = (): Promise<void> =>
      owner.transaction(async (db) => {
        await db.raw('set local enable_indexscan = off');
        await db.raw('set local enable_bitmapscan = off');
        await db.raw(scanAndSort, [explained]);
      });
    const timed = async (ask: () => Promise<unknown>): Promise<number> => {
      const took: number[] = [];
      for (let at = 0; at < perRound; at++) {
        const begun = performance.now();
        await ask();
        took.push(performance.now() - begun);
      }
      return median(took);
    };
    return {
      n: perRound,
      ours: () => timed(ours),
      baseline: () => timed(baseline),
      async faults() {
        const { items } = await ours();
        const places = items.map(({ rank }) => rank);
        const faults = items.some(({ verdicts }) => verdicts.some(({ passes }) => !passes))
          ? ['somebody among the first does not fit']
          : [];
        if (places.join() !== Array.from({ length: explained }, (_, at) => at + 1).join())
          faults.push(`places ${places.join()}`);
        return faults;
      },
      end,
    };
  },
};

const scanAndSort = `
  select id from waitlist_entry
  where status in ('active', 'paused')
  order by case urgency when 'urgent' then 0 when 'soon' then 1 else 2 end, added_at, id
  limit ?`;
