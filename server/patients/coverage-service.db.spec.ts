import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Coverage } from '#contract/coverage';
import { expectChange, expectNoChange } from '../platform/change-log/expect-change.ts';
import type { Ctx, Scope } from '../platform/context.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { givenOrganization, givenStaff } from '../staff/given-organization.ts';
import { getCoverageAlert, listCoverages } from './coverage-queries.ts';
import {
  addCoverage,
  changeCoverage,
  endCoverage,
  verifyCoverage,
  type CoverageFields,
} from './coverage-service.ts';
import { givenCoverage, givenPayer } from './given-coverage.ts';
import { givenPatient } from './given-patient.ts';
import { listPayers } from './payer-queries.ts';
import { addPayer, changePayer, type AddPayer } from './payer-service.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

async function givenDesk() {
  const organization = await givenOrganization(t);
  const { organizationId, clinicIds, clinicId } = organization;
  const { scope, staffId } = await givenStaff(t, { organizationId, clinicIds, family: 'Reyes' });
  const lead = await givenStaff(t, { organizationId, clinicIds, role: 'billing-lead' });
  const patientId = await givenPatient(t, { organizationId });
  const payerId = await givenPayer(t, organizationId, { name: 'Bay State Health' });
  const of = { organizationId, patientId, payerId };
  return { ...of, of, clinicId, scope, staffId, lead: lead.scope };
}

function fields(payerId: string, over: Partial<CoverageFields> = {}): CoverageFields {
  return {
    payerId,
    planName: 'Gold PPO',
    memberId: 'W1234',
    groupNumber: null,
    order: 'primary',
    relationship: 'self',
    subscriber: null,
    effectiveFrom: '2026-01-01',
    endsOn: null,
    ...over,
  };
}

const noAmounts = { copayCents: null, deductibleCents: null, deductibleLeftCents: null };

function within<T>(scope: Scope, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  return t.database.inTransaction(scope, work);
}

/** The change is thin: a console asks for the patient's coverages again, with its own rights. */
async function expectCoverageChange(
  desk: { organizationId: string; patientId: string; scope: Scope },
  action: (ctx: Ctx) => Promise<Coverage>,
): Promise<Coverage> {
  const { organizationId, patientId, scope } = desk;
  const snapshot = () => within(scope, (ctx) => listCoverages(ctx, patientId));
  let fresh: Coverage[] = [];
  const { answer, changes } = await expectChange({
    t,
    organizationId,
    snapshot,
    fold: (state, { type }) => (type === 'patients.coverage-changed' ? fresh : state),
    action: async () => {
      const changed = await within(scope, action);
      fresh = await snapshot();
      return changed;
    },
    types: ['patients.coverage-changed'],
  });
  assert.deepEqual(
    changes.map(({ feed, payload, entity_id, version }) => [feed, payload, entity_id, version]),
    [['patients:organization', { patientId }, answer.id, answer.version]],
  );
  assert.deepEqual(
    fresh.find(({ id }) => id === answer.id),
    answer,
  );
  return answer;
}

function expectRefusal(
  desk: { organizationId: string; patientId: string; scope: Scope },
  refusal: string,
  action: (ctx: Ctx) => Promise<unknown>,
): Promise<void> {
  const { organizationId, patientId, scope } = desk;
  return expectNoChange({
    t,
    organizationId,
    snapshot: () => within(scope, (ctx) => listCoverages(ctx, patientId)),
    action: () => within(scope, action),
    refusal,
  });
}

