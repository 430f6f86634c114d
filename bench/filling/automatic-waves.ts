// The days with automatic waves: the product's own services over a real database, whose clock goes from one thing that
// happens to the next. The clinic's terms are the standard, but for waves that leave by themselves.
import { givenTemplate } from '../../server/availability/given-template.ts';
import { givenVisitType } from '../../server/availability/given-visit-type.ts';
import { bookAppointment, cancelAppointment } from '../../server/calendar/calendar-service.ts';
import { givenAppointment } from '../../server/calendar/given-appointment.ts';
import { givenPatient } from '../../server/patients/given-patient.ts';
import { localTimeOf } from '../../server/platform/clock/instants.ts';
import { testDatabase, type TestDatabase } from '../../server/platform/db/test-database.ts';
import { runReactionsOnce } from '../../server/platform/reactions/run-reactions.ts';
import { runTickOnce } from '../../server/platform/ticks/run-ticks.ts';
import { givenProvider } from '../../server/staff/given-organization.ts';
import {
  givenEntry,
  givenWaitlist,
  testSettings,
  type GivenWaitlist,
} from '../../server/waitlist/given-waitlist.ts';
import { acceptOffer, declineOffer } from '../../server/waitlist/offer-answer-service.ts';
import { changeWaitlistPolicy, getWaitlistPolicy } from '../../server/waitlist/policy-service.ts';
import { waitlistReactions } from '../../server/waitlist/waitlist-reactions.ts';
import { waitlistTicks } from '../../server/waitlist/waitlist-ticks.ts';
import { plus, zone, type BusyDays, type FillingVisit } from './busy-days.ts';
import { answerAbout } from './draw.ts';
import type { Filled } from './filled.ts';

export interface FilledByWaves extends Filled {
  /** Pairs of booked visits of one provider or one patient that overlap. */
  doubleBookings: number;
  /** Who could not be written to and was called. */
  called: number;
}

interface Clinic extends GivenWaitlist {
  t: TestDatabase;
  providerIds: string[];
  patientIds: Map<string, string>;
  /** The other way round. */
  patients: Map<string, string>;
  appointmentIds: Map<number, string>;
  quietFrom: string;
  quietUntil: string;
}

interface Happening {
  at: string;
  run(): Promise<unknown>;
}

const reactions = waitlistReactions(testSettings);
const ticks = waitlistTicks(testSettings).filter(({ everyMs }) => everyMs === 1000);

export async function fillByWaves(plan: BusyDays, rate: number): Promise<FilledByWaves> {
  const t = await testDatabase();
  try {
    const [opens = '', closes = ''] = [plan.openHours[0]?.from, plan.openHours.at(-1)?.until];
    t.clock.set(opens);
    const clinic = await givenClinic(t, plan);
    const toCome: Happening[] = [];
    for (const visit of plan.visits) {
      if (visit.bookedAt < opens) await standing(clinic, visit);
      else toCome.push({ at: visit.bookedAt, run: () => booked(clinic, visit) });
      const { calledOffAt } = visit;
      if (calledOffAt) toCome.push({ at: calledOffAt, run: () => calledOff(clinic, visit) });
    }
    await t.owner.raw('analyze');
    await live(clinic, { toCome, closes, rate });
    return await countFilled(clinic, plan);
  } finally {
    await t.close();
  }
}

async function givenClinic(t: TestDatabase, plan: BusyDays): Promise<Clinic> {
  const world = await givenWaitlist(t, { zone });
  const { organizationId, clinicId } = world;
  const visitTypeId = await givenVisitType(t, { organizationId, clinicId, minutes: 15 });
  const blocks = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
    ...{ weekday, startsAt: '08:00', endsAt: '18:00' },
  }));
  const providerIds: string[] = [];
  while (providerIds.length < plan.providers) {
    const providerId = await givenProvider(t, { organizationId, clinicIds: [clinicId] });
    await givenTemplate(t, { organizationId, clinicId, providerId, blocks });
    providerIds.push(providerId);
  }
  const terms = await t.database.inTransaction(world.manager.scope, async (ctx) => {
    const { version, ...own } = await getWaitlistPolicy(ctx, clinicId);
    return changeWaitlistPolicy(ctx, { ...own, autoOffer: true, expectedVersion: version });
  });
  const { quietFrom, quietUntil } = terms;
  return {
    ...{ ...world, visitTypeId, t, providerIds, quietFrom, quietUntil },
    patientIds: new Map(),
    patients: new Map(),
    appointmentIds: new Map(),
  };
}

