// Hours that come free without a visit: time off that was called off, extra hours, hours that were kept for visits booked
// late. They are cut into openings for those who wait and fit; time that nobody waits for is simply bookable.
import type { VisitType } from '#contract/availability';
import type { Opening } from '#contract/waitlist-opening';
import { listVisitTypes, nextFreeTimes } from '../availability/availability-queries.ts';
import { plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import type { Signing } from './queue-offer.ts';
import { raiseOpening } from './raise-opening.ts';
import { offerToNext } from './wave-service.ts';

export interface FreedStretch {
  clinicId: string;
  providerId: string;
  startsAt: string;
  endsAt: string;
  cause: Extract<Opening['cause'], 'unblocked' | 'extra-hours' | 'released'>;
  freedBy: string;
  version: number;
}

/** More openings at once than a desk can follow help nobody; the rest of the time is bookable. */
const mostOfStretch = 20;
/** A stretch of more days is looked at for so many. */
const mostDays = 14;

export async function raiseStretch(
  ctx: Ctx,
  stretch: FreedStretch,
  signing: Signing,
): Promise<void> {
  const taken: Span[] = [];
  for (const type of await typesWaitedFor(ctx, stretch.clinicId)) {
    let left = mostOfStretch - taken.length;
    for (const span of await freeSpans(ctx, stretch, type)) {
      if (left <= 0) break;
      if (taken.some((other) => touches(other, span))) continue;
      const fitting = await raisePart(ctx, stretch, { type, span }, signing);
      if (fitting === 0) break;
      taken.push(withBuffers(span, type));
      // Nobody else waits for more of this type than fitted the first.
      left = Math.min(left - 1, fitting - 1);
    }
  }
}

interface Span {
  startsAt: string;
  endsAt: string;
}

function touches(a: Span, b: Span): boolean {
  return a.startsAt < b.endsAt && b.startsAt < a.endsAt;
}

function withBuffers({ startsAt, endsAt }: Span, type: VisitType): Span {
  return {
    startsAt: plusMinutes(startsAt, -type.bufferBefore),
    endsAt: plusMinutes(endsAt, type.bufferAfter),
  };
}

/** How many fit; 0 where none was raised. */
async function raisePart(
  ctx: Ctx,
  stretch: FreedStretch,
  { type, span }: { type: VisitType; span: Span },
  signing: Signing,
): Promise<number> {
  const opening = await raiseOpening(
    ctx,
    {
      ...stretch,
      ...span,
      visitTypeId: type.id,
      appointmentId: null,
      offersLeaveAt: ctx.now,
    },
    { onlyIfWanted: true },
  );
  if (!opening) return 0;
  await offerToNext(ctx, opening, signing);
  return opening.fitting;
}

/** Most urgent and longest waited for first. */
async function typesWaitedFor(ctx: Ctx, clinicId: string): Promise<VisitType[]> {
  const { rows } = await ctx.db.raw<{ rows: { visit_type_id: string }[] }>(waitedFor, [
    ctx.organizationId,
    clinicId,
  ]);
  const types = new Map((await listVisitTypes(ctx, clinicId)).map((type) => [type.id, type]));
  return rows.flatMap(({ visit_type_id: id }) => {
    const type = types.get(id);
    return type?.active && type.modality !== 'e-visit' ? [type] : [];
  });
}

const waitedFor = `
  select visit_type_id
  from waitlist_entry
  where organization_id = ? and clinic_id = ? and status = 'active'
  group by visit_type_id
  order by min(case urgency when 'urgent' then 0 when 'soon' then 1 else 2 end), min(added_at), visit_type_id`;

/** Whole visits that could stand there, one after another as the clinic's times go. */
async function freeSpans(
  ctx: Ctx,
  { clinicId, providerId, startsAt, endsAt }: FreedStretch,
  type: VisitType,
): Promise<Span[]> {
  const days = Math.min(
    mostDays,
    Math.ceil((Date.parse(endsAt) - Date.parse(startsAt)) / 86_400_000) + 1,
  );
  const found = await nextFreeTimes(ctx, {
    ...{ clinicId, visitTypeId: type.id, providerIds: [providerId] },
    ...{ fromAt: startsAt, days, limit: 200 },
  });
  return found.filter((slot) => slot.startsAt >= startsAt && slot.endsAt <= endsAt);
}
