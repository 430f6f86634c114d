// Builders for tests: who acts for a patient, and one valid call of every endpoint about them.
import type { Endpoint } from '#contract/endpoint';
import { addProxy, listProxies, revokeProxy } from '#contract/proxy';
import type { TestDatabase } from '../platform/db/test-database.ts';
import type { TestCall } from '../platform/http/test-http.ts';
import { newId } from '../platform/ids.ts';
import type { ProxyRow } from './proxy-repository.ts';

export async function givenProxy(
  t: TestDatabase,
  of: { organizationId: string; patientId: string },
  over: Partial<ProxyRow> = {},
): Promise<string> {
  const id = newId();
  const row: ProxyRow = {
    organization_id: of.organizationId,
    id,
    patient_id: of.patientId,
    person_id: null,
    family: 'Díaz',
    given: 'Luis',
    relation: 'father',
    ground: 'parent',
    phone: '+16175550144',
    told: ['visits', 'clinical', 'billing'],
    may_decide: true,
    starts_on: '2010-01-01',
    ends_on: null,
    evidence: 'Birth certificate seen',
    added_at: t.clock.now,
    added_by: null,
    revoked_at: null,
    revoke_reason: null,
    version: 1,
    ...over,
  };
  await t.owner('patient_proxy').insert(row);
  await t.owner('patient_proxy_version').insert({
    organization_id: of.organizationId,
    id,
    version: 1,
    act: 'added',
    row: JSON.stringify(row),
    actor_id: null,
    valid_from: t.clock.now,
  });
  return id;
}

/** Calls that reach for what stands in the organization, from the clinic `there`. */
export async function givenReachingProxies(
  t: TestDatabase,
  at: { organizationId: string; there: string; patientId: string },
): Promise<{ reaching: [Endpoint, TestCall][]; secrets: string[] }> {
  const { there: clinicId, patientId } = at;
  const proxyId = await givenProxy(t, at, { ground: 'permission', evidence: 'Secret evidence' });
  const params = { patientId };
  const person = {
    family: 'Roe',
    given: 'Kim',
    relation: 'sister',
    ground: 'permission',
    phone: null,
    told: ['visits'],
    mayDecide: false,
    startsOn: '2026-11-01',
    endsOn: null,
    evidence: 'The patient said so',
  };
  return {
    reaching: [
      [listProxies, { params, query: { clinicId } }],
      [addProxy, { params, body: { clinicId, ...person } }],
      [
        revokeProxy,
        { params: { proxyId }, body: { clinicId, expectedVersion: 1, reason: 'Asked for' } },
      ],
    ],
    secrets: [proxyId, 'Secret evidence'],
  };
}
