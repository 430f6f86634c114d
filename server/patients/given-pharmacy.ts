// A pharmacy as a row, for specs.
import { newId } from '../platform/ids.ts';
import type { TestDatabase } from '../platform/db/test-database.ts';
import { givenVersion } from './given-coverage.ts';
import type { PharmacyRow } from './pharmacy-repository.ts';

export async function givenPharmacy(
  t: TestDatabase,
  organizationId: string,
  over: Partial<PharmacyRow> = {},
): Promise<string> {
  const row: PharmacyRow = {
    organization_id: organizationId,
    id: newId(),
    ncpdp_id: '2299999',
    name: 'Harbor Drug',
    address: '2 Elm St, Boston, MA',
    phone: null,
    pickup: true,
    delivery_days: null,
    mail_days: null,
    version: 1,
    ...over,
  };
  await t.owner('pharmacy').insert(row);
  await givenVersion(t, 'pharmacy', row);
  return row.id;
}
