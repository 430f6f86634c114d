// The use cases of moving several visits of a series by the same change on the wall: looked at first, then all or none.
import type { VisitType } from '#contract/availability';
import type { SeriesMoveLine, SeriesView, WiderReach } from '#contract/visit-series';
import { getVisitType } from '../../availability/availability-queries.ts';
import { getPatientSummary } from '../../patients/patients-queries.ts';
import { minutesBetween, normalInstant, plusMinutes } from '../../platform/clock/instants.ts';
import type { Ctx } from '../../platform/context.ts';
import { getClinic } from '../../staff/staff-queries.ts';
import {
  freeTimes,
  occupyTime,
  updateAppointment,
  type AppointmentRow,
} from '../calendar-repository.ts';
import { occupiedSpan, type Override } from '../calendar-rules.ts';
import { appointmentView } from '../calendar-view.ts';
import {
  placeOf,
  requireMayCome,
  requireRules,
  requireStart,
  requireWorksHere,
  waitForTurn,
} from '../place-visit.ts';
import { chooseForVisit, resourcesInReach, takeForVisit } from '../take-resources.ts';
import { takeTime } from '../take-time.ts';
import { knowsAfterMove, type Telling } from '../told-rules.ts';
import { announce } from '../visit-change.ts';
import { placeLines } from './place-lines.ts';
import { reserveUnits } from '../judge-authorization.ts';
import { judgeVisits } from './series-judge.ts';
import { viewOfSeries } from './series-queries.ts';
import { movedBy, wallChange, type Planned } from './series-rules.ts';
import {
  placeIn,
  reachedFrom,
  readSeries,
  requireAsKnown,
  takeSeries,
  type KnownVisit,
  type Reached,
} from './take-series.ts';

interface WantedMove {
  seriesId: string;
  appointmentId: string;
  reach: WiderReach;
  startsAt: string;
  /** Left out = each keeps its provider. */
  providerId?: string | undefined;
}

/** Where a visit goes, and where the rhythm of the series has it then. */
interface Move {
  row: AppointmentRow;
  providerId: string;
  planned: Planned;
  rhythmAt: string;
}

export async function previewSeriesMove(
  ctx: Ctx,
  input: WantedMove & {
    /** `null` = it stays where it is. */
    chosen: readonly { appointmentId: string; startsAt: string | null }[];
  },
): Promise<{ lines: SeriesMoveLine[] }> {
  const { series, rows } = await readSeries(ctx, input.seriesId, 'move');
  const moves = await movesOf(ctx, input, reachedFrom(ctx, rows, input));
  const visitType = await getVisitType(ctx, series.visit_type_id);
  const chosen = new Map(input.chosen.map((one) => [one.appointmentId, one.startsAt]));
  const lines = moves.map((move) => wantedLine(move, chosen.get(move.row.id)));
  const going = lines.filter(({ stays }) => !stays);
  const { clinic_id: clinicId, patient_id: patientId } = series;
  const leaving = going.map(({ move }) => move.row.id);
  const judged =
    going.length > 0
      ? await judgeVisits(ctx, { clinicId, patientId, visitType, leaving }, going)
      : [];
  const patient = await getPatientSummary(ctx, patientId);
  return {
    lines: lines.map((line) => ({
      appointment: appointmentView(line.move.row, patient),
      plannedAt: line.move.planned.startsAt,
      ...{ startsAt: line.startsAt, endsAt: line.endsAt },
      ...(judged[going.indexOf(line)] ?? { problems: [], alternatives: [] }),
    })),
  };
}

function wantedLine(move: Move, chosen: string | null | undefined) {
  const { row, providerId, planned } = move;
  const stays = chosen === null;
  const at = chosen ? normalInstant(chosen) : planned.startsAt;
  const startsAt = stays ? row.starts_at : at;
  const endsAt = plusMinutes(startsAt, minutesBetween(row.starts_at, row.ends_at));
  const isSkipped = chosen === undefined && planned.isSkipped;
  const from = { providerId: row.provider_id, startsAt: row.starts_at };
  return { move, stays, providerId, startsAt, endsAt, isSkipped, from };
}

async function movesOf(ctx: Ctx, wanted: WantedMove, { from, rows }: Reached): Promise<Move[]> {
  const { clinic_id: clinicId, patient_id: patientId } = from;
  const startsAt = normalInstant(wanted.startsAt);
  requireStart(ctx, startsAt);
  await requireMayCome(ctx, patientId);
  const providerIds = new Set(rows.map((row) => wanted.providerId ?? row.provider_id));
  for (const providerId of providerIds) await requireWorksHere(ctx, { clinicId, providerId });
  const { zone } = await getClinic(ctx, clinicId);
  const change = wallChange(from.starts_at, startsAt, zone);
  return rows.map((row) => ({
    row,
    providerId: wanted.providerId ?? row.provider_id,
    planned: row === from ? { startsAt, isSkipped: false } : movedBy(row.starts_at, change, zone),
    rhythmAt: movedBy(row.series_starts_at ?? row.starts_at, change, zone).startsAt,
  }));
}

