// The guard at the desk: which denial a visit would earn; and the unit that it takes, in its own transaction.
import type { QuantityUnit } from '#contract/authorization-line';
import type { GuardWarning } from '#contract/authorization-standing';
import type { Slot } from '#contract/problem';
import { getVisitType, nextFreeTimes } from '../availability/availability-queries.ts';
import { dayBounds, normalInstant, plusMinutes } from '../platform/clock/instants.ts';
import { zoneOf } from '../platform/clock/zone-of.ts';
import type { Ctx } from '../platform/context.ts';
import { invalidInput } from '../platform/problem.ts';
import { lineFor, misfitsOf, warningOf } from './cover-rules.ts';
import {
  coveredVisit,
  guardFacts,
  type GuardedVisit,
  type GuardFacts,
  type VisitLine,
} from './guard-queries.ts';

export interface VisitVerdict {
  needed: GuardFacts['needed'];
  line: VisitLine | null;
  warning: GuardWarning | null;
  facts: GuardFacts;
}

export async function judgeVisit(ctx: Ctx, visit: GuardedVisit): Promise<VisitVerdict> {
  const facts = await guardFacts(ctx, visit);
  if (facts.needed === 'no') return { needed: 'no', line: null, warning: null, facts };
  const asVisit = (line: VisitLine) => coveredVisit(facts, visit, line.own);
  const line = lineFor(facts.granted, asVisit);
  if (line) return { needed: facts.needed, line, warning: null, facts };
  const pending =
    facts.asked.length === 0
      ? null
      : 'It is asked for and not decided; the visit would not be covered yet.';
  return {
    needed: facts.needed,
    line: null,
    warning: warningOf(facts.granted, asVisit, pending),
    facts,
  };
}

interface Covering {
  lineId: string;
  left: number;
  granted: number;
  unit: QuantityUnit;
  until: string;
}

function coveringOf({ id, grant, reserved, used }: VisitLine): Covering {
  const { quantity: granted, unit, until } = grant;
  return { lineId: id, left: granted - reserved - used, granted, unit, until };
}

/** As a console asks before it books or drags. */
export async function checkVisit(
  ctx: Ctx,
  input: {
    clinicId: string;
    patientId: string;
    visitTypeId: string;
    providerId: string;
    startsAt: string;
    appointmentId?: string | undefined;
  },
): Promise<{
  needed: GuardFacts['needed'];
  covering: Covering | null;
  warnings: GuardWarning[];
  covered: Slot[];
}> {
  const visitType = await getVisitType(ctx, input.visitTypeId);
  if (visitType.clinicId !== input.clinicId)
    throw invalidInput('visitTypeId', 'The clinic does not book this visit type.');
  const startsAt = normalInstant(input.startsAt);
  const endsAt = plusMinutes(startsAt, visitType.minutes);
  const visit = { ...input, startsAt, endsAt, visitType };
  const { needed, line, warning, facts } = await judgeVisit(ctx, visit);
  return {
    ...{ needed, covering: line && coveringOf(line), warnings: warning ? [warning] : [] },
    covered: warning ? await coveredTimes(ctx, visit, facts) : [],
  };
}

/** The next three free times that a line in force covers: in its span, with whom it names, while it has units. */
export async function coveredTimes(
  ctx: Ctx,
  visit: GuardedVisit,
  facts: GuardFacts,
): Promise<Slot[]> {
  const zone = await zoneOf(ctx, visit.clinicId);
  const found: Slot[] = [];
  for (const line of facts.granted.filter(({ isInForce }) => isInForce)) {
    const inSpan = coveredVisit({ ...facts, on: line.grant.from }, visit, line.own);
    const [providerId = visit.providerId] = line.grant.providerIds;
    const there = { ...inSpan, providerId };
    if (misfitsOf(line, there).length > 0) continue;
    const opens = dayBounds(line.grant.from, zone).startsAt;
    const closes = dayBounds(line.grant.until, zone).endsAt;
    const fromAt =
      [opens, ctx.now, visit.startsAt < closes ? visit.startsAt : ctx.now].sort().at(-1) ?? ctx.now;
    const { level, providerIds } = line.grant;
    const slots = await nextFreeTimes(ctx, {
      ...{ clinicId: visit.clinicId, visitTypeId: visit.visitType.id, patientId: visit.patientId },
      ...{ fromAt, days: 28, limit: 3 },
      providerIds: level === 'site' ? [visit.providerId] : providerIds,
    });
    found.push(...slots.filter(({ startsAt }) => startsAt < closes));
  }
  return found.sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1)).slice(0, 3);
}
