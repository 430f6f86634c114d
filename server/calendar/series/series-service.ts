// The use case of booking a series: every visit as it was decided, or nothing.
import type { Appointment } from '#contract/calendar';
import type { SeriesView } from '#contract/visit-series';
import { recordAudit } from '../../platform/audit/record-audit.ts';
import { normalInstant, plusMinutes } from '../../platform/clock/instants.ts';
import type { Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { invalidInput } from '../../platform/problem.ts';
import { findForUpdate, notHeld } from '../calendar-repository.ts';
import { occupiedSpan, type Override } from '../calendar-rules.ts';
import { placeNewVisit } from '../calendar-service.ts';
import { endHold } from '../end-holds.ts';
import { waitForTurn } from '../place-visit.ts';
import { bookForRecall } from '../recall/recall-service.ts';
import { resourcesInReach } from '../take-resources.ts';
import { placeLines } from './place-lines.ts';
import { soundSeries, type WantedSeries } from './series-plan.ts';
import { viewOfSeries } from './series-queries.ts';
import { insertSeries, type LeftOutRow, type SeriesRow } from './series-repository.ts';
import type { Planned } from './series-rules.ts';

export interface BookSeries extends WantedSeries {
  reason?: string | undefined;
  callNumber?: string | undefined;
  recallId?: string | undefined;
  lines: readonly DecidedLine[];
}

interface DecidedLine {
  place: number;
  /** `null` = left out. */
  startsAt: string | null;
  because?: string | undefined;
  overrides: readonly Override[];
}

interface BookedLine {
  place: number;
  at: string;
  plannedAt: string;
  overrides: readonly Override[];
}

export async function bookSeries(ctx: Ctx, input: BookSeries): Promise<SeriesView> {
  const { visitType, planned } = await soundSeries(ctx, input);
  const { booked, leftOut } = decided(input.lines, planned);
  const { clinicId, providerId, patientId, visitTypeId } = input;
  const hold = await ownHold(ctx, input.holdId);
  const wish = { needs: visitType.needs, preferred: [], isByHand: false };
  const resourceIds = await resourcesInReach(ctx, clinicId, wish);
  const spans = booked.map(({ at: startsAt }) =>
    occupiedSpan({ startsAt, endsAt: plusMinutes(startsAt, visitType.minutes) }, visitType),
  );
  await waitForTurn(
    ctx,
    spans.map((span) => ({ providerId, resourceIds, span })),
  );
  // Only now: whoever waits for the time that it gives back must not wait for us meanwhile.
  if (hold) await endHold(ctx, hold, 'let-go');
  const series = newSeries(ctx, input, planned.length);
  await insertSeries(
    ctx,
    series,
    leftOut.map((line) => leftOutRow(ctx, series, line)),
  );
  const visits = new Map<number, Appointment>();
  const bookAll = async (): Promise<Appointment> => {
    await placeLines(booked, async ({ place, at: startsAt, plannedAt, overrides }) => {
      const visit = { clinicId, providerId, patientId, visitTypeId, startsAt, overrides };
      const { reason, callNumber } = input;
      const wanted = { ...visit, reason, callNumber };
      const placed = await placeNewVisit(ctx, wanted, {
        act: 'booked',
        columns: { status: 'booked', ...notHeld },
        series: {
          ...{ series_id: series.id, series_place: place },
          ...{ series_starts_at: plannedAt, series_provider_id: providerId },
        },
      });
      visits.set(place, placed);
    });
    const first = visits.get(Math.min(...visits.keys()));
    if (!first) throw new Error('A series was booked without a visit.');
    return first;
  };
  await bookForRecall(ctx, input.recallId, bookAll);
  const { unit, every } = input.rhythm;
  recordAudit(ctx, {
    act: 'series.book',
    clinicId,
    entityId: series.id,
    detail: { unit, every, visits: booked.length, leftOut: leftOut.map(({ place }) => place) },
  });
  return viewOfSeries(ctx, series);
}

/** Every place once, and what is left out for a reason. */
function decided(
  lines: readonly DecidedLine[],
  planned: readonly Planned[],
): { booked: BookedLine[]; leftOut: { place: number; plannedAt: string; because: string }[] } {
  const places = new Set(lines.map(({ place }) => place));
  if (places.size !== lines.length || lines.length !== planned.length)
    throw invalidInput('lines', 'Each visit of the series is decided about once.');
  const booked: BookedLine[] = [];
  const leftOut: { place: number; plannedAt: string; because: string }[] = [];
  for (const [at, line] of lines.entries()) {
    const plannedAt = planned[line.place - 1]?.startsAt;
    if (plannedAt === undefined)
      throw invalidInput(`lines.${String(at)}.place`, 'The series has no such place.');
    if ((line.startsAt === null) !== (line.because !== undefined))
      throw invalidInput(`lines.${String(at)}.because`, 'It is said exactly of what is left out.');
    const { place, overrides, because } = line;
    if (line.startsAt !== null)
      booked.push({ place, at: normalInstant(line.startsAt), plannedAt, overrides });
    else if (because !== undefined) leftOut.push({ place, plannedAt, because });
  }
  if (booked.length === 0)
    throw invalidInput('lines', 'All of them are left out: there is nothing to book.');
  return { booked, leftOut };
}

/** What is no longer held, or not by the caller, is left alone. */
async function ownHold(
  ctx: Ctx,
  holdId: string | undefined,
): Promise<Awaited<ReturnType<typeof findForUpdate>>> {
  if (holdId === undefined) return undefined;
  const row = await findForUpdate(ctx, holdId);
  return row?.status === 'pending' && row.held_by === ctx.actorId ? row : undefined;
}

function newSeries(ctx: Ctx, input: BookSeries, places: number): SeriesRow {
  return {
    organization_id: ctx.organizationId,
    id: newId(),
    clinic_id: input.clinicId,
    patient_id: input.patientId,
    provider_id: input.providerId,
    visit_type_id: input.visitTypeId,
    unit: input.rhythm.unit,
    every: input.rhythm.every,
    places,
    booked_at: ctx.now,
  };
}

function leftOutRow(
  ctx: Ctx,
  series: SeriesRow,
  line: { place: number; plannedAt: string; because: string },
): LeftOutRow {
  return {
    organization_id: series.organization_id,
    series_id: series.id,
    place: line.place,
    clinic_id: series.clinic_id,
    planned_at: line.plannedAt,
    because: line.because,
    left_out_by: ctx.actorId,
    left_out_at: ctx.now,
  };
}
