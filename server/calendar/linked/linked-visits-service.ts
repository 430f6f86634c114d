// The use cases of linked visits: booked, cancelled and brought back together, or none of them.
import type { CancelReason } from '#contract/appointment-workflow';
import type { Appointment } from '#contract/calendar';
import { isStillToCome, type LinkedVisits } from '#contract/linked-visits';
import { getVisitType } from '../../availability/availability-queries.ts';
import { recordAudit } from '../../platform/audit/record-audit.ts';
import { normalInstant, plusMinutes } from '../../platform/clock/instants.ts';
import type { Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { invalidInput, notAllowed, notFound, ruleBroken } from '../../platform/problem.ts';
import { denyBooking, denyTransition } from '../calendar-policy.ts';
import {
  findForUpdate,
  lockVisits,
  notHeld,
  type AppointmentRow,
  type TurnPlace,
} from '../calendar-repository.ts';
import { occupiedSpan } from '../calendar-rules.ts';
import {
  cancelAppointment,
  placeNewVisit,
  reinstateAppointment,
  type BookAppointment,
} from '../calendar-service.ts';
import { endHold } from '../end-holds.ts';
import { placeOf, requireBookedHere, waitForTurn } from '../place-visit.ts';
import { bookForRecall } from '../recall/recall-service.ts';
import { placeLines } from '../series/place-lines.ts';
import type { KnownVisit } from '../series/take-series.ts';
import { resourcesInReach, resourcesOfVisits } from '../take-resources.ts';
import { holds } from '../visit-change.ts';
import { getLinkedVisits, listLinked } from './linked-visits-queries.ts';
import { partInTheWay } from './linked-visits-rules.ts';

export interface BookLinkedVisits {
  clinicId: string;
  parts: readonly Omit<BookAppointment, 'clinicId' | 'resourceIds'>[];
  recallId?: string | undefined;
  holdId?: string | undefined;
}

interface PartLine {
  place: number;
  at: string;
  wanted: BookAppointment;
  turn: TurnPlace;
  endsAt: string;
}

const whole = 'those linked';

export async function bookLinkedVisits(ctx: Ctx, input: BookLinkedVisits): Promise<LinkedVisits> {
  const refusal = denyBooking(holds(ctx), input.clinicId);
  if (refusal !== null) throw notAllowed(refusal);
  const lines: PartLine[] = [];
  for (const [at, part] of input.parts.entries())
    lines.push(await lineOf(ctx, { ...part, clinicId: input.clinicId }, at));
  const inTheWay = partInTheWay(
    lines.map(({ at, endsAt, wanted: { patientId } }) => ({ startsAt: at, endsAt, patientId })),
  );
  if (inTheWay >= 0)
    throw invalidInput(
      `parts.${String(inTheWay)}.startsAt`,
      'The patient has another of these visits at that time.',
    );
  const hold = await ownHold(ctx, input.holdId);
  await waitForTurn(
    ctx,
    lines.map(({ turn }) => turn),
  );
  // Only now: whoever waits for the time that it gives back must not wait for us meanwhile.
  if (hold) await endHold(ctx, hold, 'let-go');
  const linkId = newId();
  await bookForRecall(ctx, input.recallId, () => placeAll(ctx, lines, linkId));
  recordAudit(ctx, {
    act: 'linked-visits.book',
    clinicId: input.clinicId,
    entityId: linkId,
    detail: { visits: lines.length },
  });
  return getLinkedVisits(ctx, linkId);
}

async function lineOf(ctx: Ctx, part: BookAppointment, index: number): Promise<PartLine> {
  const startsAt = normalInstant(part.startsAt);
  const visitType = await requireBookedHere(ctx, part);
  const endsAt = plusMinutes(startsAt, visitType.minutes);
  const wish = { needs: visitType.needs, preferred: [], isByHand: false };
  return {
    ...{ place: index + 1, at: startsAt, endsAt, wanted: { ...part, startsAt } },
    turn: {
      providerId: part.providerId,
      resourceIds: await resourcesInReach(ctx, part.clinicId, wish),
      span: occupiedSpan({ startsAt, endsAt }, visitType),
    },
  };
}

/** Answers the visit of the first part. */
async function placeAll(
  ctx: Ctx,
  lines: readonly PartLine[],
  linkId: string,
): Promise<Appointment> {
  const visits = new Map<number, Appointment>();
  const columns = { status: 'booked', ...notHeld } as const;
  await placeLines(
    lines,
    async ({ place, wanted }) => {
      visits.set(place, await placeNewVisit(ctx, wanted, { act: 'booked', columns, linkId }));
    },
    whole,
  );
  const first = visits.get(1);
  if (!first) throw new Error('Linked visits were booked without a first one.');
  return first;
}

/** What is no longer held, or not by the caller, is left alone. */
async function ownHold(ctx: Ctx, holdId: string | undefined): Promise<AppointmentRow | undefined> {
  if (holdId === undefined) return undefined;
  const row = await findForUpdate(ctx, holdId);
  return row?.status === 'pending' && row.held_by === ctx.actorId ? row : undefined;
}

interface KnownLinked {
  linkId: string;
  lines: readonly KnownVisit[];
}

export async function cancelLinkedVisits(
  ctx: Ctx,
  {
    linkId,
    lines,
    reason,
    note,
  }: KnownLinked & { reason: CancelReason; note?: string | undefined },
): Promise<LinkedVisits> {
  const rows = await takeLinked(ctx, linkId, 'cancel');
  const within = rows.filter((row) =>
    isStillToCome({ status: row.status, startsAt: row.starts_at }, ctx.now),
  );
  requireAsKnown(within, lines);
  for (const { id: appointmentId, version: expectedVersion } of within)
    await cancelAppointment(ctx, { appointmentId, expectedVersion, reason, note });
  recordTogether(ctx, 'linked-visits.cancel', linkId, within);
  return getLinkedVisits(ctx, linkId);
}

/** Each as a single one is reinstated; of all of them or of none. */
export async function reinstateLinkedVisits(
  ctx: Ctx,
  { linkId, lines }: KnownLinked,
): Promise<LinkedVisits> {
  const rows = await takeLinked(ctx, linkId, 'reinstate');
  const asked = new Set(lines.map(({ appointmentId }) => appointmentId));
  const back = rows.filter(({ id }) => asked.has(id));
  if (back.length < asked.size) throw notFound('visit');
  requireAsKnown(back, lines);
  const resourceIds = await resourcesOfVisits(ctx, [...asked]);
  const places: TurnPlace[] = [];
  for (const row of back) {
    const span = occupiedSpan(placeOf(row), await getVisitType(ctx, row.visit_type_id));
    places.push({ providerId: row.provider_id, resourceIds, span });
  }
  await waitForTurn(ctx, places);
  await placeLines(
    back.map((row) => ({ row, place: rows.indexOf(row) + 1, at: row.starts_at })),
    async ({ row: { id: appointmentId, version: expectedVersion } }) => {
      await reinstateAppointment(ctx, { appointmentId, expectedVersion });
    },
    whole,
  );
  recordTogether(ctx, 'linked-visits.reinstate', linkId, back);
  return getLinkedVisits(ctx, linkId);
}

/** Nobody else changes one of them until this transaction ends. */
async function takeLinked(
  ctx: Ctx,
  linkId: string,
  transition: 'cancel' | 'reinstate',
): Promise<AppointmentRow[]> {
  const seen = await listLinked(ctx, linkId);
  for (const row of seen) {
    const refusal = denyTransition(holds(ctx), transition, row);
    if (refusal !== null) throw notAllowed(refusal);
  }
  await lockVisits(
    ctx,
    seen.map(({ id }) => id),
  );
  return listLinked(ctx, linkId);
}

function requireAsKnown(rows: readonly AppointmentRow[], known: readonly KnownVisit[]): void {
  const versions = new Map(known.map((one) => [one.appointmentId, one.expectedVersion]));
  const isSame =
    versions.size === rows.length && rows.every(({ id, version }) => versions.get(id) === version);
  if (isSame && known.length === rows.length) return;
  throw ruleBroken(
    'links-changed',
    'The linked visits are not as they were when you looked at them; nothing was changed. Look again.',
  );
}

function recordTogether(
  ctx: Ctx,
  act: string,
  linkId: string,
  rows: readonly AppointmentRow[],
): void {
  const [first] = rows;
  if (!first) return;
  const detail = { visits: rows.length };
  recordAudit(ctx, { act, clinicId: first.clinic_id, entityId: linkId, detail });
}
