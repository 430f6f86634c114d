// A one-time link for specs: its row, and the secret that only its holder knows.
import { createHash, randomBytes } from 'node:crypto';
import type { StaffLinkKind } from '#contract/staff-link';
import { plusMinutes } from '../platform/clock/instants.ts';
import type { TestDatabase } from '../platform/db/test-database.ts';
import { newId } from '../platform/ids.ts';

export async function givenLink(
  t: TestDatabase,
  staff: { organizationId: string; staffId: string },
  kind: StaffLinkKind,
): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  await t.owner('staff_link').insert({
    organization_id: staff.organizationId,
    id: newId(),
    staff_id: staff.staffId,
    kind,
    token_hash: createHash('sha256').update(token).digest(),
    created_at: t.clock.now,
    created_by: staff.staffId,
    expires_at: plusMinutes(t.clock.now, 60),
  });
  return token;
}
