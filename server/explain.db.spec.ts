// What every endpoint asks of the database when the clinic network has grown: how many statements, and whether one of
// them reads a big table whole.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  addException,
  changeException,
  listExceptions,
  listOrphanedVisits,
  removeException,
} from '#contract/schedule-exception';
import { readClosings } from '#contract/closings-file';
import {
  keepOutsideCalendar,
  listOutsideCalendars,
  previewOutsideCalendar,
  removeOutsideCalendar,
} from '#contract/outside-calendar';
import {
  addResource,
  changeResource,
  listResources,
  putBackInUse,
  retireResource,
  takeOutOfUse,
} from '#contract/resources';
import { addAbsence, endAbsence, listAbsences } from '#contract/absence';
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
import { describeAppointment } from '#contract/visit-description';
import { listDayAsOf } from '#contract/day-as-of';
import { bookEVisit, moveEVisit } from '#contract/e-visits';
import {
  askInterpreterAgain,
  confirmInterpreter,
  countInterpreterRequests,
  declineInterpreter,
  getInterpreterRequest,
  listInterpreterRequests,
} from '#contract/interpreter-requests';
import {
  changeOutreachPolicy,
  countMessages,
  dropMessage,
  getMessageHistory,
  getOutreachPolicy,
  listMessages,
  listPatientMessages,
  markMessageDelivered,
  messageShows,
  resendMessage,
  withdrawMessage,
} from '#contract/outreach';
import { listMessageStops, releaseMessages, stopMessages } from '#contract/outreach-stops';
import { addWalkIn, placeWalkIn, startWalkIn } from '#contract/walk-ins';
import { resizeAppointment } from '#contract/visit-length';
import { allEndpoints } from '#contract/given-endpoints';
import { tellLate } from '#contract/visit-delay';
import { confirmTold } from '#contract/visit-told';
import { assignResources, listFreeResources } from '#contract/visit-resources';
import { confirmAppointment, holdAppointment, releaseAppointment } from '#contract/visit-hold';
import { findLinkedTimes } from '#contract/linked-times';
import {
  bookLinkedVisits,
  cancelLinkedVisits,
  getLinkedVisits,
  reinstateLinkedVisits,
} from '#contract/linked-visits';
import {
  bookSeries,
  cancelSeries,
  getSeries,
  moveSeries,
  previewSeries,
  previewSeriesMove,
  reinstateSeries,
} from '#contract/visit-series';
import { createCalendarFeed, listCalendarFeeds, revokeCalendarFeed } from '#contract/calendar-feed';
import {
  arriveAppointment,
  checkInAppointment,
  concludeAppointment,
  fulfilAppointment,
  getNoShowPolicy,
  leaveAppointment,
  markAppointmentInError,
  markNoShow,
  resetAppointment,
  reverseNoShow,
  roomAppointment,
  startAppointment,
} from '#contract/visit-steps';
import {
  addCall,
  callQueue,
  callQueueViews,
  cancelCall,
  endCall,
  listPatientCalls,
  startCall,
  type Call,
} from '#contract/calls';
import {
  addCoverage,
  changeCoverage,
  checkEligibility,
  getCoverageAlert,
  endCoverage,
  listCoverages,
  verifyCoverage,
} from '#contract/coverage';
import {
  approveDraft,
  changeClinicDetails,
  changeClinicHours,
  changeHoldTime,
  changeLateCancellation,
  changeNoShowPolicy,
  draftSetting,
  getClinicSettings,
  withdrawDraft,
} from '#contract/clinic-settings';
import type { AnswerOf, Endpoint } from '#contract/endpoint';
import {
  getArchive,
  listExports,
  openExport,
  requestExport,
  withdrawExport,
} from '#contract/exports';
import {
  checkImport,
  commitImport,
  countImportProblems,
  discardImport,
  getImport,
  listImportProblems,
  listImports,
  mapImport,
  getImportPreview,
  readImportFile,
} from '#contract/imports';
import {
  addInterface,
  changeInterface,
  listInterfaceMessages,
  listInterfaces,
  giveInterfaceFile,
  readFileAgain,
} from '#contract/interfaces';
import {
  changeNotificationChoices,
  getNotificationChoices,
  listNotifications,
  markAllNotificationsRead,
  markNotificationRead,
} from '#contract/notifications';
import { addFlag, endFlag, getPatientAlerts, listFlags } from '#contract/patient-flag';
import { addPayer, changePayer, listPayers } from '#contract/payer';
import { addPatientNote, listPatientNotes, strikePatientNote } from '#contract/patient-note';
import { linkDuplicate, retireChart, tellApart } from '#contract/retired-chart';
import {
  countAccessesToReview,
  linkOwnChart,
  listAccessesToReview,
  listAccessReviews,
  listWatchedPeople,
  reviewAccesses,
  searchFailedTries,
  searchPatientAccesses,
  searchPersonAccesses,
  searchTakenOut,
  takePrivacyList,
} from '#contract/privacy';
import {
  addRecall,
  claimRecall,
  countRecalls,
  dropRecall,
  getRecall,
  listPatientRecalls,
  listRecalls,
  postponeRecall,
  releaseRecall,
} from '#contract/recalls';
import { closeDrawer, getOwnDrawer, listDrawers, openDrawer } from '#contract/drawers';
import { collectCopay, getCopay, getReceipt, skipCopay, voidPayment } from '#contract/payments';
import {
  listPatientObservations,
  markObservationInError,
  recordObservation,
} from '#contract/observations';
import { takeInFhir } from '#contract/refill-intake';
import { commitRescue, getRescue, listRescues, planRescue, undoRescue } from '#contract/rescues';
import { addProxy, listProxies, revokeProxy } from '#contract/proxy';
import { attachProxyPaper, getProxyPaper, removeProxyPaper } from '#contract/proxy-paper';
import { changePatientDetails, getPatientRecord } from '#contract/patient-record';
import {
  findNearMatches,
  getPatientHeader,
  getPatientHistory,
  registerPatient,
  searchPatients,
} from '#contract/patients';
import {
  addPharmacy,
  changePharmacy,
  changePharmacyNetwork,
  listPharmacyNetwork,
  searchPharmacies,
} from '#contract/pharmacy';
import {
  addProvider,
  changePassword,
  changePreferences,
  endSession,
  confirmIdentity,
  extendSession,
  getSessionState,
  listColleagues,
  listProviders,
  listSessions,
  lockSession,
  signInOptions,
  signOut,
  unlockSession,
  whoAmI,
} from '#contract/staff';
import {
  beginSecondStep,
  changeSignInRule,
  confirmSecondStep,
  listSignInRules,
  removeSecondStep,
  removeSecondStepOf,
  renewRecoveryCodes,
} from '#contract/second-step';
import {
  issueInvitation,
  issuePasswordReset,
  openStaffLink,
  acceptInvitation,
  usePasswordReset,
  revokeStaffLink,
} from '#contract/staff-link';
import {
  changeServicePermissions,
  createServiceAccount,
  endServiceAccount,
  listServiceAccounts,
  renewServiceKey,
  whoIsService,
} from '#contract/service-account';
import {
  changeStaffDetails,
  changeStaffRoles,
  endStaffMember,
  getStaffMember,
  inviteStaffMember,
  listStaffMembers,
  reinstateStaffMember,
} from '#contract/staff-member';
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
  offerOpening,
  showOfferLink,
  withdrawOffer,
  answerOffer,
  askWave,
  takeOverOpening,
  withdrawOpening,
} from '#contract/waitlist-opening';
import { getWaitlistFigures } from '#contract/waitlist-figures';
import { replayWaitlistPolicy } from '#contract/waitlist-replay';
import { changeWaitlistPolicy, getWaitlistPolicy } from '#contract/waitlist-policy';
import { codeOf, givenSecondStep } from './staff/given-second-step.ts';
import { calls } from './calls/calls-queue.ts';
import { getAuthorizationFigures } from '#contract/authorization-figures';
import { listAuthorizationRules } from '#contract/authorization-rule';
import { authorizationQueue, authorizationQueueViews } from '#contract/authorizations';
import { resultQueue, resultQueueViews } from '#contract/results';
import { givenReachingResults } from './results/given-reaching-results.ts';
import { listDeposits, listRemittances } from '#contract/claim-files';
import { claimQueue, claimQueueViews } from '#contract/claims';
import { claims } from './claims/claims-queue.ts';
import { claimsSlice } from './claims/claims-slice.ts';
import { givenReachingClaims } from './claims/given-reaching-claims.ts';
import { resultsSlice } from './results/results-slice.ts';
import { resultsInBulk } from './results/sign-many-service.ts';
import { authorizationsSlice } from './authorizations/authorizations-slice.ts';
import { givenReachingAuthorizations } from './authorizations/given-reaching-authorizations.ts';
import { getRefillOutlook, refillQueue, refillQueueViews } from '#contract/refills';
import { refillsInBulk } from './refills/approve-many-service.ts';
import { givenReachingRefills } from './refills/given-reaching-refills.ts';
import { refillsSlice } from './refills/refills-slice.ts';
import { loadDemo } from './demo.ts';
import { isPlanned, statementsOf, tablesReadWhole, type Statement } from './explain-statements.ts';
import { asPlanned } from './rescues/given-rescue.ts';
import { endBulk } from './platform/work/given-bulk.ts';
import { icalFile } from './availability/outside/given-outside.ts';
import { givenApp, testPassword, type GivenApp } from './given-app.ts';
import { bigTables, growDemo } from './grow-demo.ts';
import { arrivalTexts, givenDraft, someDetails, someHours } from './clinics/given-clinic.ts';
import { exportedTables } from './exports/archive/exported-tables.ts';
import { keyOfTable, rowsAfter } from './exports/archive/table-queries.ts';
import { exportsSlice } from './exports/exports-slice.ts';
import {
  listChartsAfter,
  listCoveragesAfter,
  listPapersAfter,
  listProxiesAfter,
} from './patients/chart-page-queries.ts';
import { listVisitsAfter } from './calendar/visit-page-queries.ts';
import { fullDetails } from './patients/given-details.ts';
import { importsSlice } from './imports/imports-slice.ts';
import { givenNotification } from './notifications/given-notification.ts';
import { someFields } from './interfaces/given-reaching-interfaces.ts';
import { notificationsTicks } from './notifications/notifications-ticks.ts';
import { newBlobKey } from './platform/blob-store/blob-place.ts';
import { aPdf, inParts } from './platform/blob-store/given-content.ts';
import { testBlobs } from './platform/blob-store/test-blobs.ts';
import type { Ctx, Scope } from './platform/context.ts';
import { testDatabase, type TestDatabase } from './platform/db/test-database.ts';
import { newId } from './platform/ids.ts';
import type { TestCall, TestConsole } from './platform/http/test-http.ts';
import { privacySlice } from './privacy/privacy-slice.ts';
import { drawAll } from './privacy/given-access.ts';
import { runTickOnce } from './platform/ticks/run-ticks.ts';
import { aView } from './platform/work/given-view.ts';
import { bulkTick, workTicks } from './platform/work/work-ticks.ts';
import {
  aMedicationDispense,
  aMedicationRequest,
  anObservation,
} from './interop/fhir/given-fhir-medications.ts';
import { aBundle, aPatient } from './interop/fhir/given-fhir.ts';
import { plusMinutes } from './platform/clock/instants.ts';
import { waitlistRule } from './waitlist/waitlist-rule.ts';
import { demoClinics, demoOrganizationId, demoStaffId } from './staff/staff-demo.ts';
import { givenStaff, type GivenStaff } from './staff/given-organization.ts';
import { outreachTicks } from './outreach/outreach-ticks.ts';
import { waitlistTicks } from './waitlist/waitlist-ticks.ts';

