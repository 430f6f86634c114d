// Builders for tests: who acts for a patient, and one valid call of every endpoint about them.
import type { Endpoint } from '#contract/endpoint';
import { addProxy, listProxies, revokeProxy } from '#contract/proxy';
import {
  attachProxyPaper,
  getProxyPaper,
  removeProxyPaper,
  type ProxyPaper,
} from '#contract/proxy-paper';
import { newBlobKey } from '../platform/blob-store/blob-place.ts';
import { expectBlob, settleBlob } from '../platform/blob-store/due-blobs.ts';
import { aPdf, inParts } from '../platform/blob-store/given-content.ts';
import { testBlobs } from '../platform/blob-store/test-blobs.ts';
import type { Scope } from '../platform/context.ts';
import type { TestDatabase } from '../platform/db/test-database.ts';
import type { TestCall } from '../platform/http/test-http.ts';
import { newId } from '../platform/ids.ts';
import type { GivenStaff } from '../staff/given-organization.ts';
import * as papers from './proxy-paper-service.ts';
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

/** A court order as an upload leaves it: its bytes kept, its rows written. */
export async function givenProxyPaper(
  t: TestDatabase,
  {
    scope,
    name = 'order.pdf',
    ...of
  }: {
    scope: Extract<Scope, { kind: 'user' }>;
    clinicId: string;
    proxyId: string;
    name?: string;
  },
): Promise<ProxyPaper> {
  const { store } = await testBlobs();
  const key = newBlobKey();
  await t.database.inTransaction(scope, (ctx) => expectBlob(ctx, key));
  const blob = await store.put(scope.organizationId, inParts(aPdf(500)), key);
  return t.database.inTransaction(scope, async (ctx) => {
    await settleBlob(ctx, key);
    return papers.attachProxyPaper(ctx, { ...of, kind: 'court-order', name, blob });
  });
}

/** Calls that reach for what stands in the organization, from the clinic `there`. */
export async function givenReachingProxies(
  t: TestDatabase,
  at: { organizationId: string; there: string; patientId: string; holder: GivenStaff },
): Promise<{ reaching: [Endpoint, TestCall][]; secrets: string[] }> {
  const {
    there: clinicId,
    patientId,
    holder: { scope },
  } = at;
  const proxyId = await givenProxy(t, at, { ground: 'permission', evidence: 'Secret evidence' });
  const params = { patientId };
  const name = 'Secret order.pdf';
  const { id: paperId } = await givenProxyPaper(t, { scope, clinicId, proxyId, name });
  const ofPaper = { params: { proxyId, paperId } };
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
        attachProxyPaper,
        {
          params: { proxyId },
          query: { clinicId },
          headers: { 'X-Daysheet-File-Name': 'will.pdf', 'X-Daysheet-Paper-Kind': 'other' },
          file: aPdf(400),
        },
      ],
      [getProxyPaper, { ...ofPaper, query: { clinicId } }],
      [removeProxyPaper, { ...ofPaper, body: { clinicId, reason: 'Of somebody else' } }],
      [
        revokeProxy,
        { params: { proxyId }, body: { clinicId, expectedVersion: 1, reason: 'Asked for' } },
      ],
    ],
    secrets: [proxyId, paperId, 'Secret evidence', name],
  };
}
