// Who saw whom: one read entry a request, with the patients that the answer showed and nothing that names them.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { callQueue } from '#contract/calls';
import { listDay } from '#contract/calendar';
import { getRefillCard } from '#contract/refills';
import { searchPatients } from '#contract/patients';
import { listProviders } from '#contract/staff';
import { givenAppointment } from './calendar/given-appointment.ts';
import { givenBookableClinic } from './calendar/given-bookable-clinic.ts';
import { givenApp, type GivenApp } from './given-app.ts';
import { givenPatient } from './patients/given-patient.ts';
import { testDatabase, type TestDatabase } from './platform/db/test-database.ts';
import { givenRefill, givenRefillClinic } from './refills/given-refill.ts';
import { givenStaff } from './staff/given-organization.ts';

let t: TestDatabase;
let app: GivenApp;
before(async () => {
  t = await testDatabase();
  app = await givenApp(t);
});
after(async () => {
  await app.stop();
  await t.close();
});

it('a read of patients leaves one entry with their ids, a read of none leaves nothing', async () => {
  const clinic = await givenBookableClinic(t);
  const { organizationId, clinicId } = clinic;
  const startsAt = '2026-11-24T15:00:00.000Z';
  const patientId = await givenPatient(t, { organizationId, family: 'Canary', given: 'Cora' });
  await givenAppointment(t, { ...clinic, patientId, startsAt });
  const reader = await givenStaff(t, { organizationId, clinicIds: [clinicId] });
  const console = await app.signedIn(reader);

  const entries = async () =>
    t
      .owner('audit_entry')
      .where({ organization_id: organizationId })
      .whereIn('kind', ['read', 'export'])
      .orderBy('id')
      .select<{ act: string; actor_id: string; clinic_id: string; detail: object }[]>(
        'act',
        'actor_id',
        'clinic_id',
        'detail',
      );
  assert.equal((await console.call(listProviders, { query: { clinicId } })).status, 200);
  assert.deepEqual(await entries(), []);

  await console.call(listDay, { query: { clinicId, date: '2026-11-24' } });
  await console.call(listDay, { query: { clinicId, date: '2026-11-25' } });
  await console.call(searchPatients, { body: { text: 'canary' } });
  const list = { target: 'csv', columns: ['due', 'patient'], filter: { show: 'closed' } };
  await console.call(callQueue.export, { body: { clinicId, ...list } });
  const seen = await entries();
  assert.deepEqual(
    seen.map(({ act, actor_id, clinic_id, detail }) => [act, actor_id, clinic_id, detail]),
    [
      ['listDay', reader.staffId, clinicId, { params: {}, patients: [patientId] }],
      ['listDay', reader.staffId, clinicId, { params: {}, patients: [] }],
      ['searchPatients', reader.staffId, null, { params: {}, patients: [patientId] }],
      ['exportCalls', reader.staffId, clinicId, { params: {}, patients: [], ...list }],
    ],
  );
  assert.ok(!/canary|cora/i.test(JSON.stringify(seen)));
});

it('a card of a refill is a read of its patient', async () => {
  const clinic = await givenRefillClinic(t);
  const refill = await givenRefill(t, clinic);
  const console = await app.signedIn(clinic.pharmacist);
  const { status } = await console.call(getRefillCard, { params: { itemId: refill.id } });
  assert.equal(status, 200);
  const [entry] = await t
    .owner('audit_entry')
    .where({ organization_id: clinic.organizationId, act: 'getRefillCard' })
    .select<{ entity_id: string; detail: { patients: string[] } }[]>('entity_id', 'detail');
  assert.equal(entry?.entity_id, refill.patient?.id);
  assert.deepEqual(entry?.detail.patients, [refill.patient?.id]);
});
