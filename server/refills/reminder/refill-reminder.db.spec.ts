import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { RefillReminderTerms } from '#contract/refill-reminder';
import { givenReachable } from '../../outreach/given-message.ts';
import { addFlag } from '../../patients/flag-service.ts';
import { messageWords, wordsOf } from '../../outreach/message-words.ts';
import type { Ctx } from '../../platform/context.ts';
import { testDatabase, testStart, type TestDatabase } from '../../platform/db/test-database.ts';
import { endPrescription } from '../prescription-service.ts';
import {
  askFor,
  givenPrescription,
  givenRefillClinic,
  metformin,
  type RefillClinic,
} from '../given-refill.ts';
import { takeInRefill } from '../take-in-service.ts';
import {
  changeRefillReminder,
  getRefillReminder,
  remindOfRefills,
} from './refill-reminder-service.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

function within<T>({ system }: RefillClinic, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  return t.database.inTransaction(system, work);
}

function says(clinic: RefillClinic, terms: Partial<RefillReminderTerms> = {}, expectedVersion = 0) {
  return within(clinic, (ctx) =>
    changeRefillReminder(ctx, {
      ...{ clinicId: clinic.clinicId, expectedVersion, source: 'test' },
      terms: { isOn: true, daysBefore: 3, ...terms },
    }),
  );
}

async function given(terms?: Partial<RefillReminderTerms>): Promise<RefillClinic> {
  t.clock.set(testStart);
  const clinic = await givenRefillClinic(t);
  await says(clinic, terms);
  return clinic;
}

/** Thirty days from the fill: filled on 27 October, nothing is left on 26 November. */
async function givenRunsOut(
  clinic: RefillClinic,
  filledOn = '2026-10-27',
  who: Parameters<typeof givenReachable>[2] = {},
) {
  const patientId = await givenReachable(t, clinic, who);
  return givenPrescription(t, clinic, { patientId, filledOn, issuedOn: '2026-08-01' });
}

const remind = (clinic: RefillClinic) => within(clinic, remindOfRefills);

interface Said {
  kind: string;
  about_id: string;
  leaves_at: string;
  expires_at: string;
}
function messagesOf({ organizationId }: RefillClinic): Promise<Said[]> {
  return t
    .owner('outreach_message')
    .where({ organization_id: organizationId })
    .orderBy('id')
    .select<Said[]>('kind', 'about_id', 'leaves_at', 'expires_at');
}

const refusedOf = ({ organizationId }: RefillClinic) =>
  t.owner('refill_reminder').where({ organization_id: organizationId }).pluck<string[]>('refused');

