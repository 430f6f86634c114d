// Draws from the sealed audit entries who looked at which chart, each entry once and in the order of the seals.
import { getPatientRecord } from '#contract/patient-record';
import {
  listAccessesToReview,
  listAccessReviews,
  listWatchedPeople,
  privacyEndpoints,
  searchPersonAccesses,
  type AccessFlag,
  type AccessWay,
} from '#contract/privacy';
import { recordChange } from '../platform/change-log/record-change.ts';
import type { Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { listHouseholdFacts, type HouseholdFacts } from '../patients/household-queries.ts';
import { insertAccesses, lockMark, moveMark, type DrawnAccess } from './access-repository.ts';
import { listOwnCharts } from './own-chart-queries.ts';
import { flagsOf } from './privacy-rules.ts';

export const sealsPerDraw = 500;

interface SealedRead {
  seq: number;
  id: string;
  at: string;
  kind: string;
  act: string;
  staff_id: string | null;
  request_id: string;
  /** Whom the path names; else the only one shown; of an export everybody in it. */
  patient_ids: string[] | null;
}

/** Whose list happens to show one person alone: a list of the privacy page is no look at a chart. */
const listsOfReview: ReadonlySet<string> = new Set([
  searchPersonAccesses.name,
  listAccessesToReview.name,
  listAccessReviews.name,
  listWatchedPeople.name,
]);
const review: ReadonlySet<string> = new Set(privacyEndpoints.map(({ name }) => name));

export async function drawAccesses(ctx: Ctx): Promise<number> {
  const mark = await lockMark(ctx);
  if (mark === null) return 0;
  const entries = await listSealed(ctx, mark);
  const last = entries.at(-1);
  if (!last) return 0;
  const drawn = await withFlags(ctx, entries.flatMap(accessesOf));
  await insertAccesses(ctx, drawn);
  await moveMark(ctx, last.seq);
  if (drawn.some(({ flags }) => flags.length > 0))
    recordChange(ctx, {
      type: 'privacy.accesses-flagged',
      clinicId: null,
      entityId: newId(),
      version: 1,
      payload: null,
    });
  return entries.length;
}

async function listSealed(ctx: Ctx, after: number): Promise<SealedRead[]> {
  const { rows } = await ctx.db.raw<{ rows: SealedRead[] }>(
    `select s.seq, e.id, e.at, e.kind, e.act, e.request_id,
       case when e.actor_kind in ('staff', 'service') then e.actor_id end as staff_id,
       case
         when e.detail #>> '{params,patientId}' is not null then jsonb_build_array(e.detail #> '{params,patientId}')
         when e.kind = 'export' or jsonb_array_length(e.detail -> 'patients') = 1 then e.detail -> 'patients'
       end as patient_ids
     from (
       select seq, entry_id from audit_seal
       where organization_id = :organization and seq > :after
       order by seq limit :limit
     ) s
     /* Offset 0: of a join the planner thinks that all entries are in it. */
     cross join lateral (
       select id, at, kind, act, request_id, actor_kind, actor_id, detail from audit_entry
       where organization_id = :organization and id = s.entry_id offset 0
     ) e
     order by s.seq`,
    { organization: ctx.organizationId, after, limit: sealsPerDraw },
  );
  return rows;
}

function accessesOf(entry: SealedRead): Omit<DrawnAccess, 'flags'>[] {
  const { id, at, kind, act, staff_id: staffId, request_id } = entry;
  if ((kind !== 'read' && kind !== 'export') || staffId === null || listsOfReview.has(act))
    return [];
  const way = wayOf(kind, act);
  return (entry.patient_ids ?? []).map((patient_id) => ({
    entry_id: id,
    patient_id,
    staff_id: staffId,
    at,
    act,
    way,
    request_id,
  }));
}

function wayOf(kind: 'read' | 'export', act: string): AccessWay {
  if (kind === 'export') return 'taken';
  return act === getPatientRecord.name ? 'opened' : 'shown';
}

async function withFlags(
  ctx: Ctx,
  accesses: readonly Omit<DrawnAccess, 'flags'>[],
): Promise<DrawnAccess[]> {
  const staffIds = accesses.map(({ staff_id }) => staff_id);
  const patientIds = accesses.map(({ patient_id }) => patient_id);
  const charts = await listOwnCharts(ctx, { staffIds, patientIds });
  const facts = await listHouseholdFacts(ctx, [
    ...patientIds,
    ...charts.map(({ patientId }) => patientId),
  ]);
  const chartOf = new Map(charts.map(({ staffId, patientId }) => [patientId, staffId]));
  const ownOf = new Map(charts.map(({ staffId, patientId }) => [staffId, patientId]));
  const factsOf = (patientId: string | undefined): HouseholdFacts | null =>
    facts.get(patientId ?? '') ?? null;
  return accesses.flatMap((access) => {
    const patient = factsOf(access.patient_id);
    // An id in a path that was nobody's.
    if (!patient) return [];
    const looker = { staffId: access.staff_id, ownChart: factsOf(ownOf.get(access.staff_id)) };
    const looked = { patient, chartOf: chartOf.get(access.patient_id) ?? null };
    return [{ ...access, flags: flagsOf(looker, looked).filter((flag) => counts(flag, access)) }];
  });
}

/** Who is in a list that was taken out was not looked up; who reviews looks at whatever is flagged. */
function counts(flag: AccessFlag, { way, act }: Omit<DrawnAccess, 'flags'>): boolean {
  if (way === 'taken') return false;
  return flag === 'own-chart' || !review.has(act);
}