export interface MoveSeries extends WantedMove {
  telling?: Telling | undefined;
  lines: readonly (KnownVisit & {
    /** `null` = it stays where it is. */
    startsAt: string | null;
    overrides: readonly Override[];
  })[];
}

interface GoingLine extends Move {
  place: number;
  at: string;
  overrides: readonly Override[];
}

export async function moveSeries(ctx: Ctx, input: MoveSeries): Promise<SeriesView> {
  const { series, rows } = await takeSeries(ctx, input.seriesId, 'move');
  const within = reachedFrom(ctx, rows, input);
  requireAsKnown(within.rows, input.lines);
  const moves = await movesOf(ctx, input, within);
  const visitType = await getVisitType(ctx, series.visit_type_id);
  const going = moves.flatMap((move): GoingLine[] => {
    const line = input.lines.find(({ appointmentId }) => appointmentId === move.row.id);
    if (!line?.startsAt) return [];
    const at = normalInstant(line.startsAt);
    if (at === move.row.starts_at && move.providerId === move.row.provider_id) return [];
    return [{ ...move, place: placeIn(move.row), at, overrides: line.overrides }];
  });
  await waitForAll(ctx, going, visitType);
  const leaving = new Set(going.map(({ row }) => row.id));
  await freeTimes(ctx, [...leaving]);
  await placeLines(going, async (line) => {
    leaving.delete(line.row.id);
    await moveOne(ctx, line, {
      ...{ visitType, leaving: [...leaving] },
      ...{ telling: input.telling ?? 'with-patient', reach: input.reach },
    });
  });
  return viewOfSeries(ctx, series);
}

function endOf({ row }: Move, startsAt: string): string {
  return plusMinutes(startsAt, minutesBetween(row.starts_at, row.ends_at));
}

async function waitForAll(
  ctx: Ctx,
  going: readonly GoingLine[],
  visitType: VisitType,
): Promise<void> {
  const [first] = going;
  if (!first) return;
  const preferred = [...new Set(going.flatMap(({ row }) => row.resource_ids))];
  const wish = { needs: visitType.needs, preferred, isByHand: false };
  const resourceIds = await resourcesInReach(ctx, first.row.clinic_id, wish);
  const places = going.flatMap((line) => [
    { providerId: line.row.provider_id, span: occupiedSpan(placeOf(line.row), visitType) },
    {
      ...{ providerId: line.providerId, resourceIds },
      span: occupiedSpan({ startsAt: line.at, endsAt: endOf(line, line.at) }, visitType),
    },
  ]);
  await waitForTurn(ctx, places);
}

/** As a single visit is moved; its old time is free already, like that of the others. */
async function moveOne(
  ctx: Ctx,
  line: GoingLine,
  as: { visitType: VisitType; leaving: readonly string[]; telling: Telling; reach: WiderReach },
): Promise<void> {
  const { row, providerId, at: startsAt, overrides } = line;
  const { visitType, leaving, telling, reach } = as;
  requireStart(ctx, startsAt);
  const endsAt = endOf(line, startsAt);
  const there = { providerId, startsAt, endsAt, visitType, leaving, isOneOfMany: true };
  const place = { ...placeOf(row), ...there };
  const wanted = { place, span: occupiedSpan(place, visitType), visitType };
  const overridden = await requireRules(ctx, wanted, overrides);
  const wish = { needs: visitType.needs, preferred: row.resource_ids, isByHand: false };
  const resource_ids = await chooseForVisit(ctx, wanted, wish);
  const going = { ...row, provider_id: providerId, resource_ids };
  const beside = await takeTime(ctx, wanted, overrides, (time) => occupyTime(ctx, going, time));
  await takeForVisit(ctx, going, wanted);
  const moved = await updateAppointment(ctx, 'moved', row, {
    provider_id: providerId,
    resource_ids,
    starts_at: startsAt,
    ends_at: endsAt,
    series_starts_at: line.rhythmAt,
    series_provider_id: providerId,
    ...knowsAfterMove(row, { providerId, startsAt }, { telling, now: ctx.now }),
  });
  const view = appointmentView(moved, await getPatientSummary(ctx, row.patient_id));
  await reserveUnits(ctx, view, visitType);
  announce(ctx, 'moved', view, {
    from: { providerId: row.provider_id, startsAt: row.starts_at },
    to: { providerId, startsAt },
    ...{ seriesId: row.series_id, reach },
    overrides: [...beside, ...overridden],
  });
}