describe('the reminder of a refill', () => {
  it('leaves days before nothing is left, once, and never after', async () => {
    const clinic = await given();
    const soon = await givenRunsOut(clinic);
    await givenRunsOut(clinic, '2026-11-10');
    await givenRunsOut(clinic, '2026-10-20');
    assert.equal(await remind(clinic), 1);
    assert.deepEqual(await messagesOf(clinic), [
      {
        ...{ kind: 'refill-reminder', about_id: soon.id, leaves_at: testStart },
        expires_at: '2026-11-26T05:00:00.000Z',
      },
    ]);
    assert.equal(await remind(clinic), 0);
  });

  it('is one for all that run out on the same day, and another for another day', async () => {
    const clinic = await given();
    const patientId = await givenReachable(t, clinic);
    const more = (filledOn: string, name: string) =>
      givenPrescription(t, clinic, {
        ...{ patientId, filledOn, issuedOn: '2026-08-01', order: { ...metformin, name } },
      });
    await more('2026-10-27', 'Metformin');
    await more('2026-10-27', 'Lisinopril');
    await more('2026-10-26', 'Atorvastatin');
    await remind(clinic);
    assert.equal((await messagesOf(clinic)).length, 2);
  });

  it('is not made where the clinic wants none, more is asked for, or the drug was stopped', async () => {
    const off = await given({ isOn: false });
    await givenRunsOut(off);
    assert.equal(await remind(off), 0);
    const clinic = await given();
    const asked = await givenRunsOut(clinic);
    await within(clinic, (ctx) => takeInRefill(ctx, askFor(asked)));
    const stopped = await givenRunsOut(clinic);
    await within(clinic, (ctx) =>
      endPrescription(ctx, {
        ...{ prescriptionId: stopped.id, expectedVersion: stopped.version },
        ...{ as: 'stopped', note: '' },
      }),
    );
    assert.equal(await remind(clinic), 0);
    assert.deepEqual(await messagesOf(clinic), []);
  });

  it('is not made of what nobody can count', async () => {
    const clinic = await given();
    const patientId = await givenReachable(t, clinic);
    await givenPrescription(t, clinic, { patientId, asNeeded: true, filledOn: '2026-10-27' });
    assert.equal(await remind(clinic), 0);
  });

  it('waits while nobody is to be woken', async () => {
    const clinic = await given();
    await givenRunsOut(clinic);
    t.clock.set('2026-11-24T02:30:00.000Z');
    await remind(clinic);
    assert.deepEqual(
      (await messagesOf(clinic)).map(({ leaves_at }) => leaves_at),
      ['2026-11-24T13:00:00.000Z'],
    );
  });

  it('is not sent to who asked not to be written to, has no address, or heard enough', async () => {
    const clinic = await given();
    const { patientId } = await givenRunsOut(clinic);
    await within(clinic, (ctx) =>
      addFlag(ctx, {
        ...{ clinicId: clinic.clinicId, patientId, note: null },
        detail: { kind: 'do-not-contact', scope: 'outreach' },
      }),
    );
    assert.equal(await remind(clinic), 1);
    assert.deepEqual(await refusedOf(clinic), ['do-not-contact']);
    const other = await given();
    await givenRunsOut(other, '2026-10-27', { mayText: false });
    await remind(other);
    assert.deepEqual(await refusedOf(other), ['no-address']);
    const third = await given();
    const heard = await givenRunsOut(third, '2026-10-27');
    for (let day = 10; day < 16; day += 1) {
      const [said] = await t
        .owner('outreach_message')
        .insert({
          ...{ organization_id: third.organizationId, clinic_id: third.clinicId },
          ...{ id: heard.id.slice(0, -2) + String(day), patient_id: heard.patientId },
          ...{ channel: 'text', kind: 'offer', about_kind: 'offer', about_id: heard.id },
          ...{ language: 'en', status: 'queued', queued_at: `2026-11-22T${day}:00:00.000Z` },
          ...{ leaves_at: '2026-11-22T18:00:00.000Z', expires_at: '2026-11-29T18:00:00.000Z' },
          version: 1,
        })
        .returning<{ id: string }[]>('id');
      assert.ok(said);
    }
    await remind(third);
    assert.deepEqual(await refusedOf(third), ['budget-spent']);
    for (const each of [clinic, other]) assert.deepEqual(await messagesOf(each), []);
  });

  it('comes before days on which the clinic is closed, and on none of them', async () => {
    const clinic = await given({ daysBefore: 1 });
    // Thanksgiving is on the 26th: who runs out on the 27th is told on Wednesday.
    await givenRunsOut(clinic, '2026-10-28');
    t.clock.set('2026-11-24T15:00:00.000Z');
    assert.equal(await remind(clinic), 0);
    t.clock.set('2026-11-26T15:00:00.000Z');
    assert.equal(await remind(clinic), 0);
    t.clock.set('2026-11-25T15:00:00.000Z');
    assert.equal(await remind(clinic), 1);
  });

  it('names neither drug nor person, in either language', () => {
    const asked = { kind: 'refill-reminder', channel: 'text', link: '' } as const;
    const place = { clinic: 'Riverside Clinic', phone: '+16175550100' };
    for (const language of Object.keys(messageWords) as (keyof typeof messageWords)[]) {
      const { body } = wordsOf({ ...asked, ...place, language });
      assert.match(body, /Riverside Clinic: .*\+16175550100.*STOP/);
      assert.doesNotMatch(body, /http/);
    }
  });
});

describe('the rule of reminders', () => {
  it('is off until a clinic wants it, and changed by who may, as they know it', async () => {
    t.clock.set(testStart);
    const clinic = await givenRefillClinic(t);
    const { clinicId } = clinic;
    assert.deepEqual(await within(clinic, (ctx) => getRefillReminder(ctx, clinicId)), {
      terms: { isOn: false, daysBefore: 7 },
      version: 0,
    });
    assert.deepEqual(await says(clinic), { terms: { isOn: true, daysBefore: 3 }, version: 1 });
    await assert.rejects(says(clinic), { code: 'conflict' });
    const byDesk = t.database.inTransaction(clinic.scheduler.scope, (ctx) =>
      changeRefillReminder(ctx, {
        ...{ clinicId, expectedVersion: 1, source: 'test' },
        terms: { isOn: false, daysBefore: 3 },
      }),
    );
    await assert.rejects(byDesk, { code: 'not-allowed' });
  });
});
