// Row → contract view of a pharmacy.
import type { Pharmacy } from '#contract/pharmacy';
import type { PharmacyRow } from './pharmacy-repository.ts';

export function pharmacyView(row: PharmacyRow): Pharmacy {
  return {
    id: row.id,
    ncpdpId: row.ncpdp_id,
    name: row.name,
    address: row.address,
    phone: row.phone,
    pickup: row.pickup,
    deliveryDays: row.delivery_days,
    mailDays: row.mail_days,
    version: row.version,
  };
}
