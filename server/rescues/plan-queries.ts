// Everything that a plan rests on, in one read of a handful of statements, however many visits there are.
import { stepOf } from '#contract/appointment-workflow';
import type { VisitType } from '#contract/availability';
import type { Appointment } from '#contract/calendar';
import { callContact } from '#contract/calls';
import { mayContact, type ContactFacts } from '#contract/contact';
import { mostRescued, type Decision } from '#contract/rescues';
import { isOfType, type ResourceNeed } from '#contract/resources';
import { urgencies } from '#contract/waitlist-entry';
import { listVisitTypes } from '../availability/availability-queries.ts';
import { listBookableDays, startsOn } from '../availability/bookable-day-queries.ts';
import {
  countFree,
  listUsable,
  type ResourceInZone,
} from '../availability/resource/resource-time-queries.ts';
import { visitsThen } from '../calendar/calendar-queries.ts';
import { listEstablished } from '../calendar/day-load-queries.ts';
import { countElsewhere, listOccupied } from '../calendar/occupied-queries.ts';
import { listStandingVisits } from '../calendar/visits-of-provider-queries.ts';
import { listContactFacts, unmarked } from '../patients/contact-queries.ts';
import { listHomeStates } from '../patients/state-queries.ts';
import { dayBounds, localDateOf, minutesBetween, plusMinutes } from '../platform/clock/instants.ts';
import { Temporal } from '../platform/clock/temporal.ts';
import type { Ctx } from '../platform/context.ts';
import { ruleBroken } from '../platform/problem.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import { listPractitioners, type PractitionerFacts } from '../staff/practitioner-queries.ts';
import { getClinic, listProviders } from '../staff/staff-queries.ts';
import { listWaiting, type Waiting } from '../waitlist/waiting-queries.ts';
import { maySee, suits, type LocalPlace } from './fitting-rules.ts';
import type { Chosen, PlanFacts, Place, ProviderDay, Span, VisitToPlace } from './plan-rules.ts';
import { rescueRule, type RescueRule } from './rescue-rule.ts';

export interface ProviderOut {
  clinicId: string;
  providerId: string;
  startsAt: string;
  endsAt: string;
}

export interface ReadPlan {
  visits: readonly Appointment[];
  facts: PlanFacts;
  /** Patients who wait for the visit's type already, by patient and type. */
  waiting: ReadonlyMap<string, Waiting>;
  elsewhere: number;
  rule: RescueRule;
}

interface World {
  out: ProviderOut;
  zone: string;
  visits: readonly Appointment[];
  types: ReadonlyMap<string, VisitType>;
  dates: string[];
}

export async function readPlan(
  ctx: Ctx,
  out: ProviderOut,
  decisions: readonly Decision[],
): Promise<ReadPlan> {
  const { clinicId } = out;
  const { zone } = await getClinic(ctx, clinicId);
  const { value: rule } = await ruleInForce(ctx, clinicId, rescueRule);
  const visits = await listStandingVisits(ctx, out);
  if (visits.length > mostRescued)
    throw ruleBroken(
      'too-many-visits',
      `At most ${String(mostRescued)} visits at once: choose a shorter time. Nothing was changed.`,
    );
  const types = new Map((await listVisitTypes(ctx, clinicId)).map((type) => [type.id, type]));
  const dates = datesOf(visits, zone, rule.daysAhead);
  const world = { out, zone, visits, types, dates };
  const patientIds = [...new Set(visits.map(({ patient }) => patient.id))];
  const waiting = waitingBy(await listWaiting(ctx, { clinicId, patientIds }));
  const elsewhere = await countElsewhere(ctx, out);
  const facts = {
    ...(await readTimes(ctx, world, patientIds)),
    visits: await readVisits(ctx, world, { patientIds, waiting }),
    now: Date.parse(ctx.now),
    noticeMinutes: rule.noticeMinutes,
    chosen: new Map(decisions.map((one) => [one.appointmentId, chosenOf(one)])),
  };
  return { visits, facts, waiting, elsewhere, rule };
}

/** From the first visit's day to so many behind the last one's. */
function datesOf(visits: readonly Appointment[], zone: string, daysAhead: number): string[] {
  const days = visits.map(({ startsAt }) => localDateOf(startsAt, zone)).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const from = Temporal.PlainDate.from(first);
  const count = from.until(Temporal.PlainDate.from(last)).days + daysAhead + 1;
  return Array.from({ length: count }, (_, n) => from.add({ days: n }).toString());
}

export function waitingKey(patientId: string, visitTypeId: string): string {
  return `${patientId} ${visitTypeId}`;
}

function waitingBy(entries: readonly Waiting[]): Map<string, Waiting> {
  return new Map(entries.map((one) => [waitingKey(one.patient_id, one.visit_type_id), one]));
}

