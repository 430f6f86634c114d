import type { FollowUp } from '#contract/claim-follow-up';
import { aGrant, aPerson, aProblem, type FakeServer } from '../platform/given-session';
import { idOf, leaseOf, me, nine, samId } from '../platform/work-queue/given-queue';
import {
  aFollowUp,
  aLostAppeal,
  afterwards,
  appeal,
  aRecord,
  aStep,
  writeOff,
} from './given-claims';
import { visitClaims, type ClaimScene } from './given-claims-page';

const form = 'app-step-form form';
const post = ({ id }: FollowUp, act: string): string => `POST /api/claims/items/${id}/${act}`;
const held = { token: 4, expectedVersion: 2 };
const grounds = 'The service was authorized before it was given.';

/** Nobody holds it: it is claimed first. */
function answering(followUp: FollowUp, act: string) {
  const claimed = afterwards(followUp, { lease: leaseOf(me, 4) });
  return (server: FakeServer): FakeServer =>
    server
      .when(post(followUp, 'claim'), claimed)
      .when(post(followUp, act), { ...claimed, version: 3 })
      .when('GET /api/claims/settings', { money: { writeOffCents: 10_000 } });
}

async function open(followUp: FollowUp, scene: ClaimScene = {}) {
  const visited = await visitClaims({
    followUps: [followUp],
    url: `/claims/${followUp.id}`,
    ...scene,
  });
  await visited.read();
  const { page, press, shown } = visited;
  return {
    ...visited,
    chooseBy: async (key: string): Promise<void> => {
      await press(key);
      await shown();
    },
    send: async (): Promise<void> => {
      await page.submit(form);
      await shown();
    },
  };
}

const lead = () => aPerson({ grants: [aGrant('billing-lead')] });

