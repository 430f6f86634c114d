// Flag × way out: whatever is known of a person, nothing leaves that may not. A new way out belongs into `ways`.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { calendarReactions } from './calendar/calendar-reactions.ts';
import { addCall, startCall } from './calls/calls-service.ts';
import { calls } from './calls/calls-queue.ts';
import { callsReactions } from './calls/calls-reactions.ts';
import type { CallKind } from '#contract/calls';
import type { TellScope } from '#contract/contact';
import type { OfferWay } from '#contract/waitlist-opening';
import type { FlagDetail } from '#contract/patient-flag';
import { givenAppointment } from './calendar/given-appointment.ts';
import { bookAppointment, moveAppointment } from './calendar/calendar-service.ts';
import { checkEligibility } from './patients/eligibility-service.ts';
import { addFlag } from './patients/flag-service.ts';
import { givenCoverage, givenPayer } from './patients/given-coverage.ts';
import { givenPatient } from './patients/given-patient.ts';
import { givenProxy } from './patients/given-proxy.ts';
import type { Ctx } from './platform/context.ts';
import { testDatabase, type TestDatabase } from './platform/db/test-database.ts';
import { givenInterface } from './platform/drop-folder/given-drop-folder.ts';
import { runReactionsOnce } from './platform/reactions/run-reactions.ts';
import { claimWork } from './platform/work/lease-service.ts';
import { addEntry } from './waitlist/entry-service.ts';
import {
  givenEntry,
  givenOffer,
  givenOpening,
  givenWaitlist,
  inTwoWeeks,
  testSettings,
  tomorrowAtTen,
  type GivenWaitlist,
} from './waitlist/given-waitlist.ts';
import { sendOffers } from './waitlist/due-service.ts';
import { acceptOffer } from './waitlist/offer-answer-service.ts';
import { offerOpening } from './waitlist/offer-service.ts';
import { offerToNext } from './waitlist/wave-service.ts';
import { getWaitlistPolicy, changeWaitlistPolicy } from './waitlist/policy-service.ts';
import { waitlistReactions } from './waitlist/waitlist-reactions.ts';

interface Known {
  flags: FlagDetail[];
  /** What a parent on file may be told of. */
  told?: TellScope[];
  birthOn?: string;
}

const doNotContact = (scope: 'everything' | 'outreach' | 'texts' | 'emails' | 'calls') =>
  ({ kind: 'do-not-contact', scope }) as const;
const onlyBy = (channel: 'phone' | 'text' | 'email' | 'mail') =>
  ({ kind: 'confidential-channel', channel, address: '+16175550188' }) as const;
const died = { kind: 'deceased', diedOn: null, source: 'Family' } as const;

const known: Record<string, Known> = {
  nothing: { flags: [] },
  deceased: { flags: [died] },
  'only by phone': { flags: [onlyBy('phone')] },
  'only by text': { flags: [onlyBy('text')] },
  'only by e-mail': { flags: [onlyBy('email')] },
  'only by letter': { flags: [onlyBy('mail')] },
  'only by text, and no texts': { flags: [onlyBy('text'), doNotContact('texts')] },
  'nothing but clinical': { flags: [doNotContact('everything')] },
  'no outreach': { flags: [doNotContact('outreach')] },
  'no texts': { flags: [doNotContact('texts')] },
  'no texts, no e-mails': { flags: [doNotContact('texts'), doNotContact('emails')] },
  'no calls': { flags: [doNotContact('calls')] },
  minor: { flags: [], birthOn: '2015-03-14' },
  'minor, a parent on file': { flags: [], birthOn: '2015-03-14', told: ['visits'] },
  'minor, a parent for bills': { flags: [], birthOn: '2015-03-14', told: ['billing'] },
  'kept from the plan': {
    flags: [
      {
        kind: 'plan-restriction',
        coverageId: null,
        from: '2026-01-01',
        until: null,
        service: null,
      },
    ],
  },
  vip: { flags: [{ kind: 'vip' }] },
  employee: { flags: [{ kind: 'employee' }] },
};