const mostOfRead = 18;
const mostOfWrite = 30;
/**
 * A plan rests on everything that a booking is judged by, and is carried out visit by visit under their own rules. A
 * wave asks patient by patient; a time that is taken over moves a visit, and raises what that visit gives up.
 */
const mostOf: Readonly<Record<string, number>> = {
  askWave: 60,
  takeOverOpening: 60,
  // Eight links at most, each judged anew by a dozen statements.
  getCascade: 106,
  planRescue: 26,
  previewSeriesMove: 26,
  commitRescue: Infinity,
  undoRescue: Infinity,
  bookSeries: Infinity,
  moveSeries: Infinity,
  cancelSeries: Infinity,
  reinstateSeries: Infinity,
  findLinkedTimes: 60,
  bookLinkedVisits: Infinity,
  cancelLinkedVisits: Infinity,
  reinstateLinkedVisits: Infinity,
  // Both write to patient after patient.
  'tick outreach.reminders': Infinity,
  'tick refills.reminders': Infinity,
};
/** Sign-in is tried by signing in, and unlocking is one; the first administrator is made before there is anything big. */
const notAsked = new Set(['signIn', 'unlockSession', 'demoSignIn', 'createFirstAdministrator']);
const settings = { secretKey: 'a key for tests that nobody else has', demo: true };

interface Asked {
  name: string;
  isRead: boolean;
  statements: Statement[];
}

