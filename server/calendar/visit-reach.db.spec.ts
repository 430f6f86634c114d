import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Appointment } from '#contract/calendar';
import { givenVisitType } from '../availability/given-visit-type.ts';
import { expectNoChange } from '../platform/change-log/expect-change.ts';
import { testDatabase, testStart, type TestDatabase } from '../platform/db/test-database.ts';
import { bookAppointment, moveAppointment } from './calendar-service.ts';
import { describeAppointment } from './describe-service.ts';
import { givenBookableClinic, type BookableClinic } from './given-bookable-clinic.ts';
import { confirmAppointment, holdAppointment } from './hold-service.ts';

const day = '2026-11-24';
const ten = '2026-11-24T15:00:00.000Z';
const noon = '2026-11-24T17:00:00.000Z';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

async function given(modality: Appointment['modality']) {
  t.clock.set(testStart);
  const clinic = await givenBookableClinic(t);
  const visitTypeId = await givenVisitType(t, { ...clinic, modality });
  const { clinicId, providerId, patientId } = clinic;
  const wish = { clinicId, providerId, patientId, visitTypeId, startsAt: ten, overrides: [] };
  return { clinic, wish };
}

function refuses(clinic: BookableClinic, action: () => Promise<unknown>) {
  const { organizationId } = clinic;
  const snapshot = () => clinic.snapshot(day);
  return expectNoChange({ t, organizationId, snapshot, action, refusal: 'invalid-input' });
}

const known = ({ id: appointmentId, version: expectedVersion }: Appointment) => ({
  appointmentId,
  expectedVersion,
});

describe('a video visit', () => {
  it('has a room of its own, which it keeps when it is moved', async () => {
    const { clinic, wish } = await given('video');
    const visit = await clinic.act((ctx) => bookAppointment(ctx, wish));
    assert.match(visit.videoRoom ?? '', /^[A-Za-z0-9_-]{22}$/);
    const moved = await clinic.act((ctx) =>
      moveAppointment(ctx, { ...known(visit), startsAt: noon, overrides: [] }),
    );
    assert.equal(moved.videoRoom, visit.videoRoom);
    const other = await clinic.act((ctx) =>
      bookAppointment(ctx, { ...wish, startsAt: '2026-11-24T19:00:00.000Z' }),
    );
    assert.notEqual(other.videoRoom, visit.videoRoom);
  });

  it('has no number to call', async () => {
    const { clinic, wish } = await given('video');
    const callNumber = '617 555 0188';
    await refuses(clinic, () => clinic.act((ctx) => bookAppointment(ctx, { ...wish, callNumber })));
  });
});

describe('a phone visit', () => {
  it('is called at the number on the chart, or at one for this visit, as it was said at the booking', async () => {
    const { clinic, wish } = await given('phone');
    const plain = await clinic.act((ctx) => bookAppointment(ctx, wish));
    assert.deepEqual([plain.callNumber, plain.videoRoom], [null, null]);
    const held = await clinic.act((ctx) => holdAppointment(ctx, { ...wish, startsAt: noon }));
    const visit = await clinic.act((ctx) =>
      confirmAppointment(ctx, { ...known(held), callNumber: '(617) 555-0188', overrides: [] }),
    );
    assert.equal(visit.callNumber, '+16175550188');
  });

  it('gets another number, or that of the chart again, and keeps it when only words are written', async () => {
    const { clinic, wish } = await given('phone');
    const visit = await clinic.act((ctx) =>
      bookAppointment(ctx, { ...wish, callNumber: '617 555 0188' }),
    );
    const write = (of: Appointment, callNumber?: string) =>
      clinic.act((ctx) =>
        describeAppointment(ctx, { ...known(of), reason: 'Cough', note: '', callNumber }),
      );
    const described = await write(visit);
    assert.deepEqual([described.reason, described.callNumber], ['Cough', '+16175550188']);
    const other = await write(described, '617 555 0199');
    assert.equal(other.callNumber, '+16175550199');
    const entries = await t
      .owner('audit_entry')
      .where({ entity_id: visit.id, act: 'appointment.describe' })
      .select<{ detail: { changed: string[] } }[]>('detail');
    const changed = entries.map(({ detail }) => detail.changed.join()).toSorted();
    assert.deepEqual(changed, ['call_number', 'reason']);
    assert.equal((await write(other, '')).callNumber, null);
  });

  it('takes nothing that is no number', async () => {
    const { clinic, wish } = await given('phone');
    const visit = await clinic.act((ctx) => bookAppointment(ctx, wish));
    const words = { reason: '', note: '' };
    await refuses(clinic, () =>
      clinic.act((ctx) =>
        describeAppointment(ctx, { ...known(visit), ...words, callNumber: 'ask her mother' }),
      ),
    );
  });
});
