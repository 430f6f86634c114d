// What a freed time is good for, whoever would take it: read once for an opening.
import type { VisitType } from '#contract/availability';
import { hoursForAll, type HoursForAll } from '../availability/hours-for-all-queries.ts';
import {
  countFree,
  listUsable,
  type ResourceInZone,
} from '../availability/resource/resource-time-queries.ts';
import { listOccupied } from '../calendar/occupied-queries.ts';
import { plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import type { Clinician } from '../staff/clinician-queries.ts';
import { movedAway, overlaps, type Span, type Supposed } from './cascade-rules.ts';
import { languagesNamedIn, primary } from './language-rules.ts';
import type { OpeningRow } from './opening-repository.ts';

/** What of a visit type bears on who could take a time. */
export type TypeOfOpening = Pick<
  VisitType,
  | 'name'
  | 'active'
  | 'minutes'
  | 'modality'
  | 'patients'
  | 'leadMinutes'
  | 'horizonDays'
  | 'bufferBefore'
  | 'bufferAfter'
  | 'needs'
>;

export interface OpeningTime {
  visitType: TypeOfOpening;
  hours: Pick<HoursForAll, 'ofNew' | 'ofEstablished'>;
  limits: HoursForAll['limits'];
  day: HoursForAll['day'];
  /** Visits in the provider's time there, buffers included. */
  takenBy: string[];
  /** What the visit needs and nothing, or too little, is free of; it is when one of `unless` moves away. */
  lacking: { type: string; unless: string[] } | null;
  provider: Clinician;
  /** Languages in which somebody can be seen with who is there: the provider, or an interpreter who is free. */
  seenIn: string[];
  interpreterNoticeHours: number;
}

type Taken = Awaited<ReturnType<typeof listOccupied>>[number];

export async function readOpeningTime(
  ctx: Ctx,
  opening: OpeningRow,
  read: {
    visitType: VisitType;
    zone: string;
    provider: Clinician;
    leavesAt: string;
    interpreterNoticeHours: number;
    supposed: Supposed;
  },
): Promise<OpeningTime> {
  const { visitType, zone, provider, leavesAt, interpreterNoticeHours, supposed } = read;
  const { clinic_id: clinicId, provider_id: providerId } = opening;
  const visit = { startsAt: opening.starts_at, endsAt: opening.ends_at };
  const away = movedAway(supposed);
  const { day, limits, ofNew, ofEstablished } = await hoursForAll(ctx, {
    ...{ clinicId, zone, providerId, ...visit },
    visitTypeId: visitType.id,
    asOf: leavesAt,
    leaving: away,
    arriving: supposed.moves,
  });
  const usable = await listUsable(ctx, clinicId);
  const withBuffers = withBuffersOf(visitType, visit);
  const taken = (
    await listOccupied(ctx, { ids: [providerId, ...usable.map(({ id }) => id)], ...withBuffers })
  ).filter(
    ({ endsAt, appointmentId }) => endsAt > withBuffers.startsAt && !away.includes(appointmentId),
  );
  const moments = { visit: spanOf(visit), withBuffers: spanOf(withBuffers) };
  const free = freeAt(moments, taken);
  return {
    visitType,
    ...{ hours: { ofNew, ofEstablished }, limits, day, provider },
    takenBy: [
      ...taken.filter(({ id }) => id === providerId).map((one) => one.appointmentId),
      ...arrivedAt(providerId, withBuffers, { visitType, supposed }),
    ],
    lacking: lackingOf(visitType, usable, free, taken),
    seenIn: [...provider.languages.map(primary), ...interpretedIn(usable, free)],
    interpreterNoticeHours,
  };
}

/** Visits that would stand there by then, their own buffers included. */
function arrivedAt(
  providerId: string,
  span: Span,
  { visitType, supposed }: { visitType: VisitType; supposed: Supposed },
): string[] {
  return supposed.moves
    .filter(
      (move) => move.providerId === providerId && overlaps(span, withBuffersOf(visitType, move)),
    )
    .map(({ appointmentId, entryId }) => appointmentId ?? entryId);
}

export function withBuffersOf(
  { bufferBefore, bufferAfter }: Pick<VisitType, 'bufferBefore' | 'bufferAfter'>,
  { startsAt, endsAt }: Span,
): Span {
  return {
    startsAt: plusMinutes(startsAt, -bufferBefore),
    endsAt: plusMinutes(endsAt, bufferAfter),
  };
}

type Moments = Pick<Parameters<typeof countFree>[2], 'visit' | 'withBuffers'>;
type Free = (of: readonly ResourceInZone[], type: string, without?: string) => number;

/** How many of a type are free, when a visit moves away. */
function freeAt(moments: Moments, taken: readonly Taken[]): Free {
  return (of, type, without) =>
    countFree(of, type, {
      ...moments,
      takenOf: (id) =>
        taken.filter((one) => one.id === id && one.appointmentId !== without).map(spanOf),
    });
}

function lackingOf(
  { needs }: VisitType,
  usable: readonly ResourceInZone[],
  free: Free,
  taken: readonly Taken[],
): OpeningTime['lacking'] {
  const lacks = (without?: string): string | null =>
    needs.find(({ type, count }) => free(usable, type, without) < count)?.type ?? null;
  const type = lacks();
  if (type === null) return null;
  const visits = [...new Set(taken.map(({ appointmentId }) => appointmentId))];
  return { type, unless: visits.filter((id) => lacks(id) === null) };
}

/** A name says more than a type: `Maria, Spanish`. */
function interpretedIn(usable: readonly ResourceInZone[], free: Free): string[] {
  return usable
    .filter((one) => one.kind === 'interpreter' && free([one], one.type) > 0)
    .flatMap(({ name, type }) => languagesNamedIn(`${name} ${type}`));
}

function spanOf({ startsAt, endsAt }: { startsAt: string; endsAt: string }): {
  from: number;
  until: number;
} {
  return { from: Date.parse(startsAt), until: Date.parse(endsAt) };
}
