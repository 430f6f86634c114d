// The use case of a plan: what would become of each visit. Nothing is written.
import type { Decision, PlanLine, RescuePlace, RescuePlan } from '#contract/rescues';
import { normalInstant } from '../platform/clock/instants.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { invalidInput, notAllowed } from '../platform/problem.ts';
import { worksInClinic } from '../staff/staff-queries.ts';
import { Temporal } from '../platform/clock/temporal.ts';
import { instantText } from '../platform/clock/instants.ts';
import { readPlan, type ProviderOut, type ReadPlan } from './plan-queries.ts';
import { planVisits, type Place, type PlannedLine } from './plan-rules.ts';
import { denyRescuing } from './rescue-policy.ts';

export async function planRescue(
  ctx: Ctx,
  input: ProviderOut & { decisions: readonly Decision[] },
): Promise<RescuePlan> {
  const out = await soundOut(ctx, input);
  const read = await readPlan(ctx, out, input.decisions);
  return { lines: linesOf(read), elsewhere: read.elsewhere };
}

const longestDays = 31;

/** That the caller may, and that it is a provider of the clinic and a time that is not past. */
export async function soundOut(ctx: Ctx, input: ProviderOut): Promise<ProviderOut> {
  const { clinicId, providerId } = input;
  const refusal = denyRescuing((...asked) => mayAct(ctx, ...asked), clinicId);
  if (refusal !== null) throw notAllowed(refusal);
  if (!(await worksInClinic(ctx, providerId, clinicId)))
    throw invalidInput('providerId', 'This provider does not work in the clinic.');
  const [startsAt, endsAt] = [normalInstant(input.startsAt), normalInstant(input.endsAt)];
  if (endsAt <= startsAt) throw invalidInput('endsAt', 'It ends after it starts.');
  if (endsAt <= ctx.now) throw invalidInput('endsAt', 'That is past already.');
  if (Date.parse(endsAt) - Date.parse(startsAt) > longestDays * 86_400_000)
    throw invalidInput('endsAt', `At most ${String(longestDays)} days at once.`);
  return { clinicId, providerId, startsAt, endsAt };
}

/** By start. */
export function linesOf({ visits, facts }: ReadPlan): PlanLine[] {
  const byId = new Map(visits.map((visit) => [visit.id, visit]));
  return planVisits(facts).flatMap((line) => {
    const appointment = byId.get(line.visit.id);
    return appointment ? [lineView(line, appointment)] : [];
  });
}

function lineView(line: PlannedLine, appointment: PlanLine['appointment']): PlanLine {
  const place = (of: Place): RescuePlace => placeView(of, line.visit.until - line.visit.from);
  const { act, because, acts, isRefused } = line;
  return {
    ...{ appointment, act, because, acts, isRefused },
    to: line.to && place(line.to),
    others: line.others.map(place),
  };
}

function placeView({ providerId, from }: Place, length: number): RescuePlace {
  const text = (moment: number): string =>
    instantText(Temporal.Instant.fromEpochMilliseconds(moment));
  return { providerId, startsAt: text(from), endsAt: text(from + length) };
}
