import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ClinicSettings, Proposal, SettingDraft } from '#contract/clinic-settings';
import type { Role } from '#contract/permission';
import { givenTemplate } from '../availability/given-template.ts';
import { givenVisitType } from '../availability/given-visit-type.ts';
import { nextFreeTimes } from '../availability/availability-queries.ts';
import { givenAppointment } from '../calendar/given-appointment.ts';
import { holdRule } from '../calendar/hold-rule.ts';
import { noShowRule } from '../calendar/no-show-rule.ts';
import { givenPatient } from '../patients/given-patient.ts';
import { expectNoChange, loggedChanges } from '../platform/change-log/expect-change.ts';
import type { Ctx } from '../platform/context.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import {
  givenOrganization,
  givenProvider,
  givenStaff,
  type GivenStaff,
} from '../staff/given-organization.ts';
import { readSettings } from './clinic-queries.ts';
import {
  changeClinicDetails,
  changeClinicHours,
  changeHoldTime,
  changeLateCancellation,
  changeNoShowPolicy,
} from './clinic-service.ts';
import { approveDraft, beginDueDrafts, draftSetting, withdrawDraft } from './draft-service.ts';
import { arrivalTexts, someDetails, someHours } from './given-clinic.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

async function givenClinic() {
  const place = await givenOrganization(t);
  const { organizationId, clinicId, clinicIds } = place;
  const person = (role: Role) => givenStaff(t, { organizationId, clinicIds, role });
  const manager = await person('clinic-manager');
  const comesIn = async ({ staffId }: GivenStaff): Promise<void> => {
    await t.owner('login').insert({
      organization_id: organizationId,
      staff_id: staffId,
      name: staffId,
      password_hash: '',
      changed_at: t.clock.now,
    });
  };
  const by = <T>({ scope }: GivenStaff, act: (ctx: Ctx) => Promise<T>): Promise<T> =>
    t.database.inTransaction(scope, act);
  const settings = (): Promise<ClinicSettings> => by(manager, (ctx) => readSettings(ctx, clinicId));
  const refuses = (staff: GivenStaff, act: (ctx: Ctx) => Promise<unknown>, refusal: string) =>
    expectNoChange({
      t,
      organizationId,
      snapshot: settings,
      action: () => by(staff, act),
      refusal,
    });
  const typesOf = async () => (await loggedChanges(t, organizationId)).map(({ type }) => type);
  return { ...place, person, comesIn, manager, by, settings, refuses, typesOf };
}

describe('the details of a clinic', () => {
  it('change with a version, and every console is told without a word of them', async () => {
    const { clinicId, manager, by, typesOf, organizationId } = await givenClinic();
    const details = someDetails({
      hourCycle: 12,
      shortName: 'Harbor',
      videoLink: 'https://video.example.org/{room}',
    });
    const changed = await by(manager, (ctx) =>
      changeClinicDetails(ctx, { clinicId, expectedVersion: 1, ...details }),
    );
    assert.deepEqual(changed.details, { value: details, version: 2 });
    assert.deepEqual(await typesOf(), ['clinics.clinic-changed']);
    const [told] = await loggedChanges(t, organizationId);
    assert.equal(told?.payload, null);
    const kept = await t.owner('clinic_version').where({ id: clinicId }).pluck('version');
    assert.deepEqual(kept, [2]);
  });

  it('are not overwritten by who has not seen the last change', async () => {
    const { clinicId, manager, by, refuses } = await givenClinic();
    const change = (name: string) => (ctx: Ctx) =>
      changeClinicDetails(ctx, { clinicId, expectedVersion: 1, ...someDetails({ name }) });
    await by(manager, change('First'));
    await refuses(manager, change('Second'), 'conflict');
  });

  it('keep their zone while visits are booked ahead', async (test) => {
    const { organizationId, clinicId, clinicIds, manager, by, refuses } = await givenClinic();
    const move = (ctx: Ctx) =>
      changeClinicDetails(ctx, {
        clinicId,
        expectedVersion: 1,
        ...someDetails({ zone: 'America/Chicago' }),
      });
    const place = {
      organizationId,
      clinicId,
      providerId: await givenProvider(t, { organizationId, clinicIds }),
      visitTypeId: await givenVisitType(t, { organizationId, clinicId }),
    };
    const patientId = await givenPatient(t, { organizationId });
    const startsAt = '2026-11-24T15:00:00.000Z';
    await givenAppointment(t, { ...place, patientId, startsAt });
    await refuses(manager, move, 'rule-broken visits-ahead');
    const before_ = t.clock.now;
    test.after(() => t.clock.set(before_));
    t.clock.set('2026-11-25T15:00:00.000Z');
    assert.equal((await by(manager, move)).details.value.zone, 'America/Chicago');
  });

  it('are not a scheduler’s to change', async () => {
    const { clinicId, person, refuses } = await givenClinic();
    await refuses(
      await person('scheduler'),
      (ctx) => changeClinicDetails(ctx, { clinicId, expectedVersion: 1, ...someDetails() }),
      'not-allowed',
    );
  });
});