describe('what an endpoint asks of the database', () => {
  let t: TestDatabase;
  let app: GivenApp;
  let administrator: GivenStaff;
  let small: Asked[];
  let big: Asked[];
  let readWhole: Map<string, number>;

  before(async () => {
    t = await testDatabase();
    await loadDemo(t.owner, t.clock.now);
    await drawAll(t, demoOrganizationId);
    app = await givenApp(t, { demo: true });
    const clinicIds = demoClinics.map(({ id }) => id);
    administrator = await givenStaff(t, {
      organizationId: demoOrganizationId,
      grants: clinicIds.flatMap((clinicId) => [
        { clinicId, role: 'administrator' },
        // What takes a profession.
        { clinicId, role: 'clinician' },
      ]),
    });
    small = await askReads(await app.signedIn(administrator));
    await growDemo(t);
    const before = await wholeReads();
    const console = await app.signedIn(administrator);
    big = [...(await askReads(console)), ...(await askWrites(console)), ...(await askTicks())];
    const after = await wholeReads();
    readWhole = new Map(
      [...after].map(([table, count]) => [table, count - (before.get(table) ?? 0)]),
    );
  });
  after(async () => {
    await app.stop();
    await t.close();
  });

  it('is seen for every endpoint of the contract', () => {
    const asked = new Set(big.map(({ name }) => name));
    const missing = allEndpoints.filter(({ name }) => !asked.has(name) && !notAsked.has(name));
    assert.deepEqual(
      missing.map(({ name }) => name),
      [],
    );
  });

  it('is the same number of statements however many rows there are', () => {
    const countOf = ({ name, statements }: Asked): string => `${name} ${statements.length}`;
    assert.deepEqual(big.slice(0, small.length).map(countOf), small.map(countOf));
  });

  it('is few statements', () => {
    const tooMany = big
      .filter(
        ({ name, isRead, statements }) =>
          statements.length > (mostOf[name] ?? (isRead ? mostOfRead : mostOfWrite)),
      )
      .map(({ name, statements }) => [name, statements.length]);
    assert.deepEqual(tooMany, []);
  });

  it('is planned, as the application, without reading a big table whole', async () => {
    const seen = new Set<string>();
    const slow: string[] = [];
    for (const { name, statements } of big) {
      for (const statement of statements.filter(isPlanned)) {
        if (seen.has(statement.sql)) continue;
        seen.add(statement.sql);
        for (const table of await tablesReadWhole(t, administrator.scope, statement))
          if (isBig(table)) slow.push(`${name} reads all of ${table}: ${statement.sql}`);
      }
    }
    assert.ok(seen.size > 50, 'statements were seen');
    assert.deepEqual(slow, []);
  });

  it('reads no big table whole, in functions and for references neither', () => {
    assert.deepEqual(
      [...readWhole].filter(([, count]) => count > 0),
      [],
    );
  });

  async function ask<E extends Endpoint>(
    asked: Asked[],
    console: TestConsole,
    endpoint: E,
    call: TestCall = {},
  ): Promise<AnswerOf<E>> {
    let body: AnswerOf<E> | undefined;
    const statements = await statementsOf(t, async () => {
      const answer = await console.call(endpoint, call);
      assert.equal(answer.status, 200, `${endpoint.name}: ${JSON.stringify(answer.body)}`);
      body = answer.body;
    });
    const isRead = endpoint.method === 'GET' || !endpoint.idempotent;
    asked.push({ name: endpoint.name, isRead, statements });
    return body!;
  }

  async function askReads(console: TestConsole): Promise<Asked[]> {
    const asked: Asked[] = [];
    const place = await whereThingsAre();
    const { clinicId, visitTypeId, params } = place;
    const inClinic = { query: { clinicId } };
    await ask(asked, console, whoAmI);
    await ask(asked, console, signInOptions);
    await ask(asked, console, extendSession);
    await ask(asked, console, confirmIdentity, { body: { password: testPassword } });
    await ask(asked, console, changePassword, {
      body: { password: testPassword, newPassword: testPassword },
    });
    await ask(asked, console, listSessions);
    await ask(asked, console, listNotifications);
    await ask(asked, console, getNotificationChoices);
    const { items: providers } = await ask(asked, console, listProviders, inClinic);
    const ofProvider = { clinicId, providerId: providers[0]!.id, date: '2026-11-24' };
    await ask(asked, console, listCalendarFeeds, inClinic);
    for (const show of messageShows)
      await ask(asked, console, listMessages, { query: { clinicId, show } });
    const { items: sent } = (
      await console.call(listMessages, { query: { clinicId, show: 'sent', limit: '1' } })
    ).body;
    await ask(asked, console, getMessageHistory, { params: { messageId: sent[0]!.id } });
    await ask(asked, console, listPatientMessages, { params: { patientId: sent[0]!.patient.id } });
    await ask(asked, console, countMessages, inClinic);
    await ask(asked, console, listMessageStops, inClinic);
    await ask(asked, console, getOutreachPolicy, inClinic);
    await ask(asked, console, listColleagues, inClinic);
    await ask(asked, console, listAbsences, inClinic);
    await ask(asked, console, listStaffMembers, inClinic);
    await ask(asked, console, listSignInRules);
    await ask(asked, console, listServiceAccounts, inClinic);
    await ask(asked, console, getClinicSettings, inClinic);
    await ask(asked, console, getCancellationPolicy, inClinic);
    await ask(asked, console, getStaffMember, { params: { staffId: demoStaffId('biller') } });
    for (const filter of [
      {},
      { owner: 'me' },
      { owner: 'nobody' },
      { level: 'late' },
      { priority: 'asap', status: 'to-call' },
      { show: 'snoozed' },
      { show: 'closed' },
    ] as const)
      await ask(asked, console, callQueue.list, { query: { clinicId, ...filter } });
    await ask(asked, console, callQueue.count, inClinic);
    await readRefills(asked, console, inClinic);
    await readAuthorizations(asked, console, inClinic);
    await readResults(asked, console, inClinic);
    await readClaims(asked, console, inClinic);
    await ask(asked, console, callQueue.export, {
      body: { clinicId, filter: {}, target: 'csv', columns: ['due', 'patient'] },
    });
    await ask(asked, console, callQueueViews.list, inClinic);
    await ask(asked, console, callQueue.get, { params: { itemId: place.callId } });
    for (const text of ['garcia maria', 'smi', 'DEMO-000123', '1980-02-03', '555-0123'])
      await ask(asked, console, searchPatients, { body: { text } });
    await ask(asked, console, getPatientHeader, { params });
    await ask(asked, console, listFlags, { params, ...inClinic });
    await ask(asked, console, listProxies, { params, ...inClinic });
    await ask(asked, console, getPatientAlerts, { params, ...inClinic });
    await ask(asked, console, listPayers, inClinic);
    await ask(asked, console, listCoverages, { params, ...inClinic });
    await ask(asked, console, getCoverageAlert, {
      params,
      query: { clinicId, date: '2026-11-24' },
    });
    await ask(asked, console, getPatientHistory, { params });
    await ask(asked, console, getPatientRecord, { params });
    await ask(asked, console, searchPharmacies, { body: { text: 'corner' } });
    await ask(asked, console, findNearMatches, {
      body: {
        clinicId,
        family: 'Garcia',
        given: 'Maria',
        birthOn: '1980-02-03',
        phone: '617 555 0123',
      },
    });
    await ask(asked, console, listPatientNotes, { params });
    await ask(asked, console, listPatientCalls, { params });
    await ask(asked, console, listVisitTypes, inClinic);
    await ask(asked, console, listWeeklyTemplates, inClinic);
    await ask(asked, console, listWorkingWindows, { query: { clinicId, date: '2026-11-24' } });
    await ask(asked, console, listWeekHours, { query: ofProvider });
    await ask(asked, console, listExceptions, inClinic);
    await ask(asked, console, listOrphanedVisits, inClinic);
    await ask(asked, console, listResources, inClinic);
    await ask(asked, console, findFreeTimes, {
      body: { clinicId, visitTypeId, fromAt: '2026-11-24T12:00:00.000Z', days: 60, limit: 100 },
    });
    const { items: types } = await ask(asked, console, listVisitTypes, inClinic);
    for (const { id, needs } of types.filter((type) => type.needs.length > 0))
      await ask(asked, console, findFreeTimes, {
        body: {
          clinicId,
          visitTypeId: id,
          fromAt: '2026-11-24T12:00:00.000Z',
          limit: needs.length,
        },
      });
    await ask(asked, console, listDay, { query: { clinicId, date: '2026-11-24' } });
    await ask(asked, console, listMonth, { query: { clinicId, date: '2026-11-24' } });
    await ask(asked, console, listMonth, { query: ofProvider });
    await ask(asked, console, listWeek, { query: ofProvider });
    await ask(asked, console, listDayAsOf, {
      query: { clinicId, date: '2026-11-24', asOf: '2026-11-23T13:00:00.000Z' },
    });
    await ask(asked, console, getAppointment, { params });
    await ask(asked, console, getAppointmentHistory, { params });
    await ask(asked, console, listFreeResources, { params });
    await ask(asked, console, listPatientAppointments, { params });
    await ask(asked, console, listEntries, inClinic);
    await ask(asked, console, listOpenings, inClinic);
    await ask(asked, console, replayWaitlistPolicy, {
      body: { clinicId, ...waitlistRule.standard, autoOffer: true },
    });
    await ask(asked, console, getWaitlistFigures, { query: { clinicId, date: '2026-11-24' } });
    await ask(asked, console, countOpenings, inClinic);
    await ask(asked, console, listCandidates, { params });
    await ask(asked, console, listInterpreterRequests, inClinic);
    await ask(asked, console, countInterpreterRequests, inClinic);
    await ask(asked, console, getWaitlistPolicy, inClinic);
    await ask(asked, console, listPatientEntries, { params });
    await ask(asked, console, listImports, inClinic);
    await ask(asked, console, listExports);
    await askPrivacy(asked, console);
    return asked;
  }

  async function askPrivacy(asked: Asked[], console: TestConsole): Promise<void> {
    const window = { from: '2026-11-01T00:00:00.000Z', until: '2026-12-01T00:00:00.000Z' };
    const staffId = demoStaffId('scheduler');
    const { items } = (await console.call(listAccessesToReview)).body;
    const patientId = items.find(({ person }) => person.id === staffId)?.patient.id;
    assert.ok(patientId, 'a flagged look is drawn');
    for (const show of ['openings', 'everything'] as const) {
      await ask(asked, console, searchPatientAccesses, { body: { patientId, window, show } });
      await ask(asked, console, searchPersonAccesses, { body: { staffId, window, show } });
    }
    await ask(asked, console, searchTakenOut, { body: { window } });
    await ask(asked, console, searchFailedTries, { body: { window } });
    await ask(asked, console, listAccessesToReview);
    await ask(asked, console, countAccessesToReview);
    assert.equal((await console.call(reviewAccesses, await aReview(console))).status, 200);
    await ask(asked, console, listAccessReviews);
    await ask(asked, console, listWatchedPeople);
    const list = { of: 'person', staffId };
    await ask(asked, console, takePrivacyList, { body: { list, window } });
  }

  async function review(asked: Asked[], console: TestConsole, patientId: string): Promise<void> {
    await ask(asked, console, reviewAccesses, await aReview(console));
    const { items: people } = await ask(asked, console, listWatchedPeople);
    const newcomer = people.find(({ version }) => version === 0);
    assert.ok(newcomer, 'somebody has no chart');
    await ask(asked, console, linkOwnChart, {
      params: { staffId: newcomer.id },
      body: { expectedVersion: 0, patientId },
    });
  }

  async function aReview(console: TestConsole): Promise<TestCall> {
    const { items } = (await console.call(listAccessesToReview)).body;
    const pair = items.findLast(({ person }) => person.id !== administrator.staffId);
    assert.ok(pair, 'something is to be reviewed');
    const { person, patient, count, lastAt } = pair;
    return {
      body: {
        staffId: person.id,
        patientId: patient.id,
        seen: { count, lastAt },
        note: 'Asked their manager',
      },
    };
  }

  async function takeOver(asked: Asked[], console: TestConsole, clinicId: string): Promise<void> {
    const read = async () => {
      const { items } = await ask(asked, console, readImportFile, {
        query: { clinicId },
        headers: {
          'X-Daysheet-File-Name': 'a.csv',
          'X-Daysheet-Import-System': 'old',
          'X-Daysheet-Into-Demo': 'yes',
        },
        file: Buffer.from('id,family,given,dob,phone\nP-1,Quill,Ada,1970-02-28,none\n'),
      });
      return items[0]!;
    };
    const run = await read();
    const ofRun = { params: { importId: run.id } };
    const { subject, mapping } = run;
    await ask(asked, console, getImportPreview, ofRun);
    await ask(asked, console, mapImport, {
      ...ofRun,
      body: { expectedVersion: run.version, subject, mapping },
    });
    await ask(asked, console, checkImport, ofRun);
    const { version } = await judged(ofRun, console);
    await ask(asked, console, listImportProblems, ofRun);
    await ask(asked, console, listImportProblems, { ...ofRun, query: { show: 'value-left-out' } });
    await ask(asked, console, countImportProblems, ofRun);
    await ask(asked, console, getImport, ofRun);
    await ask(asked, console, commitImport, { ...ofRun, body: { expectedVersion: version } });
    const other = await read();
    await ask(asked, console, discardImport, {
      params: { importId: other.id },
      body: { expectedVersion: other.version },
    });
  }

  /** Asking, making page by page, fetching, withdrawing. */
  async function takeOut(asked: Asked[], console: TestConsole): Promise<void> {
    const { id } = await ask(asked, console, requestExport, { body: { reason: 'Moving' } });
    const { id: exportId, version } = await readyExport(id);
    const ofExport = { params: { exportId } };
    await ask(asked, console, openExport, ofExport);
    await ask(asked, console, getArchive, ofExport);
    await ask(asked, console, withdrawExport, { ...ofExport, body: { expectedVersion: version } });
    const scope: Scope = { kind: 'system', organizationId: demoOrganizationId, reason: 'export' };
    const page = { after: '018f4e6e-7b1c-7c1f-8a7b-0123456789ab', limit: 50 };
    const pages: ((ctx: Ctx) => Promise<unknown>)[] = [
      (ctx) => listChartsAfter(ctx, page),
      (ctx) => listCoveragesAfter(ctx, page),
      (ctx) => listProxiesAfter(ctx, page),
      (ctx) => listPapersAfter(ctx, page),
      (ctx) => listVisitsAfter(ctx, page),
      ...exportedTables.map((table) => async (ctx: Ctx) => {
        const key = await keyOfTable(ctx, table);
        const [row] = await rowsAfter(ctx, table, { key, after: null, limit: 1 });
        if (row && row.key.length > 0)
          await rowsAfter(ctx, table, { key, after: row.key, limit: 50 });
      }),
    ];
    for (const [at, read] of pages.entries()) {
      const statements = await statementsOf(t, () => t.database.inTransaction(scope, read));
      asked.push({ name: `page ${at} of an archive`, isRead: true, statements });
    }
  }

  /** Its bytes, which are no matter here, are a few. */
  async function readyExport(id: string): Promise<{ id: string; version: number }> {
    const { store } = await testBlobs();
    const key = newBlobKey();
    await store.putOwn(demoOrganizationId, inParts(aPdf(500)), key);
    await t
      .owner('export_run')
      .where({ id })
      .update({
        status: 'ready',
        blob_key: key,
        bytes: 500,
        sha256: 'ab'.repeat(32),
        ready_at: t.clock.now,
        expires_at: '2030-01-01T00:00:00.000Z',
      });
    return { id, version: 1 };
  }

  async function judged(ofRun: TestCall, console: TestConsole): Promise<{ version: number }> {
    const tick = importsSlice.ticks?.find(({ name }) => name === 'imports.judge');
    assert.ok(tick);
    await runTickOnce(t.database, tick, demoOrganizationId);
    return (await console.call(getImport, ofRun)).body;
  }

  async function askWrites(console: TestConsole): Promise<Asked[]> {
    const asked: Asked[] = [];
    const { clinicId, visitTypeId, params } = await whereThingsAre();
    const patient = await ask(asked, console, registerPatient, {
      body: { clinicId, family: 'Newcomer', given: 'Nils', birthOn: '1990-02-03', sex: 'male' },
    });
    await takeOver(asked, console, clinicId);
    await takeOut(asked, console);
    await review(asked, console, params.patientId);
    await keepCoverages(asked, console, { clinicId, patientId: patient.id });
    const ofNewcomer = { params: { patientId: patient.id } };
    const pharmacyId = await keepPharmacies(asked, console, clinicId);
    await ask(asked, console, changePatientDetails, {
      ...ofNewcomer,
      body: { expectedVersion: 1, details: fullDetails(pharmacyId) },
    });
    const note = await ask(asked, console, addPatientNote, {
      ...ofNewcomer,
      body: { clinicId, text: 'Walks slowly.' },
    });
    await ask(asked, console, strikePatientNote, {
      params: { ...ofNewcomer.params, noteId: note.id },
      body: { expectedVersion: 1 },
    });
    const proxy = await ask(asked, console, addProxy, {
      ...ofNewcomer,
      body: {
        clinicId,
        family: 'Roe',
        given: 'Kim',
        relation: 'sister',
        ground: 'permission',
        phone: null,
        told: ['visits'],
        mayDecide: false,
        startsOn: '2026-11-01',
        endsOn: null,
        evidence: 'The patient said so',
      },
    });
    await attachAndRemovePaper(asked, console, { proxyId: proxy.id, clinicId });
    await ask(asked, console, revokeProxy, {
      params: { proxyId: proxy.id },
      body: { clinicId, expectedVersion: 1, reason: 'Asked for' },
    });
    const flag = await ask(asked, console, addFlag, {
      params: { patientId: patient.id },
      body: { clinicId, detail: { kind: 'do-not-contact', scope: 'emails' } },
    });
    await ask(asked, console, endFlag, {
      params: { flagId: flag.id },
      body: { clinicId, expectedVersion: 1, reason: 'Asked for' },
    });
    await linkAndRetire(asked, console, clinicId);
    const { items: free } = (
      await console.call(findFreeTimes, {
        body: { clinicId, visitTypeId, fromAt: '2026-12-01T12:00:00.000Z', limit: 100 },
      })
    ).body;
    const [first, second] = [free[0], free.at(-1)];
    assert.ok(first && second && first.startsAt !== second.startsAt);
    const { providerId, startsAt } = first;
    const wish = { clinicId, providerId, patientId: patient.id, visitTypeId, startsAt };
    await holdAndTakeBack(asked, console, wish);
    const booked = await ask(asked, console, bookAppointment, {
      body: wish,
    });
    await recallAndDrop(asked, console, { clinicId, visitTypeId, patientId: patient.id });
    await recordAndMark(asked, console, { clinicId, patientId: patient.id });
    const ofVisit = { params: { appointmentId: booked.id } };
    await ask(asked, console, moveAppointment, {
      ...ofVisit,
      body: {
        expectedVersion: 1,
        startsAt: second.startsAt,
        providerId: second.providerId,
        telling: 'told-later',
      },
    });
    await ask(asked, console, confirmTold, {
      ...ofVisit,
      body: { expectedVersion: 2, way: 'phone' },
    });
    await ask(asked, console, describeAppointment, {
      ...ofVisit,
      body: { expectedVersion: 3, reason: 'Knee pain', note: 'Uses a wheelchair' },
    });
    const { items: resources } = await ask(asked, console, listFreeResources, ofVisit);
    await ask(asked, console, assignResources, {
      ...ofVisit,
      body: {
        expectedVersion: 4,
        resourceIds: [resources.find(({ isFree }) => isFree)!.resourceId],
      },
    });
    await ask(asked, console, resizeAppointment, {
      ...ofVisit,
      body: { expectedVersion: 5, minutes: 10 },
    });
    await ask(asked, console, tellLate, {
      ...ofVisit,
      body: {
        ...{ expectedVersion: 6, way: 'by-call' },
        beginsAt: plusMinutes(second.startsAt, 15),
      },
    });
    await ask(asked, console, cancelAppointment, {
      ...ofVisit,
      body: { expectedVersion: 7, reason: 'pat' },
    });
    await ask(asked, console, reinstateAppointment, { ...ofVisit, body: { expectedVersion: 8 } });
    await seriesAndBack(asked, console, wish);
    await linkedAndBack(asked, console, wish);
    await payAndClose(asked, console, { clinicId, appointmentId: booked.id });
    await rescueAndUndo(asked, console, { clinicId, providerId });
    await keepResources(asked, console, clinicId);
    await walkThroughDay(asked, console, clinicId);
    await answerForInterpreters(asked, console, clinicId);
    await lookAfterMessages(asked, console, clinicId);
    await receiveWalkIns(asked, console, {
      ...{ clinicId, providerId, patientId: patient.id, visitTypeId },
    });
    await answerInWriting(asked, console, { clinicId, providerId, patientId: patient.id });
    await giveCalendarAway(asked, console, { clinicId, providerId });
    const entry = await ask(asked, console, addEntry, {
      body: { clinicId, patientId: patient.id, visitTypeId, urgency: 'soon' },
    });
    await ask(asked, console, changeEntryStatus, {
      params: { entryId: entry.id },
      body: { expectedVersion: 1, transition: 'pause' },
    });
    await offerAndTakeBack(asked, console, params.openingId);
    const { openings } = (await console.call(listOpenings, { query: { clinicId } })).body;
    const another = openings.find(({ id, status }) => status === 'open' && id !== params.openingId);
    await ask(asked, console, withdrawOpening, {
      params: { openingId: another!.id },
      body: { expectedVersion: another!.version },
    });
    await ask(asked, console, changeWaitlistPolicy, {
      body: {
        clinicId,
        expectedVersion: await policyVersion(console, clinicId),
        ...waitlistRule.standard,
        undoSeconds: 5,
      },
    });
    const type = { name: 'Check', minutes: 20, modality: 'phone', colour: 'teal' } as const;
    const { id: typeId } = await ask(asked, console, addVisitType, {
      body: { clinicId, ...type, category: 'routine' },
    });
    await ask(asked, console, changeVisitType, {
      params: { visitTypeId: typeId },
      body: { expectedVersion: 1, ...type, category: 'specialty' },
    });
    await ask(asked, console, retireVisitType, {
      params: { visitTypeId: typeId },
      body: { expectedVersion: 2 },
    });
    await workCalls(asked, console, { clinicId, patientId: patient.id });
    await workRefills(asked, console, { clinicId, ...params });
    await workAuthorizations(asked, console, { clinicId, providerId, visitTypeId, ...params });
    await workResults(asked, console, { clinicId, visitTypeId, ...params });
    await workClaims(asked, console, { clinicId, ...params });
    const provider = await ask(asked, console, addProvider, {
      body: { clinicId, family: 'New', given: 'Nia', credentials: 'MD', specialty: 'Cardiology' },
    });
    await ask(asked, console, setWeeklyTemplate, {
      body: {
        clinicId,
        providerId: provider.id,
        effectiveFrom: '2027-01-04',
        blocks: [{ weekday: 1, startsAt: '09:00', endsAt: '12:00', visitTypeIds: [] }],
      },
    });
    await takeTimeOff(asked, console, { clinicId, providerId: provider.id });
    await keepOutside(asked, console, { clinicId, providerId: provider.id });
    const { id: absenceId, version } = await ask(asked, console, addAbsence, {
      body: {
        clinicId,
        staffId: administrator.staffId,
        fromAt: '2026-12-24T12:00:00.000Z',
        untilAt: '2026-12-25T12:00:00.000Z',
      },
    });
    await ask(asked, console, endAbsence, {
      params: { absenceId },
      body: { expectedVersion: version },
    });
    await comeAndGo(asked, console, clinicId);
    await secureSignIn(asked, console);
    await keepPrograms(asked, console, clinicId);
    await setClinic(asked, console, clinicId);
    await ask(asked, console, changePreferences, { body: { theme: 'dark' } });
    await readNotifications(asked, console, clinicId);
    const other = await app.signedIn(administrator);
    const { sessionId } = (await other.call(whoAmI)).body;
    await ask(asked, console, endSession, { params: { sessionId } });
    const desk = await app.signedIn(administrator);
    await ask(asked, desk, lockSession);
    await ask(asked, desk, getSessionState);
    await desk.call(unlockSession, { body: { password: testPassword } });
    await ask(asked, desk, signOut);
    return asked;
  }

  async function linkAndRetire(
    asked: Asked[],
    console: TestConsole,
    clinicId: string,
  ): Promise<void> {
    const newcomer = { clinicId, given: 'Zoe', birthOn: '1970-02-03', sex: 'female' };
    const register = async (family: string): Promise<string> =>
      (await console.call(registerPatient, { body: { ...newcomer, family } })).body.id;
    const [patientId, survivorId, twin] = [
      await register('Quagmire'),
      await register('Ludendorff'),
      await register('Abernathy'),
    ];
    const params = { patientId };
    const link = { clinicId, note: 'Same phone' };
    const { id: linkId } = await ask(asked, console, linkDuplicate, {
      params,
      body: { ...link, otherId: twin },
    });
    await ask(asked, console, tellApart, {
      params: { linkId },
      body: { clinicId, expectedVersion: 1, reason: 'Twins' },
    });
    await console.call(linkDuplicate, { params, body: { ...link, otherId: survivorId } });
    await ask(asked, console, retireChart, {
      params,
      body: { clinicId, survivorId, reason: 'Registered twice' },
    });
  }

  async function askAboutLaboratory(
    asked: Asked[],
    console: TestConsole,
    clinicId: string,
  ): Promise<void> {
    const parties = {
      ...{ ourQualifier: null, ourId: null, theirQualifier: null, theirId: null },
      ...{ providerName: null, providerNpi: null, theirApplication: 'LAB', theirFacility: '' },
    };
    const laboratory = await ask(asked, console, addInterface, {
      body: { ...someFields, ...parties, clinicId, scope: 'clinic', kind: 'hl7', folder: null },
    });
    const params = { interfaceId: laboratory.id };
    await ask(asked, console, listInterfaceMessages, { params, query: { clinicId } });
    const messageId = newId();
    await t.owner('hl7_message').insert({
      ...{ organization_id: demoOrganizationId, id: messageId, clinic_id: clinicId },
      ...{ interface_id: laboratory.id, control_id: '1', content_hash: 'ab', type: 'ORU^R01' },
      ...{ received_at: t.clock.now, answer: 'rejected', state: 'quarantined' },
      ...{ problem_code: 'other-type', content: Buffer.from('MSH') },
    });
    await ask(asked, console, readFileAgain, { params: { messageId }, body: { clinicId } });
  }

  async function givenRefused(interfaceId: string): Promise<string> {
    const id = newId();
    await t.owner('interface_message').insert({
      organization_id: demoOrganizationId,
      id,
      interface_id: interfaceId,
      direction: 'in',
      outcome: 'refused',
      file_hash: 'ab',
      at: t.clock.now,
    });
    return id;
  }

  async function keepResources(
    asked: Asked[],
    console: TestConsole,
    clinicId: string,
  ): Promise<void> {
    const wish = { name: 'Echo', kind: 'device' as const, type: 'Ultrasound' };
    const { id } = await ask(asked, console, addResource, { body: { clinicId, ...wish } });
    const params = { resourceId: id };
    await ask(asked, console, changeResource, { params, body: { expectedVersion: 1, ...wish } });
    const span = { startsAt: '2026-12-01T14:00:00.000Z', endsAt: '2026-12-01T15:00:00.000Z' };
    const { outOfUse } = await ask(asked, console, takeOutOfUse, {
      params,
      body: { expectedVersion: 2, ...span },
    });
    await ask(asked, console, putBackInUse, {
      params,
      body: { expectedVersion: 3, outOfUseId: outOfUse[0]!.id },
    });
    await ask(asked, console, retireResource, { params, body: { expectedVersion: 4 } });
  }

  async function keepPharmacies(
    asked: Asked[],
    console: TestConsole,
    clinicId: string,
  ): Promise<string> {
    const said = {
      clinicId,
      ncpdpId: '2200001',
      name: 'Corner Pharmacy',
      address: '1 Elm St, Boston',
      phone: null,
      pickup: true,
      deliveryDays: 1,
      mailDays: null,
    };
    const { id } = await ask(asked, console, addPharmacy, { body: said });
    const params = { pharmacyId: id };
    await ask(asked, console, changePharmacy, { params, body: { ...said, expectedVersion: 1 } });
    const { items } = await ask(asked, console, listPayers, { query: { clinicId } });
    const network = { payerId: items[0]?.id, fromOn: '2026-11-01' };
    await ask(asked, console, changePharmacyNetwork, {
      params,
      body: { clinicId, expectedVersion: 2, standing: 'in-network', ...network },
    });
    await ask(asked, console, changePharmacyNetwork, {
      params,
      body: { clinicId, expectedVersion: 3, standing: 'preferred', ...network },
    });
    await ask(asked, console, listPharmacyNetwork, { params });
    return id;
  }

  async function keepCoverages(
    asked: Asked[],
    console: TestConsole,
    { clinicId, patientId }: { clinicId: string; patientId: string },
  ): Promise<void> {
    const aPayer = {
      clinicId,
      name: 'New',
      payerIdentifier: 'NEW01',
      lineOfBusiness: 'commercial',
    };
    const payer = await ask(asked, console, addPayer, { body: { ...aPayer, kinds: ['medical'] } });
    await ask(asked, console, changePayer, {
      params: { payerId: payer.id },
      body: { ...aPayer, expectedVersion: 1, kinds: ['dental'], active: true },
    });
    const plan = {
      clinicId,
      payerId: payer.id,
      planName: 'Gold',
      memberId: 'W1',
      groupNumber: null,
      order: 'primary',
      relationship: 'self',
      subscriber: null,
      effectiveFrom: '2026-01-01',
      endsOn: null,
    };
    const { id } = await ask(asked, console, addCoverage, { params: { patientId }, body: plan });
    const params = { coverageId: id };
    await ask(asked, console, changeCoverage, { params, body: { ...plan, expectedVersion: 1 } });
    const told = { copayCents: 0, deductibleCents: null, deductibleLeftCents: null };
    await ask(asked, console, verifyCoverage, {
      params,
      body: { clinicId, expectedVersion: 2, how: 'card', ...told },
    });
    const anInterface = {
      clinicId,
      scope: 'clinic',
      kind: 'eligibility',
      folder: 'new',
      ...someFields,
    };
    const added = await ask(asked, console, addInterface, { body: anInterface });
    const ofInterface = { params: { interfaceId: added.id } };
    await ask(asked, console, changeInterface, {
      ...ofInterface,
      body: {
        clinicId,
        expectedVersion: 1,
        ...someFields,
        payerIds: [payer.id],
        enabled: true,
      },
    });
    await ask(asked, console, listInterfaces, { query: { clinicId } });
    await ask(asked, console, listInterfaceMessages, { ...ofInterface, query: { clinicId } });
    const messageId = await givenRefused(added.id);
    await ask(asked, console, giveInterfaceFile, {
      ...{ ...ofInterface, query: { clinicId }, file: Buffer.from('ISA') },
    });
    await ask(asked, console, readFileAgain, { params: { messageId }, body: { clinicId } });
    await askAboutLaboratory(asked, console, clinicId);
    await ask(asked, console, checkEligibility, { params, body: { clinicId } });
    await ask(asked, console, endCoverage, {
      params,
      body: { clinicId, expectedVersion: 3, endsOn: '2026-12-31' },
    });
  }

  async function takeTimeOff(
    asked: Asked[],
    console: TestConsole,
    place: { clinicId: string; providerId: string },
  ): Promise<void> {
    const wish = {
      kind: 'time-off',
      startsAt: '2027-03-03T14:00:00.000Z',
      endsAt: '2027-03-03T16:00:00.000Z',
    } as const;
    const { id: exceptionId } = await ask(asked, console, addException, {
      body: { ...place, ...wish },
    });
    const params = { exceptionId };
    await ask(asked, console, changeException, { params, body: { expectedVersion: 1, ...wish } });
    await ask(asked, console, removeException, { params, body: { expectedVersion: 2 } });
  }

  async function keepOutside(
    asked: Asked[],
    console: TestConsole,
    query: { clinicId: string; providerId: string },
  ): Promise<void> {
    const file = icalFile(['DTSTART:20270304T140000Z', 'DURATION:PT1H']);
    await ask(asked, console, previewOutsideCalendar, { query, file });
    const headers = { 'X-Daysheet-Calendar-Name': 'Hospital' };
    const kept = await ask(asked, console, keepOutsideCalendar, { query, file, headers });
    await ask(asked, console, listOutsideCalendars, { query: { clinicId: query.clinicId } });
    const params = { outsideCalendarId: kept.id };
    await ask(asked, console, removeOutsideCalendar, { params, body: { expectedVersion: 1 } });
  }

  async function comeAndGo(asked: Asked[], console: TestConsole, clinicId: string): Promise<void> {
    const person = { clinicId, given: 'Nia', family: 'New', roles: ['biller'] };
    const { member, link } = await ask(asked, console, inviteStaffMember, { body: person });
    const params = { staffId: member.id };
    const tokenOf = ({ path }: { path: string }): string => path.slice(path.indexOf('#') + 1);
    await ask(asked, console, openStaffLink, { body: { token: tokenOf(link) } });
    await ask(asked, console, revokeStaffLink, { params });
    const again = await ask(asked, console, issueInvitation, { params });
    const body = { token: tokenOf(again), login: 'nia.new', password: testPassword };
    await ask(asked, console, acceptInvitation, { body });
    const reset = await ask(asked, console, issuePasswordReset, { params });
    await ask(asked, console, usePasswordReset, {
      body: { token: tokenOf(reset), password: testPassword },
    });
    await ask(asked, console, changeStaffRoles, {
      params,
      body: { expectedVersion: 1, clinicId, roles: ['scheduler'] },
    });
    await ask(asked, console, changeStaffDetails, {
      params,
      body: { expectedVersion: 2, supervisedById: demoStaffId('clinician') },
    });
    await ask(asked, console, endStaffMember, { params, body: { expectedVersion: 3 } });
    await ask(asked, console, reinstateStaffMember, { params, body: { expectedVersion: 4 } });
  }

  async function keepPrograms(
    asked: Asked[],
    console: TestConsole,
    clinicId: string,
  ): Promise<void> {
    const { account, key } = await ask(asked, console, createServiceAccount, {
      body: { clinicId, name: 'Clearinghouse', permissions: ['coverage:read'], keyLife: 90 },
    });
    await ask(asked, app.withKey(key), whoIsService);
    const params = { accountId: account.id };
    await ask(asked, console, changeServicePermissions, {
      params,
      body: { expectedVersion: 1, clinicId, permissions: ['coverage:edit'] },
    });
    await ask(asked, console, renewServiceKey, {
      params,
      body: { expectedVersion: 2, keyLife: 30 },
    });
    await ask(asked, console, endServiceAccount, { params, body: { expectedVersion: 3 } });
  }

  async function setClinic(asked: Asked[], console: TestConsole, clinicId: string): Promise<void> {
    const second = { clinicId, expectedVersion: 1 };
    await ask(asked, console, changeClinicDetails, { body: { ...second, ...someDetails() } });
    await ask(asked, console, readClosings, {
      query: { clinicId },
      file: icalFile(['DTSTART:20261224']),
    });
    const overrides = [{ rule: 'orphans-visits', reason: 'They are called today' }];
    await ask(asked, console, changeClinicHours, {
      body: { ...second, ...someHours(), overrides },
    });
    // The waitlist's policy has changed the same rule before.
    await ask(asked, console, changeNoShowPolicy, {
      body: { clinicId, expectedVersion: 0, graceMinutes: 20, reversedBy: 'desk' },
    });
    await ask(asked, console, changeLateCancellation, {
      body: { clinicId, expectedVersion: 1, lateMinutes: 60 },
    });
    await ask(asked, console, changeHoldTime, {
      body: { clinicId, expectedVersion: 0, minutes: 10 },
    });
    const texts = await ask(asked, console, draftSetting, {
      body: { clinicId, proposal: arrivalTexts('Park behind'), effectiveOn: '2030-01-01' },
    });
    await ask(asked, console, withdrawDraft, {
      params: { draftId: texts.id },
      body: { expectedVersion: 1 },
    });
    const organizationId = demoOrganizationId;
    const draftedBy = demoStaffId('clinic-manager');
    const draftId = await givenDraft(t, { organizationId, clinicId }, { draftedBy });
    await ask(asked, console, approveDraft, { params: { draftId }, body: { expectedVersion: 1 } });
  }

  async function secureSignIn(asked: Asked[], console: TestConsole): Promise<void> {
    const { secret } = await ask(asked, console, beginSecondStep);
    const code = (away: number) => ({ body: { code: codeOf(secret, t.clock.now, away) } });
    await ask(asked, console, confirmSecondStep, code(-1));
    await ask(asked, console, renewRecoveryCodes);
    await ask(asked, console, removeSecondStep, code(0));
    const person = await givenStaff(t, {
      organizationId: demoOrganizationId,
      clinicIds: demoClinics.map(({ id }) => id),
    });
    const params = { staffId: await givenSecondStep(t, person) };
    await ask(asked, console, removeSecondStepOf, { params });
    const rule = { role: 'biller', expectedVersion: 0, secondStep: false, idleMinutes: 10 };
    await ask(asked, console, changeSignInRule, { body: rule });
  }

  async function workCalls(
    asked: Asked[],
    console: TestConsole,
    { clinicId, patientId }: { clinicId: string; patientId: string },
  ): Promise<void> {
    const about = { clinicId, patientId, kind: 'call-back', about: 'parking' };
    let call = await ask(asked, console, addCall, { body: about });
    const params = { itemId: call.id };
    await workItem(asked, console, {
      clinicId,
      item: call,
      queue: callQueue,
      views: callQueueViews,
    });
    call = await ask(asked, console, callQueue.claim, { params });
    await ask(asked, console, startCall, { params, body: tokenOf(call) });
    await ask(asked, console, endCall, {
      params,
      body: { ...tokenOf(call), outcome: 'reach', reason: 'informed' },
    });
    const { item } = await ask(asked, console, callQueue.claimNext, { body: { clinicId } });
    assert.ok(item);
    await ask(asked, console, cancelCall, {
      params: { itemId: item.id },
      body: { token: item.work.lease?.token ?? 0, reason: 'settled' },
    });
  }

  /** Everything that can be done with an item of any queue, but to claim and decide it. */
  async function workItem(
    asked: Asked[],
    console: TestConsole,
    of: {
      clinicId: string;
      item: Call;
      queue: typeof callQueue;
      views: typeof callQueueViews;
    },
  ): Promise<void> {
    const { clinicId, queue, views } = of;
    let { item } = of;
    const params = { itemId: item.id };
    const step = async (endpoint: Endpoint, body: object): Promise<void> => {
      const expectedVersion = item.version;
      const token = item.work.lease?.token ?? 0;
      const known = 'expectedVersion' in shapeOf(endpoint) ? { expectedVersion } : { token };
      const answer: unknown = await ask(asked, console, endpoint, {
        params,
        body: { ...(endpoint === queue.comment ? {} : known), ...body },
      });
      if (endpoint !== queue.renew) item = answer as Call;
    };
    const many = {
      clinicId,
      action: { verb: 'tag', add: ['late'], remove: [] },
      items: { [item.id]: item.version },
    };
    await ask(asked, console, queue.previewBulk, { body: many });
    const { id: bulkId } = await ask(asked, console, queue.startBulk, { body: many });
    await ask(asked, console, queue.getBulk, { params: { bulkId } });
    await endBulk(t, bulkId);
    await ask(asked, console, queue.undoBulk, { params: { bulkId } });
    const view = aView(clinicId, { scope: 'shared' });
    const saved = await ask(asked, console, views.save, { body: view });
    const aboutView = { params: { viewId: saved.id } };
    await ask(asked, console, views.change, {
      ...aboutView,
      body: { expectedVersion: 1, name: 'Renamed' },
    });
    await ask(asked, console, views.remove, {
      ...aboutView,
      body: { expectedVersion: 2 },
    });
    await step(queue.tag, { tags: ['spanish'] });
    await step(queue.pauseClocks, { reason: 'Waits for the payer' });
    await step(queue.resumeClocks, {});
    await step(queue.comment, { text: 'Said before.', mentions: [demoStaffId('clinic-manager')] });
    item = await attachAndRemove(asked, console, queue, params);
    const { items } = await ask(asked, console, queue.listLinkable, { params });
    const [choice] = items;
    assert.ok(choice);
    const record = { kind: choice.kind, recordId: choice.recordId };
    await step(queue.link, record);
    await ask(asked, console, queue.get, { params });
    await step(queue.unlink, record);
    await step(queue.assign, { ownerId: administrator.staffId });
    await step(queue.snooze, { until: '2026-11-25T15:00:00.000Z' });
    await step(queue.wake, {});
    await step(queue.takeOver, {});
    await step(queue.renew, {});
    await step(queue.release, {});
  }

  function tokenOf({ work }: Call): { token: number } {
    return { token: work.lease?.token ?? 0 };
  }

  async function readRefills(
    asked: Asked[],
    console: TestConsole,
    inClinic: { query: { clinicId: string } },
  ): Promise<void> {
    for (const filter of [{}, { before: '2026-12-01T05:00:00.000Z' }, { show: 'closed' }] as const)
      await ask(asked, console, refillQueue.list, { query: { ...inClinic.query, ...filter } });
    await ask(asked, console, refillQueue.count, inClinic);
    await ask(asked, console, refillQueueViews.list, inClinic);
    await ask(asked, console, refillQueue.export, {
      body: { ...inClinic.query, filter: {}, target: 'csv', columns: ['due', 'patient'] },
    });
    await ask(asked, console, getRefillOutlook, inClinic);
  }

  async function workRefills(
    asked: Asked[],
    console: TestConsole,
    of: { clinicId: string; appointmentId: string; patientId: string },
  ): Promise<void> {
    const { own } = await givenReachingRefills(t, {
      ...{ ...of, organizationId: demoOrganizationId, holder: administrator },
    });
    for (const [endpoint, call] of own) await ask(asked, console, endpoint, call);
    const { item } = await ask(asked, console, refillQueue.claimNext, {
      body: { clinicId: of.clinicId },
    });
    assert.ok(item);
    const params = { itemId: item.id };
    await ask(asked, console, refillQueue.release, {
      ...{ params, body: { token: item.work.lease?.token ?? 0 } },
    });
    const demo = { itemId: await someItem(of.clinicId, 'refills') };
    const claimed = await ask(asked, console, refillQueue.claim, { params: demo });
    // The kernel's half is the same in every queue.
    const [queue, views] = [refillQueue, refillQueueViews] as unknown as [
      typeof callQueue,
      typeof callQueueViews,
    ];
    await workItem(asked, console, {
      ...{ clinicId: of.clinicId, item: claimed as unknown as Call, queue, views },
    });
  }

  async function readAuthorizations(
    asked: Asked[],
    console: TestConsole,
    inClinic: { query: { clinicId: string } },
  ): Promise<void> {
    for (const filter of [{}, { before: '2026-12-01T05:00:00.000Z' }, { show: 'closed' }] as const)
      await ask(asked, console, authorizationQueue.list, {
        query: { ...inClinic.query, ...filter },
      });
    await ask(asked, console, authorizationQueue.count, inClinic);
    await ask(asked, console, authorizationQueueViews.list, inClinic);
    await ask(asked, console, authorizationQueue.export, {
      body: { ...inClinic.query, filter: {}, target: 'csv', columns: ['due', 'patient'] },
    });
    await ask(asked, console, listAuthorizationRules, inClinic);
    await ask(asked, console, getAuthorizationFigures, {
      query: { ...inClinic.query, after: '2026-10-01' },
    });
  }

  async function workAuthorizations(
    asked: Asked[],
    console: TestConsole,
    of: {
      clinicId: string;
      appointmentId: string;
      patientId: string;
      providerId: string;
      visitTypeId: string;
    },
  ): Promise<void> {
    const { own } = await givenReachingAuthorizations(t, {
      ...{ ...of, organizationId: demoOrganizationId, holder: administrator },
    });
    for (const [endpoint, call] of own) await ask(asked, console, endpoint, call);
    const { item } = await ask(asked, console, authorizationQueue.claimNext, {
      body: { clinicId: of.clinicId },
    });
    assert.ok(item);
    await ask(asked, console, authorizationQueue.release, {
      ...{ params: { itemId: item.id }, body: { token: item.work.lease?.token ?? 0 } },
    });
    const demo = { itemId: await someItem(of.clinicId, 'authorizations') };
    const claimed = await ask(asked, console, authorizationQueue.claim, { params: demo });
    const [queue, views] = [authorizationQueue, authorizationQueueViews] as unknown as [
      typeof callQueue,
      typeof callQueueViews,
    ];
    await workItem(asked, console, {
      ...{ clinicId: of.clinicId, item: claimed as unknown as Call, queue, views },
    });
  }

  async function readResults(
    asked: Asked[],
    console: TestConsole,
    inClinic: { query: { clinicId: string } },
  ): Promise<void> {
    for (const filter of [{}, { before: '1900-01-01T00:00:00.000Z' }, { show: 'closed' }] as const)
      await ask(asked, console, resultQueue.list, { query: { ...inClinic.query, ...filter } });
    await ask(asked, console, resultQueue.count, inClinic);
    await ask(asked, console, resultQueueViews.list, inClinic);
    await ask(asked, console, resultQueue.export, {
      body: { ...inClinic.query, filter: {}, target: 'csv', columns: ['severity', 'patient'] },
    });
  }

  async function workResults(
    asked: Asked[],
    console: TestConsole,
    of: { clinicId: string; appointmentId: string; patientId: string; visitTypeId: string },
  ): Promise<void> {
    const { own } = await givenReachingResults(t, {
      ...{ ...of, organizationId: demoOrganizationId, holder: administrator },
    });
    for (const [endpoint, call] of own) await ask(asked, console, endpoint, call);
    const { item } = await ask(asked, console, resultQueue.claimNext, {
      body: { clinicId: of.clinicId },
    });
    assert.ok(item);
    await ask(asked, console, resultQueue.release, {
      ...{ params: { itemId: item.id }, body: { token: item.work.lease?.token ?? 0 } },
    });
    const demo = { itemId: await someItem(of.clinicId, 'results') };
    const claimed = await ask(asked, console, resultQueue.claim, { params: demo });
    const [queue, views] = [resultQueue, resultQueueViews] as unknown as [
      typeof callQueue,
      typeof callQueueViews,
    ];
    await workItem(asked, console, {
      ...{ clinicId: of.clinicId, item: claimed as unknown as Call, queue, views },
    });
  }

  async function readClaims(
    asked: Asked[],
    console: TestConsole,
    inClinic: { query: { clinicId: string } },
  ): Promise<void> {
    for (const filter of [{}, { before: '1930-01-01T00:00:00.000Z' }, { show: 'closed' }] as const)
      await ask(asked, console, claimQueue.list, { query: { ...inClinic.query, ...filter } });
    await ask(asked, console, claimQueue.count, inClinic);
    await ask(asked, console, claimQueueViews.list, inClinic);
    await ask(asked, console, claimQueue.export, {
      body: { ...inClinic.query, filter: {}, target: 'csv', columns: ['amount', 'patient'] },
    });
    for (const show of ['held', 'open'] as const)
      await ask(asked, console, listRemittances, { query: { ...inClinic.query, show } });
    await ask(asked, console, listDeposits, inClinic);
  }

  async function workClaims(
    asked: Asked[],
    console: TestConsole,
    of: { clinicId: string; appointmentId: string; patientId: string },
  ): Promise<void> {
    const { own } = await givenReachingClaims(t, {
      ...{ ...of, organizationId: demoOrganizationId, holder: administrator },
    });
    for (const [endpoint, call] of own) await ask(asked, console, endpoint, call);
    const { item } = await ask(asked, console, claimQueue.claimNext, {
      body: { clinicId: of.clinicId },
    });
    assert.ok(item);
    await ask(asked, console, claimQueue.release, {
      ...{ params: { itemId: item.id }, body: { token: item.work.lease?.token ?? 0 } },
    });
    const demo = { itemId: await someItem(of.clinicId, claims.name) };
    const claimed = await ask(asked, console, claimQueue.claim, { params: demo });
    const [queue, views] = [claimQueue, claimQueueViews] as unknown as [
      typeof callQueue,
      typeof callQueueViews,
    ];
    await workItem(asked, console, {
      ...{ clinicId: of.clinicId, item: claimed as unknown as Call, queue, views },
    });
  }

  async function readNotifications(
    asked: Asked[],
    console: TestConsole,
    clinicId: string,
  ): Promise<void> {
    const notificationId = await givenNotification(t, { ...administrator, clinicId });
    const { next } = await ask(asked, console, listNotifications, { query: { limit: '1' } });
    if (next) await ask(asked, console, listNotifications, { query: { after: next } });
    await ask(asked, console, markNotificationRead, { params: { notificationId } });
    await ask(asked, console, markAllNotificationsRead);
    await ask(asked, console, changeNotificationChoices, { body: { soon: 'bell' } });
  }

  async function attachAndRemove(
    asked: Asked[],
    console: TestConsole,
    queue: typeof callQueue,
    params: { itemId: string },
  ): Promise<Call> {
    const { item, attachment } = await ask(asked, console, queue.attach, {
      params,
      headers: { 'X-Daysheet-File-Name': 'letter.pdf', 'X-Daysheet-Attachment-Kind': 'letter' },
      file: aPdf(500),
    });
    const ofFile = { params: { ...params, attachmentId: attachment.id } };
    await ask(asked, console, queue.getAttachment, ofFile);
    const removed = await ask(asked, console, queue.removeAttachment, {
      ...ofFile,
      body: { expectedVersion: item.version, reason: 'Of another patient' },
    });
    return removed.item;
  }

  async function holdAndTakeBack(
    asked: Asked[],
    console: TestConsole,
    body: TestCall['body'],
  ): Promise<void> {
    const hold = async () => (await ask(asked, console, holdAppointment, { body })).id;
    const expectedVersion = { expectedVersion: 1 };
    const release = { params: { appointmentId: await hold() }, body: expectedVersion };
    await ask(asked, console, releaseAppointment, release);
    const params = { appointmentId: await hold() };
    await ask(asked, console, confirmAppointment, { params, body: expectedVersion });
    await ask(asked, console, cancelAppointment, {
      params,
      body: { expectedVersion: 2, reason: 'pat' },
    });
  }

  async function seriesAndBack(
    asked: Asked[],
    console: TestConsole,
    first: Record<string, string>,
  ): Promise<void> {
    const rhythm = { unit: 'week', every: 1, ends: { count: 4 } } as const;
    const body = { ...first, rhythm };
    const { lines } = await ask(asked, console, previewSeries, { body });
    const decided = lines.map((line) =>
      line.problems.length > 0
        ? { place: line.place, startsAt: null, because: 'Not possible' }
        : { place: line.place, startsAt: line.startsAt },
    );
    const booked = await ask(asked, console, bookSeries, { body: { ...body, lines: decided } });
    const params = { seriesId: booked.series.id };
    await ask(asked, console, getSeries, { params });
    const [visit] = booked.visits;
    assert.ok(visit && booked.visits.length > 1);
    const from = { appointmentId: visit.id, reach: 'all' } as const;
    const move = { ...from, startsAt: plusMinutes(visit.startsAt, 15) };
    const preview = await ask(asked, console, previewSeriesMove, { params, body: move });
    const going = preview.lines.map(({ appointment, startsAt: to, problems }) => ({
      ...{ appointmentId: appointment.id, expectedVersion: appointment.version },
      startsAt: problems.length > 0 ? null : to,
    }));
    const moved = await ask(asked, console, moveSeries, {
      params,
      body: { ...move, lines: going },
    });
    const known = (visits: typeof moved.visits) =>
      visits.map(({ id, version }) => ({ appointmentId: id, expectedVersion: version }));
    const cancelled = await ask(asked, console, cancelSeries, {
      params,
      body: { ...from, lines: known(moved.visits), reason: 'pat' },
    });
    await ask(asked, console, reinstateSeries, {
      params,
      body: { lines: known(cancelled.visits) },
    });
  }

  async function linkedAndBack(
    asked: Asked[],
    console: TestConsole,
    { clinicId = '', patientId = '', visitTypeId = '' }: Record<string, string>,
  ): Promise<void> {
    const part = { patientId, visitTypeId };
    const search = { clinicId, parts: [part, part], fromAt: '2027-01-12T12:00:00.000Z' };
    const { items } = await ask(asked, console, findLinkedTimes, { body: search });
    assert.ok(items[0]);
    const parts = items[0].slots.map(({ providerId, startsAt }) => ({
      ...{ ...part, providerId, startsAt },
    }));
    const { linkId, visits } = await ask(asked, console, bookLinkedVisits, {
      body: { clinicId, parts },
    });
    const params = { linkId };
    await ask(asked, console, getLinkedVisits, { params });
    const known = (its: typeof visits) =>
      its.map(({ id, version }) => ({ appointmentId: id, expectedVersion: version }));
    const cancelled = await ask(asked, console, cancelLinkedVisits, {
      params,
      body: { lines: known(visits), reason: 'pat' },
    });
    await ask(asked, console, reinstateLinkedVisits, {
      params,
      body: { lines: known(cancelled.visits) },
    });
  }

  async function rescueAndUndo(
    asked: Asked[],
    console: TestConsole,
    of: { clinicId: string; providerId: string },
  ): Promise<void> {
    const from = `${t.clock.now.slice(0, 16)}:00.000Z`;
    const body = { ...of, startsAt: plusMinutes(from, 1), endsAt: plusMinutes(from, 2_880) };
    const plan = await ask(asked, console, planRescue, { body });
    assert.ok(plan.lines.some(({ act }) => act === 'move'));
    const { id: rescueId } = await ask(asked, console, commitRescue, {
      body: { ...body, decisions: asPlanned(plan) },
    });
    await ask(asked, console, listRescues, { query: { clinicId: of.clinicId } });
    await ask(asked, console, getRescue, { params: { rescueId } });
    await ask(asked, console, undoRescue, { params: { rescueId }, body: { expectedVersion: 1 } });
  }

  async function payAndClose(
    asked: Asked[],
    console: TestConsole,
    of: { clinicId: string; appointmentId: string },
  ): Promise<void> {
    const { clinicId, appointmentId } = of;
    const query = { clinicId };
    const { id: drawerId } = await ask(asked, console, openDrawer, {
      body: { clinicId, floatCents: 10_000 },
    });
    const params = { appointmentId };
    await ask(asked, console, skipCopay, { params, body: { expectedVersion: 0, reason: 'later' } });
    const { payments } = await ask(asked, console, collectCopay, {
      params,
      body: { expectedVersion: 1, dueCents: 2_500, amountCents: 2_500, method: 'cash' },
    });
    await ask(asked, console, getCopay, { params });
    const ofPayment = { params: { paymentId: payments[0]!.id } };
    await ask(asked, console, getReceipt, ofPayment);
    await ask(asked, console, voidPayment, { ...ofPayment, body: { reason: 'wrong-amount' } });
    await ask(asked, console, getOwnDrawer, { query });
    const date = t.clock.now.slice(0, 10);
    await ask(asked, console, listDrawers, { query: { ...query, date } });
    await ask(asked, console, closeDrawer, {
      params: { drawerId },
      body: { expectedVersion: 3, countedCents: 10_000 },
    });
  }

  async function recallAndDrop(
    asked: Asked[],
    console: TestConsole,
    of: { clinicId: string; visitTypeId: string; patientId: string },
  ): Promise<void> {
    const { id: recallId } = await ask(asked, console, addRecall, {
      body: { ...of, dueOn: '2027-06-01' },
    });
    const params = { recallId };
    await ask(asked, console, getRecall, { params });
    const query = { clinicId: of.clinicId, limit: '1' };
    const { next } = await ask(asked, console, listRecalls, { query });
    assert.ok(next);
    await ask(asked, console, listRecalls, { query: { ...query, after: next } });
    await ask(asked, console, countRecalls, { query: { clinicId: of.clinicId } });
    await ask(asked, console, listPatientRecalls, { params: { patientId: of.patientId } });
    await ask(asked, console, claimRecall, { params, body: { expectedVersion: 1 } });
    await ask(asked, console, releaseRecall, { params, body: { expectedVersion: 2 } });
    await ask(asked, console, postponeRecall, {
      params,
      body: { expectedVersion: 3, dueOn: '2027-06-08' },
    });
    const body = { expectedVersion: 4, reason: 'declined' } as const;
    await ask(asked, console, dropRecall, { params, body });
  }

  async function recordAndMark(
    asked: Asked[],
    console: TestConsole,
    of: { clinicId: string; patientId: string },
  ): Promise<void> {
    const { id: observationId } = await ask(asked, console, recordObservation, {
      body: {
        ...{ ...of, code: '4548-4', title: 'Hemoglobin A1c', valueText: '8.1' },
        effectiveAt: plusMinutes(t.clock.now, -60),
      },
    });
    await ask(asked, console, listPatientObservations, { params: { patientId: of.patientId } });
    const body = { expectedVersion: 1, reason: 'Of somebody else' };
    await ask(asked, console, markObservationInError, { params: { observationId }, body });
    const sent = [aPatient(), anObservation(), aMedicationDispense(), aMedicationRequest()];
    const resource = aBundle(sent.map((each) => ({ resource: each }))) as Record<string, unknown>;
    const { clinicId } = of;
    await ask(asked, console, takeInFhir, { body: { clinicId, resource } });
  }

  async function attachAndRemovePaper(
    asked: Asked[],
    console: TestConsole,
    { proxyId, clinicId }: { proxyId: string; clinicId: string },
  ): Promise<void> {
    const { id: paperId } = await ask(asked, console, attachProxyPaper, {
      params: { proxyId },
      query: { clinicId },
      headers: { 'X-Daysheet-File-Name': 'order.pdf', 'X-Daysheet-Paper-Kind': 'court-order' },
      file: aPdf(500),
    });
    const params = { proxyId, paperId };
    await ask(asked, console, getProxyPaper, { params, query: { clinicId } });
    await ask(asked, console, removeProxyPaper, {
      params,
      body: { clinicId, reason: 'Of another patient' },
    });
  }

  async function giveCalendarAway(
    asked: Asked[],
    console: TestConsole,
    body: { clinicId: string; providerId: string },
  ): Promise<void> {
    const { feed, path } = await ask(asked, console, createCalendarFeed, { body });
    const statements = await statementsOf(t, async () => {
      assert.equal((await fetch(app.url + path)).status, 200);
    });
    asked.push({ name: 'a calendar outside', isRead: true, statements });
    await ask(asked, console, revokeCalendarFeed, { params: { feedId: feed.id } });
  }

  async function answerInWriting(
    asked: Asked[],
    console: TestConsole,
    of: { clinicId: string; providerId: string; patientId: string },
  ): Promise<void> {
    const { clinicId } = of;
    const type = { name: 'In writing', minutes: 10, modality: 'e-visit', colour: 'teal' } as const;
    const { id: visitTypeId } = await ask(asked, console, addVisitType, {
      body: { clinicId, ...type, category: 'routine' },
    });
    const { id: appointmentId } = await ask(asked, console, bookEVisit, {
      body: { ...of, visitTypeId, date: '2027-06-01' },
    });
    const params = { appointmentId };
    const body = { expectedVersion: 1, date: '2027-06-02' };
    await ask(asked, console, moveEVisit, { params, body });
    await ask(asked, console, concludeAppointment, { params, body: { expectedVersion: 2 } });
  }

  async function answerForInterpreters(
    asked: Asked[],
    console: TestConsole,
    clinicId: string,
  ): Promise<void> {
    const { items } = (await console.call(listInterpreterRequests, { query: { clinicId } })).body;
    const open = items.find(({ request }) => request.status === 'requested');
    assert.ok(open, 'an interpreter is to be confirmed');
    const params = { appointmentId: open.visit.id };
    let { version: expectedVersion } = open.request;
    await ask(asked, console, getInterpreterRequest, { params });
    await ask(asked, console, confirmInterpreter, {
      params,
      body: { expectedVersion: expectedVersion++, confirmedBy: 'Harbor Language Services' },
    });
    await ask(asked, console, declineInterpreter, {
      params,
      body: { expectedVersion: expectedVersion++, reason: 'called-off' },
    });
    await ask(asked, console, askInterpreterAgain, { params, body: { expectedVersion } });
  }

  async function lookAfterMessages(
    asked: Asked[],
    console: TestConsole,
    clinicId: string,
  ): Promise<void> {
    const query = { clinicId, show: 'trouble', limit: '200' } as const;
    const { items } = (await console.call(listMessages, { query })).body;
    const one = (status: 'dead' | 'unknown', at = 0) => {
      const found = items.filter((message) => message.status === status)[at];
      assert.ok(found, `a message is ${status}`);
      return { params: { messageId: found.id } };
    };
    const body = { expectedVersion: 1 };
    await ask(asked, console, resendMessage, { ...one('dead'), body });
    await ask(asked, console, withdrawMessage, { ...one('dead'), body: { expectedVersion: 2 } });
    await ask(asked, console, markMessageDelivered, { ...one('unknown'), body });
    await ask(asked, console, dropMessage, { ...one('unknown', 1), body });
    const policy = (await console.call(getOutreachPolicy, { query: { clinicId } })).body;
    const { version: expectedVersion, ...rules } = policy;
    await ask(asked, console, changeOutreachPolicy, { body: { ...rules, expectedVersion } });
    const stop = await ask(asked, console, stopMessages, {
      body: { clinicId, channel: 'all', reason: 'Wrong times' },
    });
    await ask(asked, console, releaseMessages, {
      params: { stopId: stop.id },
      body: { ...body, dropHeld: true },
    });
  }

  async function receiveWalkIns(
    asked: Asked[],
    console: TestConsole,
    of: { clinicId: string; providerId: string; patientId: string; visitTypeId: string },
  ): Promise<void> {
    const { id } = await ask(asked, console, addWalkIn, { body: of });
    const { items } = (
      await console.call(findFreeTimes, {
        body: {
          ...{ clinicId: of.clinicId, visitTypeId: of.visitTypeId },
          ...{ fromAt: t.clock.now, days: 1, limit: 1 },
        },
      })
    ).body;
    const [free] = items;
    assert.ok(free);
    const { providerId, startsAt } = free;
    await ask(asked, console, placeWalkIn, {
      params: { appointmentId: id },
      body: { expectedVersion: 1, providerId, startsAt },
    });
    const { id: second } = (await console.call(addWalkIn, { body: of })).body;
    await ask(asked, console, startWalkIn, {
      params: { appointmentId: second },
      body: { expectedVersion: 1 },
    });
  }

  async function walkThroughDay(
    asked: Asked[],
    console: TestConsole,
    clinicId: string,
  ): Promise<void> {
    await ask(asked, console, getNoShowPolicy, { query: { clinicId } });
    const visit = await t
      .owner('appointment')
      .where({ clinic_id: clinicId, status: 'fulfilled' })
      .where('starts_at', '>', plusMinutes(t.clock.now, -120))
      .where('starts_at', '<', plusMinutes(t.clock.now, -15))
      .orderBy('starts_at')
      .first<{ id: string; version: number }>('id', 'version');
    const params = { appointmentId: visit.id };
    let { version } = visit;
    const next = (): { expectedVersion: number } => ({ expectedVersion: version++ });
    const steps = [
      arriveAppointment,
      checkInAppointment,
      roomAppointment,
      startAppointment,
      fulfilAppointment,
    ];
    const back = (to: 'booked' | 'arrived') =>
      ask(asked, console, resetAppointment, {
        params,
        body: { ...next(), to, reason: 'mistake' },
      });
    await back('booked');
    for (const step of steps) await ask(asked, console, step, { params, body: next() });
    await back('arrived');
    await ask(asked, console, leaveAppointment, {
      params,
      body: { ...next(), reason: 'left-waiting' },
    });
    await back('booked');
    await ask(asked, console, markNoShow, { params, body: next() });
    await ask(asked, console, reverseNoShow, { params, body: next() });
    await ask(asked, console, markAppointmentInError, {
      params,
      body: { ...next(), reason: 'duplicate' },
    });
  }

  async function offerAndTakeBack(
    asked: Asked[],
    console: TestConsole,
    openingId: string,
  ): Promise<void> {
    const params = { openingId };
    await ask(asked, console, getCascade, { params });
    const { items } = (await console.call(listCandidates, { params })).body;
    const entryId = items[0]?.entry.id;
    const { offer } = await ask(asked, console, offerOpening, {
      params,
      body: { expectedVersion: 1, entryId },
    });
    const ofOffer = { params: { offerId: offer.id } };
    const { path } = await ask(asked, console, showOfferLink, ofOffer);
    const page = await statementsOf(t, () => console.request('GET', path));
    asked.push({ name: 'the page of an offer', isRead: true, statements: page });
    const { opening } = await ask(asked, console, withdrawOffer, {
      ...ofOffer,
      body: { expectedVersion: 1 },
    });
    const { opening: again, offers } = await ask(asked, console, askWave, {
      params,
      body: { expectedVersion: opening.version },
    });
    const [asking] = offers;
    await t
      .owner('waitlist_offer')
      .where({ id: asking?.id })
      .update({ status: 'sent', sent_at: t.clock.now, expires_at: plusMinutes(t.clock.now, 30) });
    const { opening: declined } = await ask(asked, console, answerOffer, {
      params: { offerId: asking!.id },
      body: { expectedVersion: 1, answer: 'decline' },
    });
    await ask(asked, console, takeOverOpening, {
      params,
      body: {
        expectedVersion: Math.max(again.version, declined.version),
        entryId: items.find((item) => !offers.some((one) => one.entryId === item.entry.id))!.entry
          .id,
        outOfOrderReason: 'is on the line',
      },
    });
  }

  async function askTicks(): Promise<Asked[]> {
    const asked: Asked[] = [];
    for (const tick of [
      ...waitlistTicks(settings),
      ...outreachTicks({ ...settings, publicUrl: 'https://clinic.example.org' }),
      ...workTicks(calls),
      ...(refillsSlice({ fhir: null }).ticks ?? []),
      ...(authorizationsSlice.ticks ?? []),
      ...(resultsSlice.ticks ?? []),
      ...(claimsSlice.ticks ?? []),
      bulkTick([calls, refillsInBulk, resultsInBulk]),
      ...notificationsTicks,
      ...(importsSlice.ticks ?? []),
      ...(exportsSlice.ticks ?? []),
      ...(privacySlice.ticks ?? []),
    ]) {
      const statements = await statementsOf(t, () =>
        runTickOnce(t.database, tick, demoOrganizationId),
      );
      asked.push({ name: `tick ${tick.name}`, isRead: false, statements });
    }
    return asked;
  }

  async function policyVersion(console: TestConsole, clinicId: string): Promise<number> {
    return (await console.call(getWaitlistPolicy, { query: { clinicId } })).body.version;
  }

  /** An opening that can be offered, its clinic and type, and somebody with visits and an entry there. */
  async function whereThingsAre() {
    const opening = await t
      .owner('waitlist_opening')
      .where({ status: 'open' })
      .where('starts_at', '>', t.clock.now)
      .orderBy('starts_at', 'desc')
      .first<{ id: string; clinic_id: string; visit_type_id: string }>('*');
    const visit = await t
      .owner('waitlist_entry as e')
      .join('appointment as a', 'a.id', 'e.appointment_id')
      .where({ 'a.clinic_id': opening.clinic_id, 'a.status': 'booked' })
      .orderBy('a.id')
      .first<{ id: string; patient_id: string }>('a.id', 'a.patient_id');
    return {
      clinicId: opening.clinic_id,
      visitTypeId: opening.visit_type_id,
      callId: await someItem(opening.clinic_id, 'calls'),
      params: { openingId: opening.id, appointmentId: visit.id, patientId: visit.patient_id },
    };
  }

  /** Of the demo itself: the copies have no history. */
  async function someItem(clinicId: string, queue: string): Promise<string> {
    const row = await t
      .owner('work_item')
      .where({ clinic_id: clinicId, queue, closed_at: null })
      .orderBy('id')
      .first<{ id: string }>('id');
    return row.id;
  }

  /** How often each big table was read from end to end so far, by anybody but the owner. */
  async function wholeReads(): Promise<Map<string, number>> {
    // Each connection tells its counts when asked; all of the pool at once, so that none is left out.
    const { pool } = t.database;
    const size = (pool.client as { pool: { max: number } }).pool.max;
    await Promise.all(
      Array.from({ length: size }, () => pool.raw('select pg_stat_force_next_flush()')),
    );
    const { rows } = await t.owner.raw<{ rows: { relname: string; seq_scan: number }[] }>(
      'select relname, seq_scan from pg_stat_user_tables',
    );
    return new Map(
      rows
        .filter(({ relname }) => isBig(relname))
        .map(({ relname, seq_scan }) => [relname, seq_scan]),
    );
  }
});

function shapeOf({ body }: Endpoint): object {
  return (body as unknown as { shape?: object }).shape ?? {};
}

function isBig(table: string): boolean {
  return (bigTables as readonly string[]).includes(table) || /^change_log_\d{8}$/.test(table);
}
