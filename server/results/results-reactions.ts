// What results do after other changes: proxies come and go, and patients hear that there is something to see.
import type { Result } from '#contract/result-report';
import { resultActs } from '#contract/results';
import type { ChangeEnvelope } from '#contract/realtime';
import type { Ctx } from '../platform/context.ts';
import type { Reaction } from '../platform/slice.ts';
import { listResultsOf } from './results-queries.ts';
import { resettle } from './results-ticks.ts';
import { tellOfRelease } from './tell-patient-service.ts';

/** Of one patient; of more the tick would take the rest by the end of what is due. */
const mostOfPatient = 1000;

export const resultsReactions: readonly Reaction[] = [
  {
    name: 'results.follow-proxies',
    capability: 'patients',
    types: ['patients.proxy-added', 'patients.proxy-revoked'],
    run: async (ctx: Ctx, { payload }: ChangeEnvelope): Promise<void> => {
      const whose = payload as { patientId: string } | null;
      if (!whose) return;
      for (const row of await listResultsOf(ctx, whose.patientId, mostOfPatient))
        if (row.number > 0) await resettle(ctx, row.id);
    },
  },
  {
    name: 'results.tell-patient',
    capability: 'results',
    types: resultActs.map((act) => `results.result-${act}`),
    run: (ctx: Ctx, { payload }: ChangeEnvelope) => tellOfRelease(ctx, payload as Result),
  },
];
