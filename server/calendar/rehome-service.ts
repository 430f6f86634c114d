// What many visits of one provider need that are moved at once, and what puts them back.
import type { Appointment } from '#contract/calendar';
import type { LeftBecause } from '#contract/rescues';
import { getVisitType } from '../availability/availability-queries.ts';
import { closedBecause } from '../patients/contact-queries.ts';
import { getPatientSummary } from '../patients/patients-queries.ts';
import { minutesBetween, plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { notAllowed, ProblemError } from '../platform/problem.ts';
import { denyTransition } from './calendar-policy.ts';
import {
  findForUpdate,
  freeResources,
  lockVisits,
  moveOccupiedTime,
  notCancelled,
  occupyTime,
  updateAppointment,
  type AppointmentRow,
} from './calendar-repository.ts';
import { isInThePast, occupiedSpan } from './calendar-rules.ts';
import { appointmentView } from './calendar-view.ts';
import { placeOf, waitForTurn, type Place } from './place-visit.ts';
import {
  chooseForVisit,
  needsAsBefore,
  resourcesInReach,
  resourcesOfVisits,
  takeForVisit,
} from './take-resources.ts';
import { takeTimeBack } from './take-time.ts';
import { knowsAfterMove, patientKnows } from './told-rules.ts';
import { announce, holds } from './visit-change.ts';

/** Minutes; no buffer is longer. */
const longestBuffer = 120;

/**
 * Nobody else changes these visits, or places another one where they are to go, until this transaction ends. Rows come
 * before time, as where one visit is moved.
 */
export async function lockForRehoming(
  ctx: Ctx,
  {
    appointmentIds,
    times,
    awayProviderId,
  }: {
    appointmentIds: readonly string[];
    times: readonly { providerId: string; startsAt: string; endsAt: string }[];
    /** Whose time off is entered or called off with it: nobody else places a visit with them meanwhile. */
    awayProviderId: string;
  },
): Promise<void> {
  await lockVisits(ctx, appointmentIds);
  const resourceIds = await resourcesOfVisits(ctx, appointmentIds);
  await waitForTurn(
    ctx,
    times.map(({ providerId, startsAt, endsAt }) => ({
      ...{ providerId, resourceIds },
      span: {
        startsAt: plusMinutes(startsAt, -longestBuffer),
        endsAt: plusMinutes(endsAt, longestBuffer),
      },
    })),
    awayProviderId,
  );
}

export interface PutBack {
  appointmentId: string;
  /** As it was left by what is undone. */
  expectedVersion: number;
  /** Where it stood. */
  providerId: string;
  startsAt: string;
  /** When it left there: what stood beside it then may stand there still. */
  leftAt: string;
}

/** Answers why it stays as it is, where it does: then nothing is changed. */
export async function putVisitBack(ctx: Ctx, back: PutBack): Promise<'restored' | LeftBecause> {
  const row = await findForUpdate(ctx, back.appointmentId);
  if (row?.version !== back.expectedVersion) return 'touched';
  const refusal = denyTransition(holds(ctx), 'move', row);
  if (refusal !== null) throw notAllowed(refusal);
  if (isInThePast(back.startsAt, ctx.now)) return 'passed';
  if ((await closedBecause(ctx, row.patient_id)) !== null) return 'may-not-come';
  const place = oldPlace(row, back);
  const visitType = await getVisitType(ctx, row.visit_type_id);
  const wanted = { place, span: occupiedSpan(place, visitType), visitType };
  const wish = await needsAsBefore(ctx, row);
  const resourceIds = await resourcesInReach(ctx, row.clinic_id, wish);
  await waitForTurn(ctx, [{ providerId: place.providerId, resourceIds, span: wanted.span }]);
  const isCancelled = row.status === 'cancelled';
  let resource_ids: string[];
  try {
    resource_ids = await chooseForVisit(ctx, wanted, wish);
    await takeTimeBack(ctx, wanted, back.leftAt, (time) =>
      isCancelled
        ? occupyTime(ctx, row, time)
        : moveOccupiedTime(ctx, row, { providerId: place.providerId, ...time }),
    );
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'slot-taken') return 'taken';
    throw error;
  }
  if (!isCancelled && row.resource_ids.length > 0) await freeResources(ctx, row.id);
  await takeForVisit(ctx, { ...row, resource_ids }, wanted);
  const standing = { ...row, resource_ids };
  await (isCancelled ? standAgain(ctx, standing) : moveBack(ctx, standing, place));
  return 'restored';
}

function oldPlace(row: AppointmentRow, { providerId, startsAt }: PutBack): Place {
  const endsAt = plusMinutes(startsAt, minutesBetween(row.starts_at, row.ends_at));
  return { ...placeOf(row), providerId, startsAt, endsAt };
}

async function standAgain(ctx: Ctx, row: AppointmentRow): Promise<void> {
  const { resource_ids } = row;
  const standing = { status: 'booked', resource_ids, ...notCancelled, ...patientKnows } as const;
  const reinstated = await updateAppointment(ctx, 'reinstated', row, standing);
  await tell(ctx, 'reinstated', reinstated, {});
}

async function moveBack(ctx: Ctx, row: AppointmentRow, place: Place): Promise<void> {
  const { providerId, startsAt, endsAt } = place;
  const moved = await updateAppointment(ctx, 'moved-back', row, {
    provider_id: providerId,
    resource_ids: row.resource_ids,
    starts_at: startsAt,
    ends_at: endsAt,
    ...knowsAfterMove(row, place, { telling: 'told-later', now: ctx.now }),
  });
  await tell(ctx, 'moved-back', moved, {
    from: { providerId: row.provider_id, startsAt: row.starts_at },
    to: { providerId, startsAt },
  });
}

async function tell(
  ctx: Ctx,
  what: 'reinstated' | 'moved-back',
  row: AppointmentRow,
  detail: Record<string, unknown>,
): Promise<Appointment> {
  const patient = await getPatientSummary(ctx, row.patient_id);
  return announce(ctx, what, appointmentView(row, patient), detail);
}