describe('a coverage', () => {
  it('is added as it was told, not verified, with its first version', async () => {
    const desk = await givenDesk();
    const subscriber = { family: 'Díaz', given: 'Luis', birthOn: '1960-05-01' };
    const added = await expectCoverageChange(desk, (ctx) =>
      addCoverage(ctx, {
        ...desk,
        ...fields(desk.payerId, { relationship: 'spouse', subscriber, groupNumber: 'G-7' }),
      }),
    );
    assert.deepEqual(added.subscriber, subscriber);
    assert.deepEqual(
      [added.payer.name, added.verification, added.known, added.valid, added.version],
      ['Bay State Health', null, null, true, 1],
    );
    const versions = await t.owner('coverage_version').where({ id: added.id });
    assert.deepEqual(
      versions.map(({ act }: { act: string }) => act),
      ['added'],
    );
  });

  it('may be the only one of its order on a day, and another from the day after', async () => {
    const desk = await givenDesk();
    await givenCoverage(t, desk.of, { ends_on: '2026-06-30' });
    const add = (over: Partial<CoverageFields>) => (ctx: Ctx) =>
      addCoverage(ctx, { ...desk, ...fields(desk.payerId, over) });
    await expectRefusal(
      desk,
      'rule-broken order-taken',
      add({ effectiveFrom: '2026-06-30', endsOn: '2026-12-31' }),
    );
    await expectCoverageChange(desk, add({ effectiveFrom: '2026-07-01' }));
    await expectRefusal(desk, 'rule-broken order-taken', add({ effectiveFrom: '2030-01-01' }));
    await expectCoverageChange(desk, add({ order: 'secondary' }));
  });

  it('is the only one of its order also for who writes past the rules', async () => {
    const desk = await givenDesk();
    await givenCoverage(t, desk.of);
    await assert.rejects(givenCoverage(t, desk.of, { effective_from: '2027-01-01' }), {
      code: '23P01',
    });
    await givenCoverage(t, desk.of, { effective_from: '2027-01-01', valid: false });
  });

  it('is one when two desks add the same order at once', async () => {
    const desk = await givenDesk();
    const add = () =>
      within(desk.scope, (ctx) => addCoverage(ctx, { ...desk, ...fields(desk.payerId) }));
    const settled = await Promise.allSettled([add(), add(), add()]);
    const codes = settled.flatMap((each) =>
      each.status === 'rejected' ? [(each.reason as { code: string }).code] : [],
    );
    assert.deepEqual(codes, ['rule-broken', 'rule-broken']);
    const listed = await within(desk.scope, (ctx) => listCoverages(ctx, desk.patientId));
    assert.equal(listed.length, 1);
  });

  it('makes sense: its days, its subscriber, its payer', async () => {
    const desk = await givenDesk();
    const gone = await givenPayer(t, desk.organizationId, { active: false });
    const elsewhere = await givenPayer(t, (await givenOrganization(t)).organizationId);
    const subscriber = { family: 'Díaz', given: 'Luis', birthOn: '1960-05-01' };
    for (const wrong of [
      { endsOn: '2025-12-31' },
      { relationship: 'child' as const },
      { subscriber },
      { payerId: gone },
      { payerId: elsewhere },
    ])
      await expectRefusal(desk, 'invalid-input', (ctx) =>
        addCoverage(ctx, { ...desk, ...fields(desk.payerId, wrong) }),
      );
  });

  it('is verified today by who made sure, with what was told', async () => {
    const desk = await givenDesk();
    const coverageId = await givenCoverage(t, desk.of);
    const verified = await expectCoverageChange(desk, (ctx) =>
      verifyCoverage(ctx, {
        ...desk,
        coverageId,
        expectedVersion: 1,
        how: 'phone',
        copayCents: 2_500,
        deductibleCents: 150_000,
        deductibleLeftCents: 0,
      }),
    );
    assert.equal(verified.verification?.how, 'phone');
    assert.match(verified.verification.by ?? '', /Reyes/);
    assert.deepEqual(verified.known, {
      on: verified.verification.on,
      copayCents: 2_500,
      deductibleCents: 150_000,
      deductibleLeftCents: 0,
    });
    const again = await expectCoverageChange(desk, (ctx) =>
      verifyCoverage(ctx, { ...desk, coverageId, expectedVersion: 2, how: 'card', ...noAmounts }),
    );
    assert.equal(again.known, null);
    await expectRefusal(desk, 'invalid-input', (ctx) =>
      verifyCoverage(ctx, {
        ...desk,
        coverageId,
        expectedVersion: 3,
        how: 'card',
        ...noAmounts,
        deductibleLeftCents: 100,
      }),
    );
  });

  it('keeps its verification when its dates change, and loses it with another member number', async () => {
    const desk = await givenDesk();
    const verifiedRow = { verified_on: '2026-11-20', verified_how: 'card' } as const;
    const coverageId = await givenCoverage(t, desk.of, verifiedRow);
    const change = (expectedVersion: number, over: Partial<CoverageFields>) => (ctx: Ctx) =>
      changeCoverage(ctx, { ...desk, coverageId, expectedVersion, ...fields(desk.payerId, over) });
    const dated = await expectCoverageChange(desk, change(1, { endsOn: '2026-12-31' }));
    assert.equal(dated.verification?.on, '2026-11-20');
    const other = await expectCoverageChange(desk, change(2, { memberId: 'W9999' }));
    assert.equal(other.verification, null);
  });

  it('is not changed on a stale picture', async () => {
    const desk = await givenDesk();
    const coverageId = await givenCoverage(t, desk.of, { version: 2 });
    const stale = { ...desk, coverageId, expectedVersion: 1 };
    await expectRefusal(desk, 'conflict', (ctx) => endCoverage(ctx, { ...stale, endsOn: null }));
    await expectRefusal(desk, 'conflict', (ctx) =>
      changeCoverage(ctx, { ...stale, ...fields(desk.payerId) }),
    );
    await expectRefusal(desk, 'conflict', (ctx) =>
      verifyCoverage(ctx, { ...stale, how: 'card', ...noAmounts }),
    );
  });

  it('ends on its last covered day, and frees its order when it was a mistake', async () => {
    const desk = await givenDesk();
    const coverageId = await givenCoverage(t, desk.of);
    const known = { ...desk, coverageId };
    await expectRefusal(desk, 'invalid-input', (ctx) =>
      endCoverage(ctx, { ...known, expectedVersion: 1, endsOn: '2025-12-31' }),
    );
    const ended = await expectCoverageChange(desk, (ctx) =>
      endCoverage(ctx, { ...known, expectedVersion: 1, endsOn: '2026-11-30' }),
    );
    assert.equal(ended.endsOn, '2026-11-30');
    const mistaken = await expectCoverageChange(desk, (ctx) =>
      endCoverage(ctx, { ...known, expectedVersion: 2, endsOn: null }),
    );
    assert.equal(mistaken.valid, false);
    await expectRefusal(desk, 'rule-broken mistaken', (ctx) =>
      endCoverage(ctx, { ...known, expectedVersion: 3, endsOn: '2026-12-01' }),
    );
    await expectCoverageChange(desk, (ctx) =>
      addCoverage(ctx, { ...desk, ...fields(desk.payerId) }),
    );
  });

  it('is kept by those who may, and is nobody else’s', async () => {
    const desk = await givenDesk();
    const coverageId = await givenCoverage(t, desk.of);
    const clinician = await givenStaff(t, {
      organizationId: desk.organizationId,
      clinicIds: [desk.clinicId],
      role: 'clinician',
    });
    const end = (ctx: Ctx) =>
      endCoverage(ctx, { ...desk, coverageId, expectedVersion: 1, endsOn: null });
    await expectRefusal({ ...desk, scope: clinician.scope }, 'not-allowed', end);
    const elsewhere = await givenDesk();
    await assert.rejects(
      within(elsewhere.scope, (ctx) =>
        endCoverage(ctx, { ...elsewhere, coverageId, expectedVersion: 1, endsOn: null }),
      ),
      { code: 'not-found' },
    );
  });
});

