import type { Permission } from '#contract/permission';
import { keyHashOf, keyHintOf, newServiceKey } from '../platform/auth/service-keys.ts';
import { plusMinutes } from '../platform/clock/instants.ts';
import type { TestDatabase } from '../platform/db/test-database.ts';
import { newId } from '../platform/ids.ts';

export interface GivenServiceAccount {
  id: string;
  key: string;
}

/** A program with a key of ninety days. */
export async function givenServiceAccount(
  t: TestDatabase,
  options: { organizationId: string; clinicId: string; permissions?: readonly Permission[] },
): Promise<GivenServiceAccount> {
  const { organizationId, clinicId, permissions = ['patient:search'] } = options;
  const id = newId();
  const key = newServiceKey();
  await t.owner('staff_member').insert({
    organization_id: organizationId,
    id,
    given: '',
    family: 'Clearinghouse',
  });
  await t.owner('service_account').insert({
    organization_id: organizationId,
    id,
    key_hash: keyHashOf(key),
    key_hint: keyHintOf(key),
    key_made_at: t.clock.now,
    key_expires_at: plusMinutes(t.clock.now, 90 * 24 * 60),
  });
  await t.owner('service_permission').insert(
    permissions.map((permission) => ({
      organization_id: organizationId,
      account_id: id,
      clinic_id: clinicId,
      permission,
    })),
  );
  return { id, key };
}
