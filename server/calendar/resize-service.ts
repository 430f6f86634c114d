// The use case of a visit that takes longer or shorter than its type does.
import type { Appointment } from '#contract/calendar';
import { getVisitType } from '../availability/availability-queries.ts';
import { getPatientSummary } from '../patients/patients-queries.ts';
import { minutesBetween, plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { ruleBroken } from '../platform/problem.ts';
import {
  freeResources,
  moveOccupiedTime,
  shortenOccupiedTime,
  updateAppointment,
  type AppointmentRow,
} from './calendar-repository.ts';
import { hasStarted, occupiedSpan, type Override } from './calendar-rules.ts';
import { appointmentView } from './calendar-view.ts';
import { placeOf, requireMayCome, requireRules, requireTimed, waitForTurn } from './place-visit.ts';
import { chooseForVisit, needsAsBefore, resourcesInReach, takeForVisit } from './take-resources.ts';
import { takeTime, type WantedTime } from './take-time.ts';
import { announce, takeForChange } from './visit-change.ts';

export interface ResizeAppointment {
  appointmentId: string;
  /** `null` from code that has read the visit in the same transaction. */
  expectedVersion: number | null;
  minutes: number;
  overrides: readonly Override[];
}

/** It begins when it did. What is shorter only frees time; what is longer is judged as a move is. */
export async function resizeAppointment(ctx: Ctx, input: ResizeAppointment): Promise<Appointment> {
  const row = await takeForChange(ctx, input, 'move');
  requireTimed(row);
  const patient = await getPatientSummary(ctx, row.patient_id);
  const from = minutesBetween(row.starts_at, row.ends_at);
  if (input.minutes === from) return appointmentView(row, patient);
  if (hasStarted(row.starts_at, ctx.now))
    throw ruleBroken('already-started', 'The visit has started; its length was not changed.');
  await requireMayCome(ctx, row.patient_id);
  const endsAt = plusMinutes(row.starts_at, input.minutes);
  const visitType = await getVisitType(ctx, row.visit_type_id);
  const place = { ...placeOf(row), endsAt, isCounted: true };
  const wanted = { place, span: occupiedSpan(place, visitType), visitType };
  const taken =
    input.minutes < from
      ? await shorten(ctx, row, wanted)
      : await lengthen(ctx, row, wanted, input.overrides);
  const resized = await updateAppointment(ctx, 'resized', row, {
    ends_at: endsAt,
    resource_ids: taken.resourceIds,
  });
  return announce(ctx, 'resized', appointmentView(resized, patient), {
    from,
    to: input.minutes,
    overrides: taken.overridden,
  });
}

interface Taken {
  resourceIds: string[];
  overridden: Override[];
}

async function shorten(ctx: Ctx, row: AppointmentRow, { span }: WantedTime): Promise<Taken> {
  await shortenOccupiedTime(ctx, row.id, span);
  return { resourceIds: row.resource_ids, overridden: [] };
}

async function lengthen(
  ctx: Ctx,
  row: AppointmentRow,
  wanted: WantedTime,
  overrides: readonly Override[],
): Promise<Taken> {
  const { provider_id: providerId } = row;
  const wish = await needsAsBefore(ctx, row);
  const resourceIds = await resourcesInReach(ctx, row.clinic_id, wish);
  await waitForTurn(ctx, [{ providerId, resourceIds, span: wanted.span }]);
  const overridden = await requireRules(ctx, wanted, overrides);
  const chosen = await chooseForVisit(ctx, wanted, wish);
  const beside = await takeTime(ctx, wanted, overrides, (time) =>
    moveOccupiedTime(ctx, row, { providerId, ...time }),
  );
  await freeResources(ctx, row.id);
  await takeForVisit(ctx, { ...row, resource_ids: chosen }, wanted);
  return { resourceIds: chosen, overridden: [...beside, ...overridden] };
}
