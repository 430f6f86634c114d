// One organization with two clinics, everything that can be asked for standing in the second, and one valid call of
// every endpoint that reaches for it.
import {
  addVisitType,
  changeVisitType,
  findFreeTimes,
  listVisitTypes,
  listWeeklyTemplates,
  listWeekHours,
  listWorkingWindows,
  retireVisitType,
  setWeeklyTemplate,
} from '#contract/availability';
import {
  bookAppointment,
  cancelAppointment,
  getAppointment,
  getCancellationPolicy,
  getAppointmentHistory,
  listDay,
  listMonth,
  listPatientAppointments,
  listWeek,
  moveAppointment,
  reinstateAppointment,
} from '#contract/calendar';
import { listDayAsOf } from '#contract/day-as-of';
import { bookEVisit, moveEVisit } from '#contract/e-visits';
import { addWalkIn, placeWalkIn, startWalkIn } from '#contract/walk-ins';
import { describeAppointment } from '#contract/visit-description';
import { resizeAppointment } from '#contract/visit-length';
import { tellLate } from '#contract/visit-delay';
import { confirmTold } from '#contract/visit-told';
import { assignResources, listFreeResources } from '#contract/visit-resources';
import { getNoShowPolicy } from '#contract/visit-steps';
import type { Endpoint } from '#contract/endpoint';
import { markNotificationRead } from '#contract/notifications';
import { reachingExceptions } from './availability/given-reaching-exceptions.ts';
import { reachingOutsideCalendars } from './availability/outside/given-outside.ts';
import { reachingResources } from './availability/resource/given-reaching-resources.ts';
import { addAbsence, endAbsence, listAbsences } from '#contract/absence';
import type { Role } from '#contract/permission';
import { addProvider, endSession, listColleagues, listProviders } from '#contract/staff';
import { getCascade } from '#contract/waitlist-cascade';
import {
  addEntry,
  changeEntryStatus,
  listEntries,
  listPatientEntries,
} from '#contract/waitlist-entry';
import {
  countOpenings,
  listCandidates,
  listOpenings,
  answerOffer,
  askWave,
  offerOpening,
  showOfferLink,
  takeOverOpening,
  withdrawOffer,
  withdrawOpening,
} from '#contract/waitlist-opening';
import { getWaitlistFigures } from '#contract/waitlist-figures';
import { replayWaitlistPolicy } from '#contract/waitlist-replay';
import { changeWaitlistPolicy, getWaitlistPolicy } from '#contract/waitlist-policy';
import { givenReachingAuthorizations } from './authorizations/given-reaching-authorizations.ts';
import { givenTemplate } from './availability/given-template.ts';
import { givenVisitType } from './availability/given-visit-type.ts';
import { givenAppointment, givenEVisit, givenWalkIn } from './calendar/given-appointment.ts';
import { givenReachingCalls } from './calls/given-reaching-calls.ts';
import { givenReachingClinics } from './clinics/given-clinic.ts';
import { givenReachingFeeds } from './calendar/calendar-feed/given-feed.ts';
import { givenReachingInterpreters } from './calendar/interpreter/given-interpreter.ts';
import { givenReachingRecalls } from './calendar/recall/given-recall.ts';
import { givenReachingOutreach } from './outreach/given-reaching-outreach.ts';
import { givenReachingPayments } from './payments/given-payment.ts';
import { givenReachingClaims } from './claims/given-reaching-claims.ts';
import { givenReachingResults } from './results/given-reaching-results.ts';
import { givenReachingRefills } from './refills/given-reaching-refills.ts';
import { givenReachingRescues } from './rescues/given-rescue.ts';
import { givenReachingLinked } from './calendar/linked/given-reaching-linked.ts';
import { givenReachingSeries } from './calendar/series/given-reaching-series.ts';
import { givenReachingSteps } from './calendar/given-reaching-steps.ts';
import { givenReachingExports } from './exports/given-reaching-exports.ts';
import { givenReachingImports } from './imports/given-reaching-imports.ts';
import { givenReachingInterfaces } from './interfaces/given-reaching-interfaces.ts';
import { givenNotification } from './notifications/given-notification.ts';
import { givenReachingCoverages } from './patients/given-coverage.ts';
import { givenReachingFlags } from './patients/given-flag.ts';
import { givenReachingCharts } from './patients/given-retired-chart.ts';
import { givenReachingProxies } from './patients/given-proxy.ts';
import { givenPatient } from './patients/given-patient.ts';
import { givenReachingPatients } from './patients/given-reaching-patients.ts';
import { givenReachingPrivacy } from './privacy/given-access.ts';
import { plusMinutes } from './platform/clock/instants.ts';
import type { TestDatabase } from './platform/db/test-database.ts';
import { newId } from './platform/ids.ts';
import type { TestCall } from './platform/http/test-http.ts';
import {
  givenOrganization,
  givenProvider,
  givenStaff,
  type GivenStaff,
} from './staff/given-organization.ts';
import { givenReachingStaff } from './staff/given-reaching-staff.ts';
import {
  givenEntry,
  givenOffer,
  givenOpening,
  inTwoWeeks,
  tomorrowAtTen,
} from './waitlist/given-waitlist.ts';
import { waitlistRule } from './waitlist/waitlist-rule.ts';