/** What may leave, said by hand: the decision itself is not asked. */
const everything = [
  'offers',
  'calls of offers',
  'calls of visits',
  'clinical calls',
  'visits',
  'questions to the payer',
];
const allBut = (...not: string[]) => everything.filter((way) => !not.includes(way));
const mayLeave: Record<string, string[]> = {
  nothing: everything,
  deceased: [],
  'only by phone': allBut('offers'),
  'only by text': ['offers', 'visits', 'questions to the payer'],
  'only by e-mail': ['offers', 'visits', 'questions to the payer'],
  'only by letter': ['visits', 'questions to the payer'],
  'only by text, and no texts': ['visits', 'questions to the payer'],
  'nothing but clinical': ['clinical calls', 'visits', 'questions to the payer'],
  'no outreach': allBut('offers', 'calls of offers'),
  'no texts': everything,
  'no texts, no e-mails': allBut('offers'),
  'no calls': allBut('calls of offers', 'calls of visits'),
  minor: allBut('offers'),
  'minor, a parent on file': everything,
  'minor, a parent for bills': allBut('offers'),
  'kept from the plan': allBut('questions to the payer'),
  vip: everything,
  employee: everything,
};

interface World extends GivenWaitlist {
  patientId: string;
}
interface Way {
  kind: string;
  /** What stands before the flag is set. */
  prepare?: (world: World) => Promise<string>;
  /** Tries to let something leave; true when it has left. */
  leaves: (world: World, prepared: string) => Promise<boolean>;
  /** After the reactions to the flag instead of before them. */
  afterReactions?: boolean;
}

