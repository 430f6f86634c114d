// Use cases of pharmacies.
import type { Pharmacy } from '#contract/pharmacy';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import type { Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalidInput, ruleBroken } from '../platform/problem.ts';
import { insertPharmacy, listPharmacies, type PharmacyRow } from './pharmacy-repository.ts';
import { e164Of } from './phone-number.ts';
import { phoneFault } from './check-details.ts';

export type AddPharmacy = Omit<Pharmacy, 'id' | 'version'> & { clinicId: string };

export async function searchPharmacies(ctx: Ctx, text: string): Promise<Pharmacy[]> {
  return (await listPharmacies(ctx, text)).map(pharmacyView);
}

export async function addPharmacy(ctx: Ctx, input: AddPharmacy): Promise<Pharmacy> {
  const phone = input.phone === null ? null : e164Of(input.phone);
  if (input.phone !== null && phone === null) throw invalidInput('phone', phoneFault);
  if (!input.pickup && input.deliveryDays === null && input.mailDays === null)
    throw invalidInput('pickup', 'there must be a way for it to reach the patient');
  const row = await insertPharmacy(ctx, {
    id: newId(),
    ncpdp_id: input.ncpdpId,
    name: input.name,
    address: input.address,
    phone,
    pickup: input.pickup,
    delivery_days: input.deliveryDays,
    mail_days: input.mailDays,
  });
  if (!row)
    throw ruleBroken('known-pharmacy', 'A pharmacy with this NCPDP identifier is here already.');
  recordChange(ctx, {
    type: 'patients.pharmacy-added',
    clinicId: null,
    entityId: row.id,
    version: row.version,
    payload: null,
  });
  recordAudit(ctx, { act: 'pharmacy.add', clinicId: input.clinicId, entityId: row.id });
  return pharmacyView(row);
}

function pharmacyView(row: PharmacyRow): Pharmacy {
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