export interface TwoClinics {
  organizationId: string;
  /** Where the caller works. */
  here: string;
  /** Where everything stands. */
  there: string;
  worksHere(role: Role): Promise<GivenStaff>;
  worksThere(role: Role): Promise<GivenStaff>;
  /** An administrator there, who holds what the calls below say is held. */
  holder: GivenStaff;
  /** Calls that reach for the second clinic; each would do its work for somebody who works there. */
  reaching: [Endpoint, TestCall][];
  /** Texts that nobody of the first clinic may see in any answer. */
  secrets: string[];
  /** The same for nobody of another organization. */
  organizationSecrets: string[];
}

export async function givenTwoClinics(t: TestDatabase): Promise<TwoClinics> {
  const { organizationId, clinicIds } = await givenOrganization(t, {
    clinics: [{ name: 'Harborview' }, { name: 'Riverside' }],
    isDemo: true,
  });
  const [here, there] = clinicIds as [string, string];
  const providerId = await givenProvider(t, { organizationId, clinicIds: [there] });
  const visitTypeId = await givenVisitType(t, {
    organizationId,
    clinicId: there,
    name: 'Secret visit type',
  });
  const place = { organizationId, clinicId: there, providerId, visitTypeId };
  await givenTemplate(t, place);
  const patientId = await givenPatient(t, { organizationId });
  const appointmentId = await givenAppointment(t, { ...place, patientId, startsAt: inTwoWeeks });
  const cancelled = await givenAppointment(t, {
    ...place,
    patientId,
    startsAt: tomorrowAtTen,
    status: 'cancelled',
  });
  await t
    .owner('appointment')
    .where({ id: cancelled })
    .update({ undo_until: plusMinutes(t.clock.now, 1) });
  const entry = await givenEntry(t, place);
  const waiting = await givenEntry(t, place);
  const opening = await givenOpening(t, place, { starts_at: '2026-11-25T15:00:00.000Z' });
  const offered = await givenOpening(t, place, { starts_at: '2026-11-26T15:00:00.000Z' });
  const offer = await givenOffer(t, offered, entry);
  // Whoever leads here is a clinician as well: what takes a profession is theirs, too.
  const rolesOf = (role: Role): Role[] =>
    role === 'administrator' ? ['administrator', 'clinician'] : [role];
  const works = (clinicId: string) => (role: Role) =>
    givenStaff(t, {
      organizationId,
      grants: rolesOf(role).map((each) => ({ clinicId, role: each })),
    });
  const stranger = await givenStaff(t, { organizationId, clinicIds: [there] });
  const holder = await works(there)('administrator');
  const aboutCalls = await givenReachingCalls(t, { ...place, patientId, holder });
  const ofPatient = { organizationId, there, patientId };
  const aboutCoverages = await givenReachingCoverages(t, ofPatient);
  const authorId = stranger.staffId;
  const aboutPatients = await givenReachingPatients(t, { ...place, patientId, authorId });
  const aboutFlags = await givenReachingFlags(t, ofPatient);
  const aboutCharts = await givenReachingCharts(t, { organizationId, there });
  const aboutProxies = await givenReachingProxies(t, { ...ofPatient, holder });
  const aboutClinics = await givenReachingClinics(t, { organizationId, clinicId: there });
  const aboutStaff = await givenReachingStaff(t, { organizationId, clinicId: there });
  const aboutInterfaces = await givenReachingInterfaces(t, { organizationId, clinicId: there });
  const aboutFeeds = await givenReachingFeeds(t, place);
  const aboutSteps = await givenReachingSteps(t, { ...place, patientId });
  const eVisitTypeId = await givenVisitType(t, {
    organizationId,
    clinicId: there,
    modality: 'e-visit',
  });
  const eVisitId = await givenEVisit(t, { ...place, patientId, visitTypeId: eVisitTypeId });
  const waitingIds = [await givenWalkIn(t, place), await givenWalkIn(t, place)] as const;
  const aboutInterpreters = await givenReachingInterpreters(t, place);
  const aboutRecalls = await givenReachingRecalls(t, place);
  const aboutSeries = await givenReachingSeries(t, place, holder.scope);
  const aboutLinked = await givenReachingLinked(t, place, holder.scope);
  const aboutRescues = await givenReachingRescues(t, place, holder.scope);
  const aboutOutreach = await givenReachingOutreach(t, place);
  const aboutPayments = await givenReachingPayments(t, place, stranger.scope);
  const aboutResults = await givenReachingResults(t, {
    ...{ ...place, patientId, appointmentId, visitTypeId, holder },
  });
  const aboutClaims = await givenReachingClaims(t, {
    ...{ ...place, patientId, appointmentId, holder },
  });
  const aboutAuthorizations = await givenReachingAuthorizations(t, {
    ...{ ...place, patientId, appointmentId, providerId, visitTypeId, holder },
  });
  const aboutRefills = await givenReachingRefills(t, {
    ...place,
    patientId,
    appointmentId,
    holder,
  });
  const aboutImports = await givenReachingImports(t, { ...place, startedById: authorId });
  const ofStranger = { organizationId, staffId: stranger.staffId, patientId };
  const aboutExports = await givenReachingExports(t, ofStranger);
  const aboutPrivacy = await givenReachingPrivacy(t, ofStranger);
  const notificationId = await givenNotification(t, { ...holder, clinicId: there });
  const inClinic = { query: { clinicId: there } };
  const expectedVersion = 1;
  const reaching: [Endpoint, TestCall][] = [
    ...aboutCalls.reaching,
    ...aboutCoverages.reaching,
    ...aboutPatients.reaching,
    ...aboutFlags.reaching,
    ...aboutProxies.reaching,
    ...aboutCharts.reaching,
    ...aboutClinics,
    ...aboutInterfaces.reaching,
    ...aboutStaff,
    ...aboutImports.reaching,
    ...aboutExports.reaching,
    ...aboutPrivacy.reaching,
    ...aboutFeeds.reaching,
    [markNotificationRead, { params: { notificationId } }],
    [listColleagues, inClinic],
    [listAbsences, inClinic],
    [
      addAbsence,
      {
        body: {
          clinicId: there,
          staffId: stranger.staffId,
          fromAt: '2026-12-01T12:00:00.000Z',
          untilAt: '2026-12-02T12:00:00.000Z',
        },
      },
    ],
    [
      endAbsence,
      {
        params: { absenceId: await givenAbsence(t, stranger) },
        body: { expectedVersion },
      },
    ],
    [listProviders, inClinic],
    [
      addProvider,
      {
        body: {
          clinicId: there,
          family: 'New',
          given: 'Nia',
          credentials: 'MD',
          specialty: 'Cardiology',
        },
      },
    ],
    [endSession, { params: { sessionId: await givenSession(t, stranger) } }],
    [listVisitTypes, inClinic],
    [
      addVisitType,
      {
        body: {
          clinicId: there,
          name: 'Check',
          minutes: 20,
          modality: 'phone',
          category: 'routine',
          colour: 'teal',
        },
      },
    ],
    [
      changeVisitType,
      {
        params: { visitTypeId: await givenVisitType(t, place) },
        body: {
          ...{ expectedVersion: 1, name: 'Long check', minutes: 40 },
          ...{ modality: 'video', category: 'routine', colour: 'rose' },
        },
      },
    ],
    [
      retireVisitType,
      {
        params: { visitTypeId: await givenVisitType(t, place) },
        body: { expectedVersion: 1 },
      },
    ],
    [
      setWeeklyTemplate,
      {
        body: {
          clinicId: there,
          providerId,
          effectiveFrom: '2027-01-04',
          blocks: [{ weekday: 1, startsAt: '09:00', endsAt: '12:00', visitTypeIds: [] }],
        },
      },
    ],
    [listWeeklyTemplates, inClinic],
    [listWorkingWindows, { query: { clinicId: there, date: '2026-11-24' } }],
    [listWeekHours, { query: { clinicId: there, providerId, date: '2026-11-24' } }],
    ...(await reachingExceptions(t, { organizationId, clinicId: there, providerId })),
    ...(await reachingOutsideCalendars(t, { organizationId, clinicId: there, providerId })),
    ...(await reachingResources(t, { organizationId, clinicId: there })),
    [findFreeTimes, { body: { clinicId: there, visitTypeId, fromAt: '2026-11-24T12:00:00.000Z' } }],
    [listDay, { query: { clinicId: there, date: '2026-12-10' } }],
    [listMonth, { query: { clinicId: there, date: '2026-12-10' } }],
    [listWeek, { query: { clinicId: there, providerId, date: '2026-12-10' } }],
    [
      listDayAsOf,
      { query: { clinicId: there, date: '2026-12-10', asOf: '2026-11-23T15:00:00.000Z' } },
    ],
    [getCancellationPolicy, { query: { clinicId: there } }],
    [getAppointment, { params: { appointmentId } }],
    [getAppointmentHistory, { params: { appointmentId } }],
    [
      bookAppointment,
      {
        body: {
          clinicId: there,
          providerId,
          patientId,
          visitTypeId,
          startsAt: '2026-11-24T16:00:00.000Z',
        },
      },
    ],
    [
      moveAppointment,
      {
        params: { appointmentId },
        body: { expectedVersion, startsAt: '2026-12-10T17:00:00.000Z' },
      },
    ],
    [
      addWalkIn,
      {
        body: {
          ...{ clinicId: there, providerId, visitTypeId },
          patientId: await givenPatient(t, { organizationId }),
        },
      },
    ],
    [
      placeWalkIn,
      {
        params: { appointmentId: waitingIds[0] },
        body: { expectedVersion, providerId, startsAt: '2026-11-23T20:00:00.000Z' },
      },
    ],
    [startWalkIn, { params: { appointmentId: waitingIds[1] }, body: { expectedVersion } }],
    [
      bookEVisit,
      {
        body: {
          ...{ clinicId: there, providerId, patientId, visitTypeId: eVisitTypeId },
          date: '2026-11-24',
        },
      },
    ],
    [
      moveEVisit,
      { params: { appointmentId: eVisitId }, body: { expectedVersion, date: '2026-11-25' } },
    ],
    [resizeAppointment, { params: { appointmentId }, body: { expectedVersion, minutes: 20 } }],
    [
      describeAppointment,
      {
        params: { appointmentId },
        body: { expectedVersion, reason: 'Secret reason', note: 'Secret note' },
      },
    ],
    [
      tellLate,
      {
        params: {
          appointmentId: await givenAppointment(t, {
            ...{ ...place, startsAt: '2026-12-11T19:00:00.000Z' },
          }),
        },
        body: { expectedVersion, beginsAt: '2026-12-11T19:30:00.000Z', way: 'by-call' },
      },
    ],
    [
      confirmTold,
      {
        params: {
          appointmentId: await givenAppointment(t, {
            ...{ ...place, startsAt: '2026-12-10T19:00:00.000Z' },
            known: { startsAt: '2026-12-10T20:00:00.000Z' },
          }),
        },
        body: { expectedVersion, way: 'phone' },
      },
    ],
    [listFreeResources, { params: { appointmentId } }],
    [assignResources, { params: { appointmentId }, body: { expectedVersion, resourceIds: [] } }],
    [cancelAppointment, { params: { appointmentId }, body: { expectedVersion, reason: 'pat' } }],
    [reinstateAppointment, { params: { appointmentId: cancelled }, body: { expectedVersion } }],
    [getNoShowPolicy, inClinic],
    ...aboutSteps.reaching,
    ...aboutInterpreters.reaching,
    ...aboutRecalls.reaching,
    ...aboutSeries.reaching,
    ...aboutLinked.reaching,
    ...aboutRescues.reaching,
    ...aboutOutreach.reaching,
    ...aboutPayments.reaching,
    ...aboutResults.reaching,
    ...aboutClaims.reaching,
    ...aboutAuthorizations.reaching,
    ...aboutRefills.reaching,
    [listEntries, inClinic],
    [listOpenings, inClinic],
    [countOpenings, inClinic],
    [listCandidates, { params: { openingId: opening.id } }],
    [getCascade, { params: { openingId: opening.id } }],
    [
      addEntry,
      {
        body: {
          clinicId: there,
          patientId: await givenPatient(t, { organizationId }),
          visitTypeId,
          urgency: 'soon',
        },
      },
    ],
    [
      changeEntryStatus,
      { params: { entryId: waiting.id }, body: { expectedVersion, transition: 'pause' } },
    ],
    [
      offerOpening,
      {
        params: { openingId: opening.id },
        body: { expectedVersion, entryId: waiting.id, outOfOrderReason: 'asked first' },
      },
    ],
    [askWave, { params: { openingId: opening.id }, body: { expectedVersion } }],
    [
      takeOverOpening,
      {
        params: { openingId: opening.id },
        body: { expectedVersion, entryId: waiting.id, outOfOrderReason: 'is on the line' },
      },
    ],
    [answerOffer, { params: { offerId: offer.id }, body: { expectedVersion, answer: 'decline' } }],
    [withdrawOffer, { params: { offerId: offer.id }, body: { expectedVersion } }],
    [withdrawOpening, { params: { openingId: opening.id }, body: { expectedVersion } }],
    [showOfferLink, { params: { offerId: offer.id } }],
    [getWaitlistPolicy, inClinic],
    [replayWaitlistPolicy, { body: { clinicId: there, ...waitlistRule.standard } }],
    [getWaitlistFigures, { query: { clinicId: there, date: '2026-11-24' } }],
    [
      changeWaitlistPolicy,
      {
        body: {
          clinicId: there,
          expectedVersion,
          ...waitlistRule.standard,
          undoSeconds: 5,
        },
      },
    ],
    [listPatientAppointments, { params: { patientId } }],
    [listPatientEntries, { params: { patientId: entry.patient_id } }],
  ];
  return {
    organizationId,
    here,
    there,
    worksHere: works(here),
    worksThere: works(there),
    holder,
    reaching,
    secrets: [
      ...aboutCalls.secrets,
      ...aboutPatients.secrets,
      ...aboutImports.secrets,
      ...aboutSteps.secrets,
      ...aboutInterpreters.secrets,
      ...aboutRecalls.secrets,
      ...aboutSeries.secrets,
      ...aboutLinked.secrets,
      ...aboutRescues.secrets,
      ...aboutOutreach.secrets,
      ...aboutPayments.secrets,
      ...aboutResults.secrets,
      ...aboutClaims.secrets,
      ...aboutAuthorizations.secrets,
      ...aboutRefills.secrets,
      ...aboutFeeds.secrets,
      ...aboutInterfaces.secrets,
      notificationId,
      'Secret visit type',
      visitTypeId,
      appointmentId,
      entry.id,
      waiting.id,
      opening.id,
      offer.id,
      offer.token,
    ],
    organizationSecrets: [
      providerId,
      patientId,
      ...aboutCoverages.secrets,
      ...aboutFlags.secrets,
      ...aboutProxies.secrets,
      ...aboutCharts.secrets,
      ...aboutExports.secrets,
      ...aboutPrivacy.secrets,
    ],
  };
}

