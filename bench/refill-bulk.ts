// A thousand refills judged and approved at once, each with its evidence, and taken back again, against one set-based update
// of the same rows.
import { previewBulk, runBulkStep, startBulk } from '../server/platform/work/bulk-service.ts';
import { refillsInBulk } from '../server/refills/approve-many-service.ts';
import { givenCoverage } from '../server/patients/given-coverage.ts';
import {
  givenKnownPayer,
  givenPrescription,
  givenProtocol,
  givenRefill,
  givenRefillClinic,
  metformin,
} from '../server/refills/given-refill.ts';
import type { Bench } from './bench.ts';
import { kernelDatabase } from './kernel-database.ts';

const items = 1000;

export const refillBulk: Bench = {
  name: 'bulk-refills',
  unit: 'ms',
  baselineName: 'one UPDATE of the same rows',
  goal: { atMost: 4 },
  rounds: 3,
  async prepare() {
    const { database, owner, t, end } = await kernelDatabase();
    const clinic = await givenRefillClinic(t);
    await givenProtocol(t, clinic, { mostDays: 365 });
    const today = t.clock.now.slice(0, 10);
    const ids: string[] = [];
    const payer = async (): Promise<string> =>
      (await owner('payer').first<{ id: string }>('id')).id;
    for (let at = 0; at < items; at += 1) {
      const prescription = await givenPrescription(t, clinic, {
        ...{ issuedOn: '2024-01-02', expiresOn: null, filledOn: '2024-01-02' },
      });
      await owner('prescription').where({ id: prescription.id }).update({ expires_on: today });
      const { patientId } = prescription;
      if (at === 0) await givenKnownPayer(t, clinic, patientId);
      else
        await givenCoverage(t, {
          organizationId: clinic.organizationId,
          patientId,
          payerId: await payer(),
        });
      ids.push((await givenRefill(t, clinic, { prescription, requested: metformin })).id);
    }
    await owner.raw('analyze');
    let rounds = 0;
    const request = async () => ({
      clinicId: clinic.clinicId,
      action: { verb: 'decide' as const, decision: 'approve' },
      items: Object.fromEntries(
        (
          await owner('work_item')
            .whereIn('id', ids)
            .select<{ id: string; version: number }[]>('id', 'version')
        ).map(({ id, version }) => [id, version]),
      ),
    });
    return {
      n: items,
      async ours() {
        // As at the beginning, without a trace in the figure.
        await owner('refill_decision').delete();
        await owner('work_item').whereIn('id', ids).update({ status: 'to-decide' });
        const many = await request();
        const { scope } = clinic.pharmacist;
        await database.inTransaction(scope, (ctx) => startBulk(ctx, refillsInBulk, many));
        const from = performance.now();
        while (
          await database.inTransaction(clinic.system, (ctx) => runBulkStep(ctx, refillsInBulk))
        );
        rounds += 1;
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
        const { refused } = await database.inTransaction(clinic.pharmacist.scope, async (ctx) =>
          previewBulk(ctx, refillsInBulk, await request()),
        );
        const decided = await owner('work_item').whereIn('id', ids).where({ status: 'decided' });
        return decided.length === items && refused.length === items
          ? []
          : [`${decided.length} of ${items} were approved after ${rounds} rounds`];
      },
      end,
    };
  },
};
