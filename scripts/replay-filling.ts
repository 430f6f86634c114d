// Cancels the visits that were not kept, one after another, and lets the waitlist fill each: offers to the best
// candidate, opens the patient's link and accepts.
import { setTimeout as wait } from 'node:timers/promises';
import { cancelAppointment, type Appointment } from '#contract/calendar';
import {
  listCandidates,
  listOpenings,
  offerOpening,
  showOfferLink,
  type Offer,
  type Opening,
} from '#contract/waitlist-opening';
import type { Target } from './replay-booking.ts';

export interface Filling {
  cancelled: number;
  offered: number;
  filled: number;
  /** From the cancellation to the patient's acceptance, in milliseconds. */
  timesToFill: number[];
}

const pauseMs = 100;
const patienceMs = 30_000;

export async function fillCancelled(
  target: Target & { url: string },
  visits: readonly Appointment[],
): Promise<Filling> {
  const toCancel = visits.values();
  const cancelledAt = new Map<string, number>();
  const asked = new Set<string>();
  const accepted = new Set<string>();
  const timesToFill: number[] = [];
  let progressAt = performance.now();

  async function offerOne(opening: Opening): Promise<void> {
    const { items } = await target.desk.call(listCandidates, { params: { openingId: opening.id } });
    asked.add(opening.id);
    const best = items.find((candidate) => candidate.rank === 1);
    if (!best) return;
    await target.desk.call(offerOpening, {
      params: { openingId: opening.id },
      body: { expectedVersion: opening.version, entryId: best.entry.id },
    });
    offered += 1;
  }

  async function acceptOne(offer: Offer, opening: Opening): Promise<void> {
    const { path } = await target.desk.call(showOfferLink, { params: { offerId: offer.id } });
    const response = await fetch(`${target.url}${path}/accept`, {
      method: 'POST',
      redirect: 'manual',
    });
    if (response.status !== 303)
      throw new Error(`The patient's page answered ${response.status} to an acceptance.`);
    accepted.add(offer.id);
    timesToFill.push(performance.now() - (cancelledAt.get(opening.appointmentId ?? '') ?? 0));
  }

  let offered = 0;
  for (;;) {
    const next = toCancel.next().value;
    if (next) {
      await target.desk.call(cancelAppointment, {
        params: { appointmentId: next.id },
        body: { expectedVersion: next.version, reason: 'pat' },
      });
      cancelledAt.set(next.id, performance.now());
    }
    const { openings, offers } = await target.desk.call(listOpenings, {
      query: { clinicId: target.clinicId },
    });
    const ours = openings.filter((opening) => cancelledAt.has(opening.appointmentId ?? ''));
    const unasked = ours.filter((opening) => opening.status === 'open' && !asked.has(opening.id));
    const sent = offers.filter((offer) => offer.status === 'sent' && !accepted.has(offer.id));
    for (const opening of unasked) await offerOne(opening);
    for (const offer of sent) {
      const opening = ours.find((one) => one.id === offer.openingId);
      if (opening) await acceptOne(offer, opening);
    }
    if (next || unasked.length > 0 || sent.length > 0) progressAt = performance.now();
    const waitsForAnswer = ours.some((opening) => opening.status === 'offered');
    const allRaised = ours.length >= cancelledAt.size;
    const patient = performance.now() - progressAt < patienceMs;
    if (!next && ((allRaised && !waitsForAnswer && unasked.length === 0) || !patient)) {
      const filled = ours.filter((opening) => opening.status === 'filled').length;
      return { cancelled: cancelledAt.size, offered, filled, timesToFill };
    }
    await wait(pauseMs);
  }
}
