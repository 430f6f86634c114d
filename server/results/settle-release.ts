// After anything that release hangs on: who sees the result now is written down, and when it next changes by itself.
import type { Ctx } from '../platform/context.ts';
import { factsOf, releaseOfPatient, viewersOf } from './release-queries.ts';
import {
  closeReleases,
  listHolds,
  listReleasesNow,
  openReleases,
  raiseReleases,
} from './release-repository.ts';
import { judgeRelease, nextTurn } from './release-rules.ts';
import type { ResultRow } from './result-repository.ts';

/** The item's row is locked. Answers when it next changes by itself, `null` = never. */
export async function settleRelease(
  ctx: Ctx,
  row: ResultRow,
  { patientId, isNew }: { patientId: string | null; isNew: boolean },
): Promise<string | null> {
  const open = isNew ? [] : await listReleasesNow(ctx, row.id);
  if (patientId === null || row.number === 0 || row.missing.length > 0) {
    await closeReleases(
      ctx,
      row.id,
      open.map(({ viewer }) => viewer),
    );
    return null;
  }
  const whose = await releaseOfPatient(ctx, { patientId, clinicId: row.clinic_id });
  const facts = factsOf(whose, row, isNew ? [] : await listHolds(ctx, [row.id]));
  const judged = viewersOf(whose).map(({ key, viewer }) => ({
    key,
    sees: judgeRelease(facts, viewer, ctx.now).sees,
    nextAt: nextTurn(facts, viewer, ctx.now),
  }));
  const seeing = new Set(judged.flatMap(({ key, sees }) => (sees ? [key] : [])));
  const was = new Set(open.map(({ viewer }) => viewer));
  const gone = [...was].filter((viewer) => !seeing.has(viewer));
  const began = [...seeing].filter((viewer) => !was.has(viewer));
  await closeReleases(ctx, row.id, gone);
  await openReleases(
    ctx,
    began.map((viewer) => ({
      ...{ organization_id: ctx.organizationId, clinic_id: row.clinic_id, result_id: row.id },
      ...{ viewer, since: ctx.now, until_at: null, number: row.number },
      told_number: null,
    })),
  );
  const isRaised = open.some(({ viewer, number }) => seeing.has(viewer) && number < row.number);
  if (isRaised) await raiseReleases(ctx, row.id, row.number);
  const [nextAt = null] = judged.flatMap((each) => each.nextAt ?? []).sort();
  return nextAt;
}
