// How payers answer, and what is due before the day is over.
import type { PayerFigures } from '#contract/authorization-figures';
import { dayBounds, localDateOf, plusMinutes } from '../platform/clock/instants.ts';
import { zoneOf } from '../platform/clock/zone-of.ts';
import type { Ctx } from '../platform/context.ts';

interface Figures {
  payers: PayerFigures[];
  dayEndsAt: string;
  breaching: number;
  late: number;
  ending: number;
}

const mostCounted = 10_000;
const endingDays = 30;

export async function getFigures(
  ctx: Ctx,
  { clinicId, after }: { clinicId: string; after: string },
): Promise<Figures> {
  const zone = await zoneOf(ctx, clinicId);
  const from = dayBounds(after, zone).startsAt;
  const { endsAt: dayEndsAt } = dayBounds(localDateOf(ctx.now, zone), zone);
  const { rows: payers } = await ctx.db.raw<{ rows: PayerFigures[] }>(byPayer, {
    ...{ organization: ctx.organizationId, clinic: clinicId, from, now: ctx.now },
  });
  const { rows } = await ctx.db.raw<{ rows: Omit<Figures, 'payers' | 'dayEndsAt'>[] }>(counts, {
    ...{ organization: ctx.organizationId, clinic: clinicId, now: ctx.now, most: mostCounted },
    ...{ dayEndsAt, soon: plusMinutes(ctx.now, endingDays * 1440) },
  });
  const [counted] = rows;
  if (!counted) throw new Error('Counts always are one row.');
  return { payers, dayEndsAt, ...counted };
}

/** A line's answers of the time asked about; of those that stood. */
const byPayer = `
  with answered as (
    select a.payer_id, a.action, a.decided_at - a.received_at as took,
      a.due_at is not null and a.decided_at > a.due_at as was_late
    from authorization_answer a
    where a.organization_id = :organization and a.clinic_id = :clinic and a.decided_at >= :from and a.decided_at <= :now
      and a.fate = 'stood' and a.received_at is not null and a.action in ('A1', 'A2', 'A3', 'A6')
  ), contested as (
    select p.line_id from authorization_appeal p
    where p.organization_id = :organization and p.clinic_id = :clinic and p.filed_at >= :from
    union
    select l.id from authorization_line l
    where l.organization_id = :organization and l.clinic_id = :clinic and l.peer_held_at >= :from
  ), disputed as (
    select l.payer_id, count(*)::integer as appealed,
      count(*) filter (
        where l.peer_outcome = 'overturned' or exists (
          select 1 from authorization_appeal p
          where p.organization_id = l.organization_id and p.line_id = l.id and p.outcome = 'overturned')
      )::integer as overturned
    from contested c
    join authorization_line l on l.organization_id = :organization and l.id = c.line_id
    group by l.payer_id
  ), waiting as (
    select l.payer_id, count(*)::integer as waiting
    from authorization_line l
    where l.organization_id = :organization and l.clinic_id = :clinic and l.status in ('submitted', 'pended')
    group by l.payer_id
  ), figures as (
    select payer_id, count(*)::integer as answered,
      round(extract(epoch from percentile_cont(0.5) within group (order by took)) / 60)::integer as median,
      round(extract(epoch from percentile_cont(0.9) within group (order by took)) / 60)::integer as ninetieth,
      count(*) filter (where action <> 'A3')::integer as approved,
      count(*) filter (where action in ('A2', 'A6'))::integer as lessened,
      count(*) filter (where action = 'A3')::integer as denied,
      count(*) filter (where was_late)::integer as late
    from answered
    group by payer_id
  )
  select y.id as "payerId", y.name as "payerName", coalesce(f.answered, 0) as answered, f.median as "medianMinutes",
    f.ninetieth as "ninetiethMinutes", coalesce(f.approved, 0) as approved, coalesce(f.lessened, 0) as lessened,
    coalesce(f.denied, 0) as denied, coalesce(d.appealed, 0) as appealed, coalesce(d.overturned, 0) as overturned,
    coalesce(f.late, 0) as late, coalesce(w.waiting, 0) as waiting
  from payer y
  left join figures f on f.payer_id = y.id
  left join disputed d on d.payer_id = y.id
  left join waiting w on w.payer_id = y.id
  where y.organization_id = :organization
    and (f.payer_id is not null or d.payer_id is not null or w.payer_id is not null)
  order by coalesce(f.answered, 0) desc, y.name, y.id`;

const counts = `
  select (
    select count(*)::integer from (
      select 1 from work_item i
      where i.organization_id = :organization and i.clinic_id = :clinic and i.queue = 'authorizations'
        and i.closed_at is null and i.due_at < :dayEndsAt and i.due_at > :now
      limit :most
    ) soon) as breaching, (
    select count(*)::integer from (
      select 1 from work_item i
      where i.organization_id = :organization and i.clinic_id = :clinic and i.queue = 'authorizations'
        and i.closed_at is null and i.due_at <= :now
      limit :most
    ) over) as late, (
    select count(*)::integer from (
      select 1 from authorization_line l
      where l.organization_id = :organization and l.clinic_id = :clinic and l.expires_at <= :soon
        and not exists (
          select 1 from authorization_request r
          where r.organization_id = l.organization_id and r.source = 'renewal' and r.source_id = l.request_id)
      limit :most
    ) ends) as ending`;
