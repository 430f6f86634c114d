// One offer of an opening to one entry, with the grounds on which this entry was chosen.
import type { Candidate, Offer, Opening, OfferWay } from '#contract/waitlist-opening';
import { tokenHash } from '../platform/auth/secret-link.ts';
import type { Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { ruleBroken } from '../platform/problem.ts';
import type { Candidates } from './candidate-queries.ts';
import { offerToken, type WaitlistSettings } from './offer-link.ts';
import { insertOffer, isWanted, type OfferRow } from './offer-repository.ts';
import type { OpeningRow } from './opening-repository.ts';
import { announceOffer, stepOpening } from './waitlist-steps.ts';

export type Signing = Pick<WaitlistSettings, 'secretKey'>;

export interface QueuedOffer {
  opening: OpeningRow;
  chosen: Candidate;
  candidates: Candidates;
  wave: number;
  way: OfferWay;
  leavesAt: string;
  outOfOrderReason: string | null;
}

/** `null` when the patient is being asked about something else at that time. */
export async function queueOffer(
  ctx: Ctx,
  queued: QueuedOffer,
  { secretKey }: Signing,
): Promise<{ row: OfferRow; offer: Offer } | null> {
  const { opening, chosen, candidates, wave, way, leavesAt, outOfOrderReason } = queued;
  const id = newId();
  const ruleVersion = candidates.rule.version;
  const row = await insertOffer(
    ctx,
    {
      id,
      clinic_id: opening.clinic_id,
      opening_id: opening.id,
      entry_id: chosen.entry.id,
      patient_id: chosen.entry.patient.id,
      rank: chosen.rank ?? 1,
      wave,
      way,
      grounds: {
        ruleVersion,
        verdicts: chosen.verdicts,
        outOfOrderReason,
        candidates: othersConsidered(candidates),
      },
      leaves_at: leavesAt,
      starts_at: opening.starts_at,
      ends_at: opening.ends_at,
    },
    tokenHash(offerToken(secretKey, id)),
  );
  if (!row) return null;
  const offer = await announceOffer(ctx, 'waitlist.offer-queued', row, {
    rank: row.rank,
    wave,
    way,
    ruleVersion,
    ...(outOfOrderReason === null ? {} : { outOfOrderReason }),
  });
  return { row, offer };
}

export async function requireNotWanted(ctx: Ctx, openingId: string): Promise<void> {
  if (await isWanted(ctx, openingId))
    throw ruleBroken(
      'wrong-state',
      'A patient wants this time already; confirm or refuse that first.',
    );
}

/** The opening is on offer from now on; the wave is counted, the next one is planned. */
export function markOffered(
  ctx: Ctx,
  opening: OpeningRow,
  wave: { wave: number; nextWaveAt: Opening['nextWaveAt'] },
): Promise<OpeningRow> {
  return stepOpening(ctx, opening, 'waitlist.opening-offered', {
    status: 'offered',
    wave: wave.wave,
    next_wave_at: wave.nextWaveAt,
  });
}

/** The head of the line is enough to answer "why not me"; the full list can be computed again. */
function othersConsidered({ items }: Candidates): OfferRow['grounds']['candidates'] {
  return items.slice(0, 100).map(({ entry, rank, verdicts }) => ({
    entryId: entry.id,
    rank,
    fails: verdicts.filter((verdict) => !verdict.passes).map((verdict) => verdict.rule),
  }));
}
