// One of 200,000 patients is searched for with a slip in the name, against a trigram index over whole names.
import fc from 'fast-check';
import { anySlip, slipped } from '../server/patients/given-slip.ts';
import { searchPatients } from '../server/patients/patients-queries.ts';
import type { Bench } from './bench.ts';
import { percentile } from './bench.ts';
import { growPatients } from './grow-patients.ts';
import { kernelDatabase } from './kernel-database.ts';

const patients = 200_000;
const perRound = 300;
const mostMs = 50;
const shown = 5;

interface Search {
  id: string;
  text: string;
  born: string;
}

export const patientSearch: Bench = {
  name: 'patient-search',
  unit: 'ms p95',
  baselineName: 'trigrams of whole names, no walls',
  goal: { atMost: 1 },
  rounds: 5,
  async prepare() {
    const { database, owner, clinic, end } = await kernelDatabase();
    const { organizationId } = clinic;
    const rows = await growPatients(owner, { organizationId, count: patients });
    await owner.raw(
      `create table bare as select id, fold_text(family || ' ' || given) as name from patient`,
    );
    await owner.raw('create index on bare using gin (name gin_trgm_ops)');
    await owner.raw('analyze bare');
    const searches = fc.sample(anySlip, { numRuns: perRound, seed: 7 }).map((slip, at): Search => {
      const row = rows[(at * 661) % rows.length]!;
      return { id: row.id, text: slipped(`${row.family} ${row.given}`, slip), born: row.birth_on };
    });
    const find = (text: string) =>
      database.inTransaction(clinic.ana.scope, (ctx) =>
        searchPatients(ctx, { text, limit: shown }),
      );
    const timed = async (ask: (search: Search) => Promise<unknown>): Promise<number> => {
      const took: number[] = [];
      for (const search of searches) {
        const from = performance.now();
        await ask(search);
        took.push(performance.now() - from);
      }
      return percentile(took, 0.95);
    };
    const missed = async (textOf: (search: Search) => string): Promise<string[]> => {
      const texts: string[] = [];
      for (const search of searches) {
        const text = textOf(search);
        if (!(await find(text)).some(({ id }) => id === search.id)) texts.push(text);
      }
      return texts;
    };
    const slowest: number[] = [];
    return {
      n: perRound,
      async ours() {
        const p95 = await timed(({ text }) => find(text));
        slowest.push(p95);
        return p95;
      },
      baseline: () =>
        timed(({ text }) =>
          owner.raw(
            `select id from bare where name % fold_text(?)
             order by similarity(name, fold_text(?)) desc limit ?`,
            [text, text, shown],
          ),
        ),
      async faults() {
        const byBoth = await missed(({ text, born }) => `${text} ${born}`);
        // Namesakes are as good: with many of them a name alone finds nobody.
        const byName = await missed(({ text }) => text);
        process.stderr.write(`by the name alone not among ${shown}: ${byName.join(', ')}\n`);
        return [
          ...(byBoth.length > 0 ? [`${byBoth.length} are not found by name and birth date`] : []),
          ...(percentile(slowest, 0.5) > mostMs ? [`p95 is above ${mostMs} ms`] : []),
        ];
      },
      end,
    };
  },
};
