// Builder for tests: visits of patients who need an interpreter, and one valid call of every endpoint about them.
import type { Endpoint } from '#contract/endpoint';
import {
  askInterpreterAgain,
  confirmInterpreter,
  countInterpreterRequests,
  declineInterpreter,
  getInterpreterRequest,
  listInterpreterRequests,
} from '#contract/interpreter-requests';
import type { InterpreterStatus } from '#contract/interpreter-workflow';
import type { TestDatabase } from '../../platform/db/test-database.ts';
import type { TestCall } from '../../platform/http/test-http.ts';
import { givenAppointment, type GivenAppointment } from '../given-appointment.ts';
import type { InterpreterRequestRow } from './interpreter-repository.ts';

/** A booked visit with a request in its first version; returns the id of both. */
async function givenRequest(
  t: TestDatabase,
  options: GivenAppointment & { request: InterpreterStatus },
): Promise<string> {
  const { organizationId, clinicId, request: status } = options;
  const id = await givenAppointment(t, options);
  const mode = 'in-person';
  const row: InterpreterRequestRow = {
    organization_id: organizationId,
    id,
    clinic_id: clinicId,
    language: 'es',
    mode,
    status,
    because: null,
    confirmed_by: status === 'confirmed' ? 'Secret agency' : null,
    reference: null,
    asked_at: t.clock.now,
    answered_at: status === 'confirmed' ? t.clock.now : null,
    version: 1,
  };
  await t.owner('interpreter_request').insert(row);
  await t.owner('interpreter_request_version').insert({
    ...{ organization_id: organizationId, clinic_id: clinicId, id, version: 1, act: 'asked' },
    ...{ row: JSON.stringify(row), valid_from: t.clock.now },
  });
  const kept = { interpreter_status: status, interpreter_mode: mode };
  await t.owner('appointment').where({ id }).update(kept);
  return id;
}

export async function givenReachingInterpreters(
  t: TestDatabase,
  place: Omit<GivenAppointment, 'startsAt'>,
): Promise<{ reaching: [Endpoint, TestCall][]; secrets: string[] }> {
  const at = async (startsAt: string, request: InterpreterStatus) => ({
    params: { appointmentId: await givenRequest(t, { ...place, startsAt, request }) },
  });
  const asked = await at('2026-12-18T15:00:00.000Z', 'requested');
  const toDecline = await at('2026-12-18T16:00:00.000Z', 'requested');
  const confirmed = await at('2026-12-18T17:00:00.000Z', 'confirmed');
  const expectedVersion = 1;
  return {
    reaching: [
      [listInterpreterRequests, { query: { clinicId: place.clinicId } }],
      [countInterpreterRequests, { query: { clinicId: place.clinicId } }],
      [getInterpreterRequest, confirmed],
      [confirmInterpreter, { ...asked, body: { expectedVersion, confirmedBy: 'Secret agency' } }],
      [declineInterpreter, { ...toDecline, body: { expectedVersion, reason: 'nobody-free' } }],
      [askInterpreterAgain, { ...confirmed, body: { expectedVersion } }],
    ],
    secrets: [
      'Secret agency',
      ...[asked, toDecline, confirmed].map((one) => one.params.appointmentId),
    ],
  };
}
