import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Appointment } from '#contract/calendar';
import type { DelayWay } from '#contract/told-late';
import { expectChange, expectNoChange } from '../platform/change-log/expect-change.ts';
import { testDatabase, testStart, type TestDatabase } from '../platform/db/test-database.ts';
import { givenStaff } from '../staff/given-organization.ts';
import { bookAppointment, moveAppointment } from './calendar-service.ts';
import { foldCalendar, givenBookableClinic, type BookableClinic } from './given-bookable-clinic.ts';
import { tellLate } from './late-service.ts';
import { arriveAppointment, checkInAppointment, startAppointment } from './visit-step-service.ts';

const day = '2026-11-23';
const noon = `${day}T17:00:00.000Z`;
const quarterPast = `${day}T17:15:00.000Z`;

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

async function given(): Promise<{ clinic: BookableClinic; visit: Appointment }> {
  t.clock.set(testStart);
  const clinic = await givenBookableClinic(t);
  const { clinicId, providerId, patientId, visitTypeId } = clinic;
  const wish = { clinicId, providerId, patientId, visitTypeId, startsAt: noon, overrides: [] };
  return { clinic, visit: await clinic.act((ctx) => bookAppointment(ctx, wish)) };
}

const known = ({ id: appointmentId, version: expectedVersion }: Appointment) => ({
  appointmentId,
  expectedVersion,
});

const tell = (
  clinic: BookableClinic,
  visit: Appointment,
  { way = 'by-call', beginsAt = quarterPast }: { way?: DelayWay; beginsAt?: string } = {},
) => clinic.act((ctx) => tellLate(ctx, { ...known(visit), way, beginsAt }));

const callsOf = ({ organizationId }: BookableClinic) =>
  t
    .owner('call_task')
    .where({ organization_id: organizationId })
    .select<{ kind: string; about: string; appointment_id: string | null }[]>(
      'kind',
      'about',
      'appointment_id',
    );

function refuses(clinic: BookableClinic, refusal: string, action: () => Promise<unknown>) {
  return expectNoChange({
    t,
    organizationId: clinic.organizationId,
    snapshot: async () => [await clinic.snapshot(day), await callsOf(clinic)],
    action,
    refusal,
  });
}

describe('a late start', () => {
  it('has who is not here called before they leave, in the same step', async () => {
    const { clinic, visit } = await given();
    const { answer: told } = await expectChange({
      t,
      organizationId: clinic.organizationId,
      snapshot: () => clinic.snapshot(day),
      fold: foldCalendar,
      action: () => tell(clinic, visit),
      types: ['calendar.appointment-told-late'],
      except: 'calls',
    });
    assert.deepEqual(told.toldLate, { at: testStart, beginsAt: quarterPast, way: 'by-call' });
    const about = 'Begins at about 12:15 PM instead of 12:00 PM';
    const [call, ...others] = await callsOf(clinic);
    assert.deepEqual(call, { kind: 'running-late', about, appointment_id: visit.id });
    assert.deepEqual(others, []);
  });

  it('is told at the desk to who is here, again when it is another one', async () => {
    const { clinic, visit } = await given();
    const arrived = await clinic.act((ctx) => arriveAppointment(ctx, known(visit)));
    const told = await tell(clinic, arrived, { way: 'at-the-desk' });
    assert.equal(told.toldLate?.beginsAt, quarterPast);
    const later = `${day}T17:40:00.000Z`;
    const again = await tell(clinic, told, { way: 'at-the-desk', beginsAt: later });
    assert.equal(again.toldLate?.beginsAt, later);
    assert.deepEqual(await callsOf(clinic), []);
  });

  it('is forgotten when the visit is moved: nothing was told of that time', async () => {
    const { clinic, visit } = await given();
    const told = await tell(clinic, visit);
    const moved = await clinic.act((ctx) =>
      moveAppointment(ctx, { ...known(told), startsAt: `${day}T19:00:00.000Z`, overrides: [] }),
    );
    assert.equal(moved.toldLate, null);
  });

  it('is refused where it is none, and nothing is written and nobody called', async () => {
    const { clinic, visit } = await given();
    await refuses(clinic, 'invalid-input', () => tell(clinic, visit, { way: 'at-the-desk' }));
    for (const beginsAt of [noon, `${day}T16:45:00.000Z`, '2026-11-24T17:00:00.000Z'])
      await refuses(clinic, 'invalid-input', () => tell(clinic, visit, { beginsAt }));
    const arrived = await clinic.act((ctx) => arriveAppointment(ctx, known(visit)));
    const checkedIn = await clinic.act((ctx) => checkInAppointment(ctx, known(arrived)));
    const begun = await clinic.act((ctx) => startAppointment(ctx, known(checkedIn)));
    await refuses(clinic, 'rule-broken wrong-state', () => tell(clinic, begun));
  });

  it('is not told by who does not receive patients, nor has who may not call anybody called', async () => {
    const { clinic, visit } = await given();
    const { organizationId, clinicIds } = clinic;
    const biller = await givenStaff(t, { organizationId, clinicIds, role: 'biller' });
    await refuses(clinic, 'not-allowed', () =>
      clinic.actAs(biller, (ctx) =>
        tellLate(ctx, { ...known(visit), way: 'by-call', beginsAt: quarterPast }),
      ),
    );
  });

  it('is told once by two who say it at the same moment', async () => {
    const { clinic, visit } = await given();
    const answers = await Promise.allSettled([tell(clinic, visit), tell(clinic, visit)]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    assert.equal((await callsOf(clinic)).length, 1);
  });
});
