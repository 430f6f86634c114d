// Rules on trial: the freed times of the last weeks and who waited then, under the rules in force and under others.
import { ageBands } from '#contract/waitlist-figures';
import { replayedDays, type PolicyReplay } from '#contract/waitlist-replay';
import { localDateOf, plusMinutes } from '../platform/clock/instants.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { notAllowed } from '../platform/problem.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import { getClinic } from '../staff/staff-queries.ts';
import { chanceOf } from './chance-rules.ts';
import {
  replayPolicy,
  type ReplayedEntry,
  type ReplayedOpening,
  type ReplayedPolicy,
} from './replay-rules.ts';
import { denyConfiguring } from './waitlist-policy.ts';
import { waitlistRule } from './waitlist-rule.ts';

/** Minutes; of the answers that come at all most come soon. */
const answerMinutes = 10;
const mostOpenings = 500;
const mostEntries = 5000;

export async function replayWaitlistPolicy(
  ctx: Ctx,
  { clinicId, ...draft }: ReplayedPolicy & { clinicId: string },
): Promise<PolicyReplay> {
  const denied = denyConfiguring((permission, clinic) => mayAct(ctx, permission, clinic), clinicId);
  if (denied !== null) throw notAllowed(denied);
  const { zone } = await getClinic(ctx, clinicId);
  const since = plusMinutes(ctx.now, -replayedDays * 1440);
  const openings = await listReplayed(ctx, clinicId, since);
  const counted = await countOffers(ctx, clinicId, since);
  const { chance, source } = chanceOf(counted);
  const replay = {
    openings,
    entries: await listWaitedThen(ctx, { clinicId, zone, since }),
    ...{ zone, chance, answerMinutes },
  };
  const { value: inForce } = await ruleInForce(ctx, clinicId, waitlistRule);
  return {
    from: localDateOf(since, zone),
    until: localDateOf(ctx.now, zone),
    openings: openings.length,
    model: {
      acceptedLow: percent(chance.low),
      acceptedHigh: percent(chance.high),
      ...{ source, answerMinutes },
    },
    measured: {
      filled: openings.filter(({ status }) => status === 'filled').length,
      offers: counted.sent,
    },
    inForce: replayPolicy(replay, inForce),
    draft: replayPolicy(replay, draft),
  };
}

function percent(chance: number): number {
  return Math.round(chance * 1000) / 10;
}

/** The newest of those that ended; passed-over ones too, because other rules would not have passed them over. */
function listReplayed(
  ctx: Ctx,
  clinicId: string,
  since: string,
): Promise<(ReplayedOpening & { status: string })[]> {
  return ctx
    .db('waitlist_opening')
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId })
    .where('ended_at', '>=', since)
    .orderBy('ended_at', 'desc')
    .limit(mostOpenings)
    .select<(ReplayedOpening & { status: string })[]>({
      visitTypeId: 'visit_type_id',
      providerId: 'provider_id',
      raisedAt: 'raised_at',
      offersLeaveAt: 'offers_leave_at',
      startsAt: 'starts_at',
      endsAt: 'ends_at',
      status: 'status',
    });
}

async function countOffers(
  ctx: Ctx,
  clinicId: string,
  since: string,
): Promise<{ sent: number; accepted: number }> {
  const { rows } = await ctx.db.raw<{ rows: { sent: number; accepted: number }[] }>(offersSince, [
    ...[ctx.organizationId, clinicId, since],
  ]);
  return rows[0] ?? { sent: 0, accepted: 0 };
}

/** Those at the desk were asked and booked in one, and say nothing about who would say yes. */
const offersSince = `
  select cast(count(*) as integer) as sent,
    cast(count(*) filter (where status = 'accepted') as integer) as accepted
  from waitlist_offer
  where organization_id = ? and clinic_id = ? and sent_at >= ? and way <> 'desk'`;

async function listWaitedThen(
  ctx: Ctx,
  { clinicId, zone, since }: { clinicId: string; zone: string; since: string },
): Promise<ReplayedEntry[]> {
  const { rows } = await ctx.db.raw<{ rows: ReplayedEntry[] }>(waitedThen, {
    organization: ctx.organizationId,
    clinic: clinicId,
    since,
    today: localDateOf(ctx.now, zone),
    most: mostEntries,
  });
  return rows;
}

const [minors, young, middle, old] = ageBands;

const waitedThen = `
  with left_since as (
    select distinct on (v.id) v.id, v.valid_from as ended_at from waitlist_entry_version v
    where v.organization_id = :organization and v.clinic_id = :clinic and v.valid_from >= :since
      and v.act in ('booked', 'withdrawn', 'aged-out')
    order by v.id, v.valid_from desc
  ),
  waited as (
    select e.id, null as ended_at from waitlist_entry e
    where e.organization_id = :organization and e.clinic_id = :clinic and e.status in ('active', 'paused')
    union all
    select id, ended_at from left_since
  )
  select e.id, e.patient_id as "patientId", e.visit_type_id as "visitTypeId", e.urgency,
    e.added_at as "addedAt", w.ended_at as "endedAt", e.provider_ids as "providerIds", e.weekdays,
    e.earliest_time as "earliestTime", e.latest_time as "latestTime", e.earliest_on as "earliestOn",
    e.latest_on as "latestOn", e.not_on as "notOn", e.min_notice_hours as "minNoticeHours",
    e.contact_consent as "contactConsent", p.language,
    case
      when p.birth_on > cast(:today as date) - interval '18 years' then '${minors}'
      when p.birth_on > cast(:today as date) - interval '40 years' then '${young}'
      when p.birth_on > cast(:today as date) - interval '65 years' then '${middle}'
      else '${old}'
    end as age
  from (select * from waited order by ended_at nulls first, id limit :most) w
  -- offset 0 keeps the planner to the index, entry by entry.
  join lateral (
    select * from waitlist_entry e where e.organization_id = :organization and e.id = w.id offset 0
  ) e on true
  join lateral (
    select language, birth_on from patient
    where organization_id = :organization and id = e.patient_id offset 0
  ) p on true
  order by e.id`;
