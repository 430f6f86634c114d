// Builders for specs: charts of staff, looks at charts, and the drawing that a tick does.
import type { AccessFlag, AccessWay } from '#contract/privacy';
import type { Endpoint } from '#contract/endpoint';
import {
  countAccessesToReview,
  linkOwnChart,
  listAccessesToReview,
  listAccessReviews,
  listWatchedPeople,
  reviewAccesses,
  searchFailedTries,
  searchPatientAccesses,
  searchPersonAccesses,
  searchTakenOut,
  takePrivacyList,
} from '#contract/privacy';
import { sealAudits } from '../platform/audit/seal-audits.ts';
import type { TestDatabase } from '../platform/db/test-database.ts';
import type { TestCall } from '../platform/http/test-http.ts';
import { newId } from '../platform/ids.ts';
import { runTickOnce } from '../platform/ticks/run-ticks.ts';
import { privacySlice } from './privacy-slice.ts';

/** Wide enough for every spec's clock. */
export const wholeTime = { from: '2026-01-01T00:00:00.000Z', until: '2027-01-01T00:00:00.000Z' };

/** Seals what is written so far and draws it. */
export async function drawAll(t: TestDatabase, organizationId: string): Promise<void> {
  await sealAudits(t.database, organizationId, { everything: true });
  const [tick] = privacySlice.ticks ?? [];
  if (!tick) throw new Error('Nothing draws accesses.');
  while ((await runTickOnce(t.database, tick, organizationId)) > 0);
}

export async function givenOwnChart(
  t: TestDatabase,
  of: { organizationId: string; staffId: string; patientId: string },
): Promise<void> {
  const row = { organization_id: of.organizationId, id: of.staffId, patient_id: of.patientId };
  await t.owner('own_chart').insert({ ...row, version: 1 });
  await t.owner('own_chart_version').insert({
    organization_id: of.organizationId,
    id: of.staffId,
    version: 1,
    act: 'link',
    row: JSON.stringify({ ...row, version: 1 }),
    actor_id: null,
    valid_from: t.clock.now,
  });
}

export interface GivenAccess {
  organizationId: string;
  staffId: string;
  patientId: string;
  at?: string;
  way?: AccessWay;
  flags?: AccessFlag[];
}

/** A look that is drawn already; returns the entry's id. */
export async function givenAccess(t: TestDatabase, given: GivenAccess): Promise<string> {
  const { organizationId, staffId, patientId, way = 'opened', flags = [] } = given;
  const [id, at] = [newId(), given.at ?? t.clock.now];
  const act = way === 'opened' ? 'getPatientRecord' : 'getPatientHeader';
  await t.owner('audit_entry').insert({
    organization_id: organizationId,
    id,
    at,
    kind: 'read',
    act,
    actor_kind: 'staff',
    actor_id: staffId,
    request_id: newId(),
    detail: JSON.stringify({ params: { patientId }, patients: [patientId] }),
  });
  await t.owner('patient_access').insert({
    organization_id: organizationId,
    entry_id: id,
    patient_id: patientId,
    staff_id: staffId,
    at,
    act,
    way,
    request_id: newId(),
    flags,
    is_flagged: flags.length > 0,
  });
  return id;
}

/** Calls that tell of the whole organization; each would do its work for who answers for all clinics. */
export async function givenReachingPrivacy(
  t: TestDatabase,
  of: { organizationId: string; staffId: string; patientId: string },
): Promise<{ reaching: [Endpoint, TestCall][]; secrets: string[] }> {
  const { staffId, patientId } = of;
  const entryId = await givenAccess(t, { ...of, flags: ['vip'] });
  const window = wholeTime;
  const seen = { count: 1, lastAt: t.clock.now };
  return {
    reaching: [
      [searchPatientAccesses, { body: { patientId, window } }],
      [searchPersonAccesses, { body: { staffId, window } }],
      [searchTakenOut, { body: { window } }],
      [searchFailedTries, { body: { window } }],
      [listAccessesToReview, {}],
      [countAccessesToReview, {}],
      [listAccessReviews, {}],
      [listWatchedPeople, {}],
      [takePrivacyList, { body: { list: { of: 'patient', patientId }, window } }],
      [reviewAccesses, { body: { staffId, patientId, seen, note: 'Asked for by the patient' } }],
      [linkOwnChart, { params: { staffId }, body: { expectedVersion: 0, patientId } }],
    ],
    secrets: [entryId],
  };
}
