// One valid call of every endpoint of results, for the specs of access and of hostile input.
import type { Endpoint } from '#contract/endpoint';
import * as critical from '#contract/result-critical';
import * as decisions from '#contract/result-decisions';
import * as intake from '#contract/result-intake';
import * as portal from '#contract/result-portal';
import * as record from '#contract/result-record';
import * as release from '#contract/result-release';
import type { Result } from '#contract/result-report';
import * as settings from '#contract/result-settings';
import { listResultStandings } from '#contract/result-standing';
import { resultQueue, resultQueueViews } from '#contract/results';
import { aDiagnosticReport, aPotassium } from '../interop/fhir/given-diagnostic-report.ts';
import { aBundle, aPatient } from '../interop/fhir/given-fhir.ts';
import { givenPatient } from '../patients/given-patient.ts';
import type { Scope } from '../platform/context.ts';
import type { TestDatabase } from '../platform/db/test-database.ts';
import type { TestCall } from '../platform/http/test-http.ts';
import { givenReachingQueue } from '../platform/work/given-reaching-queue.ts';
import type { GivenStaff } from '../staff/given-organization.ts';
import { logCriticalAttempt } from './critical-service.ts';
import { givenReachingObservations } from './given-observation.ts';
import {
  aReport,
  anOrder,
  heldBy,
  order,
  potassium,
  take,
  type ResultClinic,
} from './given-result.ts';
import { openReleasedResult } from './portal-service.ts';
import { criticalRule, releaseRule } from './results-rule.ts';
import type { SentReport } from './sent-report.ts';
import { signResult } from './review-service.ts';
import { resultsInBulk } from './sign-many-service.ts';

