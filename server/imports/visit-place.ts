// What the lines of a file of visits are judged against: the clinic's people, visit types and taken time.
import type { VisitType } from '#contract/availability';
import { listVisitTypes } from '../availability/availability-queries.ts';
import { listOccupied } from '../calendar/occupied-queries.ts';
import { spanOfImported, type ImportedVisit } from '../calendar/visit-import-service.ts';
import { zoneOf } from '../platform/clock/zone-of.ts';
import type { Ctx } from '../platform/context.ts';
import { listProviders } from '../staff/staff-queries.ts';
import { elsewhereOf, type ElsewhereCheck } from './clinic-place.ts';
import { findByIdentifier } from './imports-queries.ts';
import type { ImportRow, StagedLine } from './imports-view.ts';
import { plain } from './plain-name.ts';
import { TakenTime } from './taken-time.ts';

type PlacedPlan = Pick<ImportedVisit, 'providerId' | 'visitTypeId' | 'startsAt'>;

/** Everything that lines are read against, fetched once for the file. */
export interface ClinicPlace {
  now: string;
  zone: string;
  visitTypes: ReadonlyMap<string, VisitType>;
  providers: ReadonlyMap<string, string>;
  patients: ReadonlyMap<string, string>;
  elsewhere: ElsewhereCheck;
  /** Imported before. */
  visits: ReadonlyMap<string, string>;
}

export async function placeOf(
  ctx: Ctx,
  run: ImportRow,
  lines: readonly StagedLine[],
): Promise<ClinicPlace> {
  const texts = (field: string): string[] =>
    lines.map(({ fields }) => (fields[field] ?? '').trim());
  const { clinic_id: clinicId, system } = run;
  return {
    now: ctx.now,
    zone: await zoneOf(ctx, clinicId),
    visitTypes: await visitTypesOf(ctx, run, texts('visitType')),
    providers: await providersOf(ctx, run, texts('provider')),
    patients: await findByIdentifier(ctx, { kind: 'patient', system }, texts('patient')),
    elsewhere: await elsewhereOf(ctx, run, texts('clinic')),
    visits: await knownVisits(ctx, run, texts('identifier')),
  };
}

/** Those that can be booked, by name and by identifier. */
export async function visitTypesOf(
  ctx: Ctx,
  { clinic_id: clinicId, system }: ImportRow,
  texts: readonly string[],
): Promise<ReadonlyMap<string, VisitType>> {
  const types = (await listVisitTypes(ctx, clinicId)).filter(({ active }) => active);
  const ids = new Map(types.map((type) => [type.id, type]));
  const identified = await findByIdentifier(ctx, { kind: 'visit-type', system, clinicId }, texts);
  return new Map([
    ...[...identified].flatMap(([text, id]): [string, VisitType][] => {
      const type = ids.get(id);
      return type === undefined ? [] : [[plain(text), type]];
    }),
    ...types.map((type): [string, VisitType] => [plain(type.name), type]),
  ]);
}

/** By identifier, and by `Family, Given` or `Given Family` where only one of the clinic is called so. */
export async function providersOf(
  ctx: Ctx,
  { clinic_id: clinicId, system }: ImportRow,
  texts: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const here = await listProviders(ctx, clinicId);
  const names = here.flatMap(({ id, family, given }) =>
    [`${family}, ${given}`, `${given} ${family}`].map((name) => ({ id, name: plain(name) })),
  );
  const once = names.filter(({ id, name }) =>
    names.every((other) => other.id === id || other.name !== name),
  );
  const byIdentifier = await findByIdentifier(ctx, { kind: 'practitioner', system }, texts);
  const ids = new Set(here.map(({ id }) => id));
  return new Map([
    ...once.map(({ id, name }): [string, string] => [name, id]),
    ...[...byIdentifier]
      .filter(([, id]) => ids.has(id))
      .map(([text, id]): [string, string] => [plain(text), id]),
  ]);
}

export function knownVisits(
  ctx: Ctx,
  { system }: ImportRow,
  identifiers: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  return findByIdentifier(ctx, { kind: 'visit', system }, identifiers);
}

export function spanOf({ visitTypeId, startsAt }: PlacedPlan, { visitTypes }: ClinicPlace): Span {
  const type = [...visitTypes.values()].find(({ id }) => id === visitTypeId);
  if (!type) throw new Error('A line was read with a visit type that is not there.');
  return spanOfImported(startsAt, type);
}

interface Span {
  startsAt: string;
  endsAt: string;
}

/** What the calendar holds of the providers, over the days of the file. */
export async function takenTime(
  ctx: Ctx,
  plans: readonly PlacedPlan[],
  place: ClinicPlace,
): Promise<TakenTime> {
  const taken = new TakenTime();
  if (plans.length === 0) return taken;
  const starts = plans.map(({ startsAt }) => startsAt).sort();
  const ends = plans.map((plan) => spanOf(plan, place).endsAt).sort();
  const occupied = await listOccupied(ctx, {
    ids: [...new Set(plans.map(({ providerId }) => providerId))],
    startsAt: starts[0] ?? place.now,
    endsAt: ends.at(-1) ?? place.now,
  });
  for (const { id, ...span } of occupied) taken.add(id, span, null);
  return taken;
}
