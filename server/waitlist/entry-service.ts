// Who waits: putting a patient on the waitlist, pausing, resuming, withdrawing.
import { type Entry } from '#contract/waitlist-entry';
import { entryWorkflow } from '#contract/waitlist-workflows';
import { getVisitType } from '../availability/availability-queries.ts';
import { findAppointment } from '../calendar/calendar-queries.ts';
import { closedBecause, closedWords } from '../patients/contact-queries.ts';
import { getPatientSummary } from '../patients/patients-queries.ts';
import { localDateOf } from '../platform/clock/instants.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { conflict, invalidInput, notAllowed, notFound, ruleBroken } from '../platform/problem.ts';
import { getClinic, worksInClinic } from '../staff/staff-queries.ts';
import { reopenWhenUnasked } from './ending-service.ts';
import { insertEntry, lockEntry, type EntryRow } from './entry-repository.ts';
import { endOffer } from './offer-ending.ts';
import { findLiveOfferOf } from './offer-repository.ts';
import { lockOpening } from './opening-repository.ts';
import { requireStep } from './require-step.ts';
import { denyAdding } from './waitlist-policy.ts';
import { entryViews, listEntriesById, requireReadable } from './waitlist-queries.ts';
import { announceEntry, stepEntry, type EntryStep } from './waitlist-steps.ts';

export type AddEntry = Pick<
  Entry,
  | 'clinicId'
  | 'visitTypeId'
  | 'urgency'
  | 'providerIds'
  | 'weekdays'
  | 'earliestTime'
  | 'latestTime'
  | 'earliestOn'
  | 'latestOn'
  | 'minNoticeHours'
  | 'contactConsent'
> &
  Partial<Pick<Entry, 'providerLanguage' | 'providerGender' | 'notOn'>> & {
    patientId: string;
    appointmentId: string | null;
  };

export async function addEntry(ctx: Ctx, input: AddEntry): Promise<Entry> {
  const denied = denyAdding(
    (permission, clinicId) => mayAct(ctx, permission, clinicId),
    input.clinicId,
  );
  if (denied !== null) throw notAllowed(denied);
  await getPatientSummary(ctx, input.patientId);
  const because = await closedBecause(ctx, input.patientId);
  if (because !== null) throw ruleBroken(because, closedWords[because]);
  await requireVisitType(ctx, input);
  await requireProviders(ctx, input);
  await requireSensibleWishes(ctx, input);
  if (input.appointmentId !== null) await requireTheirVisit(ctx, input, input.appointmentId);
  const row = await insertEntry(ctx, { id: newId(), ...columnsOf(input, ctx.now) });
  if (!row)
    throw ruleBroken(
      'already-waiting',
      'This patient waits for this visit type in this clinic already; nobody was added.',
    );
  return announceEntry(ctx, 'waitlist.entry-added', row);
}

function columnsOf(
  input: AddEntry,
  now: string,
): Omit<EntryRow, 'organization_id' | 'id' | 'version'> {
  return {
    clinic_id: input.clinicId,
    patient_id: input.patientId,
    visit_type_id: input.visitTypeId,
    urgency: input.urgency,
    provider_ids: [...new Set(input.providerIds)],
    provider_language: input.providerLanguage ?? null,
    provider_gender: input.providerGender ?? null,
    weekdays: [...new Set(input.weekdays)].sort((a, b) => a - b),
    earliest_time: input.earliestTime,
    latest_time: input.latestTime,
    earliest_on: input.earliestOn,
    latest_on: input.latestOn,
    not_on: [...new Set(input.notOn ?? [])].sort(),
    min_notice_hours: input.minNoticeHours,
    appointment_id: input.appointmentId,
    contact_consent: input.contactConsent,
    status: 'active',
    added_at: now,
  };
}

async function requireVisitType(ctx: Ctx, { visitTypeId, clinicId }: AddEntry): Promise<void> {
  const type = await getVisitType(ctx, visitTypeId);
  if (type.clinicId !== clinicId || !type.active)
    throw invalidInput('visitTypeId', 'is not booked in this clinic');
}

async function requireProviders(ctx: Ctx, { providerIds, clinicId }: AddEntry): Promise<void> {
  for (const providerId of new Set(providerIds))
    if (!(await worksInClinic(ctx, providerId, clinicId)))
      throw invalidInput('providerIds', 'names somebody who does not work in this clinic');
}

async function requireSensibleWishes(ctx: Ctx, wishes: AddEntry): Promise<void> {
  const { earliestTime, latestTime, earliestOn, latestOn } = wishes;
  if (earliestTime !== null && latestTime !== null && latestTime <= earliestTime)
    throw invalidInput('latestTime', 'must be later than the earliest time');
  if (earliestOn !== null && latestOn !== null && latestOn < earliestOn)
    throw invalidInput('latestOn', 'must not be before the earliest date');
  const { zone } = await getClinic(ctx, wishes.clinicId);
  if (latestOn !== null && latestOn < localDateOf(ctx.now, zone))
    throw invalidInput('latestOn', 'is past already');
}

/** An accepted offer moves this visit forward, so it must be one that the offer could stand for. */
async function requireTheirVisit(ctx: Ctx, input: AddEntry, appointmentId: string): Promise<void> {
  const visit = await findAppointment(ctx, appointmentId);
  const theirs =
    visit?.patient.id === input.patientId &&
    visit.clinicId === input.clinicId &&
    visit.visitTypeId === input.visitTypeId;
  if (!theirs || visit.status !== 'booked' || visit.startsAt <= ctx.now)
    throw ruleBroken(
      'visit-not-theirs',
      'That is no coming visit of this patient and this visit type here; nobody was added.',
    );
}

const steps: Record<'pause' | 'resume' | 'withdraw', EntryStep> = {
  pause: 'waitlist.entry-paused',
  resume: 'waitlist.entry-resumed',
  withdraw: 'waitlist.entry-withdrawn',
};

/** Who stops waiting gives back the offer that they hold. */
export async function changeEntryStatus(
  ctx: Ctx,
  input: { entryId: string; expectedVersion: number; transition: keyof typeof steps },
): Promise<Entry> {
  const { transition } = input;
  // An opening is locked before an entry, as when an offer is accepted.
  const held = await findLiveOfferOf(ctx, input.entryId);
  const opening = held && (await lockOpening(ctx, held.opening_id));
  const row = requireReadable(ctx, await lockEntry(ctx, input.entryId), 'waitlist entry');
  const current = await viewOf(ctx, row);
  const next = requireStep(ctx, entryWorkflow, transition, row, input.expectedVersion, current);
  const offer = await findLiveOfferOf(ctx, row.id);
  if (offer && offer.opening_id !== opening?.id) throw conflict(current);
  const after = await stepEntry(ctx, row, steps[transition], { status: next });
  if (offer && opening) {
    await endOffer(ctx, offer, 'waitlist.offer-withdrawn');
    await reopenWhenUnasked(ctx, opening);
  }
  return viewOf(ctx, after);
}

/** For the system: who has their visit again waits no longer. Nothing where they do not wait any more. */
export async function withdrawEntry(ctx: Ctx, entryId: string): Promise<void> {
  const [entry] = await listEntriesById(ctx, [entryId]);
  if (entry?.status !== 'active' && entry?.status !== 'paused') return;
  const { version: expectedVersion } = entry;
  await changeEntryStatus(ctx, { entryId, expectedVersion, transition: 'withdraw' });
}

async function viewOf(ctx: Ctx, row: EntryRow): Promise<Entry> {
  const [view] = await entryViews(ctx, [row]);
  if (!view) throw notFound('waitlist entry');
  return view;
}