/** Booked before the days begin. */
async function standing(clinic: Clinic, visit: FillingVisit): Promise<void> {
  const patientId = await patientOf(clinic, visit);
  const { t, organizationId, clinicId, visitTypeId } = clinic;
  const appointmentId = await givenAppointment(t, {
    ...{ organizationId, clinicId, visitTypeId, patientId },
    ...{ providerId: clinic.providerIds[visit.provider] ?? '' },
    ...{ startsAt: visit.startsAt, minutes: 15 },
  });
  await follow(clinic, visit, { patientId, appointmentId });
}

async function booked(clinic: Clinic, visit: FillingVisit): Promise<void> {
  const patientId = await patientOf(clinic, visit);
  const { clinicId, visitTypeId, scheduler } = clinic;
  const { id } = await clinic.t.database.inTransaction(scheduler.scope, (ctx) =>
    bookAppointment(ctx, {
      ...{ clinicId, visitTypeId, patientId },
      ...{ providerId: clinic.providerIds[visit.provider] ?? '' },
      ...{ startsAt: visit.startsAt, overrides: [] },
    }),
  );
  await follow(clinic, visit, { patientId, appointmentId: id });
}

async function follow(
  clinic: Clinic,
  { line, waits, bookedAt }: FillingVisit,
  { patientId, appointmentId }: { patientId: string; appointmentId: string },
): Promise<void> {
  clinic.appointmentIds.set(line, appointmentId);
  if (!waits) return;
  await givenEntry(clinic.t, clinic, {
    ...{ patient_id: patientId, appointment_id: appointmentId },
    ...{ min_notice_hours: 0, added_at: bookedAt },
  });
}

async function patientOf(
  { t, organizationId, patientIds, patients }: Clinic,
  { patient }: FillingVisit,
): Promise<string> {
  const known = patientIds.get(patient);
  if (known !== undefined) return known;
  const email = `patient-${String(patients.size + 1)}@example.test`;
  const id = await givenPatient(t, { organizationId, email });
  patientIds.set(patient, id);
  patients.set(id, patient);
  return id;
}

async function calledOff(clinic: Clinic, { line }: FillingVisit): Promise<void> {
  const appointmentId = clinic.appointmentIds.get(line) ?? '';
  await clinic.t.database.inTransaction(clinic.scheduler.scope, (ctx) =>
    cancelAppointment(ctx, { appointmentId, expectedVersion: null, reason: 'pat' }),
  );
}

async function live(
  clinic: Clinic,
  { toCome, closes, rate }: { toCome: Happening[]; closes: string; rate: number },
): Promise<void> {
  const { t, organizationId } = clinic;
  const heard = new Set<string>();
  toCome.sort((a, b) => a.at.localeCompare(b.at));
  for (;;) {
    const due = await nextDue(clinic);
    const next = [toCome[0]?.at, due].filter((at) => at !== undefined && at !== null);
    const now = next.reduce((a, b) => (a < b ? a : b), closes);
    if (now >= closes) return;
    // Autovacuum would do it; a test's database has none.
    if (now.slice(0, 10) !== t.clock.now.slice(0, 10)) await t.owner.raw('vacuum analyze');
    t.clock.set(now);
    while (toCome[0] && toCome[0].at <= now) await toCome.shift()!.run();
    await runReactionsOnce(t.database, reactions, organizationId);
    if (due !== null && due <= now)
      for (const tick of ticks) await runTickOnce(t.database, tick, organizationId);
    for (const offer of await sentOffers(clinic)) {
      if (heard.has(offer.id)) continue;
      heard.add(offer.id);
      const patient = clinic.patients.get(offer.patient_id) ?? '';
      const provider = clinic.providerIds.indexOf(offer.provider_id);
      const answer = answerAbout(patient, { provider, startsAt: offer.starts_at }, rate);
      if (!answer) continue;
      const at = plus(now, answer.minutes);
      const after = toCome.findLastIndex((other) => other.at <= at);
      toCome.splice(after + 1, 0, { at, run: () => answered(clinic, offer.id, answer.yes) });
    }
  }
}

