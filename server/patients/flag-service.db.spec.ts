import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FlagDetail, PatientFlag } from '#contract/patient-flag';
import { expectChange, expectNoChange } from '../platform/change-log/expect-change.ts';
import type { Ctx, Scope } from '../platform/context.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { givenOrganization, givenStaff } from '../staff/given-organization.ts';
import { listFlags, mustKeepFromPlan } from './flag-queries.ts';
import { addFlag, endFlag, getPatientAlerts } from './flag-service.ts';
import { givenCoverage, givenPayer } from './given-coverage.ts';
import { givenFlag } from './given-flag.ts';
import { givenPatient } from './given-patient.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

async function givenDesk(birthOn = '1962-03-14') {
  const { organizationId, clinicIds, clinicId } = await givenOrganization(t);
  const { scope } = await givenStaff(t, { organizationId, clinicIds, family: 'Reyes' });
  const patientId = await givenPatient(t, { organizationId, birthOn });
  return { organizationId, clinicIds, clinicId, patientId, scope, note: null };
}
type Desk = Awaited<ReturnType<typeof givenDesk>>;

function within<T>(scope: Scope, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  return t.database.inTransaction(scope, work);
}

const flagsOf = (desk: Desk) => within(desk.scope, (ctx) => listFlags(ctx, desk.patientId));

/** The change is thin: who shows the patient asks again. */
async function expectFlagChange(
  desk: Desk,
  type: string,
  action: (ctx: Ctx) => Promise<PatientFlag>,
): Promise<PatientFlag> {
  let fresh: Awaited<ReturnType<typeof flagsOf>> = [];
  const { answer, changes } = await expectChange({
    t,
    organizationId: desk.organizationId,
    snapshot: () => flagsOf(desk),
    fold: () => fresh,
    action: async () => {
      const changed = await within(desk.scope, action);
      fresh = await flagsOf(desk);
      return changed;
    },
    types: [type],
  });
  assert.deepEqual(
    changes.map(({ feed, payload, entity_id }) => [feed, payload, entity_id]),
    [['patients:organization', { patientId: desk.patientId }, answer.id]],
  );
  return answer;
}

const refuse = (desk: Desk, refusal: string, action: (ctx: Ctx) => Promise<unknown>) =>
  expectNoChange({
    t,
    organizationId: desk.organizationId,
    snapshot: () => flagsOf(desk),
    action: () => within(desk.scope, action),
    refusal,
  });

