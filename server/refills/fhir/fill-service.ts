// What a pharmacy gave out, as it tells it: written down once, and followed when it says more of the same fill.
import { isDeepStrictEqual } from 'node:util';
import type { FillState, MedicationOrder } from '#contract/prescription';
import type { MedicationDispense } from '../../interop/fhir/medications.ts';
import { localDateOf, normalInstant } from '../../platform/clock/instants.ts';
import { zoneOf } from '../../platform/clock/zone-of.ts';
import type { Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { announcePrescription } from '../prescription-service.ts';
import {
  insertFill,
  lastFillNumber,
  lockPrescription,
  updatePrescription,
  type FillRow,
  type PrescriptionRow,
} from '../prescription-repository.ts';
import { lockFillByKey, updateFill, type FillSaid } from './fill-repository.ts';
import { wordsOf } from './medication-words.ts';
import type { Unfit } from './order-words.ts';
import { numbersOf } from './sent-people.ts';

const states: Partial<Record<MedicationDispense['status'], FillState>> = {
  'in-progress': 'in-progress',
  completed: 'completed',
  stopped: 'stopped',
  cancelled: 'cancelled',
  declined: 'cancelled',
  'entered-in-error': 'entered-in-error',
};

export async function takeInFill(
  ctx: Ctx,
  prescription: PrescriptionRow,
  {
    dispense,
    given,
    itemId,
  }: {
    dispense: MedicationDispense;
    given: MedicationOrder;
    /** Of the request whose fill it is: that has been written down with it, as it was granted. */
    itemId?: string;
  },
): Promise<Unfit | null> {
  const status = states[dispense.status];
  if (status === undefined) return { path: 'status', reason: 'says that nothing was given out' };
  const zone = await zoneOf(ctx, prescription.clinic_id);
  const filledOn = dayOf(dispense, zone);
  if (filledOn === null)
    return { path: 'whenHandedOver', reason: 'names no day, and whenPrepared neither' };
  if (filledOn > localDateOf(ctx.now, zone))
    return { path: 'whenHandedOver', reason: 'lies in the future' };
  // Before the fill: whoever writes one down at the same time waits here.
  const locked = await lockPrescription(ctx, prescription.id);
  if (!locked) throw new Error('A prescription that was found is not there.');
  const [number = `${locked.id} ${filledOn} ${given.quantity ?? ''}`] = numbersOf(
    dispense.identifier,
  );
  const key = `fill ${number}`;
  const known =
    (await lockFillByKey(ctx, key)) ??
    (itemId === undefined ? undefined : await lockFillByKey(ctx, `refill ${itemId}`));
  if (known && known.prescription_id !== locked.id)
    return { path: 'identifier', reason: 'is that of a fill of another prescription' };
  const said = { status, filled_on: filledOn, given, external_key: key };
  if (known && isDeepStrictEqual(pick(known), said)) return null;
  if (known) await updateFill(ctx, known, said);
  else if (status !== 'in-progress' && status !== 'completed')
    return { path: 'status', reason: 'takes back what was never told' };
  else
    await insertFill(ctx, {
      ...{ organization_id: ctx.organizationId, id: newId(), clinic_id: locked.clinic_id },
      ...{ prescription_id: locked.id, number: await numberOf(ctx, locked.id, dispense) },
      ...{ filled_on: filledOn, status, given, external_key: key, recorded_at: ctx.now },
    });
  await announcePrescription(ctx, await updatePrescription(ctx, locked, 'fill'), 'filled');
  return null;
}

function pick({ status, filled_on, given, external_key }: FillRow): FillSaid {
  return { status, filled_on, given, external_key };
}

/** On which it was handed over, else made ready; in the clinic's zone. */
function dayOf({ whenHandedOver, whenPrepared }: MedicationDispense, zone: string): string | null {
  const at = whenHandedOver ?? whenPrepared;
  if (at === undefined || at.length < 10) return null;
  return at.includes('T') ? localDateOf(normalInstant(at), zone) : at;
}

/** Another part of a fill has its number (HL7 v3 ActPharmacySupplyType FFP and RFP). */
async function numberOf(ctx: Ctx, id: string, { type }: MedicationDispense): Promise<number> {
  const last = await lastFillNumber(ctx, id);
  const code = type?.coding?.find(({ code: each }) => each !== undefined)?.code ?? wordsOf(type);
  return /^[FR]FP/.test(code) && last > 0 ? last : last + 1;
}