async function givenAbsence(t: TestDatabase, staff: GivenStaff): Promise<string> {
  const id = newId();
  await t.owner('staff_absence').insert({
    organization_id: staff.organizationId,
    id,
    staff_id: staff.staffId,
    from_at: '2026-12-24T12:00:00.000Z',
    until_at: '2026-12-25T12:00:00.000Z',
  });
  return id;
}

async function givenSession(t: TestDatabase, staff: GivenStaff): Promise<string> {
  const sessionId = newId();
  await t.owner('session').insert({
    sid: newId(),
    sess: '{}',
    expire: '2026-11-24T03:00:00.000Z',
    public_id: sessionId,
    organization_id: staff.organizationId,
    staff_id: staff.staffId,
    created_at: t.clock.now,
    last_seen_at: t.clock.now,
    absolute_expires_at: '2026-11-24T03:00:00.000Z',
  });
  return sessionId;
}

/** How many rows each table holds, and the sum of their versions: a write of any kind shows. */
export async function countRows(t: TestDatabase): Promise<Record<string, string>> {
  const { rows: tables } = await t.owner.raw<{ rows: { name: string; versioned: boolean }[] }>(`
    select c.relname as name, exists (
      select from pg_attribute a where a.attrelid = c.oid and a.attname = 'version' and not a.attisdropped
    ) as versioned
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition order by 1`);
  const counts: Record<string, string> = {};
  for (const { name, versioned } of tables) {
    if (notCounted.has(name)) continue;
    const counted = await t
      .owner(name)
      .first<{ count: number; versions: number | null }>(
        t.owner.raw('count(*) as count'),
        t.owner.raw(versioned ? 'sum(version) as versions' : 'null as versions'),
      );
    counts[name] = `${counted.count} rows, versions ${counted.versions ?? '-'}`;
  }
  const jobs = await t.owner('pgboss.job').pluck('id');
  const acts = await t
    .owner('audit_entry')
    .where({ kind: 'act' })
    .whereNot({ act: 'staff.sign-in' });
  return { ...counts, jobs: String(jobs.length), acts: String(acts.length) };
}

/** Written by signing in and by being refused, which is what the specs do. */
const notCounted = new Set([
  'audit_entry',
  'audit_seal',
  'session',
  'sign_in_failure',
  'login',
  'reaction_mark',
]);