describe('the hours of a clinic', () => {
  it('close a day: no time is offered on it, what is booked stays and is counted', async () => {
    const { organizationId, clinicId, clinicIds, manager, by } = await givenClinic();
    const providerId = await givenProvider(t, { organizationId, clinicIds });
    const visitTypeId = await givenVisitType(t, { organizationId, clinicId });
    const place = { organizationId, clinicId, providerId, visitTypeId };
    await givenTemplate(t, place);
    const patientId = await givenPatient(t, { organizationId });
    await givenAppointment(t, { ...place, patientId, startsAt: '2026-11-24T15:00:00.000Z' });
    const freeOn = async (date: string) =>
      (
        await by(manager, (ctx) =>
          nextFreeTimes(ctx, {
            clinicId,
            visitTypeId,
            providerIds: [providerId],
            fromAt: `${date}T05:00:00.000Z`,
            days: 1,
            limit: 3,
          }),
        )
      ).length;
    assert.equal(await freeOn('2026-11-24'), 3);
    const closures = [{ date: '2026-11-24', reason: 'Burst pipe' }];
    const overrides = [{ rule: 'orphans-visits', reason: 'they are called today' }];
    const closed = await by(manager, (ctx) =>
      changeClinicHours(ctx, {
        ...{ clinicId, expectedVersion: 0, overrides },
        ...someHours({ closures }),
      }),
    );
    assert.deepEqual(closed.hours.value.closures, closures);
    assert.deepEqual([closed.hours.version, closed.visitsOnClosedDays], [1, 1]);
    assert.deepEqual([await freeOn('2026-11-24'), await freeOn('2026-11-25')], [0, 3]);
    const stands = await t.owner('appointment').where({ patient_id: patientId }).pluck('status');
    assert.deepEqual(stands, ['booked']);
  });

  it('of two who set them at once, the second is refused', async () => {
    const { clinicId, manager, by, typesOf } = await givenClinic();
    const set = (until: string) =>
      by(manager, (ctx) =>
        changeClinicHours(ctx, {
          clinicId,
          expectedVersion: 0,
          ...someHours({ hours: [{ weekday: 1, from: '08:00', until }] }),
        }),
      );
    const outcomes = await Promise.allSettled([set('12:00'), set('13:00')]);
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    assert.deepEqual(await typesOf(), ['clinics.settings-changed']);
  });

  it('say from when on a cancellation is late, beside how long it can be undone', async () => {
    const { clinicId, manager, by } = await givenClinic();
    const changed = await by(manager, (ctx) =>
      changeLateCancellation(ctx, { clinicId, expectedVersion: 0, lateMinutes: 2880 }),
    );
    assert.deepEqual(changed.cancellation, { lateMinutes: 2880, version: 1 });
    const row = await t
      .owner('dated_rule')
      .where({ clinic_id: clinicId, rule: 'calendar.cancellation' })
      .first<{ value: unknown }>('value');
    assert.deepEqual(row.value, { lateMinutes: 2880, undoSeconds: 60 });
  });

  it('say how long a time is held, and what is held from then on ends by it', async () => {
    const { clinicId, manager, person, by, settings, refuses } = await givenClinic();
    assert.deepEqual((await settings()).hold, { minutes: 5, version: 0 });
    const wish = { clinicId, expectedVersion: 0, minutes: 12 };
    const change = (ctx: Ctx) => changeHoldTime(ctx, wish);
    await refuses(await person('scheduler'), change, 'not-allowed');
    const changed = await by(manager, change);
    assert.deepEqual(changed.hold, { minutes: 12, version: 1 });
    await refuses(manager, change, 'conflict');
    const { value } = await by(manager, (ctx) => ruleInForce(ctx, clinicId, holdRule));
    assert.equal(value.minutes, 12);
  });

  it('say from when on a visit is missed and who takes that back, to the desk as well', async () => {
    const { clinicId, manager, person, by, settings, refuses, typesOf } = await givenClinic();
    const standard = (await settings()).noShow;
    assert.deepEqual(standard, { value: { graceMinutes: 15, reversedBy: 'managers' }, version: 0 });
    const wish = { clinicId, expectedVersion: 0, graceMinutes: 30, reversedBy: 'desk' } as const;
    const changed = await by(manager, (ctx) => changeNoShowPolicy(ctx, wish));
    assert.deepEqual(changed.noShow, {
      value: { graceMinutes: 30, reversedBy: 'desk' },
      version: 1,
    });
    const scheduler = await person('scheduler');
    const { value } = await by(scheduler, (ctx) => ruleInForce(ctx, clinicId, noShowRule));
    assert.deepEqual(value, changed.noShow.value);
    const again = (ctx: Ctx) => changeNoShowPolicy(ctx, { ...wish, graceMinutes: 5 });
    await refuses(manager, again, 'conflict');
    await refuses(scheduler, again, 'not-allowed');
    assert.deepEqual(await typesOf(), ['clinics.settings-changed']);
  });
});

