// Asking in waves: the best few at once, then, when nobody said yes in time, the next few.
import { openingWorkflow } from '#contract/waitlist-workflows';
import { termsFor, type OfferTerms } from '#contract/waitlist-policy';
import type { Candidate, Offer, Opening } from '#contract/waitlist-opening';
import { plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { ruleBroken } from '../platform/problem.ts';
import { rankFor, type Candidates } from './candidate-queries.ts';
import { lockEntryUnlessBusy } from './entry-repository.ts';
import { isTooLateToOffer } from './leaving-rules.ts';
import { lockOpening, type OpeningRow } from './opening-repository.ts';
import { isWanted } from './offer-repository.ts';
import { markOffered, queueOffer, requireNotWanted, type Signing } from './queue-offer.ts';
import { afterAllQuiet, quietTimesOf } from './quiet-queries.ts';
import { requireStep } from './require-step.ts';
import { requireReadable } from './waitlist-queries.ts';
import { stepOpening } from './waitlist-steps.ts';
import { openingView } from './waitlist-view.ts';

/** Where the clinic wants it: the next wave, unless there is time enough and somebody is still being asked. */
export async function offerToNext(ctx: Ctx, opening: OpeningRow, signing: Signing): Promise<void> {
  if (opening.status === 'offered' && !isWaveDue(ctx, opening)) return;
  if (await isWanted(ctx, opening.id)) {
    await forgetNextWave(ctx, opening);
    return;
  }
  const candidates = await rankFor(ctx, opening, 'same-type');
  const terms = termsFor(candidates.rule.value, opening.visit_type_id);
  if (!terms.autoOffer || isTooLateToOffer(ctx.now, opening.starts_at, terms.stopMinutes)) {
    await forgetNextWave(ctx, opening);
    return;
  }
  const offers = await askBest(ctx, { opening, candidates, terms }, signing);
  // Somebody who fits may be put on the waitlist yet.
  if (offers.opening === opening) await lookAgainLater(ctx, opening, terms);
}

function isWaveDue(ctx: Ctx, { next_wave_at }: OpeningRow): boolean {
  return next_wave_at !== null && next_wave_at <= ctx.now;
}

async function forgetNextWave(ctx: Ctx, opening: OpeningRow): Promise<void> {
  if (opening.next_wave_at !== null) await planNextWave(ctx, opening, null);
}

async function lookAgainLater(ctx: Ctx, opening: OpeningRow, terms: OfferTerms): Promise<void> {
  await planNextWave(ctx, opening, plusMinutes(ctx.now, terms.waveDelayMinutes));
}

async function planNextWave(ctx: Ctx, opening: OpeningRow, at: string | null): Promise<void> {
  await stepOpening(ctx, opening, 'waitlist.opening-planned', { next_wave_at: at });
}

/** One click: as many of the best as a wave has, whoever is being asked already. */
export async function askWave(
  ctx: Ctx,
  input: { openingId: string; expectedVersion: number },
  signing: Signing,
): Promise<{ opening: Opening; offers: Offer[] }> {
  const opening = requireReadable(ctx, await lockOpening(ctx, input.openingId), 'opening');
  requireStep(ctx, openingWorkflow, 'offer', opening, input.expectedVersion, openingView(opening));
  await requireNotWanted(ctx, opening.id);
  const candidates = await rankFor(ctx, opening, 'same-type');
  const terms = termsFor(candidates.rule.value, opening.visit_type_id);
  if (isTooLateToOffer(candidates.leavesAt, opening.starts_at, terms.stopMinutes))
    throw ruleBroken(
      'too-late-to-offer',
      'Offers would leave too short before the visit; nobody was asked. Call instead.',
    );
  const asked = await askBest(ctx, { opening, candidates, terms }, signing);
  if (asked.offers.length === 0)
    throw ruleBroken('nobody-fits', 'Nobody who fits is left to ask; nobody was asked.');
  return { opening: openingView(asked.opening), offers: asked.offers };
}

interface Wave {
  opening: OpeningRow;
  candidates: Candidates;
  terms: OfferTerms;
}

/** The opening as it was where nobody could be asked. */
async function askBest(
  ctx: Ctx,
  { opening, candidates, terms }: Wave,
  signing: Signing,
): Promise<{ opening: OpeningRow; offers: Offer[] }> {
  const fitting = (await listUnasked(ctx, opening, candidates.items)).slice(0, 50);
  const leaves = await leaveTimes(ctx, { opening, candidates, terms }, fitting);
  const wave = opening.wave + 1;
  const offers: Offer[] = [];
  for (const chosen of fitting) {
    if (offers.length === terms.waveSize) break;
    const at = leaves.get(chosen.entry.patient.id);
    if (at === undefined || chosen.way === null) continue;
    if (!(await stillWaits(ctx, chosen))) continue;
    const { way } = chosen;
    const queued = { opening, chosen, candidates, wave, way, leavesAt: at, outOfOrderReason: null };
    const made = await queueOffer(ctx, queued, signing);
    if (made) offers.push(made.offer);
  }
  if (offers.length === 0) return { opening, offers };
  const last = offers.map((offer) => offer.leavesAt).reduce((a, b) => (a > b ? a : b));
  const nextWaveAt = terms.autoOffer ? plusMinutes(last, terms.waveDelayMinutes) : null;
  return { opening: await markOffered(ctx, opening, { wave, nextWaveAt }), offers };
}

/** Fits, and was never asked about this opening. */
async function listUnasked(
  ctx: Ctx,
  opening: OpeningRow,
  items: readonly Candidate[],
): Promise<Candidate[]> {
  const asked = new Set(
    (await ctx
      .db('waitlist_offer')
      .where({ organization_id: ctx.organizationId, opening_id: opening.id })
      .pluck('entry_id')) as string[],
  );
  return items.filter(({ rank, entry }) => rank !== null && !asked.has(entry.id));
}

/** Under its lock; whom another opening is asking at this moment is left to it. */
async function stillWaits(ctx: Ctx, { entry }: Candidate): Promise<boolean> {
  return (await lockEntryUnlessBusy(ctx, entry.id))?.status === 'active';
}

/** By patient, each outside the quiet hours where they are; those whom an offer would reach too late are left out. */
async function leaveTimes(
  ctx: Ctx,
  { opening, terms }: Wave,
  fitting: readonly Candidate[],
): Promise<Map<string, string>> {
  const patientIds = fitting.map(({ entry }) => entry.patient.id);
  const quiet = await quietTimesOf(ctx, opening.clinic_id, patientIds);
  const soonest = ctx.now > opening.offers_leave_at ? ctx.now : opening.offers_leave_at;
  const times = new Map<string, string>();
  for (const patientId of patientIds) {
    const at = afterAllQuiet(soonest, quiet, patientId);
    if (!isTooLateToOffer(at, opening.starts_at, terms.stopMinutes)) times.set(patientId, at);
  }
  return times;
}
