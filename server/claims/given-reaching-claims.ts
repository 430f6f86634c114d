// One valid call of every endpoint of claims, for the specs of access and of hostile input.
import { createHash } from 'node:crypto';
import type { Endpoint } from '#contract/endpoint';
import * as decisions from '#contract/claim-decisions';
import * as files from '#contract/claim-files';
import type { FollowUp } from '#contract/claim-follow-up';
import * as record from '#contract/claim-record';
import * as settings from '#contract/claim-settings';
import { claimQueue, claimQueueViews } from '#contract/claims';
import { writeClaims } from '../interop/x12/write-837.ts';
import { givenCoverage, givenPayer } from '../patients/given-coverage.ts';
import { givenPatient } from '../patients/given-patient.ts';
import type { Scope } from '../platform/context.ts';
import type { TestDatabase } from '../platform/db/test-database.ts';
import type { TestCall } from '../platform/http/test-http.ts';
import { newId } from '../platform/ids.ts';
import { givenReachingQueue } from '../platform/work/given-reaching-queue.ts';
import { workItems } from '../platform/work/work-queries.ts';
import { givenStaff, type GivenStaff } from '../staff/given-organization.ts';
import { appealClaim, sendClaimRecords } from './appeal-service.ts';
import { claims } from './claims-queue.ts';
import { moneyRule } from './claims-rule.ts';
import { correctClaim } from './correct-service.ts';
import type { RemittancePart } from './file/claim-file.ts';
import { writeOffClaim } from './end-service.ts';
import {
  aClaim,
  adjusted,
  aLine,
  answerTo,
  aRemittance,
  decided,
  heldBy,
  remit,
  takeIn,
} from './given-claim.ts';