describe('a setting in two steps', () => {
  const propose = async (
    clinic: Awaited<ReturnType<typeof givenClinic>>,
    proposal: Proposal,
    effectiveOn = '2026-11-23',
  ): Promise<SettingDraft> =>
    clinic.by(clinic.manager, (ctx) =>
      draftSetting(ctx, { clinicId: clinic.clinicId, proposal, effectiveOn }),
    );
  const seen = ({ id: draftId, version: expectedVersion }: SettingDraft) => ({
    draftId,
    expectedVersion,
  });

  it('changes nothing as a draft, and counts at once when its date has come', async () => {
    const clinic = await givenClinic();
    const draft = await propose(clinic, arrivalTexts('Park behind the house'));
    assert.equal((await clinic.settings()).texts.arrival.en, '');
    const other = await clinic.person('clinic-manager');
    const live = await clinic.by(other, (ctx) => approveDraft(ctx, seen(draft)));
    assert.deepEqual([live.status, live.approvedById], ['in-force', other.staffId]);
    const { texts, drafts } = await clinic.settings();
    assert.equal(texts.arrival.en, 'Park behind the house');
    assert.deepEqual(drafts, [live]);
    assert.deepEqual(await clinic.typesOf(), [
      'clinics.draft-changed',
      'clinics.draft-changed',
      'clinics.settings-changed',
      'clinics.draft-changed',
    ]);
  });

  it('waits for its date in the zone of the clinic, and then begins by itself', async (test) => {
    const clinic = await givenClinic();
    const draft = await propose(clinic, arrivalTexts('From December on'), '2026-11-24');
    const other = await clinic.person('administrator');
    const approved = await clinic.by(other, (ctx) => approveDraft(ctx, seen(draft)));
    assert.equal(approved.status, 'approved');
    const { organizationId } = clinic;
    const begin = () =>
      t.database.inTransaction({ kind: 'system', organizationId, reason: 'test' }, beginDueDrafts);
    const before_ = t.clock.now;
    test.after(() => t.clock.set(before_));
    t.clock.set('2026-11-24T04:59:00.000Z');
    assert.equal(await begin(), 0);
    t.clock.set('2026-11-24T05:00:00.000Z');
    assert.deepEqual([await begin(), await begin()], [1, 0]);
    assert.equal((await clinic.settings()).texts.arrival.en, 'From December on');
  });

  it('is approved by somebody else than who proposed it', async () => {
    const clinic = await givenClinic();
    const draft = await propose(clinic, arrivalTexts('Mine'));
    await clinic.comesIn(await clinic.person('administrator'));
    await clinic.refuses(
      clinic.manager,
      (ctx) => approveDraft(ctx, seen(draft)),
      'rule-broken own-draft',
    );
    await clinic.refuses(
      await clinic.person('scheduler'),
      (ctx) => approveDraft(ctx, seen(draft)),
      'not-allowed',
    );
  });

  it('is approved by who proposed it where nobody else may, and the audit says so', async () => {
    const clinic = await givenClinic();
    const draft = await propose(clinic, arrivalTexts('Alone'));
    // Invited, and never came in: nobody could wait for them.
    await clinic.person('administrator');
    const live = await clinic.by(clinic.manager, (ctx) => approveDraft(ctx, seen(draft)));
    assert.equal(live.status, 'in-force');
    const entry = await t
      .owner('audit_entry')
      .where({ entity_id: draft.id, act: 'clinic.approve-draft' })
      .first<{ detail: { isOwnDraft: boolean } }>('detail');
    assert.equal(entry.detail.isOwnDraft, true);
  });

  it('needs an administrator where that was decided; who approves what always does', async () => {
    const clinic = await givenClinic();
    const administrator = await clinic.person('administrator');
    const other = await clinic.person('clinic-manager');
    const approvals = await propose(clinic, {
      setting: 'approvals',
      value: { texts: 'administrator' },
    });
    await clinic.refuses(other, (ctx) => approveDraft(ctx, seen(approvals)), 'not-allowed');
    await clinic.by(administrator, (ctx) => approveDraft(ctx, seen(approvals)));
    const texts = await propose(clinic, arrivalTexts('Strict'));
    await clinic.refuses(other, (ctx) => approveDraft(ctx, seen(texts)), 'not-allowed');
    assert.equal(
      (await clinic.by(administrator, (ctx) => approveDraft(ctx, seen(texts)))).status,
      'in-force',
    );
  });

  it('is proposed once at a time, also by two at once', async () => {
    const clinic = await givenClinic();
    const outcomes = await Promise.allSettled(
      ['One', 'Two'].map((text) => propose(clinic, arrivalTexts(text))),
    );
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    assert.equal((await clinic.settings()).drafts.length, 1);
  });

  it('is withdrawn before it is live, and never after', async () => {
    const clinic = await givenClinic();
    const draft = await propose(clinic, arrivalTexts('No'), '2026-12-01');
    const gone = await clinic.by(clinic.manager, (ctx) => withdrawDraft(ctx, seen(draft)));
    assert.equal(gone.status, 'withdrawn');
    await clinic.refuses(
      clinic.manager,
      (ctx) => withdrawDraft(ctx, seen(gone)),
      'rule-broken wrong-state',
    );
    await clinic.refuses(
      await clinic.person('administrator'),
      (ctx) => approveDraft(ctx, seen(draft)),
      'conflict',
    );
  });
});
