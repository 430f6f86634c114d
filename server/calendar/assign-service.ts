// The use case of the rooms, devices and interpreters of a visit, chosen by hand.
import { appointmentWorkflow, occupiesTime, stepOf } from '#contract/appointment-workflow';
import type { Appointment } from '#contract/calendar';
import type { ResourceNeed } from '#contract/resources';
import { getVisitType } from '../availability/availability-queries.ts';
import { listCandidates } from '../availability/resource/resource-time-queries.ts';
import { getPatientSummary } from '../patients/patients-queries.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { notFound, ruleBroken } from '../platform/problem.ts';
import { denyAssigning, maySee } from './calendar-policy.ts';
import {
  findAppointmentRow,
  freeResources,
  updateAppointment,
  type AppointmentRow,
} from './calendar-repository.ts';
import { occupiedSpan } from './calendar-rules.ts';
import { appointmentView } from './calendar-view.ts';
import { placeOf, waitForTurn } from './place-visit.ts';
import { chooseForVisit, takeForVisit } from './take-resources.ts';
import type { WantedTime } from './take-time.ts';
import { announce, holds, takeAsKnown } from './visit-change.ts';

export interface FreeResources {
  needs: ResourceNeed[];
  items: { resourceId: string; isFree: boolean }[];
}

export async function listFreeResources(ctx: Ctx, appointmentId: string): Promise<FreeResources> {
  const row = await findAppointmentRow(ctx, appointmentId);
  if (!row || !maySee((...asked) => mayAct(ctx, ...asked), row)) throw notFound('visit');
  const { place, span, visitType } = await standing(ctx, row);
  const candidates = await listCandidates(ctx, place, {
    span,
    ids: row.resource_ids,
    mayTake: () => true,
  });
  return {
    needs: visitType.needs,
    items: candidates.map(({ id, isFree }) => ({ resourceId: id, isFree })),
  };
}

/** These and no others, whatever the type asks for: who is in the clinic knows better. */
export async function assignResources(
  ctx: Ctx,
  input: { appointmentId: string; expectedVersion: number; resourceIds: readonly string[] },
): Promise<Appointment> {
  const row = await takeAsKnown(ctx, input, (visit) => denyAssigning(holds(ctx), visit));
  if (!occupiesTime(row.status))
    throw ruleBroken(
      'wrong-state',
      `The visit is “${appointmentWorkflow.states[stepOf(row)].title}” and takes no room any more; nothing was changed.`,
    );
  if (!row.takes_time)
    throw ruleBroken(
      'wrong-state',
      'The visit takes no time, and so no room; nothing was changed.',
    );
  const patient = await getPatientSummary(ctx, row.patient_id);
  const preferred = [...new Set(input.resourceIds)];
  if (preferred.toSorted().join() === row.resource_ids.toSorted().join())
    return appointmentView(row, patient);
  const wanted = await standing(ctx, row);
  const wish = { needs: [], preferred, isByHand: true };
  await waitForTurn(ctx, [
    { providerId: row.provider_id, resourceIds: preferred, span: wanted.span },
  ]);
  const resource_ids = await chooseForVisit(ctx, wanted, wish);
  await freeResources(ctx, row.id);
  await takeForVisit(ctx, { ...row, resource_ids }, wanted);
  const assigned = await updateAppointment(ctx, 'assigned', row, { resource_ids });
  return announce(ctx, 'assigned', appointmentView(assigned, patient), {
    from: row.resource_ids,
    to: resource_ids,
  });
}

async function standing(
  ctx: Ctx,
  row: AppointmentRow,
): Promise<WantedTime & { visitType: { needs: ResourceNeed[] } }> {
  const visitType = await getVisitType(ctx, row.visit_type_id);
  const place = placeOf(row);
  return { place, span: occupiedSpan(place, visitType), visitType };
}
