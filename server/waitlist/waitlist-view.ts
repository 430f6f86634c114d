// Rows → views; used by HTTP and by changes.
import type { PatientSummary } from '#contract/patients';
import type { Entry } from '#contract/waitlist-entry';
import type { Offer, Opening } from '#contract/waitlist-opening';
import type { WaitlistPolicy } from '#contract/waitlist-policy';
import type { EntryRow } from './entry-repository.ts';
import type { OfferRow } from './offer-repository.ts';
import type { OpeningRow } from './opening-repository.ts';
import type { WaitlistRule } from './waitlist-rule.ts';

export function entryView(
  row: EntryRow,
  patient: PatientSummary,
  appointment: Entry['appointment'],
): Entry {
  return {
    id: row.id,
    clinicId: row.clinic_id,
    patient,
    visitTypeId: row.visit_type_id,
    urgency: row.urgency,
    providerIds: row.provider_ids,
    providerLanguage: row.provider_language,
    providerGender: row.provider_gender,
    weekdays: row.weekdays,
    earliestTime: row.earliest_time,
    latestTime: row.latest_time,
    earliestOn: row.earliest_on,
    latestOn: row.latest_on,
    notOn: row.not_on,
    minNoticeHours: row.min_notice_hours,
    appointment,
    contactConsent: row.contact_consent,
    status: row.status,
    addedAt: row.added_at,
    version: row.version,
  };
}

export function openingView(row: OpeningRow): Opening {
  return {
    id: row.id,
    clinicId: row.clinic_id,
    providerId: row.provider_id,
    visitTypeId: row.visit_type_id,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    cause: row.cause,
    appointmentId: row.appointment_id,
    status: row.status,
    passedOverBecause: row.passed_over_because,
    offersLeaveAt: row.offers_leave_at,
    raisedAt: row.raised_at,
    filledByAppointmentId: row.filled_by_appointment_id,
    daysGained: row.days_gained,
    fitting: row.fitting,
    wave: row.wave,
    nextWaveAt: row.next_wave_at,
    version: row.version,
  };
}

export function offerView(row: OfferRow, patient: PatientSummary): Offer {
  return {
    id: row.id,
    clinicId: row.clinic_id,
    openingId: row.opening_id,
    entryId: row.entry_id,
    patient,
    status: row.status,
    rank: row.rank,
    wave: row.wave,
    way: row.way,
    callId: row.call_id,
    leavesAt: row.leaves_at,
    sentAt: row.sent_at,
    expiresAt: row.expires_at,
    answeredAt: row.answered_at,
    version: row.version,
  };
}

/** Rules count from 0 = the standard; a view's version counts from 1. */
export function policyView(
  clinicId: string,
  rule: { value: WaitlistRule; version: number },
  undoSeconds: number,
): WaitlistPolicy {
  return { clinicId, undoSeconds, ...rule.value, version: rule.version + 1 };
}
