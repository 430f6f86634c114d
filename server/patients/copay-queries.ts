// What a patient's coverage says about the copay of a visit: the read door for who collects it.
import { compareCoverages, coverageStanding } from '#contract/coverage';
import type { Ctx } from '../platform/context.ts';
import { coverageViews } from './coverage-queries.ts';
import type { CoverageRow } from './coverage-repository.ts';

/**
 * Integer cents, of the coverage that is billed first on a day; `null` where none is in force or nobody has told. How
 * long ago somebody made sure does not matter: what is known last is the best that there is.
 */
export async function findCopayOn(
  ctx: Ctx,
  { patientId, date }: { patientId: string; date: string },
): Promise<number | null> {
  const rows = await ctx
    .db('coverage')
    .where({ organization_id: ctx.organizationId, patient_id: patientId, valid: true })
    .select<CoverageRow[]>('*');
  const day = { on: date, today: date, verifyWithinDays: Number.POSITIVE_INFINITY };
  const [first] = (await coverageViews(ctx, rows))
    .filter((each) => pays.has(coverageStanding(each, day)))
    .sort(compareCoverages);
  return first?.known?.copayCents ?? null;
}

const pays: ReadonlySet<string> = new Set(['in-order', 'never-verified', 'verified-long-ago']);
