// One valid call of every endpoint of refills, for the specs of access and of hostile input.
import { takeInFhir } from '#contract/refill-intake';
import { changeRefillReminder, getRefillReminder } from '#contract/refill-reminder';
import * as recordContract from '#contract/prescription-record';
import * as afterwardsContract from '#contract/refill-afterwards';
import * as decisionContract from '#contract/refill-decisions';
import * as settingsContract from '#contract/refill-settings';
import * as contract from '#contract/refills';
import type { Endpoint } from '#contract/endpoint';
import { aMedicationRequest } from '../interop/fhir/given-fhir-medications.ts';
import { givenPatient } from '../patients/given-patient.ts';
import { givenPharmacy } from '../patients/given-pharmacy.ts';
import type { Scope } from '../platform/context.ts';
import type { TestDatabase } from '../platform/db/test-database.ts';
import type { TestCall } from '../platform/http/test-http.ts';
import { plusSeconds } from '../platform/clock/instants.ts';
import { givenReachingQueue } from '../platform/work/given-reaching-queue.ts';
import type { GivenStaff } from '../staff/given-organization.ts';
import { approveRefill } from './decision-service.ts';
import {
  askFor,
  givenAuthority,
  givenInHand,
  givenPrescription,
  givenRefill,
  metformin,
  metforminTerms,
  type RefillClinic,
} from './given-refill.ts';
import { addRefillProtocol } from './protocol-service.ts';
import { termsRule } from './refills-rule.ts';
import { refills } from './refills-queue.ts';
import { getRefillSettings } from './settings-service.ts';
import { takeInRefill } from './take-in-service.ts';