describe('A follow-up', () => {
  it('is corrected by keyboard: what differs is said, and only that is sent', async () => {
    const followUp = aFollowUp();
    const { page, chooseBy, send, server } = await open(followUp, {
      prepare: answering(followUp, 'correct'),
    });
    await chooseBy('r');
    await send();
    expect(await page.panel()).toContain('Nothing is changed yet: an equal claim');
    expect(server.callsOf(post(followUp, 'correct'))).toEqual([]);
    await page.type(`${form} [data-field=authorization]`, 'AUTH-7');
    expect(await page.panel()).toContain('Authorization: none → AUTH-7');
    await send();
    expect(server.callsOf(post(followUp, 'correct'))[0]?.body).toEqual({
      ...held,
      ...{ as: 'replacement', change: { lines: [], authorization: 'AUTH-7' }, note: '' },
    });
  });

  it('is voided without a change', async () => {
    const followUp = aFollowUp();
    const { page, chooseBy, send, server } = await open(followUp, {
      prepare: answering(followUp, 'correct'),
    });
    await chooseBy('r');
    await page.choose(`${form} [data-field=as]`, 'void');
    await send();
    expect(server.callsOf(post(followUp, 'correct'))[0]?.body).toEqual({
      ...held,
      ...{ as: 'void', change: { lines: [] }, note: '' },
    });
  });

  it('is sent anew as an original where it was rejected', async () => {
    const followUp = aFollowUp({}, { kind: 'rejected', cause: null });
    const { page, chooseBy, send, server } = await open(followUp, {
      record: aRecord({ steps: [aStep({ step: 'fix-and-resubmit' })] }),
      prepare: answering(followUp, 'correct'),
    });
    await chooseBy('r');
    await page.type(`${form} [data-field=member]`, 'W999');
    await send();
    expect(server.callsOf(post(followUp, 'correct'))[0]?.body).toEqual({
      ...held,
      ...{ as: 'new-claim', change: { lines: [], memberId: 'W999' }, note: '' },
    });
  });

  it('is appealed at the level after the one that was lost', async () => {
    const followUp = aFollowUp();
    const { page, chooseBy, send, server } = await open(followUp, {
      record: aRecord({ steps: [appeal], courses: [aLostAppeal(1)] }),
      prepare: answering(followUp, 'appeal'),
    });
    await chooseBy('p');
    await send();
    expect(await page.panel()).toContain('Write down the grounds, in 20 characters or more.');
    await page.type(`${form} [data-field=grounds]`, grounds);
    await page.type(`${form} [data-field=reference]`, 'Fax 9');
    await send();
    expect(server.callsOf(post(followUp, 'appeal'))[0]?.body).toEqual({
      ...held,
      ...{ as: 'provider', level: 2, grounds, reference: 'Fax 9' },
      ...{ isAuthorizedByMember: false, isLate: false },
    });
  });

  it('is appealed for the member only with their authorization, and late only by saying so', async () => {
    const followUp = aFollowUp();
    const late = { untilOn: '2026-11-01', blockedBecause: 'The last day was 2026-11-01.' };
    const { page, chooseBy, send, server } = await open(followUp, {
      record: aRecord({ steps: [aStep({ step: 'member-appeal', ...late })] }),
      prepare: answering(followUp, 'appeal'),
    });
    await chooseBy('q');
    await page.type(`${form} [data-field=grounds]`, grounds);
    await send();
    expect(await page.panel()).toContain('needs their signed authorization');
    await page.click(`${form} [data-field=authorized]`);
    await send();
    expect(await page.panel()).toContain('say that it is filed all the same');
    await page.click(`${form} [data-field=late]`);
    await send();
    expect(server.callsOf(post(followUp, 'appeal'))[0]?.body).toEqual({
      ...held,
      ...{ as: 'member', level: 1, grounds, reference: '' },
      ...{ isAuthorizedByMember: true, isLate: true },
    });
  });

  it('has the payer’s decision written down with the day on which it came', async () => {
    const followUp = aFollowUp({ status: 'appealed' });
    const { page, chooseBy, send, server } = await open(followUp, {
      prepare: answering(followUp, 'appeal-answer'),
    });
    await chooseBy('t');
    await page.choose(`${form} [data-field=outcome]`, 'upheld');
    await page.type(`${form} [data-field=received]`, '2026-11-24');
    await send();
    expect(await page.panel()).toContain('It came today or before.');
    await page.type(`${form} [data-field=received]`, '2026-11-20');
    await send();
    expect(server.callsOf(post(followUp, 'appeal-answer'))[0]?.body).toEqual({
      ...held,
      ...{ outcome: 'upheld', receivedOn: '2026-11-20', note: '' },
    });
  });

  it('says before a write-off that somebody else must approve it', async () => {
    const followUp = aFollowUp();
    const { page, chooseBy, send, server } = await open(followUp, {
      record: aRecord({ steps: [writeOff] }),
      prepare: answering(followUp, 'write-off'),
    });
    await chooseBy('w');
    expect(await page.panel()).toContain('$420 is more than $100: a colleague who may approve it');
    await page.choose(`${form} [data-field=reason]`, 'no-authorization');
    await send();
    expect(server.callsOf(post(followUp, 'write-off'))[0]?.body).toEqual({
      ...{ ...held, reason: 'no-authorization', note: '' },
    });
  });

  it('is settled by a lead, who says why where it is refused', async () => {
    const followUp = aFollowUp(
      { status: 'to-approve' },
      { writeOff: { cents: 42_000, reason: 'no-appeal-left', askedById: samId, at: nine } },
    );
    const { page, chooseBy, send, server } = await open(followUp, {
      person: lead(),
      prepare: answering(followUp, 'settle-write-off'),
    });
    await chooseBy('w');
    expect(await page.panel()).toContain('Rivera, Sam asks to write off $420: No appeal is left.');
    await page.choose(`${form} [data-field=decision]`, 'refuse');
    await send();
    expect(await page.panel()).toContain('Say why it is refused.');
    await page.choose(`${form} [data-field=decision]`, 'approve');
    await send();
    expect(server.callsOf(post(followUp, 'settle-write-off'))[0]?.body).toEqual({
      ...{ ...held, isApproved: true, note: '' },
    });
  });

  it('is transferred to the patient by leads only, with evidence', async () => {
    const followUp = aFollowUp();
    const record = aRecord({ steps: [aStep({ step: 'transfer', untilOn: null })] });
    const { page } = await open(followUp, { record });
    expect((await page.steps()).some((step) => step.startsWith('Transfer'))).toBeFalse();
  });

  it('is matched to one of the claims that it could be', async () => {
    const followUp = aFollowUp({}, { kind: 'unmatched', cause: null, claim: null, patient: null });
    const candidate = aFollowUp().claim!;
    const unmatched = {
      ...{ controlNumber: 'X-1', patientName: 'DIAZ, ANA', memberId: 'W1', fromOn: '2026-10-01' },
      ...{ chargeCents: 42_000, paidCents: 0, candidates: [candidate] },
    };
    const { page, chooseBy, send, server } = await open(followUp, {
      record: aRecord({ claim: null, unmatched, steps: [aStep({ step: 'match' })] }),
      prepare: answering(followUp, 'match'),
    });
    expect(await page.panel()).toContain('DIAZ, ANA');
    await chooseBy('h');
    await page.choose(`${form} [data-field=claim]`, candidate.id);
    await send();
    expect(server.callsOf(post(followUp, 'match'))[0]?.body).toEqual({
      ...{ ...held, claimId: candidate.id },
    });
  });

  it('is billed to another of the patient’s coverages', async () => {
    const followUp = aFollowUp();
    const coverage = {
      ...{ id: idOf(880), payer: { id: idOf(901), name: 'Second Mutual' }, valid: true },
      ...{ effectiveFrom: '2026-01-01', endsOn: null },
    };
    const { page, chooseBy, send, server, shown } = await open(followUp, {
      record: aRecord({ steps: [aStep({ step: 'bill-next' })] }),
      prepare: (of) =>
        answering(
          followUp,
          'bill-next',
        )(of).when(`GET /api/patients/${followUp.patient!.id}/coverages`, { items: [coverage] }),
    });
    await chooseBy('b');
    await shown();
    await page.choose(`${form} [data-field=coverage]`, coverage.id);
    await send();
    expect(server.callsOf(post(followUp, 'bill-next'))[0]?.body).toEqual({
      ...{ ...held, coverageId: coverage.id, note: '' },
    });
  });

  it('keeps what was typed when the server refuses', async () => {
    const followUp = aFollowUp();
    const because = 'A correction of this claim runs; it ends what an appeal is about.';
    const { page, chooseBy, send, server } = await open(followUp, {
      record: aRecord({ steps: [appeal] }),
      prepare: (of) => {
        answering(followUp, 'appeal')(of);
        of.refuses(post(followUp, 'appeal'), {
          ...aProblem('rule-broken', 422, because),
          rule: 'correction-runs',
        });
      },
    });
    await chooseBy('p');
    await page.type(`${form} [data-field=grounds]`, grounds);
    await send();
    expect(server.callsOf(post(followUp, 'appeal')).length).toBe(1);
    expect((await page.steps())[0]).toContain('[Appeal');
  });
});
