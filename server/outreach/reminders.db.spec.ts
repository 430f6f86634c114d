import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { givenAppointment } from '../calendar/given-appointment.ts';
import { givenBookableClinic, type BookableClinic } from '../calendar/given-bookable-clinic.ts';
import {
  bookAppointment,
  cancelAppointment,
  moveAppointment,
} from '../calendar/calendar-service.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { runReactionsOnce } from '../platform/reactions/run-reactions.ts';
import { runTickOnce } from '../platform/ticks/run-ticks.ts';
import { givenReachable, testOutreach } from './given-message.ts';
import type { MessageRow } from './message-repository.ts';
import { outreachReactions } from './outreach-reactions.ts';
import { outreachTicks } from './outreach-ticks.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

const tick = outreachTicks(testOutreach).find(({ name }) => name === 'outreach.reminders')!;
const remind = ({ organizationId }: BookableClinic) =>
  runTickOnce(t.database, tick, organizationId);
const react = ({ organizationId }: BookableClinic) =>
  runReactionsOnce(t.database, outreachReactions(testOutreach), organizationId);
const messagesOf = ({ organizationId }: BookableClinic) =>
  t
    .owner('outreach_message')
    .where({ organization_id: organizationId })
    .orderBy('id')
    .select<MessageRow[]>('*');

async function givenVisit(
  clinic: BookableClinic,
  startsAt: string,
  given: { mayText?: boolean; bookedAt?: string; known?: { startsAt: string } } = {},
): Promise<{ id: string; patientId: string }> {
  const { mayText = true, bookedAt = '2026-10-01T15:00:00.000Z', ...rest } = given;
  const { organizationId, clinicId, providerId, visitTypeId } = clinic;
  const patientId = await givenReachable(t, clinic, { mayText });
  const place = { organizationId, clinicId, providerId, visitTypeId };
  const id = await givenAppointment(t, { ...place, ...rest, patientId, startsAt });
  await t.owner('appointment').where({ id }).update({ created_at: bookedAt });
  return { id, patientId };
}

describe('reminders', () => {
  it('leave once for each step, however many servers look', async () => {
    const clinic = await givenBookableClinic(t);
    const { id } = await givenVisit(clinic, '2026-11-25T14:30:00.000Z');
    await Promise.all([remind(clinic), remind(clinic), remind(clinic)]);
    await remind(clinic);
    const [message, ...others] = await messagesOf(clinic);
    assert.equal(others.length, 0);
    assert.deepEqual(
      [message?.kind, message?.about_id, message?.leaves_at, message?.expires_at],
      ['reminder', id, t.clock.now, '2026-11-25T14:30:00.000Z'],
    );
  });

  it('come again at the next step, and never for what is too near, too far or just booked', async () => {
    const clinic = await givenBookableClinic(t);
    await givenVisit(clinic, '2026-11-28T15:00:00.000Z');
    await givenVisit(clinic, '2026-11-23T15:30:00.000Z');
    await givenVisit(clinic, '2026-12-01T15:00:00.000Z');
    await givenVisit(clinic, '2026-11-24T18:00:00.000Z', { bookedAt: '2026-11-23T10:00:00.000Z' });
    await remind(clinic);
    assert.equal((await messagesOf(clinic)).length, 1);
    t.clock.set('2026-11-26T16:00:00.000Z');
    await remind(clinic);
    assert.equal((await messagesOf(clinic)).length, 3, 'two days and seven days before');
    t.clock.set('2026-11-23T15:00:00.000Z');
  });

  it('do not tell what the clinic has changed before the clinic has', async () => {
    const clinic = await givenBookableClinic(t);
    const known = { startsAt: '2026-11-24T14:00:00.000Z' };
    await givenVisit(clinic, '2026-11-25T14:30:00.000Z', { known });
    assert.equal(await remind(clinic), 0);
  });

  it('become a call, at the last step, where nobody can be written to', async () => {
    const clinic = await givenBookableClinic(t);
    const { id } = await givenVisit(clinic, '2026-11-25T14:30:00.000Z', { mayText: false });
    const far = await givenVisit(clinic, '2026-11-28T15:00:00.000Z', { mayText: false });
    await remind(clinic);
    await remind(clinic);
    assert.equal((await messagesOf(clinic)).length, 0);
    const calls = await t.owner('call_task').whereIn('appointment_id', [id, far.id]).select('*');
    assert.deepEqual(
      calls.map(({ kind, appointment_id: about }: Record<string, string>) => [kind, about]),
      [['confirm-visit', id]],
    );
  });

  it('of a visit that moves or goes are taken back, and made anew for the new time', async () => {
    const clinic = await givenBookableClinic(t);
    t.clock.set('2026-11-24T03:30:00.000Z');
    const { id } = await givenVisit(clinic, '2026-11-25T15:00:00.000Z');
    await remind(clinic);
    const { providerId } = clinic;
    await clinic.act((ctx) =>
      moveAppointment(ctx, {
        ...{ appointmentId: id, expectedVersion: 1, providerId },
        startsAt: '2026-11-25T18:00:00.000Z',
        overrides: [],
      }),
    );
    await react(clinic);
    await remind(clinic);
    const seen = async () =>
      (await messagesOf(clinic)).map(({ status, because }) => [status, because]);
    assert.deepEqual(await seen(), [
      ['withdrawn', 'visit-changed'],
      ['queued', null],
    ]);
    await clinic.act((ctx) =>
      cancelAppointment(ctx, { appointmentId: id, expectedVersion: 2, reason: 'pat' }),
    );
    await react(clinic);
    assert.deepEqual((await seen()).at(-1), ['withdrawn', 'visit-changed']);
    t.clock.set('2026-11-23T15:00:00.000Z');
  });
});

describe('a booking', () => {
  it('is confirmed after the undo window, behind a link that leads somewhere', async () => {
    const clinic = await givenBookableClinic(t);
    const { clinicId, providerId, visitTypeId } = clinic;
    const patientId = await givenReachable(t, clinic);
    const visit = await clinic.act((ctx) =>
      bookAppointment(ctx, {
        ...{ clinicId, providerId, visitTypeId, patientId },
        startsAt: '2026-12-01T15:00:00.000Z',
        overrides: [],
      }),
    );
    await react(clinic);
    await react(clinic);
    const messages = await messagesOf(clinic);
    assert.deepEqual(
      messages.map(({ kind, about_id: about, leaves_at: at }) => [kind, about, at]),
      [['confirmation', visit.id, '2026-11-23T15:01:00.000Z']],
    );
    const links = await t.owner('visit_link').where({ appointment_id: visit.id });
    assert.equal(links.length, 1);
  });
});