/** What refills have beside every queue. `holder` decides: they are given a licence. */
export async function givenReachingRefills(
  t: TestDatabase,
  place: {
    organizationId: string;
    clinicId: string;
    appointmentId: string;
    patientId: string;
    holder: GivenStaff;
  },
): Promise<{ reaching: [Endpoint, TestCall][]; own: [Endpoint, TestCall][]; secrets: string[] }> {
  const { organizationId, clinicId, holder, patientId } = place;
  await givenAuthority(t, holder);
  const system: Scope = { kind: 'system', organizationId, reason: 'test' };
  const pharmacyId = await givenPharmacy(t, organizationId, { ncpdp_id: '2288881' });
  const elsewhere = await givenPharmacy(t, organizationId, {
    ...{ ncpdp_id: '2288882', name: 'Elm Drug' },
  });
  const clinic: RefillClinic = {
    ...{ organizationId, clinicId, pharmacyId, system },
    ...{ pharmacist: holder, prescriber: holder, scheduler: holder, manager: holder },
  };
  const order = { ...metformin, sig: 'Secret directions' };
  // A patient of their own: what is given to one is seen on the cards of all their requests.
  const prescribed = async (whose?: string) =>
    givenPrescription(t, clinic, {
      ...{ patientId: whose ?? (await givenPatient(t, { organizationId })), order },
    });
  const open = async (whose?: string) =>
    givenRefill(t, clinic, { prescription: await prescribed(whose) });
  const inHand = async () => {
    const { itemId, ...held } = await givenInHand(t, holder, (await open()).id);
    return { params: { itemId }, body: { ...held, note: 'As agreed' } };
  };
  const undecided = async () => {
    const { params, body } = await inHand();
    return { params, body: { token: body.token } };
  };
  const decided = async () => {
    const { params, body } = await inHand();
    const item = await t.database.inTransaction(holder.scope, (ctx) =>
      approveRefill(ctx, { ...params, ...body }),
    );
    return { params, body: { expectedVersion: item.version } };
  };
  const at = async (status: string, columns: Record<string, unknown> = {}) => {
    const given = await decided();
    const { itemId } = given.params;
    const before = plusSeconds(t.clock.now, -60);
    await t.owner('refill_decision').where({ request_id: itemId }).update({ leaves_at: before });
    await t.owner('work_item').where({ id: itemId }).update({ status, snoozed_until: null });
    if (Object.keys(columns).length > 0)
      await t.owner('refill_request').where({ id: itemId }).update(columns);
    return given;
  };
  const sent = { transport: 'ehr', sent_at: t.clock.now };
  const waiting = async () => {
    const { id, version } = await open();
    await t.owner('work_item').where({ id }).update({ status: 'information' });
    return { params: { itemId: id }, body: { expectedVersion: version } };
  };
  const { item: unmatched } = await t.database.inTransaction(system, (ctx) =>
    takeInRefill(ctx, {
      ...{ clinicId, patientId: null, prescriptionId: null, requested: order },
      ...{ pharmacyId: null, way: 'pickup', priority: 'routine' },
      said: { patient: 'Secret patient', prescriber: '', pharmacy: '', note: '' },
    }),
  );
  const co = await at('sent', sent);
  const protocolId = async () => {
    const { id } = await t.database.inTransaction(system, (ctx) =>
      addRefillProtocol(ctx, { clinicId, terms: { ...metforminTerms, title: 'Secret protocol' } }),
    );
    return id;
  };
  await t
    .owner('refill_decision')
    .where({ request_id: co.params.itemId })
    .update({
      protocol_id: await protocolId(),
      protocol_version: 1,
      protocol_title: 'M',
      co_sign: 'wanted',
    });
  const ofQueue = await givenReachingQueue(t, {
    ...{ queue: refills, endpoints: contract.refillQueue, views: contract.refillQueueViews },
    ...{ clinicId, holder, open: () => open(patientId) },
    record: { kind: 'appointment', recordId: place.appointmentId },
  });
  const { termsVersion } = await t.database.inTransaction(system, (ctx) =>
    getRefillSettings(ctx, clinicId),
  );
  const ordered = await prescribed(patientId);
  const stopped = await prescribed(patientId);
  const cancelled = { cancelled_pharmacy_id: elsewhere, cancel_answer: 'asked' };
  const inClinic = { query: { clinicId } };
  const expectedVersion = 1;
  const with_ = async (given: Promise<TestCall>, more: object): Promise<TestCall> => {
    const call = await given;
    return { ...call, body: { ...(call.body as object), ...more } };
  };
  const said = {
    ...{ patientId: await givenPatient(t, { organizationId }), prescriptionId: null, pharmacyId },
    ...{ way: 'pickup', priority: 'routine', requested: metformin },
  };
  const own: [Endpoint, TestCall][] = [
    [contract.takeInRefill, { body: { clinicId, ...said } }],
    [
      contract.matchRefill,
      {
        params: { itemId: unmatched.id },
        body: { expectedVersion: unmatched.version, patientId, prescriptionId: ordered.id },
      },
    ],
    [contract.getRefillCard, { params: ofQueue.params }],
    [decisionContract.approveRefill, await inHand()],
    [
      decisionContract.approveRefillWithChanges,
      await with_(inHand(), { grant: { ...order, repeats: 1 } }),
    ],
    [decisionContract.bridgeRefill, await with_(inHand(), { days: 10 })],
    [
      decisionContract.replaceRefill,
      await with_(inHand(), { grant: { ...order, strength: '850 mg' } }),
    ],
    [
      decisionContract.rerouteRefill,
      await with_(inHand(), { pharmacyId: elsewhere, way: 'pickup' }),
    ],
    [decisionContract.denyRefill, await with_(undecided(), { reason: 'tooearly', note: '' })],
    [decisionContract.answerRefillOnFile, await onFile()],
    [
      decisionContract.askAboutRefill,
      await with_(undecided(), { ask: 'ask-information', reason: 'patient', note: 'Still taken?' }),
    ],
    [decisionContract.resumeRefill, await waiting()],
    [decisionContract.undoRefillDecision, await decided()],
    [afterwardsContract.sendRefill, await with_(at('decided'), { transport: 'ehr' })],
    [afterwardsContract.noteRefillNews, await with_(at('sent', sent), { news: 'acknowledge' })],
    [afterwardsContract.reopenRefill, await at('error')],
    [afterwardsContract.withdrawRefill, await with_(waiting(), { reason: 'not-wanted' })],
    [
      afterwardsContract.answerCancellation,
      await with_(at('sent', { ...sent, ...cancelled }), { answer: 'confirmed' }),
    ],
    [afterwardsContract.coSignRefill, await with_(Promise.resolve(co), { answer: 'agreed' })],
    [afterwardsContract.listCoSigns, inClinic],
    [contract.listPatientRefills, { params: { patientId } }],
    [recordContract.listPatientPrescriptions, { params: { patientId } }],
    [
      recordContract.addPrescription,
      {
        body: {
          ...{ clinicId, patientId, order: metformin, schedule: null, asNeeded: false },
          ...{ issuedOn: '2026-11-01', expiresOn: null, startedOn: null, prescriberId: null },
          ...{ prescriberName: 'Lee, Hannah', pharmacyId },
        },
      },
    ],
    [
      recordContract.recordFill,
      {
        params: { prescriptionId: ordered.id },
        body: {
          ...{ expectedVersion: ordered.version, filledOn: '2026-11-20', status: 'completed' },
          ...{ number: 2, given: metformin },
        },
      },
    ],
    [
      recordContract.endPrescription,
      {
        params: { prescriptionId: stopped.id },
        body: { expectedVersion: stopped.version, as: 'stopped' },
      },
    ],
    [takeInFhir, { body: { clinicId, resource: { ...aMedicationRequest() } } }],
    [getRefillReminder, inClinic],
    [
      changeRefillReminder,
      {
        body: {
          ...{ clinicId, expectedVersion: 0, source: 'Meeting of the team' },
          terms: { isOn: true, daysBefore: 5 },
        },
      },
    ],
    [contract.getRefillOutlook, inClinic],
    [settingsContract.listRefillProtocols, inClinic],
    [settingsContract.addRefillProtocol, { body: { clinicId, terms: metforminTerms } }],
    [
      settingsContract.changeRefillProtocol,
      {
        params: { protocolId: await protocolId() },
        body: { expectedVersion, terms: metforminTerms },
      },
    ],
    [
      settingsContract.signRefillProtocol,
      { params: { protocolId: await protocolId() }, body: { expectedVersion } },
    ],
    [
      settingsContract.endRefillProtocol,
      { params: { protocolId: await protocolId() }, body: { expectedVersion } },
    ],
    [settingsContract.getRefillSettings, inClinic],
    [
      settingsContract.changeRefillTerms,
      {
        body: {
          ...{ clinicId, expectedVersion: termsVersion, source: 'Meeting of the team' },
          terms: { ...termsRule.standard, tooSoonPercent: 80 },
        },
      },
    ],
    [
      settingsContract.changeDrugGroups,
      { body: { clinicId, expectedVersion: 0, source: 'Meeting of the team', groups: [] } },
    ],
  ];
  const secrets = ['Secret directions', 'Secret patient', 'Secret protocol', ordered.id];
  return {
    reaching: [...ofQueue.reaching, ...own],
    own,
    secrets: [...ofQueue.secrets, ...secrets],
  };

  async function onFile(): Promise<TestCall> {
    const refillable = { ...order, repeats: 2 };
    const prescription = await givenPrescription(t, clinic, { order: refillable });
    const { id } = await t.database
      .inTransaction(system, (ctx) => takeInRefill(ctx, askFor(prescription)))
      .then(({ item }) => item);
    const { itemId, token } = await givenInHand(t, holder, id);
    return { params: { itemId }, body: { token, note: '' } };
  }
}