function chosenOf({ act, to }: Decision): Chosen {
  return { act, to: to && { providerId: to.providerId, from: Date.parse(to.startsAt) } };
}

type Times = Pick<PlanFacts, 'days' | 'taken' | 'busy' | 'freeOf' | 'dateOf' | 'wallMinute'>;

async function readTimes(
  ctx: Ctx,
  { out, zone, visits, types, dates }: World,
  patientIds: readonly string[],
): Promise<Times> {
  const clocks = wallClocks(zone);
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined)
    return { ...clocks, days: [], taken: new Map(), busy: new Map(), freeOf: () => 0 };
  const span = { startsAt: dayBounds(first, zone).startsAt, endsAt: dayBounds(last, zone).endsAt };
  const providerIds = (await listProviders(ctx, out.clinicId)).map(({ id }) => id);
  const resources = await listNeeded(ctx, out.clinicId, needsOf(visits, types));
  const occupied = await listOccupied(ctx, {
    ids: [...providerIds, ...resources.map(({ id }) => id)],
    startsAt: plusMinutes(span.startsAt, -longestReach),
    endsAt: plusMinutes(span.endsAt, longestReach),
  });
  const away = { from: Date.parse(out.startsAt), until: Date.parse(out.endsAt) };
  const lengths = new Map(
    visits.map(({ id, startsAt, endsAt }) => [id, minutesBetween(startsAt, endsAt)]),
  );
  const taken = groupSpans(occupied, ({ id }) => id);
  const days = await listBookableDays(ctx, { clinicId: out.clinicId, providerIds, dates });
  return {
    ...clocks,
    days: days.map(
      ({ providerId, date, windows, limits, visits: there, newPatients }): ProviderDay => ({
        providerId,
        date,
        visitsLeft: left(limits?.visitsADay, there),
        newPatientsLeft: left(limits?.newPatientsADay, newPatients),
        startsOf(visit, taken) {
          const type = types.get(visit.visitTypeId);
          if (!type) return [];
          const minutes = lengths.get(visit.id) ?? type.minutes;
          const open = providerId === out.providerId ? withoutSpan(windows, away) : windows;
          const asked = { visitTypeId: type.id, isNew: visit.isNew, now: Date.parse(ctx.now) };
          return startsOn(open, { ...type, minutes, ...asked }, taken);
        },
      }),
    ),
    taken,
    freeOf: freeResources(resources, taken),
    busy: groupSpans(
      (await visitsThen(ctx, patientIds, span)).map((one) => ({ ...one, appointmentId: one.id })),
      ({ patientId }) => patientId,
    ),
  };
}

function needsOf(
  visits: readonly Appointment[],
  types: ReadonlyMap<string, VisitType>,
): ResourceNeed[] {
  return [...new Set(visits.map(({ visitTypeId }) => visitTypeId))].flatMap(
    (id) => types.get(id)?.needs ?? [],
  );
}

async function listNeeded(
  ctx: Ctx,
  clinicId: string,
  needs: readonly ResourceNeed[],
): Promise<ResourceInZone[]> {
  if (needs.length === 0) return [];
  const usable = await listUsable(ctx, clinicId);
  return usable.filter((one) => needs.some(({ type }) => isOfType(one, type)));
}

function freeResources(
  resources: readonly ResourceInZone[],
  taken: PlanFacts['taken'],
): PlanFacts['freeOf'] {
  return (visit, from, type) => {
    const until = from + (visit.until - visit.from);
    return countFree(resources, type, {
      visit: { from, until },
      withBuffers: {
        from: from - visit.bufferBefore * 60_000,
        until: until + visit.bufferAfter * 60_000,
      },
      takenOf: (id) =>
        (taken.get(id) ?? []).filter(({ appointmentId }) => appointmentId !== visit.id),
    });
  };
}

/** Each moment is worked out once: a plan asks for the same ones again and again. */
function wallClocks(zone: string): Pick<PlanFacts, 'dateOf' | 'wallMinute'> {
  const known = new Map<number, { date: string; minute: number }>();
  const local = (moment: number): { date: string; minute: number } => {
    const held = known.get(moment);
    if (held) return held;
    const at = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone);
    const made = { date: at.toPlainDate().toString(), minute: at.hour * 60 + at.minute };
    known.set(moment, made);
    return made;
  };
  return { dateOf: (moment) => local(moment).date, wallMinute: (moment) => local(moment).minute };
}

/** Minutes that buffers of two visits reach over the edge of a day. */
const longestReach = 240;

function left(most: number | null | undefined, there: number): number | null {
  return most === null || most === undefined ? null : Math.max(0, most - there);
}