describe('flag × way out', () => {
  let t: TestDatabase;
  before(async () => {
    t = await testDatabase();
  });
  after(() => t.close());

  const within = <T>(world: World, work: (ctx: Ctx) => Promise<T>): Promise<T> =>
    t.database.inTransaction(world.scheduler.scope, work);
  const refusals = new Set(['may-not-contact', 'deceased', 'does-not-fit', 'kept-from-plan']);
  /** False only for a refusal because of the person. */
  const isDone = async (act: Promise<unknown>): Promise<boolean> => {
    try {
      await act;
      return true;
    } catch (error) {
      const { rule = '' } = (error as { details?: { rule?: string } }).details ?? {};
      if (refusals.has(rule)) return false;
      throw error;
    }
  };
  const liveBy = async (
    way: OfferWay,
    { patientId }: World,
    ...statuses: string[]
  ): Promise<boolean> =>
    (
      await t
        .owner('waitlist_offer')
        .where({ patient_id: patientId, way })
        .whereIn('status', statuses)
    ).length > 0;
  const liveOffers = (world: World, ...statuses: string[]) => liveBy('message', world, ...statuses);
  const isStillBooked = async (id: string): Promise<boolean> =>
    (await t.owner('appointment').where({ id, status: 'booked' })).length > 0;
  const waits = ({ patientId, ...world }: World) => givenEntry(t, world, { patient_id: patientId });
  const offered = async (
    world: World,
    status: 'queued' | 'sent',
    way: OfferWay = 'message',
  ): Promise<string> =>
    (await givenOffer(t, await givenOpening(t, world), await waits(world), { status, way })).id;
  const offerByHand = async (world: World, entryId: string): Promise<boolean> => {
    const { id: openingId } = await givenOpening(t, world);
    const asked = { openingId, expectedVersion: 1, entryId, outOfOrderReason: 'asked first' };
    return isDone(within(world, (ctx) => offerOpening(ctx, asked, testSettings)));
  };

  const aCall = ({ clinicId, patientId }: World, kind: CallKind) => ({
    clinicId,
    patientId,
    kind,
    about: 'the matter',
    priority: 'routine' as const,
    appointmentId: null,
  });
  const callWays = (kind: CallKind, named: string): Record<string, Way> => ({
    [`a ${kind} call is asked for`]: {
      kind: named,
      leaves: (world) => isDone(within(world, (ctx) => addCall(ctx, aCall(world, kind)))),
    },
    [`a ${kind} call that waits is made`]: {
      kind: named,
      prepare: async (world) => (await within(world, (ctx) => addCall(ctx, aCall(world, kind)))).id,
      leaves: async (world, itemId) => {
        const { work } = await within(world, (ctx) => claimWork(ctx, calls, itemId));
        const held = { itemId, token: work.lease?.token ?? 0 };
        return isDone(within(world, (ctx) => startCall(ctx, held)));
      },
    },
    [`a ${kind} call waits on`]: {
      kind: named,
      prepare: async (world) => (await within(world, (ctx) => addCall(ctx, aCall(world, kind)))).id,
      afterReactions: true,
      leaves: async (_world, id) =>
        (await t.owner('work_item').where({ id }).whereNull('closed_at')).length > 0,
    },
  });

  const ways: Record<string, Way> = {
    'an offer is made by hand': {
      kind: 'offers',
      prepare: async (world) => (await waits(world)).id,
      leaves: async (world, entryId) =>
        (await offerByHand(world, entryId)) && liveOffers(world, 'queued'),
    },
    'an offer by phone is made by hand': {
      kind: 'calls of offers',
      prepare: async (world) => (await waits(world)).id,
      leaves: async (world, id) => {
        await t.owner('waitlist_entry').where({ id }).update({ contact_consent: false });
        return (await offerByHand(world, id)) && liveBy('call', world, 'queued');
      },
    },
    'an offer by phone is due': {
      kind: 'calls of offers',
      prepare: (world) => offered(world, 'queued', 'call'),
      leaves: async (world) => {
        await t.database.inTransaction(world.system, sendOffers);
        return liveBy('call', world, 'sent');
      },
    },
    'an offer is made by itself': {
      kind: 'offers',
      prepare: async (world) => (await waits(world)).id,
      leaves: async (world) => {
        const { clinicId } = world;
        await t.database.inTransaction(world.manager.scope, async (ctx) => {
          const { version, ...policy } = await getWaitlistPolicy(ctx, clinicId);
          const on = { ...policy, clinicId, expectedVersion: version, autoOffer: true };
          await changeWaitlistPolicy(ctx, on);
        });
        const opening = await givenOpening(t, world);
        await within(world, (ctx) => offerToNext(ctx, opening, testSettings));
        return liveOffers(world, 'queued', 'sent');
      },
    },
    'a queued offer is sent': {
      kind: 'offers',
      prepare: (world) => offered(world, 'queued'),
      leaves: async (world) => {
        await t.database.inTransaction(world.system, sendOffers);
        return liveOffers(world, 'sent');
      },
    },
    'an offer stands': {
      kind: 'offers',
      prepare: (world) => offered(world, 'sent'),
      afterReactions: true,
      leaves: (world) => liveOffers(world, 'queued', 'sent'),
    },
    'an offer is accepted': {
      kind: 'offers',
      prepare: (world) => offered(world, 'sent'),
      afterReactions: true,
      leaves: async (world, offerId) =>
        (await t.database.inTransaction(world.system, (ctx) =>
          acceptOffer(ctx, offerId, testSettings),
        )) === 'accepted',
    },
    ...callWays('offer-visit', 'calls of offers'),
    ...callWays('confirm-visit', 'calls of visits'),
    ...callWays('reschedule', 'calls of visits'),
    ...callWays('running-late', 'calls of visits'),
    ...callWays('call-back', 'calls of visits'),
    ...callWays('follow-up', 'clinical calls'),
    'eligibility is asked about': {
      kind: 'questions to the payer',
      prepare: async (world) => {
        const payerId = await givenPayer(t, world.organizationId);
        await givenInterface(t, world.organizationId, { payer_ids: [payerId] });
        return givenCoverage(t, { ...world, payerId });
      },
      leaves: (world, coverageId) =>
        isDone(within(world, (ctx) => checkEligibility(ctx, { ...world, coverageId }))),
    },
    'a visit is booked': {
      kind: 'visits',
      leaves: (world) =>
        isDone(
          within(world, (ctx) =>
            bookAppointment(ctx, { ...world, startsAt: tomorrowAtTen, overrides: [] }),
          ),
        ),
    },
    'a visit is moved': {
      kind: 'visits',
      prepare: (world) => givenAppointment(t, { ...world, startsAt: inTwoWeeks }),
      leaves: (world, appointmentId) =>
        isDone(
          within(world, (ctx) =>
            moveAppointment(ctx, {
              appointmentId,
              expectedVersion: 1,
              startsAt: tomorrowAtTen,
              overrides: [],
            }),
          ),
        ),
    },
    'a visit stands': {
      kind: 'visits',
      prepare: (world) => givenAppointment(t, { ...world, startsAt: inTwoWeeks }),
      afterReactions: true,
      leaves: (_world, id) => isStillBooked(id),
    },
    'somebody begins to wait': {
      kind: 'visits',
      leaves: (world) =>
        isDone(
          within(world, (ctx) =>
            addEntry(ctx, {
              ...world,
              urgency: 'soon',
              providerIds: [],
              weekdays: [],
              earliestTime: null,
              latestTime: null,
              earliestOn: null,
              latestOn: null,
              minNoticeHours: 2,
              contactConsent: true,
              appointmentId: null,
            }),
          ),
        ),
    },
    'somebody waits on': {
      kind: 'visits',
      prepare: async (world) => (await waits(world)).id,
      afterReactions: true,
      leaves: async (_world, id) =>
        (await t.owner('waitlist_entry').where({ id, status: 'active' })).length > 0,
    },
  };

  for (const [what, { flags, birthOn, told }] of Object.entries(known))
    it(`${what}: lets out what it may and nothing else`, async () => {
      for (const [way, { kind, prepare, leaves, afterReactions }] of Object.entries(ways)) {
        const given = await givenWaitlist(t);
        const { organizationId, clinicId } = given;
        const person = { organizationId, ...(birthOn === undefined ? {} : { birthOn }) };
        const world = {
          ...given,
          patientId: await givenPatient(t, { ...person, email: 'ana@example.test' }),
        };
        // Calls and offers that stand were right when they were made: a child's were made before anybody looked.
        if (told) await givenProxy(t, world, { told });
        const prepared = (await prepare?.(world)) ?? '';
        for (const detail of flags)
          await t.database.inTransaction(world.system, (ctx) =>
            addFlag(ctx, { clinicId, patientId: world.patientId, detail, note: null }),
          );
        if (afterReactions) await react(organizationId);
        const expected = mayLeave[what]?.includes(kind) ?? false;
        // Nobody sets a flag for growing up: what stood goes on until it would leave.
        const standsUntilItLeaves = what.startsWith('minor') && afterReactions === true;
        assert.equal(await leaves(world, prepared), expected || standsUntilItLeaves, way);
      }
    });

  async function react(organizationId: string): Promise<void> {
    const reactions = [...callsReactions, ...calendarReactions, ...waitlistReactions(testSettings)];
    await runReactionsOnce(t.database, reactions, organizationId);
  }

  it('a death lists everything that it stopped, once, and frees the time for others', async () => {
    const given = await givenWaitlist(t);
    const { organizationId, clinicId } = given;
    const world = { ...given, patientId: await givenPatient(t, { organizationId }) };
    const visit = await givenAppointment(t, { ...world, startsAt: inTwoWeeks });
    const past = await givenAppointment(t, { ...world, startsAt: '2026-11-20T15:00:00.000Z' });
    const offerId = await offered(world, 'sent');
    const call = await within(world, (ctx) => addCall(ctx, aCall(world, 'follow-up')));
    const flag = await within(world, (ctx) =>
      addFlag(ctx, { clinicId, patientId: world.patientId, detail: died, note: null }),
    );
    await react(organizationId);
    await react(organizationId);
    const effects = await t
      .owner('patient_flag_effect')
      .where({ flag_id: flag.id })
      .orderBy('kind')
      .select<{ kind: string; record_id: string }[]>('kind', 'record_id');
    const { entry_id: entryId } = await t
      .owner('waitlist_offer')
      .where({ id: offerId })
      .first<{ entry_id: string }>('entry_id');
    assert.deepEqual(
      effects.map(({ kind, record_id }) => [kind, record_id]),
      [
        ['call', call.id],
        ['offer', offerId],
        ['visit', visit],
        ['waitlist-entry', entryId],
      ],
    );
    const visits = await t
      .owner('appointment')
      .whereIn('id', [visit, past])
      .orderBy('starts_at')
      .select<{ status: string; cancel_reason: string | null; cancel_late: boolean | null }[]>('*');
    assert.deepEqual(
      visits.map(({ status, cancel_reason, cancel_late }) => [status, cancel_reason, cancel_late]),
      [
        ['booked', null, null],
        ['cancelled', 'pat-dec', false],
      ],
    );
    const openings = await t.owner('waitlist_opening').where({ appointment_id: visit });
    assert.equal(openings.length, 1);
  });
});
