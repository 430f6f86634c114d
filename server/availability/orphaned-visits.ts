// Booked visits outside of every hour: those that a change would leave there, and those that stand there now.
import type { OrphanedVisit, OrphanedVisits } from '#contract/schedule-exception';
import type { Override } from '#contract/override';
import { listBookedVisits, type BookedVisit } from '../calendar/calendar-queries.ts';
import { localDateOf } from '../platform/clock/instants.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { notAllowed, ProblemError } from '../platform/problem.ts';
import { getClinic } from '../staff/staff-queries.ts';
import { denyOrphaning } from './availability-policy.ts';
import { datesBetween, localDay, type LocalDay } from './availability-rules.ts';
import { brokenHours } from './open-hours-rules.ts';
import { listTemplateRows, windowsOn, type TemplateRows } from './working-hours.ts';

interface Wanted {
  clinicId: string;
  /** Left out = all. */
  providerId?: string;
  fromAt: string;
  untilAt: string | null;
}

/** Visits that fit the hours before a change and not those after it; who stands outside already is not its doing. */
export async function listOrphansOf(
  ctx: Ctx,
  { fromAt, ...wanted }: Wanted,
  { before, after }: { before: TemplateRows; after: TemplateRows },
): Promise<OrphanedVisit[]> {
  const { zone } = await getClinic(ctx, wanted.clinicId);
  const visits = await listBookedVisits(ctx, {
    ...wanted,
    fromAt: fromAt < ctx.now ? ctx.now : fromAt,
  });
  const days = knownDays(zone);
  return visits
    .filter((visit) => fits(before, visit, days) && !fits(after, visit, days))
    .map(orphan);
}

const mostListed = 200;

/** Soonest first. */
export async function listOrphanedVisits(ctx: Ctx, clinicId: string): Promise<OrphanedVisit[]> {
  const { zone } = await getClinic(ctx, clinicId);
  const visits = await listBookedVisits(ctx, { clinicId, fromAt: ctx.now, untilAt: null });
  const first = localDateOf(ctx.now, zone);
  const hours = await listTemplateRows(ctx, { clinicId, between: { first } });
  const days = knownDays(zone);
  return visits
    .filter((visit) => !fits(hours, visit, days))
    .slice(0, mostListed)
    .map(orphan);
}

type DaysOf = (visit: BookedVisit) => LocalDay[];

/** Each local day is worked out once. */
function knownDays(zone: string): DaysOf {
  const known = new Map<string, LocalDay>();
  return (visit) =>
    datesBetween(spanOf(visit), zone).map((date) => {
      const day = known.get(date) ?? localDay(date, zone);
      known.set(date, day);
      return day;
    });
}

function fits(hours: TemplateRows, visit: BookedVisit, daysOf: DaysOf): boolean {
  const windows = daysOf(visit).flatMap((day) => windowsOn(hours, visit.providerId, day));
  return brokenHours(windows, { ...spanOf(visit), visitTypeId: visit.visitTypeId }).length === 0;
}

function spanOf({ startsAt, endsAt }: BookedVisit): { from: number; until: number } {
  return { from: Date.parse(startsAt), until: Date.parse(endsAt) };
}

function orphan({ id, ...visit }: BookedVisit): OrphanedVisit {
  return { appointmentId: id, ...visit };
}

export interface FoundOrphans {
  orphans: readonly OrphanedVisit[];
  elsewhere: number;
}

/** As a refusal tells of them. */
export function orphansToldOf({ orphans, elsewhere }: FoundOrphans): OrphanedVisits {
  return { items: orphans.slice(0, mostTold), count: orphans.length, elsewhere };
}

const rule = 'orphans-visits';
const mostTold = 50;

/** Answers the override, with its reason for the audit log, where the caller gives one and may. */
export function requireNoOrphans(
  ctx: Ctx,
  clinicId: string,
  found: Partial<FoundOrphans> & {
    orphans: readonly OrphanedVisit[];
    overrides: readonly Override[];
    /** What is the matter with them, and what to do first. */
    words?: string;
  },
): Override[] {
  const { orphans, elsewhere = 0, overrides, words = outsideWords } = found;
  if (orphans.length + elsewhere === 0) return [];
  const given = overrides.filter((override) => override.rule === rule);
  if (given.length === 0) throw orphansVisits(orphans, elsewhere, words);
  const refusal = denyOrphaning((...asked) => mayAct(ctx, ...asked), clinicId);
  if (refusal !== null) throw notAllowed(refusal);
  return given;
}

const outsideWords = 'would stand outside the new hours: move or cancel first.';

function orphansVisits(
  orphans: readonly OrphanedVisit[],
  elsewhere: number,
  words: string,
): ProblemError {
  const message = `${countWords(orphans.length, elsewhere)} ${words}`;
  const current = orphansToldOf({ orphans, elsewhere });
  return new ProblemError('rule-broken', `${message} Nothing was changed.`, {
    rule,
    overridable: [{ rule, permission: 'appointment:overbook', message }],
    current,
  });
}

function countWords(here: number, elsewhere: number): string {
  const visits = (count: number): string =>
    `${String(count)} booked ${count === 1 ? 'visit' : 'visits'}`;
  const other = `${visits(elsewhere)} in other clinics`;
  const which = [...(here > 0 ? [visits(here)] : []), ...(elsewhere > 0 ? [other] : [])];
  return which.join(' and ');
}