function withoutSpan<T extends Span>(windows: readonly T[], away: Span): T[] {
  return windows.flatMap((window) => [
    ...(window.from < away.from ? [{ ...window, until: Math.min(window.until, away.from) }] : []),
    ...(window.until > away.until ? [{ ...window, from: Math.max(window.from, away.until) }] : []),
  ]);
}

function groupSpans<T extends { startsAt: string; endsAt: string; appointmentId: string }>(
  rows: readonly T[],
  keyOf: (row: T) => string,
): Map<string, (Span & { appointmentId: string })[]> {
  const spans = rows.map((row) => ({
    key: keyOf(row),
    from: Date.parse(row.startsAt),
    until: Date.parse(row.endsAt),
    appointmentId: row.appointmentId,
  }));
  return Map.groupBy(spans, ({ key }) => key);
}

interface Known {
  patientIds: readonly string[];
  waiting: ReadonlyMap<string, Waiting>;
}

async function readVisits(ctx: Ctx, world: World, known: Known): Promise<VisitToPlace[]> {
  const { out, visits } = world;
  if (visits.length === 0) return [];
  const { patientIds } = known;
  const contacts = await listContactFacts(ctx, out.clinicId, patientIds);
  const established = await listEstablished(ctx, { ...out, patientIds });
  const seesByVideo = visits.some(({ modality }) => modality === 'video');
  const states = seesByVideo ? await listHomeStates(ctx, patientIds) : new Map<string, string>();
  const practitioners = (await listPractitioners(ctx)).filter(
    ({ clinicIds, hasLeft }) => clinicIds.includes(out.clinicId) && !hasLeft,
  );
  return visits.map((visit) =>
    visitToPlace(ctx, visit, {
      ...world,
      contact: contacts.get(visit.patient.id) ?? unmarked,
      isNew: !established.has(visit.patient.id),
      state: states.get(visit.patient.id) ?? null,
      waits: known.waiting.get(waitingKey(visit.patient.id, visit.visitTypeId)) ?? null,
      practitioners,
    }),
  );
}

interface About extends World {
  contact: ContactFacts;
  isNew: boolean;
  state: string | null;
  waits: Waiting | null;
  practitioners: readonly PractitionerFacts[];
}

function visitToPlace(ctx: Ctx, visit: Appointment, about: About): VisitToPlace {
  const { types, contact, waits, zone, practitioners, state, isNew } = about;
  const type = types.get(visit.visitTypeId);
  const { leadMinutes = 0, horizonDays = null, bufferBefore = 0, bufferAfter = 0 } = type ?? {};
  const now = Date.parse(ctx.now);
  const date = localDateOf(visit.startsAt, zone);
  const { id, providerId, visitTypeId, modality, patient } = visit;
  return {
    ...{ id, providerId, visitTypeId, bufferBefore, bufferAfter, isNew },
    needs: type?.needs ?? [],
    patientId: patient.id,
    from: Date.parse(visit.startsAt),
    until: Date.parse(visit.endsAt),
    urgency: urgencies.indexOf(waits?.urgency ?? 'routine'),
    leftBecause: leftBecause(visit, contact),
    mayBeCalled: mayContact(contact, callContact('reschedule')).allowed,
    earliest: now + leadMinutes * 60_000,
    latest: horizonDays === null ? Infinity : now + horizonDays * 86_400_000,
    providerIds: practitioners
      .filter((provider) => maySee(provider, { modality, providerId, state, date }))
      .map((provider) => provider.id),
    suits: (place) => waits === null || suits(wishesOf(waits), localPlace(place, zone)),
  };
}

function leftBecause(visit: Appointment, contact: ContactFacts): VisitToPlace['leftBecause'] {
  const step = stepOf(visit);
  if (step === 'pending') return 'held';
  if (step !== 'booked') return 'here';
  return contact.deceased || contact.retired ? 'may-not-come' : null;
}

function wishesOf(entry: Waiting): Parameters<typeof suits>[0] {
  return {
    providerIds: entry.provider_ids,
    weekdays: entry.weekdays,
    earliestTime: entry.earliest_time,
    latestTime: entry.latest_time,
    earliestOn: entry.earliest_on,
    latestOn: entry.latest_on,
  };
}

function localPlace(
  { providerId, from, until }: Place & { until: number },
  zone: string,
): LocalPlace {
  const local = (moment: number): Temporal.ZonedDateTime =>
    Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone);
  const start = local(from);
  return {
    providerId,
    date: start.toPlainDate().toString(),
    weekday: start.dayOfWeek,
    startsAt: start.toPlainTime().toString({ smallestUnit: 'minute' }),
    endsAt: local(until).toPlainTime().toString({ smallestUnit: 'minute' }),
  };
}