/** What results have beside every queue; each is of a patient of its own. */
export async function givenReachingResults(
  t: TestDatabase,
  place: {
    organizationId: string;
    clinicId: string;
    visitTypeId: string;
    appointmentId: string;
    patientId: string;
    holder: GivenStaff;
  },
): Promise<{ reaching: [Endpoint, TestCall][]; own: [Endpoint, TestCall][]; secrets: string[] }> {
  const { organizationId, clinicId, visitTypeId, holder } = place;
  const system: Scope = { kind: 'system', organizationId, reason: 'test' };
  const known = { clinicId, system };
  const someone = async (id?: string): Promise<Pick<ResultClinic, 'person' | 'patientId'>> => {
    const patientId = id ?? (await givenPatient(t, { organizationId }));
    const row = await t.owner('patient').where({ id: patientId }).first<{
      mrn: string;
      family: string;
      given: string;
      birth_on: string;
    }>('*');
    const { family, given, birth_on: birthOn, mrn } = row;
    const person = { family, given: [given], birthOn, sex: 'F', numbers: [mrn] };
    return { patientId, person: { ...person, name: `${family}, ${given}` } };
  };
  const arrived = async (over: Partial<SentReport> = {}, whose?: string): Promise<Result> => {
    const who = await someone(whose);
    const sent = aReport(who, { title: 'Secret panel', orderedBy: null, ...over });
    return (await take(t, known, sent)).item;
  };
  const expected = async (): Promise<Result> =>
    order(t, known, anOrder(await someone(), { title: 'Secret panel', orderedBy: null }));
  const withCritical = () =>
    arrived({
      content: {
        values: [potassium('6.8', { flag: 'critical' })],
        ...{ notes: [], conclusion: 'Secret conclusion', specimen: null },
      },
    });
  const held = async ({ id }: Result, more: object): Promise<TestCall> => {
    const { token, expectedVersion } = await heldBy(t, holder, id);
    return { params: { itemId: id }, body: { token, expectedVersion, ...more } };
  };
  const seen = ({ id, version }: Result, more: object): TestCall => ({
    ...{ params: { itemId: id }, body: { expectedVersion: version, ...more } },
  });
  const unmatched = await arrived({ person: null });
  const matchedTo = await someone();
  const exhausted = await withCritical();
  const inHand = await heldBy(t, holder, exhausted.id);
  // Nobody is on its ladder but who is named when it is called.
  await t.database.inTransaction(holder.scope, (ctx) =>
    logCriticalAttempt(ctx, {
      ...{ ...inHand, recipientId: null, recipientName: 'Dr. Kim', outcome: 'no-answer', note: '' },
    }),
  );
  const disposed = await t.database.inTransaction(holder.scope, async (ctx) => {
    const row = await ctx
      .db('work_item')
      .where({ id: exhausted.id })
      .first<{ version: number }>('*');
    return row.version;
  });
  const onHold = await arrived();
  await t.owner('result_hold').insert({
    ...{ organization_id: organizationId, id: onHold.id, clinic_id: clinicId },
    ...{ result_id: onHold.id, kind: 'hold', audiences: ['proxy'], ground: 'data-suspect' },
    ...{ reasoning: 'Secret reasoning of a hold', relationship: 'any-licensed' },
    ...{ by_id: holder.staffId, at: t.clock.now, until_at: '2027-11-24T12:00:00.000Z' },
  });
  const delayed = await delayedOne();
  const recalled = await recalledOne();
  const toOpen = await arrived();
  const openedFhir = await arrived();
  const documentOf = await someone();
  const asPatient = { clinicId, show: 'patient' };
  const ofQueue = await givenReachingQueue(t, {
    ...{ queue: resultsInBulk, endpoints: resultQueue, views: resultQueueViews, clinicId, holder },
    open: () => arrived({}, place.patientId),
    record: { kind: 'appointment', recordId: place.appointmentId },
  });
  const aboutValues = await givenReachingObservations(t, place);
  const own: [Endpoint, TestCall][] = [
    [record.getResultRecord, { params: { itemId: toOpen.id } }],
    [
      record.unhideResult,
      { params: { itemId: toOpen.id }, body: { reason: 'The patient asked for it' } },
    ],
    [
      record.recordRecallContact,
      seen(recalled.item, { contactId: recalled.contactId, outcome: 'told', note: '' }),
    ],
    [release.getResultRelease, { params: { itemId: toOpen.id } }],
    [
      release.holdResult,
      seen(await arrived(), {
        ...{ audiences: ['proxy'], ground: 'data-suspect', until: '2026-11-30T12:00:00Z' },
        reasoning: 'The specimen was mixed up',
      }),
    ],
    [release.endResultHold, seen(onHold, { holdId: onHold.id })],
    [
      release.releaseResultEarly,
      seen(delayed, { audiences: ['patient'], reasoning: 'Spoke with the patient' }),
    ],
    [decisions.matchResult, await held(unmatched, { patientId: matchedTo.patientId })],
    [decisions.signResult, await held(await arrived(), { note: '' })],
    [decisions.markResultInError, seen(await arrived(), { reason: 'duplicate', note: '' })],
    [decisions.dropExpectedResult, await held(await expected(), { reason: 'declined' })],
    [
      decisions.expectResultLater,
      await held(await expected(), { on: '2027-12-01', said: 'The machine is down' }),
    ],
    [decisions.categorizeResult, seen(await arrived(), { categories: ['malignancy'] })],
    [
      decisions.askForResultVisit,
      seen(await arrived(), { visitTypeId, dueOn: '2027-01-20', note: '' }),
    ],
    [decisions.writeResultLetter, seen(await arrived(), { text: 'Secret letter' })],
    [
      critical.logCriticalAttempt,
      await held(await withCritical(), {
        ...{ recipientName: 'Dr. Kim', outcome: 'no-answer', note: '' },
      }),
    ],
    [
      critical.recordReadBack,
      await held(await withCritical(), {
        ...{ recipientName: 'Dr. Kim', credentials: 'MD', note: '' },
        readBack: [{ key: 'LN|2823-3|', text: '6.8' }],
      }),
    ],
    [
      critical.recordDisposition,
      {
        params: { itemId: exhausted.id },
        body: {
          ...{ token: inHand.token, expectedVersion: disposed },
          text: 'Sent to the emergency department',
        },
      },
    ],
    [
      portal.listReleasedResults,
      { params: { patientId: place.patientId }, query: { clinicId, show: 'patient' } },
    ],
    [portal.openReleasedResult, { params: { itemId: toOpen.id }, body: asPatient }],
    [portal.openReleasedReport, { params: { itemId: openedFhir.id }, body: asPatient }],
    [listResultStandings, { params: { patientId: place.patientId } }],
    [settings.getResultSettings, { query: { clinicId } }],
    [
      settings.changeResultSettings,
      {
        body: {
          ...{ clinicId, expectedVersion: 0, source: 'The board of Nov 20' },
          change: { setting: 'critical', value: criticalRule.standard },
        },
      },
    ],
    [intake.takeInResults, { body: { clinicId, resource: sentBundle() } }],
    [
      intake.addResultDocument,
      {
        body: {
          ...{ clinicId, patientId: documentOf.patientId, type: 'visit-summary', isFinal: true },
          ...{ title: 'Secret summary', text: 'Seen.', authoredAt: t.clock.now },
        },
      },
    ],
  ];
  return {
    reaching: [...ofQueue.reaching, ...own, ...aboutValues.reaching],
    own,
    secrets: [
      ...ofQueue.secrets,
      ...aboutValues.secrets,
      ...['Secret panel', 'Secret conclusion', 'Secret letter', 'Secret reasoning', toOpen.id],
    ],
  };

  async function delayedOne(): Promise<Result> {
    await t.owner('dated_rule').insert({
      ...{ organization_id: organizationId, clinic_id: clinicId, rule: releaseRule.name },
      ...{ version: 1, value: JSON.stringify({ ...releaseRule.standard, jurisdiction: 'US-KY' }) },
      ...{ source: 'test', effective_from: t.clock.now, actor_id: holder.staffId },
    });
    return arrived({ categories: ['malignancy'] });
  }

  async function recalledOne(): Promise<{ item: Result; contactId: string }> {
    const who = await someone();
    const sent = aReport(who, { orderedBy: null });
    const { item: first } = await take(t, known, sent);
    await t.database.inTransaction(system, (ctx) =>
      openReleasedResult(ctx, { clinicId, show: 'patient', itemId: first.id }),
    );
    const { item } = await take(t, known, {
      ...{ ...sent, status: 'corrected' },
      content: { ...sent.content, values: [potassium('5.0')] },
    });
    const { token, expectedVersion } = await heldBy(t, holder, item.id);
    const signed = await t.database.inTransaction(holder.scope, (ctx) =>
      signResult(ctx, { itemId: item.id, token, expectedVersion, note: '' }),
    );
    const contact = await t
      .owner('result_contact')
      .where({ result_id: item.id })
      .first<{ id: string }>('id');
    return { item: signed, contactId: contact.id };
  }
}

function sentBundle(): Record<string, unknown> {
  const whole = aDiagnosticReport();
  const sent = [aPatient(), aPotassium(), omit(omit(whole, 'basedOn'), 'performer')];
  return aBundle(sent.map((resource) => ({ resource }))) as Record<string, unknown>;
}

/** In JSON an empty list of FHIR is a mistake; what is not said is left out. */
function omit<T extends object>(from: T, key: keyof T): T {
  return Object.fromEntries(Object.entries(from).filter(([name]) => name !== key)) as T;
}
