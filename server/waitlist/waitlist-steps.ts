// One step of an entry, an opening or an offer: the row with its version, the change, the audit entry.
import type { entryChangeTypes, offerChangeTypes, openingChangeTypes } from '#contract/waitlist';
import type { Entry } from '#contract/waitlist-entry';
import type { Offer, Opening } from '#contract/waitlist-opening';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import type { Ctx } from '../platform/context.ts';
import { updateEntry, type EntryRow } from './entry-repository.ts';
import { updateOffer, type OfferRow } from './offer-repository.ts';
import { updateOpening, type OpeningRow } from './opening-repository.ts';
import { entryViews, offerViews } from './waitlist-queries.ts';
import { openingView } from './waitlist-view.ts';

export type EntryStep = (typeof entryChangeTypes)[number];
export type OpeningStep = (typeof openingChangeTypes)[number];
export type OfferStep = (typeof offerChangeTypes)[number];
type Detail = Record<string, unknown>;

export async function stepEntry(
  ctx: Ctx,
  entry: EntryRow,
  type: EntryStep,
  change: Parameters<typeof updateEntry>[3],
): Promise<EntryRow> {
  const row = await updateEntry(ctx, entry, actOf(type, 'entry-'), change);
  await announceEntry(ctx, type, row);
  return row;
}

export async function stepOpening(
  ctx: Ctx,
  opening: OpeningRow,
  type: OpeningStep,
  change: Parameters<typeof updateOpening>[3],
): Promise<OpeningRow> {
  const row = await updateOpening(ctx, opening, actOf(type, 'opening-'), change);
  announceOpening(ctx, type, row);
  return row;
}

/** `null` when the offer is no longer as it was read: somebody else was first. */
export async function stepOffer(
  ctx: Ctx,
  offer: OfferRow,
  type: OfferStep,
  change: Omit<Parameters<typeof updateOffer>[3], 'status'> = {},
): Promise<OfferRow | null> {
  const status = actOf(type, 'offer-') as OfferRow['status'];
  const row = await updateOffer(ctx, offer, status, { ...change, status });
  if (row) await announceOffer(ctx, type, row);
  return row;
}

export async function announceEntry(ctx: Ctx, type: EntryStep, row: EntryRow): Promise<Entry> {
  const [view] = await entryViews(ctx, [row]);
  if (!view) throw new Error('An entry has no view.');
  announce(ctx, type, view, {});
  return view;
}

export function announceOpening(ctx: Ctx, type: OpeningStep, row: OpeningRow): Opening {
  const view = openingView(row);
  announce(ctx, type, view, { appointmentId: row.appointment_id });
  return view;
}

export async function announceOffer(
  ctx: Ctx,
  type: OfferStep,
  row: OfferRow,
  detail: Detail = {},
): Promise<Offer> {
  const [view] = await offerViews(ctx, [row]);
  if (!view) throw new Error('An offer has no view.');
  announce(ctx, type, view, { openingId: row.opening_id, entryId: row.entry_id, ...detail });
  return view;
}

function announce(
  ctx: Ctx,
  type: EntryStep | OpeningStep | OfferStep,
  view: Entry | Opening | Offer,
  detail: Detail,
): void {
  const { id, clinicId, version } = view;
  recordChange(ctx, { type, clinicId, entityId: id, version, payload: view });
  recordAudit(ctx, { act: type, clinicId, entityId: id, detail: { version, ...detail } });
}

/** `waitlist.opening-raised` → `raised`, as versions name it. */
function actOf(type: string, noun: 'entry-' | 'opening-' | 'offer-'): string {
  return type.slice('waitlist.'.length + noun.length);
}