async function answered(clinic: Clinic, offerId: string, yes: boolean): Promise<void> {
  const { t, organizationId } = clinic;
  await t.database.inTransaction({ kind: 'patient', organizationId, offerId }, (ctx) =>
    yes ? acceptOffer(ctx, offerId, testSettings) : declineOffer(ctx, offerId, testSettings),
  );
}

/** When the clock has something to do; nothing leaves in quiet hours, so that nights are passed over. */
async function nextDue(clinic: Clinic): Promise<string | null> {
  const { t, organizationId } = clinic;
  const { rows } = await t.owner.raw<{ rows: { at: string | null }[] }>(nextDueSql, {
    organizationId,
  });
  const at = rows[0]?.at ?? null;
  if (at === null) return null;
  const later = at > t.clock.now ? at : plus(t.clock.now, 1);
  return afterQuiet(clinic, later);
}

function afterQuiet({ quietFrom, quietUntil }: Clinic, at: string): string {
  const isQuiet = (when: string): boolean => {
    const time = localTimeOf(when, zone);
    return time >= quietFrom || time < quietUntil;
  };
  if (!isQuiet(at)) return at;
  let end = `${at.slice(0, 14)}00:00.000Z`;
  while (isQuiet(end)) end = plus(end, 60);
  return end;
}

interface SentOffer {
  id: string;
  patient_id: string;
  provider_id: string;
  starts_at: string;
}

async function sentOffers({ t, organizationId }: Clinic): Promise<SentOffer[]> {
  return t
    .owner('waitlist_offer as f')
    .join('waitlist_opening as o', 'o.id', 'f.opening_id')
    .where({ 'f.organization_id': organizationId, 'f.status': 'sent' })
    .orderBy('f.id')
    .select<SentOffer[]>('f.id', 'f.patient_id', 'o.provider_id', 'f.starts_at');
}

async function countFilled(clinic: Clinic, plan: BusyDays): Promise<FilledByWaves> {
  const { t, organizationId } = clinic;
  const of = { organizationId, cause: 'cancelled' };
  const { rows } = await t.owner.raw<{ rows: { minutes: number }[] }>(filledSql, of);
  const counted = await t.owner.raw<{ rows: Counts[] }>(countSql, of);
  const { followed = 0, asked = 0, called = 0, twice = 0 } = counted.rows[0] ?? {};
  return {
    freed: plan.visits.filter(({ calledOffAt }) => calledOffAt !== null).length,
    filled: rows.length,
    minutes: rows.map(({ minutes }) => minutes),
    ...{ followed, asked, called, doubleBookings: twice },
  };
}

interface Counts {
  followed: number;
  asked: number;
  called: number;
  twice: number;
}

const nextDueSql = `
  select min(at) as at from (
    select min(next_wave_at) as at from waitlist_opening
    where organization_id = :organizationId and status in ('open', 'offered')
    union all
    select min(case status when 'queued' then leaves_at else expires_at end) from waitlist_offer
    where organization_id = :organizationId and status in ('queued', 'sent')
  ) due`;

const filledSql = `
  select cast(extract(epoch from o.ended_at - a.cancelled_at) / 60 as float8) as minutes
  from waitlist_opening o join appointment a on a.id = o.appointment_id
  where o.organization_id = :organizationId and o.cause = :cause and o.status = 'filled'`;

const countSql = `
  select
    (select count(*)::int from waitlist_opening
     where organization_id = :organizationId and cause <> :cause and status = 'filled') as followed,
    (select count(*)::int from waitlist_offer
     where organization_id = :organizationId and sent_at is not null) as asked,
    (select count(*)::int from waitlist_offer
     where organization_id = :organizationId and sent_at is not null and way <> 'message') as called,
    (select count(*)::int from appointment a join appointment b
       on b.organization_id = a.organization_id and b.id > a.id
       and (b.provider_id = a.provider_id or b.patient_id = a.patient_id)
       and b.starts_at < a.ends_at and a.starts_at < b.ends_at
     where a.organization_id = :organizationId and a.status = 'booked' and b.status = 'booked') as twice`;
