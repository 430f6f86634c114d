// Books a plan through the HTTP API: providers, a visit type, people and their visits, and who waits for something
// earlier.
import { addVisitType, listVisitTypes, setWeeklyTemplate } from '#contract/availability';
import { bookAppointment, type Appointment } from '#contract/calendar';
import { addProvider } from '#contract/staff';
import { addEntry } from '#contract/waitlist-entry';
import { instantText } from '../server/platform/clock/instants.ts';
import { Temporal } from '../server/platform/clock/temporal.ts';
import type { HttpConsole } from './http-console.ts';
import { openChart } from './open-chart.ts';
import {
  dayEndsMinute,
  dayStartsMinute,
  visitMinutes,
  type PlannedPerson,
  type PlannedVisit,
  type ReplayPlan,
} from './replay-plan.ts';

export interface Target {
  desk: HttpConsole;
  clinicId: string;
  zone: string;
  /** The day on which the replayed day is booked. */
  date: string;
}

export interface Booked {
  visitTypeId: string;
  visits: { planned: PlannedVisit; appointment: Appointment }[];
  waiting: number;
}

export async function bookPlan(target: Target, plan: ReplayPlan): Promise<Booked> {
  const visitTypeId = await visitTypeOf(target);
  const providerIds: string[] = [];
  for (let number = 1; number <= plan.providers; number += 1)
    providerIds.push(await addReplayProvider(target, number));
  const place = { target, visitTypeId, providerIds };
  const visits = await inTurns(plan.visits, (planned) => bookOne(place, planned));
  const later = await inTurns(plan.waiting, (planned) => bookOne(place, planned));
  await inTurns(later, ({ appointment }) =>
    target.desk.call(addEntry, {
      body: {
        clinicId: target.clinicId,
        patientId: appointment.patient.id,
        visitTypeId,
        urgency: 'routine',
        minNoticeHours: 0,
        appointmentId: appointment.id,
      },
    }),
  );
  return { visitTypeId, visits, waiting: later.length };
}

const visitTypeName = 'Replayed visit';

async function visitTypeOf({ desk, clinicId }: Target): Promise<string> {
  const { items } = await desk.call(listVisitTypes, { query: { clinicId } });
  const known = items.find((type) => type.name === visitTypeName && type.active);
  if (known) return known.id;
  const added = await desk.call(addVisitType, {
    body: {
      clinicId,
      name: visitTypeName,
      minutes: visitMinutes,
      modality: 'in-person',
      category: 'routine',
      colour: 'slate',
    },
  });
  return added.id;
}

async function addReplayProvider(target: Target, number: number): Promise<string> {
  const { desk, clinicId, date } = target;
  const provider = await desk.call(addProvider, {
    body: {
      clinicId,
      family: 'Replay',
      given: `Provider ${number}`,
      credentials: '',
      specialty: 'Replayed day',
    },
  });
  await desk.call(setWeeklyTemplate, {
    body: {
      clinicId,
      providerId: provider.id,
      effectiveFrom: date,
      blocks: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
        weekday,
        startsAt: wallTime(dayStartsMinute),
        endsAt: wallTime(dayEndsMinute),
        visitTypeIds: [],
      })),
    },
  });
  return provider.id;
}

async function bookOne(
  place: { target: Target; visitTypeId: string; providerIds: readonly string[] },
  planned: PlannedVisit,
): Promise<{ planned: PlannedVisit; appointment: Appointment }> {
  const { target, visitTypeId, providerIds } = place;
  const { desk, clinicId } = target;
  const patient = await openChart(desk, personBody(clinicId, planned.person));
  const appointment = await desk.call(bookAppointment, {
    body: {
      clinicId,
      providerId: providerIds[planned.provider] ?? '',
      patientId: patient.id,
      visitTypeId,
      startsAt: startOf(target, planned),
    },
  });
  return { planned, appointment };
}

function personBody(clinicId: string, person: PlannedPerson) {
  return {
    clinicId,
    family: person.family,
    given: person.given,
    birthOn: `${person.birthYear}-01-01`,
    sex: person.sex,
  };
}

function startOf({ date, zone }: Target, planned: PlannedVisit): string {
  const at = Temporal.PlainDate.from(date)
    .add({ days: planned.dayOffset })
    .toZonedDateTime({
      timeZone: zone,
      plainTime: Temporal.PlainTime.from(wallTime(planned.startsMinute)),
    });
  return instantText(at.toInstant());
}

function wallTime(minute: number): string {
  const part = (value: number): string => String(value).padStart(2, '0');
  return `${part(Math.floor(minute / 60))}:${part(minute % 60)}`;
}

/** Six at a time, as a few desks would; answers in the order of what was given. */
async function inTurns<T, A>(items: readonly T[], run: (item: T) => Promise<A>): Promise<A[]> {
  const answers: A[] = [];
  const queue = items.entries();
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      for (const [at, item] of queue) answers[at] = await run(item);
    }),
  );
  return answers;
}
