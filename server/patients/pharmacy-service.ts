// Use cases of pharmacies: found, added, changed.
import type { Pharmacy } from '#contract/pharmacy';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { conflict, invalidInput, notAllowed, notFound, ruleBroken } from '../platform/problem.ts';
import { phoneFault } from './check-details.ts';
import { denyManagingPharmacies } from './pharmacy-policy.ts';
import {
  insertPharmacy,
  isIdentifierTaken,
  listPharmacies,
  lockPharmacy,
  updatePharmacy,
  type PharmacyColumns,
  type PharmacyRow,
} from './pharmacy-repository.ts';
import { pharmacyView } from './pharmacy-view.ts';
import { e164Of } from '../platform/phone-number.ts';

export type AddPharmacy = Omit<Pharmacy, 'id' | 'version'> & { clinicId: string };

export async function searchPharmacies(ctx: Ctx, text: string): Promise<Pharmacy[]> {
  return (await listPharmacies(ctx, text)).map(pharmacyView);
}

export async function addPharmacy(ctx: Ctx, input: AddPharmacy): Promise<Pharmacy> {
  const row = await insertPharmacy(ctx, { id: newId(), ...columnsOf(input) });
  if (!row) throw knownAlready();
  announce(ctx, row, 'patients.pharmacy-added');
  recordAudit(ctx, { act: 'pharmacy.add', clinicId: input.clinicId, entityId: row.id });
  return pharmacyView(row);
}

export type ChangePharmacy = AddPharmacy & { pharmacyId: string; expectedVersion: number };

export async function changePharmacy(ctx: Ctx, input: ChangePharmacy): Promise<Pharmacy> {
  const row = await lockToManage(ctx, input);
  const { ncpdpId } = input;
  const columns = columnsOf(input);
  if (await isIdentifierTaken(ctx, { ncpdpId, besides: row.id })) throw knownAlready();
  const changed = await updatePharmacy(ctx, row, { act: 'change', columns });
  announceChange(ctx, changed, { act: 'pharmacy.change', clinicId: input.clinicId });
  return pharmacyView(changed);
}

/** The pharmacy as the caller has seen it, held until the transaction ends. */
export async function lockToManage(
  ctx: Ctx,
  seen: { clinicId: string; pharmacyId: string; expectedVersion: number },
): Promise<PharmacyRow> {
  const denied = denyManagingPharmacies((...asked) => mayAct(ctx, ...asked), seen.clinicId);
  if (denied !== null) throw notAllowed(denied);
  const row = await lockPharmacy(ctx, seen.pharmacyId);
  if (!row) throw notFound('pharmacy');
  if (row.version !== seen.expectedVersion) throw conflict(pharmacyView(row));
  return row;
}

export function announceChange(
  ctx: Ctx,
  row: PharmacyRow,
  { act, clinicId, detail }: { act: string; clinicId: string; detail?: object },
): void {
  announce(ctx, row, 'patients.pharmacy-changed');
  const { id: entityId, version } = row;
  recordAudit(ctx, { act, clinicId, entityId, detail: { version, ...detail } });
}

function announce(ctx: Ctx, { id, version }: PharmacyRow, type: string): void {
  recordChange(ctx, { type, clinicId: null, entityId: id, version, payload: null });
}

function columnsOf(input: AddPharmacy): PharmacyColumns {
  const phone = input.phone === null ? null : e164Of(input.phone);
  if (input.phone !== null && phone === null) throw invalidInput('phone', phoneFault);
  if (!input.pickup && input.deliveryDays === null && input.mailDays === null)
    throw invalidInput('pickup', 'there must be a way for it to reach the patient');
  return {
    ncpdp_id: input.ncpdpId,
    name: input.name,
    address: input.address,
    phone,
    pickup: input.pickup,
    delivery_days: input.deliveryDays,
    mail_days: input.mailDays,
  };
}

function knownAlready(): Error {
  return ruleBroken('known-pharmacy', 'A pharmacy with this NCPDP identifier is here already.');
}
