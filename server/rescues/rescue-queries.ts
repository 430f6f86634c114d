// Read models of rescues.
import type { Rescue, RescueLine, Rescued } from '#contract/rescues';
import { feedOf } from '#contract/realtime';
import { listAppointments } from '../calendar/visits-of-provider-queries.ts';
import { currentSeq } from '../platform/change-log/change-queries.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';
import { maySeeRescue } from './rescue-policy.ts';
import type { RescueLineRow, RescueRow } from './rescue-repository.ts';
import { countActs, rescueLineView, rescueView } from './rescue-view.ts';

const most = 50;

/** Newest first. */
export async function listRescues(
  ctx: Ctx,
  clinicId: string,
): Promise<{ items: Rescue[]; asOf: number }> {
  const asOf = await currentSeq(ctx, feedOf('rescues', clinicId));
  const rows = await ctx
    .db('rescue')
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId })
    .orderBy([
      { column: 'committed_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(most)
    .select<RescueRow[]>('*');
  const lines = await ctx
    .db('rescue_line')
    .where({ organization_id: ctx.organizationId })
    .whereRaw('rescue_id = any(?)', [rows.map(({ id }) => id)])
    .select<Pick<RescueLineRow, 'rescue_id' | 'act'>[]>('rescue_id', 'act');
  const ofRescue = Map.groupBy(lines, ({ rescue_id }) => rescue_id);
  return { items: rows.map((row) => rescueView(row, countActs(ofRescue.get(row.id) ?? []))), asOf };
}

export async function getRescue(ctx: Ctx, id: string): Promise<Rescued> {
  const row = await ctx
    .db('rescue')
    .where({ organization_id: ctx.organizationId, id })
    .first<RescueRow | undefined>('*');
  if (!row || !maySeeRescue((...asked) => mayAct(ctx, ...asked), row)) throw notFound('rescue');
  return rescuedView(ctx, row);
}

/** What was done with each visit, by its old start, and how it stands now. */
export async function rescuedView(ctx: Ctx, row: RescueRow): Promise<Rescued> {
  const lines = await listLines(ctx, row.id);
  const visits = await listAppointments(
    ctx,
    lines.map((line) => line.appointment_id),
  );
  const views = lines.flatMap((line): RescueLine[] => {
    const visit = visits.get(line.appointment_id);
    return visit ? [rescueLineView(row, line, visit)] : [];
  });
  return { rescue: rescueView(row, countActs(lines)), lines: views };
}

export function listLines(ctx: Ctx, rescueId: string): Promise<RescueLineRow[]> {
  return ctx
    .db('rescue_line')
    .where({ organization_id: ctx.organizationId, rescue_id: rescueId })
    .orderBy(['from_starts_at', 'appointment_id'])
    .select<RescueLineRow[]>('*');
}

/** Has any of its patients been told, called or sent an offer since? */
export async function hasToldSomebody(ctx: Ctx, lines: readonly RescueLineRow[]): Promise<boolean> {
  const ids = (of: (line: RescueLineRow) => string | null): string[] =>
    lines.flatMap((line) => of(line) ?? []);
  const { rows } = await ctx.db.raw<{ rows: { told: boolean }[] }>(told, {
    organizationId: ctx.organizationId,
    appointments: ids((line) => line.appointment_id),
    versions: lines.map((line) => line.appointment_version),
    calls: ids((line) => line.call_id),
    entries: ids((line) => line.entry_id),
  });
  return rows[0]?.told ?? false;
}

const told = `
  select exists (
      select from unnest(cast(:appointments as uuid[]), cast(:versions as integer[])) as l(id, version)
      join appointment_version v on v.organization_id = :organizationId and v.id = l.id
      where v.version > l.version and v.act = 'told'
    ) or exists (
      select from call_attempt a
      where a.organization_id = :organizationId and a.call_id = any(cast(:calls as uuid[]))
    ) or exists (
      select from call_task t
      where t.organization_id = :organizationId and t.id = any(cast(:calls as uuid[]))
        and t.calling_since is not null
    ) or exists (
      select from waitlist_offer o
      where o.organization_id = :organizationId and o.entry_id = any(cast(:entries as uuid[]))
        and o.sent_at is not null
    ) as told`;
