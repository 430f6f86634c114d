// A decision that grants becomes a prescription when it leaves, and none when it turns out that it never arrived.
import { localDateOf } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { clinicRules } from './clinic-rules-queries.ts';
import { expiryOf } from './grant-rules.ts';
import { announcePrescription } from './prescription-service.ts';
import {
  hasFills,
  insertPrescription,
  lockPrescription,
  updatePrescription,
} from './prescription-repository.ts';
import type { DecisionRow, RefillRow } from './refills-repository.ts';

/** A bridge fills the prescription that is there; what else grants makes a new one. */
export async function renew(
  ctx: Ctx,
  request: RefillRow,
  decision: DecisionRow,
): Promise<string | null> {
  const { granted, kind } = decision;
  if (granted === null) return null;
  const former =
    request.prescription_id === null
      ? undefined
      : await lockPrescription(ctx, request.prescription_id);
  if (!former || kind === 'bridge') return null;
  const { terms } = await clinicRules(ctx, request.clinic_id);
  const issuedOn = localDateOf(ctx.now, (await clinicRules(ctx, request.clinic_id)).zone);
  const made = {
    ...former,
    id: newId(),
    ordered: granted,
    status: 'active',
    issued_on: issuedOn,
    expires_on: expiryOf(issuedOn, former.schedule, terms.validMonths),
    started_on: kind === 'replace' ? issuedOn : (former.started_on ?? former.issued_on),
    pharmacy_id: request.pharmacy_id,
    way: request.way,
    prior_id: former.id,
    external_key: null,
    created_at: ctx.now,
    version: 1,
  } as const;
  await insertPrescription(ctx, made);
  await announcePrescription(ctx, made, 'added');
  if (former.status === 'active') {
    const status = kind === 'replace' ? 'stopped' : 'completed';
    const ended = await updatePrescription(ctx, former, 'renew', { status });
    await announcePrescription(ctx, ended, 'ended');
  }
  return made.id;
}

/** Unless it was filled after all: then it did arrive. */
export async function withdrawRenewal(
  ctx: Ctx,
  { new_prescription_id: id }: Pick<RefillRow, 'new_prescription_id'>,
): Promise<void> {
  const made = id === null ? undefined : await lockPrescription(ctx, id);
  if (made?.status !== 'active' || (await hasFills(ctx, made.id))) return;
  const cancelled = await updatePrescription(ctx, made, 'withdraw', { status: 'cancelled' });
  await announcePrescription(ctx, cancelled, 'ended');
  const former = made.prior_id === null ? undefined : await lockPrescription(ctx, made.prior_id);
  if (former?.status !== 'completed' && former?.status !== 'stopped') return;
  const again = await updatePrescription(ctx, former, 'reinstate', { status: 'active' });
  await announcePrescription(ctx, again, 'reinstated');
}
