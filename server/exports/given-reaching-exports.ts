// One valid call of every endpoint of exports, for the specs of access and of hostile input.
import type { Endpoint } from '#contract/endpoint';
import {
  getArchive,
  listExports,
  openExport,
  requestExport,
  withdrawExport,
} from '#contract/exports';
import { plusMinutes } from '../platform/clock/instants.ts';
import type { TestDatabase } from '../platform/db/test-database.ts';
import type { TestCall } from '../platform/http/test-http.ts';
import { newId } from '../platform/ids.ts';

export async function givenReachingExports(
  t: TestDatabase,
  of: { organizationId: string; staffId: string },
): Promise<{ reaching: [Endpoint, TestCall][]; secrets: string[] }> {
  const exportId = await givenReadyExport(t, of);
  const params = { exportId };
  return {
    reaching: [
      [requestExport, { body: { reason: 'Secret reason' } }],
      [listExports, {}],
      [openExport, { params }],
      [getArchive, { params }],
      [withdrawExport, { params, body: { expectedVersion: 1 } }],
    ],
    secrets: [exportId],
  };
}

/** As a row only: there are no bytes behind it. */
export async function givenReadyExport(
  t: TestDatabase,
  { organizationId, staffId }: { organizationId: string; staffId: string },
): Promise<string> {
  const id = newId();
  await t.owner('export_run').insert({
    organization_id: organizationId,
    id,
    reason: 'Moving to another system',
    requested_by_id: staffId,
    requested_at: t.clock.now,
    status: 'ready',
    attempts: 1,
    blob_key: 'ab'.repeat(16),
    bytes: 9,
    sha256: 'ab'.repeat(32),
    ready_at: t.clock.now,
    expires_at: plusMinutes(t.clock.now, 60),
  });
  return id;
}
