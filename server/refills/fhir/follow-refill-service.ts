// What the pharmacy does with an answer of ours moves the request on: ready, picked up, returned to stock.
import type { MedicationDispense } from '../../interop/fhir/medications.ts';
import type { Ctx } from '../../platform/context.ts';
import { lockWorkRow, type WorkRow } from '../../platform/work/work-repository.ts';
import { refills } from '../refills-queue.ts';
import { noteRefillNews } from '../sending-service.ts';

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Locked; `null` when the number is none that we gave in this clinic. */
export async function findOurs(
  ctx: Ctx,
  clinicId: string,
  itemId: string,
): Promise<WorkRow | null> {
  if (!uuid.test(itemId)) return null;
  const row = await lockWorkRow(ctx, refills.name, itemId);
  return row?.clinic_id === clinicId ? row : null;
}

/**
 * Moves the request on as far as the fill tells. `picked-up` = a fill was written down for it as it was granted; `moved` = none
 * was; `none` = it waits for nothing of the pharmacy. Whoever makes a drug ready has had the answer.
 */
export async function followRefill(
  ctx: Ctx,
  row: WorkRow,
  status: MedicationDispense['status'],
): Promise<'picked-up' | 'moved' | 'none'> {
  const news = newsOf[status];
  if (news === undefined || !['sent', 'acknowledged', 'dispensed'].includes(row.status))
    return 'none';
  const tells = async (what: 'acknowledge' | Exclude<typeof news, undefined>): Promise<void> => {
    const known = await lockWorkRow(ctx, refills.name, row.id);
    if (!known) throw new Error('A refill that is locked is not there.');
    const { id: itemId, version: expectedVersion } = known;
    await noteRefillNews(ctx, { itemId, expectedVersion, news: what, trouble: '' });
  };
  if (row.status === 'sent') await tells('acknowledge');
  // Said again.
  if (!(news === 'dispense' && row.status === 'dispensed')) await tells(news);
  return news === 'pick-up' ? 'picked-up' : 'moved';
}

const newsOf: Partial<
  Record<MedicationDispense['status'], 'dispense' | 'pick-up' | 'return-to-stock'>
> = { 'in-progress': 'dispense', completed: 'pick-up', stopped: 'return-to-stock' };
