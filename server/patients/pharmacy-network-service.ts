// Use cases of networks: how payers treat a pharmacy, from which day on.
import type { AnswerOf } from '#contract/endpoint';
import type { listPharmacyNetwork as endpoint, PharmacyNetwork } from '#contract/pharmacy';
import type { Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalidInput, notFound } from '../platform/problem.ts';
import { findPayer } from './payer-queries.ts';
import {
  findNetwork,
  insertNetwork,
  listNetwork,
  updateNetwork,
} from './pharmacy-network-repository.ts';
import { findPharmacy, updatePharmacy } from './pharmacy-repository.ts';
import { announceChange, lockToManage } from './pharmacy-service.ts';
import { pharmacyView } from './pharmacy-view.ts';

type Network = AnswerOf<typeof endpoint>;

export async function listPharmacyNetwork(ctx: Ctx, pharmacyId: string): Promise<Network> {
  const row = await findPharmacy(ctx, pharmacyId);
  if (!row) throw notFound('pharmacy');
  return { pharmacy: pharmacyView(row), network: await listNetwork(ctx, pharmacyId) };
}

export type ChangePharmacyNetwork = Pick<PharmacyNetwork, 'payerId' | 'standing' | 'fromOn'> & {
  clinicId: string;
  pharmacyId: string;
  expectedVersion: number;
};

export async function changePharmacyNetwork(
  ctx: Ctx,
  input: ChangePharmacyNetwork,
): Promise<Network> {
  const row = await lockToManage(ctx, input);
  const { clinicId, pharmacyId, payerId, standing, fromOn } = input;
  if (!(await findPayer(ctx, payerId)))
    throw invalidInput('payerId', 'is no payer that is known here');
  const held = await findNetwork(ctx, input);
  if (held?.standing === standing) return listPharmacyNetwork(ctx, pharmacyId);
  if (held) await updateNetwork(ctx, held, standing);
  else
    await insertNetwork(ctx, {
      id: newId(),
      pharmacy_id: pharmacyId,
      payer_id: payerId,
      standing,
      from_on: fromOn,
    });
  const changed = await updatePharmacy(ctx, row, { act: 'change-network', columns: {} });
  const detail = { payerId, standing, fromOn };
  announceChange(ctx, changed, { act: 'pharmacy.change-network', clinicId, detail });
  return listPharmacyNetwork(ctx, pharmacyId);
}
