// Read models of checks of eligibility.
import type { EligibilityCheck } from '#contract/eligibility';
import { plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { staffNames } from '../staff/staff-queries.ts';
import type { CheckRow } from './eligibility-repository.ts';

/** So long an answer is waited for before the payer may be asked once more. */
const waitMinutes = 60;

export function mayBeAskedAgain(check: EligibilityCheck | null, now: string): boolean {
  const waitsSince = check?.answer === null ? check.askedAt : null;
  return waitsSince === null || plusMinutes(waitsSince, waitMinutes) <= now;
}

/** The last check of each of the coverages, by the coverage's id. */
export async function lastChecks(
  ctx: Ctx,
  coverages: readonly { id: string }[],
): Promise<Map<string, EligibilityCheck>> {
  const { rows } = await ctx.db.raw<{ rows: CheckRow[] }>(
    `select distinct on (coverage_id)
       id, coverage_id, asked_at, asked_by, service_on, answer, written_on, plan_name, reject_code, left_aside
     from eligibility_check
     where organization_id = ? and coverage_id = any(?)
     order by coverage_id, asked_at desc, id desc`,
    [ctx.organizationId, coverages.map(({ id }) => id)],
  );
  const names = await staffNames(
    ctx,
    rows.flatMap((row) => row.asked_by ?? []),
  );
  return new Map(
    rows.map((row) => [row.coverage_id, checkView(row, names.get(row.asked_by ?? '') ?? null)]),
  );
}

function checkView(row: CheckRow, askedBy: string | null): EligibilityCheck {
  const { answer: kind, written_on: on } = row;
  return {
    id: row.id,
    askedAt: row.asked_at,
    askedBy,
    serviceOn: row.service_on,
    answer:
      kind === null || on === null
        ? null
        : {
            kind,
            on,
            plan: row.plan_name,
            rejectCode: row.reject_code,
            leftAside: row.left_aside,
          },
  };
}

export async function findCheckByReference(ctx: Ctx, reference: string): Promise<string | null> {
  const row = await ctx
    .db('eligibility_check')
    .where({ organization_id: ctx.organizationId, reference })
    .first<{ id: string } | undefined>('id');
  return row?.id ?? null;
}

/** When the latest answer about the coverage was written, but for that to one check. */
export async function lastWrittenAt(
  ctx: Ctx,
  { coverageId, besides }: { coverageId: string; besides: string },
): Promise<string | null> {
  const row = await ctx
    .db('eligibility_check')
    .where({ organization_id: ctx.organizationId, coverage_id: coverageId })
    .whereNot({ id: besides })
    .whereIn('answer', ['active', 'inactive'])
    .max<{ at: string | null }[]>('written_at as at')
    .first();
  return row?.at ?? null;
}
