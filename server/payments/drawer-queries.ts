// Read models of drawers.
import type { Drawer } from '#contract/drawers';
import { feedOf } from '#contract/realtime';
import { currentSeq } from '../platform/change-log/change-queries.ts';
import { dayBounds, plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { getClinic, staffNames } from '../staff/staff-queries.ts';
import type { DrawerRow } from './drawer-repository.ts';
import { expectedCash, sumsOf, type DrawerSum, type Sums } from './payment-rules.ts';

/** Longer than any shift: further back only those are looked for that nobody has closed. */
const longestShift = 7 * 24 * 60;

export async function getOwnDrawer(
  ctx: Ctx,
  clinicId: string,
): Promise<{ drawer: Drawer | null; lastFloatCents: number | null; asOf: number }> {
  const asOf = await currentSeq(ctx, feedOf('payments', clinicId));
  const last = await ctx
    .db('drawer')
    .where({
      organization_id: ctx.organizationId,
      clinic_id: clinicId,
      staff_id: ctx.actorId,
    })
    .orderBy('opened_at', 'desc')
    .first<DrawerRow | undefined>('*');
  const isOpen = last?.status === 'open';
  return {
    drawer: isOpen ? await drawerView(ctx, last) : null,
    lastFloatCents: last?.float_cents ?? null,
    asOf,
  };
}

export async function listDrawers(
  ctx: Ctx,
  { clinicId, date }: { clinicId: string; date: string },
): Promise<{ items: Drawer[]; collected: Sums; asOf: number }> {
  const asOf = await currentSeq(ctx, feedOf('payments', clinicId));
  const { zone } = await getClinic(ctx, clinicId);
  const day = dayBounds(date, zone);
  const rows = await ctx
    .db('drawer')
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId })
    .where('opened_at', '<', day.endsAt)
    .where((open) => {
      void open.where({ status: 'open' }).orWhere((closed) => {
        void closed
          .where('opened_at', '>=', plusMinutes(day.startsAt, -longestShift))
          .where('closed_at', '>=', day.startsAt);
      });
    })
    .orderBy(['opened_at', 'id'])
    .select<DrawerRow[]>('*');
  return {
    items: await drawerViews(ctx, rows),
    collected: await collectedOn(ctx, clinicId, day),
    asOf,
  };
}

async function collectedOn(
  ctx: Ctx,
  clinicId: string,
  { startsAt, endsAt }: { startsAt: string; endsAt: string },
): Promise<Sums> {
  const { rows } = await ctx.db.raw<{ rows: DrawerSum[] }>(collectedSql, {
    organizationId: ctx.organizationId,
    clinicId,
    startsAt,
    endsAt,
  });
  return sumsOf(rows);
}

const collectedSql = `
  select p.method, sum(p.amount_cents)::integer as taken,
    coalesce(sum(v.amount_cents), 0)::integer as voided
  from payment p
  left join payment_void v on v.organization_id = p.organization_id and v.payment_id = p.id
  where p.organization_id = :organizationId and p.clinic_id = :clinicId
    and p.collected_at >= :startsAt and p.collected_at < :endsAt
  group by p.method`;

export async function drawerView(ctx: Ctx, row: DrawerRow): Promise<Drawer> {
  const [view] = await drawerViews(ctx, [row]);
  if (!view) throw new Error('A drawer has no view.');
  return view;
}

async function drawerViews(ctx: Ctx, rows: readonly DrawerRow[]): Promise<Drawer[]> {
  if (rows.length === 0) return [];
  const names = await staffNames(
    ctx,
    rows.flatMap((row) => [row.staff_id, ...(row.closed_by === null ? [] : [row.closed_by])]),
  );
  const sums = await readSums(
    ctx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => viewOf(row, sums.get(row.id) ?? [], (id) => names.get(id) ?? ''));
}

function viewOf(
  row: DrawerRow,
  moved: readonly (DrawerSum & { payments: number })[],
  nameOf: (id: string) => string,
): Drawer {
  const sums = sumsOf(moved);
  const { closed_at: at, closed_by: by, counted_cents: countedCents } = row;
  return {
    id: row.id,
    clinicId: row.clinic_id,
    keeper: { id: row.staff_id, name: nameOf(row.staff_id) },
    status: row.status,
    openedAt: row.opened_at,
    floatCents: row.float_cents,
    sums,
    payments: moved.reduce((count, { payments }) => count + payments, 0),
    expectedCents: row.expected_cents ?? expectedCash(row.float_cents, sums),
    closed:
      at === null || by === null || countedCents === null
        ? null
        : { at, by: nameOf(by), countedCents, reason: row.difference_reason },
    version: row.version,
  };
}

/** What went into each drawer and out of it, by method. */
export async function readSums(
  ctx: Ctx,
  ids: readonly string[],
): Promise<Map<string, (DrawerSum & { payments: number })[]>> {
  const { rows } = await ctx.db.raw<{
    rows: (DrawerSum & { drawer_id: string; payments: number })[];
  }>(sumsSql, { organizationId: ctx.organizationId, ids: [...ids] });
  return Map.groupBy(rows, ({ drawer_id }) => drawer_id);
}

const sumsSql = `
  select drawer_id, method, sum(taken)::integer as taken, sum(voided)::integer as voided,
    sum(payments)::integer as payments
  from (
    select drawer_id, method, amount_cents as taken, 0 as voided, 1 as payments
    from payment
    where organization_id = :organizationId and drawer_id = any(cast(:ids as uuid[]))
    union all
    select drawer_id, method, 0, amount_cents, 0
    from payment_void
    where organization_id = :organizationId and drawer_id = any(cast(:ids as uuid[]))
  ) moved
  group by drawer_id, method`;
