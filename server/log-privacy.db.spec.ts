// Whatever people do and whatever fails: the log names no patient, and nothing that opens a door.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { bookAppointment, cancelAppointment, listDay } from '#contract/calendar';
import { describeAppointment } from '#contract/visit-description';
import { getPatientHeader, registerPatient, searchPatients } from '#contract/patients';
import { createFirstAdministrator, signIn, whoAmI } from '#contract/staff';
import { givenAppointment } from './calendar/given-appointment.ts';
import { givenApp } from './given-app.ts';
import { testDatabase, type TestDatabase } from './platform/db/test-database.ts';
import { createLog } from './platform/logging/log.ts';
import { givenEntry, givenOffer, givenOpening, givenWaitlist } from './waitlist/given-waitlist.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

const person = {
  family: 'Xylophontes',
  given: 'Bartholomea',
  birthOn: '1971-02-03',
  sex: 'female',
  phone: '+16175550142',
  email: 'bartholomea@example.org',
} as const;

it('the log at its loudest names no patient, password, link or cookie', async (test) => {
  const lines: string[] = [];
  const log = createLog('trace', { write: (line) => void lines.push(line) });
  const app = await givenApp(t, { log });
  test.after(() => app.stop());
  const world = await givenWaitlist(t);
  const { organizationId, clinicId, providerId, visitTypeId } = world;
  const console = await app.signedIn(world.scheduler);
  const body = { clinicId, ...person };
  const registered = await console.call(registerPatient, { body });
  assert.equal(registered.status, 200);
  const { id: patientId, mrn } = registered.body;

  // What people do.
  await console.call(searchPatients, { body: { text: 'xylophontes bartholomea' } });
  await console.call(getPatientHeader, { params: { patientId } });
  const visit = { clinicId, providerId, patientId, visitTypeId };
  const booked = await console.call(bookAppointment, {
    body: { ...visit, startsAt: '2026-11-24T16:00:00.000Z' },
  });
  assert.equal(booked.status, 200);
  const described = await console.call(describeAppointment, {
    params: { appointmentId: booked.body.id },
    body: { expectedVersion: 1, reason: 'Zanzibar bites', note: 'says Zanzibar has fleas' },
  });
  assert.equal(described.status, 200);
  await console.call(cancelAppointment, {
    params: { appointmentId: booked.body.id },
    body: { expectedVersion: 2, reason: 'pat', note: 'her cat Zanzibar is ill' },
  });
  await console.call(listDay, { query: { clinicId, date: '2026-11-24' } });
  const entry = await givenEntry(t, world, { patient_id: patientId });
  const offer = await givenOffer(t, await givenOpening(t, world), entry);
  assert.equal((await app.signedOut().request('GET', `/offer/${offer.token}`)).status, 200);
  assert.equal((await app.signedOut().request('POST', `/offer/${offer.token}/accept`)).status, 303);

  // What goes wrong: bad input, a lost race, a wrong password, a broken constraint, a bug, a path that is no file.
  await console.call(registerPatient, { body: { ...body, sex: person.family } });
  await console.request('GET', `/api/patients/${person.family}/header?name=${person.given}`);
  await console.request('GET', `/${person.family}.html`);
  await console.request('POST', registerPatient.path, {
    headers: { 'content-type': 'application/json', 'x-daysheet-csrf': '1' },
    body: `{"family":"${person.family}"`,
  });
  await givenAppointment(t, { organizationId, ...visit, startsAt: '2026-11-25T16:00:00.000Z' });
  const taken = await console.call(bookAppointment, {
    body: { ...visit, startsAt: '2026-11-25T16:00:00.000Z' },
  });
  assert.equal(taken.problem.code, 'slot-taken');
  const wrong = { login: person.email, password: 'Zanzibar is my password' };
  await app.signedOut().call(signIn, { body: wrong });
  const link = 'a-secret-link-of-many-characters';
  await app.signedOut().call(createFirstAdministrator, {
    body: {
      ...wrong,
      token: link,
      given: 'A',
      family: 'B',
      zone: 'UTC',
      organizationName: 'O',
      clinicName: 'C',
    },
  });
  const another = { clinicId, given: 'Ola', birthOn: '1990-05-05', sex: 'male' };
  await t.owner.raw(`alter table patient add constraint nobody check (family <> 'Yggdrasil')`);
  const broken = await console.call(registerPatient, { body: { ...another, family: 'Yggdrasil' } });
  assert.equal(broken.problem.code, 'unexpected');
  await t.owner.raw(`alter table patient rename column phone to telephone`);
  const bug = await console.call(registerPatient, { body: { ...another, family: 'Yggdrasyl' } });
  assert.equal(bug.problem.code, 'unexpected');
  await console.call(whoAmI);

  const logged = lines.join('');
  assert.ok(logged.includes('23514') && logged.includes('"nobody"'), 'the fault itself is logged');
  const secrets = [
    ...Object.values(person).filter((value) => value !== 'female'),
    'Yggdrasil',
    'Yggdrasyl',
    'Zanzibar',
    mrn,
    offer.token,
    link,
    console.cookie.slice('daysheet='.length),
    'correct horse',
  ];
  for (const secret of secrets)
    assert.ok(!logged.toLowerCase().includes(secret.toLowerCase()), `the log tells ${secret}`);
});