describe('at check-in', () => {
  it('is told of what is not in order, under the rule of the clinic', async () => {
    const desk = await givenDesk();
    const check = async (date: string) =>
      (await within(desk.scope, (ctx) => getCoverageAlert(ctx, { ...desk, date }))).alert;
    assert.equal((await check('2026-11-23'))?.about, 'no-coverage');
    const coverageId = await givenCoverage(t, desk.of, {
      ends_on: '2026-11-30',
      verified_on: '2026-11-01',
      verified_how: 'card',
    });
    assert.equal(await check('2026-11-30'), null);
    assert.deepEqual(await check('2026-12-01'), {
      about: 'ended',
      coverageId,
      payerName: 'Bay State Health',
      on: '2026-11-30',
      check: null,
      canBeAsked: false,
    });
    await t.owner('dated_rule').insert({
      organization_id: desk.organizationId,
      clinic_id: desk.clinicId,
      rule: 'patients.coverage',
      version: 1,
      value: JSON.stringify({ verifyWithinDays: 10 }),
      source: 'Our own standard',
      effective_from: t.clock.now,
    });
    assert.equal((await check('2026-11-30'))?.about, 'verified-long-ago');
  });
});

describe('a payer', () => {
  const aetna = (clinicId: string, over: Partial<AddPayer> = {}): AddPayer => ({
    clinicId,
    name: 'Aetna',
    payerIdentifier: '60054',
    lineOfBusiness: 'commercial',
    kinds: ['medical', 'medical', 'pharmacy'],
    ...over,
  });
  const payersOf = (scope: Scope) => () => within(scope, listPayers);

  it('is added and changed by those who keep payers, each name once', async () => {
    const { organizationId, clinicId, lead, scope } = await givenDesk();
    const { answer: added } = await expectChange({
      t,
      organizationId,
      snapshot: async () => (await payersOf(lead)()).length,
      fold: (count) => count + 1,
      action: () => within(lead, (ctx) => addPayer(ctx, aetna(clinicId))),
      types: ['patients.payer-changed'],
    });
    assert.deepEqual(added.kinds, ['medical', 'pharmacy']);
    const refuse = (who: Scope, refusal: string, action: (ctx: Ctx) => Promise<unknown>) =>
      expectNoChange({
        t,
        organizationId,
        snapshot: payersOf(who),
        action: () => within(who, action),
        refusal,
      });
    await refuse(lead, 'rule-broken payer-exists', (ctx) =>
      addPayer(ctx, aetna(clinicId, { name: 'AETNA' })),
    );
    await refuse(scope, 'not-allowed', (ctx) => addPayer(ctx, aetna(clinicId, { name: 'Cigna' })));
    const change = { ...aetna(clinicId), payerId: added.id, active: false };
    await refuse(lead, 'conflict', (ctx) => changePayer(ctx, { ...change, expectedVersion: 2 }));
    await refuse(lead, 'rule-broken payer-exists', (ctx) =>
      changePayer(ctx, { ...change, name: 'bay state health', expectedVersion: 1 }),
    );
    const changed = await within(lead, (ctx) =>
      changePayer(ctx, { ...change, expectedVersion: 1 }),
    );
    assert.deepEqual([changed.active, changed.version], [false, 2]);
  });
});