describe('a flag', () => {
  it('is set with who set it, once while it is in force, and again after it has ended', async () => {
    const desk = await givenDesk();
    const vip = (ctx: Ctx) => addFlag(ctx, { ...desk, detail: { kind: 'vip' } });
    const set = await expectFlagChange(desk, 'patients.flag-added', vip);
    assert.match(set.setBy ?? '', /Reyes/);
    await refuse(desk, 'rule-broken flag-stands', vip);
    const end = { ...desk, flagId: set.id, reason: 'Asked for' };
    await refuse(desk, 'conflict', (ctx) => endFlag(ctx, { ...end, expectedVersion: 2 }));
    const ended = await expectFlagChange(desk, 'patients.flag-ended', (ctx) =>
      endFlag(ctx, { ...end, expectedVersion: 1 }),
    );
    assert.equal(ended.ended?.reason, 'Asked for');
    await refuse(desk, 'rule-broken flag-ended', (ctx) =>
      endFlag(ctx, { ...end, expectedVersion: 2 }),
    );
    await expectFlagChange(desk, 'patients.flag-added', vip);
    assert.equal((await flagsOf(desk)).length, 2);
  });

  it('keeps every detail of its kind', async () => {
    const desk = await givenDesk();
    const payerId = await givenPayer(t, desk.organizationId);
    const coverageId = await givenCoverage(t, { ...desk, payerId });
    const details: FlagDetail[] = [
      { kind: 'deceased', diedOn: '2026-11-20', source: 'Death certificate' },
      { kind: 'confidential-channel', channel: 'mail', address: 'PO Box 7, Boston' },
      { kind: 'do-not-contact', scope: 'texts' },
      { kind: 'do-not-contact', scope: 'emails' },
      {
        kind: 'plan-restriction',
        coverageId,
        from: '2026-11-01',
        until: '2026-11-30',
        service: 'Counselling',
      },
      {
        kind: 'plan-restriction',
        coverageId: null,
        from: '2027-01-01',
        until: null,
        service: null,
      },
      { kind: 'employee' },
    ];
    for (const detail of details)
      await within(desk.scope, (ctx) => addFlag(ctx, { ...desk, detail }));
    const kept = (await flagsOf(desk)).map(({ flag }) => flag.detail);
    const byText = (a: FlagDetail, b: FlagDetail) =>
      JSON.stringify(a).localeCompare(JSON.stringify(b));
    assert.deepEqual(kept.sort(byText), details.sort(byText));
    const keeps = (on: string) =>
      within(desk.scope, (ctx) => mustKeepFromPlan(ctx, { ...desk, coverageId, on }));
    assert.deepEqual([await keeps('2026-11-30'), await keeps('2026-12-01')], [true, false]);
  });

  it('makes sense: a death that can be, a coverage of this patient, days in their order', async () => {
    const desk = await givenDesk();
    const other = await givenPatient(t, desk);
    const payerId = await givenPayer(t, desk.organizationId);
    const coverageId = await givenCoverage(t, { ...desk, patientId: other, payerId });
    const plan = { kind: 'plan-restriction', from: '2026-11-01', service: null } as const;
    for (const detail of [
      { kind: 'deceased', diedOn: '2027-01-01', source: 'Family' },
      { kind: 'deceased', diedOn: '1950-01-01', source: 'Family' },
      { kind: 'confidential-channel', channel: 'text', address: 'her sister' },
      { ...plan, coverageId, until: null },
      { ...plan, coverageId: null, until: '2026-10-31' },
    ] as FlagDetail[])
      await refuse(desk, 'invalid-input', (ctx) => addFlag(ctx, { ...desk, detail }));
  });

  it('keeps a number as every number of the record is kept', async () => {
    const desk = await givenDesk();
    const typed = {
      kind: 'confidential-channel',
      channel: 'text',
      address: '(617) 555-0188',
    } as const;
    const { detail } = await within(desk.scope, (ctx) => addFlag(ctx, { ...desk, detail: typed }));
    assert.deepEqual(detail, { ...typed, address: '+16175550188' });
  });

  it('cannot lack what its kind needs, whoever writes it', async () => {
    const desk = await givenDesk();
    for (const wrong of [
      { kind: 'deceased' },
      { kind: 'vip', scope: 'texts' },
      { kind: 'confidential-channel', channel: 'text' },
      { kind: 'do-not-contact' },
    ] as const)
      await assert.rejects(givenFlag(t, desk, wrong), { code: '23514' });
    await givenFlag(t, desk, { kind: 'vip' });
    await assert.rejects(givenFlag(t, desk, { kind: 'vip' }), { code: '23505' });
  });

  it('is set by those who may, and is nobody else’s', async () => {
    const desk = await givenDesk();
    const { organizationId, clinicIds } = desk;
    const pharmacist = await givenStaff(t, { organizationId, clinicIds, role: 'pharmacist' });
    await refuse({ ...desk, scope: pharmacist.scope }, 'not-allowed', (ctx) =>
      addFlag(ctx, { ...desk, detail: { kind: 'vip' } }),
    );
    const elsewhere = await givenDesk();
    await assert.rejects(
      within(elsewhere.scope, (ctx) =>
        addFlag(ctx, { ...elsewhere, patientId: desk.patientId, detail: { kind: 'vip' } }),
      ),
      { code: 'not-found' },
    );
  });
});

describe('what must be seen', () => {
  const alerts = (desk: Desk) => within(desk.scope, (ctx) => getPatientAlerts(ctx, desk));

  it('is the flags in force, and whether the patient is of age on this day of the clinic', async () => {
    const desk = await givenDesk('2008-11-24');
    await givenFlag(t, desk, { kind: 'do-not-contact', scope: 'calls' });
    await givenFlag(t, desk, { kind: 'vip', ended_at: t.clock.now, end_reason: 'Asked for' });
    const seen = await alerts(desk);
    assert.deepEqual(
      seen.flags.map(({ detail }) => detail.kind),
      ['do-not-contact'],
    );
    assert.equal(seen.minor, true);
    assert.equal((await alerts(await givenDesk('2008-11-23'))).minor, false);
  });

  it('notes each look at a chart that is marked, and no other', async () => {
    const desk = await givenDesk();
    await alerts(desk);
    await givenFlag(t, desk, { kind: 'vip' });
    await alerts(desk);
    const looks = await t
      .owner('audit_entry')
      .where({ organization_id: desk.organizationId, act: 'chart.open-marked' })
      .select<{ entity_id: string; kind: string; detail: unknown }[]>(
        'entity_id',
        'kind',
        'detail',
      );
    assert.deepEqual(looks, [
      { entity_id: desk.patientId, kind: 'read', detail: { marks: ['vip'] } },
    ]);
  });
});
