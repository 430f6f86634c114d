// Does what is asked for and approved still hold? Held against coverages, people and visits again when they change; what does
// not hold comes to the front.
import type { AuthorizationLine } from '#contract/authorization-line';
import type { ChangeEnvelope } from '#contract/realtime';
import { workPriorities } from '#contract/work';
import { listComingVisits, type ComingVisit } from '../calendar/calendar-queries.ts';
import {
  listValidCoverages,
  paysOn,
  type PayingCoverage,
} from '../patients/paying-coverage-queries.ts';
import { localDateOf } from '../platform/clock/instants.ts';
import { zoneOf } from '../platform/clock/zone-of.ts';
import type { Ctx } from '../platform/context.ts';
import { lockWorkRow, type WorkRow } from '../platform/work/work-repository.ts';
import { listLeft } from '../staff/absence-queries.ts';
import { authorizations } from './authorizations-queue.ts';
import { listLines, updateLine, type LineRow } from './line-repository.ts';
import { listOpenOf, listRequestsNaming } from './open-queries.ts';
import { getRequest, type RequestRow } from './request-repository.ts';
import { settleItem } from './settle-item.ts';
import { settleVisitUnits } from './units-service.ts';
import { listVisitsWithUnits } from './use-repository.ts';

type Trouble = AuthorizationLine['trouble'];

interface Facts {
  today: string;
  request: RequestRow;
  coverages: readonly PayingCoverage[];
  left: readonly string[];
  /** Coming visits that nothing covers. */
  uncovered: readonly ComingVisit[];
}

/** All that is open of a patient; with a visit type, only what is for it. */
export async function recheckPatient(
  ctx: Ctx,
  patientId: string,
  visitTypeId: string | null = null,
): Promise<void> {
  const itemIds = await listOpenOf(ctx, patientId, visitTypeId);
  if (itemIds.length === 0) return;
  const coverages = await listValidCoverages(ctx, patientId);
  const isAsked = (visit: ComingVisit): boolean =>
    visitTypeId === null || visit.visitTypeId === visitTypeId;
  const coming = (await listComingVisits(ctx, patientId)).filter(isAsked);
  // What was approved or given back since reaches visits that stand already.
  for (const visit of await uncoveredOf(ctx, coming))
    await settleVisitUnits(ctx, { ...visit, status: 'booked', patient: { id: patientId } });
  const uncovered = await uncoveredOf(ctx, coming);
  const left = await listLeft(ctx);
  for (const itemId of itemIds) await recheck(ctx, itemId, { coverages, uncovered, left });
}

async function uncoveredOf(ctx: Ctx, coming: readonly ComingVisit[]): Promise<ComingVisit[]> {
  const ids = coming.map(({ id }) => id);
  const withUnits = await listVisitsWithUnits(ctx, ids);
  return coming.filter(({ id }) => !withUnits.has(id));
}

/** Who has left renders nothing any more. */
export async function recheckLeft(ctx: Ctx, { entityId }: ChangeEnvelope): Promise<void> {
  if (!(await listLeft(ctx)).includes(entityId)) return;
  for (const patientId of await listRequestsNaming(ctx, entityId))
    await recheckPatient(ctx, patientId);
}

async function recheck(
  ctx: Ctx,
  itemId: string,
  known: Pick<Facts, 'coverages' | 'uncovered' | 'left'>,
): Promise<void> {
  const row = await lockWorkRow(ctx, authorizations.name, itemId);
  if (row?.closed_at !== null) return;
  const request = await getRequest(ctx, itemId);
  const today = localDateOf(ctx.now, await zoneOf(ctx, row.clinic_id));
  const facts = { ...known, request, today };
  const turned: Trouble[] = [];
  for (const line of (await listLines(ctx, itemId)).filter(({ live_key }) => live_key !== null)) {
    const trouble = troubleOf(line, facts);
    if (trouble === line.trouble) continue;
    await updateLine(ctx, line, { trouble });
    turned.push(trouble);
  }
  if (turned.length > 0) await announce(ctx, row, turned);
}

async function announce(ctx: Ctx, row: WorkRow, turned: readonly Trouble[]): Promise<void> {
  const isTrouble = turned.some((trouble) => trouble !== null);
  const priority = Math.min(row.priority, workPriorities.indexOf('urgent'));
  await settleItem(ctx, row, {
    ...{ act: 'rechecked', wakes: isTrouble, detail: { turned } },
    change: isTrouble ? { priority } : {},
  });
}

/** The weightiest: a plan that does not pay covers nothing, whoever renders it. */
function troubleOf(line: LineRow, facts: Facts): Trouble {
  const { request, coverages, left, uncovered, today } = facts;
  const on = startOf(line, today);
  const pays = coverages.some(
    (each) =>
      each.payerId === request.payer_id && each.memberId === request.member_id && paysOn(each, on),
  );
  if (!pays) return 'coverage-changed';
  const named =
    line.granted?.providerIds ?? (line.rendering_id === null ? [] : [line.rendering_id]);
  if (named.length > 0 && named.every((id) => left.includes(id))) return 'provider-left';
  const isMissed =
    line.granted !== null &&
    uncovered.some(
      (visit) => visit.visitTypeId === line.visit_type_id && visit.clinicId === line.clinic_id,
    );
  return isMissed ? 'visit-outside' : null;
}

/** The day from which it matters: today, or the first day of what is still ahead. */
function startOf({ granted_from, from_on }: LineRow, today: string): string {
  const from = granted_from ?? from_on;
  return from > today ? from : today;
}
