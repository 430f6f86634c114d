// A provider's visits of a clinic as the events of a calendar outside: when, and at most what for; never who comes.
import type { AppointmentStatus, VisitStage } from '#contract/appointment-workflow';
import { listName } from '#contract/patients';
import type { IcalCalendar, IcalEvent } from '../../interop/ical/write-ical.ts';
import { plusMinutes } from '../../platform/clock/instants.ts';
import type { Ctx } from '../../platform/context.ts';
import { getClinic, listPeople } from '../../staff/staff-queries.ts';
import type { FeedRow } from './feed-repository.ts';

const dayMinutes = 24 * 60;
const daysBack = 30;
const daysAhead = 180;
const refreshMinutes = 15;

interface VisitRow {
  id: string;
  status: AppointmentStatus;
  stage: VisitStage | null;
  starts_at: string;
  ends_at: string;
  version: number;
  changed_at: string;
  visit_type: string;
  /** It is somebody else's now. */
  has_left?: boolean;
}

export async function readFeedCalendar(ctx: Ctx, feed: FeedRow): Promise<IcalCalendar> {
  const { shortName } = await getClinic(ctx, feed.clinic_id);
  const provider = (await listPeople(ctx, [feed.provider_id])).get(feed.provider_id);
  if (!provider) throw new Error('A link leads to the calendar of nobody.');
  const visits = await listFeedVisits(ctx, feed);
  const left = await listLeftVisits(ctx, feed);
  return {
    name: `${listName(provider)} · ${shortName}`,
    refreshMinutes,
    events: [...visits, ...left].map((visit) => eventOf(visit, feed)),
  };
}

/** Whole days, so that a calendar that asks twice in a day is told the same. */
function today(ctx: Ctx): string {
  return `${ctx.now.slice(0, 10)}T00:00:00.000Z`;
}

async function listFeedVisits(ctx: Ctx, feed: FeedRow): Promise<VisitRow[]> {
  return (
    ctx
      .db('appointment as a')
      .join('visit_type as t', {
        't.organization_id': 'a.organization_id',
        't.id': 'a.visit_type_id',
      })
      .leftJoin('appointment_version as v', {
        'v.organization_id': 'a.organization_id',
        'v.id': 'a.id',
        'v.version': 'a.version',
      })
      .where({
        'a.organization_id': ctx.organizationId,
        'a.clinic_id': feed.clinic_id,
        'a.provider_id': feed.provider_id,
        // What takes no time keeps nobody busy.
        'a.takes_time': true,
      })
      // A hold lasts for minutes and is no visit yet.
      .whereNot('a.status', 'pending')
      .where('a.starts_at', '>=', plusMinutes(today(ctx), -daysBack * dayMinutes))
      .where('a.starts_at', '<', plusMinutes(today(ctx), daysAhead * dayMinutes))
      .orderBy(['a.starts_at', 'a.id'])
      .select<VisitRow[]>(
        'a.id',
        'a.status',
        'a.stage',
        'a.starts_at',
        'a.ends_at',
        'a.version',
        't.name as visit_type',
        ctx.db.raw('coalesce(v.valid_from, a.created_at) as changed_at'),
      )
  );
}

/**
 * Visits that went to somebody else, where they stood when they left: a calendar that has asked before must be told that
 * they are off. Who has not asked for so many days has to be told of nothing that was there in between.
 */
async function listLeftVisits(ctx: Ctx, feed: FeedRow): Promise<VisitRow[]> {
  const { rows } = await ctx.db.raw<{ rows: VisitRow[] }>(
    `select distinct on (v.id) v.id, 'cancelled' as status, null as stage, true as has_left,
       cast(p.row ->> 'starts_at' as timestamptz) as starts_at,
       cast(p.row ->> 'ends_at' as timestamptz) as ends_at,
       v.version, v.valid_from as changed_at, t.name as visit_type
     from appointment_version v
     join appointment_version p on p.organization_id = v.organization_id and p.id = v.id
       and p.version = v.version - 1
     join appointment a on a.organization_id = v.organization_id and a.id = v.id
     join visit_type t on t.organization_id = a.organization_id and t.id = a.visit_type_id
     where v.organization_id = :organizationId and v.clinic_id = :clinicId
       and v.act in ('moved', 'moved-back') and v.valid_from >= :since
       and p.row ->> 'provider_id' = :providerId and v.row ->> 'provider_id' <> :providerId
       and p.row ->> 'status' <> 'pending' and a.takes_time and a.provider_id <> cast(:providerId as uuid)
     order by v.id, v.version desc`,
    {
      organizationId: ctx.organizationId,
      clinicId: feed.clinic_id,
      providerId: feed.provider_id,
      since: plusMinutes(today(ctx), -daysBack * dayMinutes),
    },
  );
  return rows;
}

function eventOf(visit: VisitRow, { titles }: FeedRow): IcalEvent {
  return {
    uid: `${visit.id}@daysheet`,
    sequence: visit.version,
    isCancelled: visit.has_left === true || isCancelled(visit),
    startsAt: visit.starts_at,
    endsAt: visit.ends_at,
    changedAt: visit.changed_at,
    title: titles === 'busy' ? 'Busy' : visit.visit_type,
  };
}

/** Who has come and left again, or never came, has taken the time. */
function isCancelled({ status, stage }: Pick<VisitRow, 'status' | 'stage'>): boolean {
  return status === 'entered-in-error' || (status === 'cancelled' && stage === null);
}
