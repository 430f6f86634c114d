// The only SQL that writes offers. The hash of the link stays in this table; no row that leaves it has one.
import type { OfferWay, RuleVerdict } from '#contract/waitlist-opening';
import type { OfferStatus } from '#contract/waitlist-workflows';
import type { Ctx } from '../platform/context.ts';
import { recordVersion } from '../platform/db/record-version.ts';

/** Why this entry was chosen: the rule in force and who else could have been. */
export interface OfferGrounds {
  ruleVersion: number;
  verdicts: RuleVerdict[];
  outOfOrderReason: string | null;
  candidates: { entryId: string; rank: number | null; fails: string[] }[];
}

export interface OfferRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  opening_id: string;
  entry_id: string;
  patient_id: string;
  status: OfferStatus;
  rank: number;
  wave: number;
  way: OfferWay;
  call_id: string | null;
  grounds: OfferGrounds;
  /** When the visit would be. */
  starts_at: string;
  ends_at: string;
  leaves_at: string;
  sent_at: string | null;
  expires_at: string | null;
  answered_at: string | null;
  version: number;
}

const table = 'waitlist_offer';
export const offerColumns = [
  'organization_id',
  'id',
  'clinic_id',
  'opening_id',
  'entry_id',
  'patient_id',
  'status',
  'rank',
  'wave',
  'way',
  'call_id',
  'grounds',
  'starts_at',
  'ends_at',
  'leaves_at',
  'sent_at',
  'expires_at',
  'answered_at',
  'version',
] as const;
export const liveOffer = ['queued', 'sent', 'wanted'] as const;

export function findOffer(ctx: Ctx, id: string): Promise<OfferRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .first<OfferRow | undefined>(...offerColumns);
}

/** Offers of an opening that wait to leave or for an answer; hold the opening's lock. */
export function listLiveOffers(ctx: Ctx, openingId: string): Promise<OfferRow[]> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, opening_id: openingId })
    .whereIn('status', liveOffer)
    .orderBy('id')
    .select<OfferRow[]>(...offerColumns);
}

/** Somebody said yes and the desk has the last word: nobody else is asked until it was said. */
export async function isWanted(ctx: Ctx, openingId: string): Promise<boolean> {
  return (await listLiveOffers(ctx, openingId)).some(({ status }) => status === 'wanted');
}

export function listLiveOffersTo(ctx: Ctx, patientId: string): Promise<OfferRow[]> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, patient_id: patientId })
    .whereIn('status', liveOffer)
    .orderBy('id')
    .select<OfferRow[]>(...offerColumns);
}

export function findLiveOfferOf(ctx: Ctx, entryId: string): Promise<OfferRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, entry_id: entryId })
    .whereIn('status', liveOffer)
    .first<OfferRow | undefined>(...offerColumns);
}

export function findOfferOfCall(ctx: Ctx, callId: string): Promise<OfferRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, call_id: callId })
    .first<OfferRow | undefined>(...offerColumns);
}

/**
 * Offers that are due by the clock, with their openings locked; openings that another server works on are
 * skipped. The rows are as they stood before the lock: read them again under it.
 */
export async function lockDueOffers(
  ctx: Ctx,
  due: { status: 'queued' | 'sent'; by: 'leaves_at' | 'expires_at' },
): Promise<{ id: string; openingId: string }[]> {
  return ctx
    .db(`${table} as o`)
    .join('waitlist_opening as w', (on) =>
      on.on('w.organization_id', 'o.organization_id').andOn('w.id', 'o.opening_id'),
    )
    .where({ 'o.organization_id': ctx.organizationId, 'o.status': due.status })
    .where(`o.${due.by}`, '<=', ctx.now)
    .orderBy([`o.${due.by}`, 'o.id'])
    .limit(100)
    .forUpdate('w')
    .skipLocked()
    .select<{ id: string; openingId: string }[]>('o.id', 'o.opening_id as openingId');
}

/** `null` when the patient is being asked already: about this entry, or about something else at that time. */
export async function insertOffer(
  ctx: Ctx,
  offer: Omit<
    OfferRow,
    'organization_id' | 'version' | 'status' | 'call_id' | 'sent_at' | 'expires_at' | 'answered_at'
  >,
  tokenHash: Buffer,
): Promise<OfferRow | null> {
  const [row] = await ctx
    .db(table)
    .insert({
      ...offer,
      organization_id: ctx.organizationId,
      status: 'queued',
      grounds: JSON.stringify(offer.grounds),
      token_hash: tokenHash,
    })
    .onConflict()
    .ignore()
    .returning<OfferRow[]>([...offerColumns]);
  if (row) await recordVersion(ctx, table, 'queued', row);
  return row ?? null;
}

/** From the status that the row was read with and no other: of two that race for an offer, one gets it. */
export async function updateOffer(
  ctx: Ctx,
  offer: OfferRow,
  act: string,
  change: Pick<OfferRow, 'status'> &
    Partial<Pick<OfferRow, 'way' | 'call_id' | 'sent_at' | 'expires_at' | 'answered_at'>>,
): Promise<OfferRow | null> {
  const [row] = await ctx
    .db(table)
    .where({
      organization_id: ctx.organizationId,
      id: offer.id,
      status: offer.status,
      version: offer.version,
    })
    .update({ ...change, version: offer.version + 1 })
    .returning<OfferRow[]>([...offerColumns]);
  if (!row) return null;
  await recordVersion(ctx, table, act, row);
  return row;
}

/** Wrong birth dates on one page, at most. */
export const mostBirthTries = 5;

/** Counts one before it is looked at, so that none is free; `null` when there is none left. `forgive` when it was right. */
export async function countBirthTry(
  ctx: Ctx,
  id: string,
  as: 'try' | 'forgive' = 'try',
): Promise<number | null> {
  const offer = ctx.db(table).where({ organization_id: ctx.organizationId, id });
  const change =
    as === 'forgive'
      ? offer.update({ birth_tries: 0 })
      : offer.where('birth_tries', '<', mostBirthTries).increment('birth_tries');
  const [row] = (await change.returning<unknown>('birth_tries')) as { birth_tries: number }[];
  return row?.birth_tries ?? null;
}
