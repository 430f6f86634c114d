// The use case of a preview: every visit of a series with what stands against it. Nothing is written.
import type { SeriesLine } from '#contract/visit-series';
import { normalInstant, plusMinutes } from '../../platform/clock/instants.ts';
import type { Ctx } from '../../platform/context.ts';
import { judgeVisits, type Judged, type JudgedFor, type WantedVisit } from './series-judge.ts';
import { soundSeries, type WantedSeries } from './series-plan.ts';

export interface PreviewSeries extends WantedSeries {
  /** `null` = left out: it stands in nobody's way. */
  chosen: readonly { place: number; startsAt: string | null }[];
}

export async function previewSeries(
  ctx: Ctx,
  input: PreviewSeries,
): Promise<{ lines: SeriesLine[] }> {
  const { visitType, planned } = await soundSeries(ctx, input);
  const { clinicId, patientId, providerId, holdId } = input;
  const chosen = new Map(input.chosen.map((one) => [one.place, one.startsAt]));
  const lines = planned.map((plan, at) => {
    const other = chosen.get(at + 1);
    const startsAt = other ? normalInstant(other) : plan.startsAt;
    return {
      ...{ place: at + 1, plannedAt: plan.startsAt, isLeftOut: other === null },
      ...{ providerId, startsAt, endsAt: plusMinutes(startsAt, visitType.minutes), from: null },
      isSkipped: !other && plan.isSkipped,
    };
  });
  const leaving = holdId === undefined ? [] : [holdId];
  const judged = await judgeKept(ctx, { clinicId, patientId, visitType, leaving }, lines);
  return {
    lines: lines.map((line) => ({
      ...{ place: line.place, plannedAt: line.plannedAt },
      ...{ startsAt: line.startsAt, endsAt: line.endsAt },
      ...judged(line),
    })),
  };
}

/** Those that are left out are judged alone: they stand in nobody's way, and may be taken in again. */
async function judgeKept<L extends WantedVisit & { isLeftOut: boolean }>(
  ctx: Ctx,
  of: JudgedFor,
  lines: readonly L[],
): Promise<(line: L) => Judged> {
  const kept = lines.filter(({ isLeftOut }) => !isLeftOut);
  const judged = kept.length > 0 ? await judgeVisits(ctx, of, kept) : [];
  const byLine = new Map(kept.map((line, at) => [line, judged[at]]));
  return (line) => byLine.get(line) ?? { problems: [], alternatives: [] };
}