/** What claims have beside every queue; each is of a claim of its own. */
export async function givenReachingClaims(
  t: TestDatabase,
  place: {
    organizationId: string;
    clinicId: string;
    appointmentId: string;
    patientId: string;
    holder: GivenStaff;
  },
): Promise<{ reaching: [Endpoint, TestCall][]; own: [Endpoint, TestCall][]; secrets: string[] }> {
  const { organizationId, clinicId, holder } = place;
  const system: Scope = { kind: 'system', organizationId, reason: 'test' };
  const at = { organizationId, clinicId, system };
  const tag = newId().slice(-8).toUpperCase();
  const name = (which: string) => `Secret payer ${which} ${tag}`;
  const [plan, other, reopening] = await Promise.all([
    givenPayer(t, organizationId, { name: name('one'), payer_identifier: `S1${tag}` }),
    givenPayer(t, organizationId, { name: name('two'), payer_identifier: `S2${tag}` }),
    givenPayer(t, organizationId, {
      ...{ name: name('three'), payer_identifier: `S3${tag}`, line_of_business: 'medicare' },
    }),
  ]);
  const denied = async (
    over: { reason?: string; amount?: number; payer?: 'one' | 'three'; whose?: string } = {},
  ): Promise<{ item: FollowUp; coverageId: string }> => {
    const { reason = '197', amount = 20_000, payer = 'one' } = over;
    const memberId = `M${newId().slice(-12)}`;
    const patientId = over.whose ?? (await givenPatient(t, { organizationId }));
    const payerId = payer === 'one' ? plan : reopening;
    const coverageId = over.whose === undefined ? await cover(patientId, payerId, memberId) : '';
    const person = await t
      .owner('patient')
      .where({ id: patientId })
      .first<{ family: string; given: string; birth_on: string }>('*');
    const claim = aClaim({
      lines: [aLine({ charge: amount })],
      payer: { name: name(payer), id: payer === 'one' ? `S1${tag}` : `S3${tag}` },
      subscriber: {
        ...{ ...aClaim().subscriber, family: person.family, given: person.given, memberId },
        birthDate: person.birth_on,
      },
    });
    await takeIn(t, at, claim);
    const line = decided(claim.lines[0]!, [adjusted('CO', reason, amount)]);
    await remit(t, at, aRemittance([answerTo(claim, [line])]));
    const row = await t
      .owner('claim as c')
      .join('claim_follow_up as f', 'f.claim_id', 'c.id')
      .where({ 'c.control_number': claim.control })
      .first<{ id: string }>('f.id as id');
    return { item: await itemOf(row.id), coverageId };
  };
  /** By that payer first, and by another one next. Answers the second. */
  const cover = async (patientId: string, payerId: string, memberId: string): Promise<string> => {
    const of = { organizationId, patientId };
    await givenCoverage(t, { ...of, payerId }, { member_id: memberId });
    return givenCoverage(
      t,
      { ...of, payerId: other },
      { member_id: `${memberId}2`, billing_order: 'secondary' },
    );
  };
  const itemOf = async (id: string): Promise<FollowUp> =>
    t.database.inTransaction(system, async (ctx) => (await workItems(ctx, claims, [{ id }]))[0]!);
  const held = async ({ id }: { id: string }, more: object): Promise<TestCall> => {
    const { token, expectedVersion } = await heldBy(t, holder, id);
    return { params: { itemId: id }, body: { token, expectedVersion, ...more } };
  };
  const change = { lines: [], authorization: 'AUTH-9' };
  const corrected = await denied();
  const inHand = await heldBy(t, holder, corrected.item.id);
  const sent = await t.database.inTransaction(holder.scope, (ctx) =>
    correctClaim(ctx, { ...inHand, as: 'replacement', change, note: 'Secret note' }),
  );
  const filing = await t
    .owner('claim_filing')
    .where({ claim_id: sent.claim?.id, frequency: '7' })
    .first<{ id: string }>('id');
  const appealed = await appealedOne();
  const records = await recordsOne();
  const toApprove = await toApproveOne();
  const ended = await endedOne();
  const unmatched = await unmatchedOne();
  const candidate = await t
    .owner('claim')
    .where({ id: corrected.item.claim?.id })
    .first<{ id: string }>('id');
  const onHold = await heldRemittance();
  const deposit = newId();
  const matching = aRemittance([], { amount: 777 });
  await remit(t, at, matching);
  const { id: remittanceId } = await remittanceOf(matching);
  await t.owner('deposit').insert({
    ...{ organization_id: organizationId, id: deposit, clinic_id: clinicId, cents: 777 },
    ...{ on_date: '2026-11-20', reference: 'Secret deposit', created_at: t.clock.now, version: 1 },
  });
  const previewed = fileOf('PREVIEWED');
  const imported = fileOf('IMPORTED');
  const named = { 'X-Daysheet-File-Name': 'claims.837' };
  const ofQueue = await givenReachingQueue(t, {
    ...{ queue: claims, endpoints: claimQueue, views: claimQueueViews, clinicId, holder },
    open: async () => (await denied({ whose: place.patientId })).item,
    record: { kind: 'appointment', recordId: place.appointmentId },
  });
  const own: [Endpoint, TestCall][] = [
    [record.getFollowUpRecord, { params: { itemId: corrected.item.id } }],
    [record.getClaimFile, { params: { filingId: filing.id } }],
    [
      decisions.correctClaim,
      await held((await denied()).item, { as: 'replacement', change, note: '' }),
    ],
    [
      decisions.askReopening,
      await held((await denied({ payer: 'three' })).item, { what: 'A modifier was left out' }),
    ],
    [
      decisions.appealClaim,
      await held((await denied()).item, {
        ...{ as: 'provider', level: 1, grounds: 'It was necessary, see the records.' },
        reference: 'Fax',
      }),
    ],
    [
      decisions.recordAppealAnswer,
      await held(appealed, { outcome: 'upheld', receivedOn: '2026-11-23', note: '' }),
    ],
    [
      decisions.sendClaimRecords,
      await held((await denied()).item, { what: 'Office notes', reference: 'Portal' }),
    ],
    [decisions.billNextPayer, await nextPayerCall()],
    [decisions.takeUpFollowUp, await held(records, { reason: 'no-answer', note: '' })],
    [
      decisions.transferToPatient,
      await held((await denied({ reason: '96' })).item, {
        evidence: 'The signed waiver of Oct 30 names it.',
      }),
    ],
    [
      decisions.writeOffClaim,
      await held((await denied()).item, { reason: 'goodwill', note: 'Secret reason' }),
    ],
    [decisions.settleWriteOff, await held(toApprove, { isApproved: true, note: '' })],
    [decisions.closeFollowUp, await held((await denied()).item, { reason: 'not-owed', note: '' })],
    [
      decisions.reopenFollowUp,
      {
        params: { itemId: ended.id },
        body: { expectedVersion: ended.version, note: 'The payer called' },
      },
    ],
    [
      decisions.setRootCause,
      await (async () => {
        const { item } = await denied();
        return {
          params: { itemId: item.id },
          body: { expectedVersion: item.version, rootCause: 'payer-error' },
        };
      })(),
    ],
    [decisions.matchRemittedClaim, await held(unmatched, { claimId: candidate.id })],
    [files.previewClaimFile, { query: { clinicId }, headers: named, file: previewed }],
    [
      files.importClaimFile,
      {
        query: { clinicId },
        headers: { ...named, 'X-Daysheet-File-Hash': hashOf(imported) },
        file: imported,
      },
    ],
    [files.listRemittances, { query: { clinicId } }],
    [files.getRemittance, { params: { remittanceId: onHold.id } }],
    [
      files.settleRemittance,
      {
        params: { remittanceId: onHold.id },
        body: { expectedVersion: onHold.version, as: 'post', note: 'The payer confirms it' },
      },
    ],
    [files.listDeposits, { query: { clinicId, show: 'all' } }],
    [
      files.addDeposit,
      { body: { clinicId, on: '2026-11-21', cents: 4200, reference: 'Secret money' } },
    ],
    [
      files.matchDeposit,
      { params: { depositId: deposit }, body: { expectedVersion: 1, remittanceId } },
    ],
    [settings.getClaimSettings, { query: { clinicId } }],
    [
      settings.changeClaimSettings,
      {
        body: {
          ...{ clinicId, expectedVersion: 0, source: 'The board of Nov 20' },
          change: { setting: 'money', value: moneyRule.standard },
        },
      },
    ],
    [
      settings.setFees,
      {
        body: {
          ...{ clinicId, payerId: plan, fromOn: '2027-01-01' },
          fees: [{ procedure: '99214', modifier: '', cents: 12_345 }],
        },
      },
    ],
    [settings.listFees, { query: { clinicId, payerId: plan, date: '2027-02-01' } }],
  ];
  return {
    reaching: [...ofQueue.reaching, ...own],
    own,
    secrets: [
      ...ofQueue.secrets,
      ...[tag, 'Secret note', 'Secret deposit', 'Secret money', corrected.item.id],
    ],
  };

  async function appealedOne(): Promise<FollowUp> {
    const { item } = await denied();
    const input = await heldBy(t, holder, item.id);
    return t.database.inTransaction(holder.scope, (ctx) =>
      appealClaim(ctx, {
        ...{ ...input, as: 'provider', level: 1, reference: '', isLate: false },
        ...{ grounds: 'It was necessary, see the records.', isAuthorizedByMember: false },
      }),
    );
  }

  async function recordsOne(): Promise<FollowUp> {
    const { item } = await denied();
    const input = await heldBy(t, holder, item.id);
    return t.database.inTransaction(holder.scope, (ctx) =>
      sendClaimRecords(ctx, { ...input, what: 'Office notes', reference: '' }),
    );
  }

  async function toApproveOne(): Promise<FollowUp> {
    const { item } = await denied({ amount: 90_000 });
    const somebody = await givenStaff(t, {
      ...{ organizationId, clinicIds: [clinicId], role: 'biller', given: 'Else' },
    });
    const input = await heldBy(t, somebody, item.id);
    return t.database.inTransaction(somebody.scope, (ctx) =>
      writeOffClaim(ctx, { ...input, reason: 'goodwill', note: '' }),
    );
  }

  async function endedOne(): Promise<FollowUp> {
    const { item } = await denied();
    const input = await heldBy(t, holder, item.id);
    return t.database.inTransaction(holder.scope, (ctx) =>
      writeOffClaim(ctx, { ...input, reason: 'goodwill', note: '' }),
    );
  }

  async function nextPayerCall(): Promise<TestCall> {
    const { item, coverageId } = await denied({ reason: '22' });
    return held(item, { coverageId, note: '' });
  }

  async function unmatchedOne(): Promise<FollowUp> {
    const claim = aClaim({ control: `NONE${tag}` });
    const said = answerTo(claim, [decided(claim.lines[0]!, [adjusted('CO', '45', 100)])]);
    const part = aRemittance([said]);
    await remit(t, at, part);
    const { id } = await remittanceOf(part);
    const remitted = await t
      .owner('remitted_claim')
      .where({ organization_id: organizationId, remittance_id: id })
      .first<{ id: string }>('id');
    const row = await t
      .owner('claim_follow_up')
      .where({ organization_id: organizationId, remitted_claim_id: remitted.id })
      .first<{ id: string }>('id');
    return itemOf(row.id);
  }

  async function heldRemittance(): Promise<{ id: string; version: number }> {
    const claim = aClaim();
    await takeIn(t, at, claim);
    const said = answerTo(claim, [decided(claim.lines[0]!, [adjusted('CO', '45', 100)])]);
    const part = aRemittance([said], { amount: 1 });
    await remit(t, at, part);
    return remittanceOf(part);
  }

  function remittanceOf({
    remittance: { trace },
  }: RemittancePart): Promise<{ id: string; version: number }> {
    return t
      .owner('remittance')
      .where({ organization_id: organizationId, clinic_id: clinicId, trace: trace.number })
      .first<{ id: string; version: number }>('id', 'version');
  }

  function fileOf(control: string): Buffer<ArrayBuffer> {
    const written = writeClaims(
      {
        envelope: {
          ...{ senderQualifier: 'ZZ', sender: 'HARBOR', receiverQualifier: 'ZZ' },
          ...{ receiver: 'CLEAR', isTest: true },
        },
        ...{ submitter: { name: 'Harbor Clinic' }, control: 1, date: '2026-11-23', time: '10:00' },
      },
      [aClaim({ control: `${control}${tag}` })],
    );
    if (!('text' in written)) throw new Error(written.refused.join());
    return Buffer.from(written.text);
  }
}

function hashOf(file: Uint8Array): string {
  return createHash('sha256').update(file).digest('hex');
}
