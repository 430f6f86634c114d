// Builders for tests: a clinic with a waitlist; entries, openings and offers in plain rows.
import { givenTemplate } from '../availability/given-template.ts';
import { givenVisitType } from '../availability/given-visit-type.ts';
import { givenAppointment } from '../calendar/given-appointment.ts';
import { givenPatient } from '../patients/given-patient.ts';
import { normalInstant, plusMinutes } from '../platform/clock/instants.ts';
import { tokenHash } from '../platform/auth/secret-link.ts';
import type { Scope } from '../platform/context.ts';
import type { TestDatabase } from '../platform/db/test-database.ts';
import { newId } from '../platform/ids.ts';
import {
  givenOrganization,
  givenProvider,
  givenStaff,
  type GivenStaff,
} from '../staff/given-organization.ts';
import type { EntryRow } from './entry-repository.ts';
import { offerToken } from './offer-link.ts';
import type { OfferRow } from './offer-repository.ts';
import type { OpeningRow } from './opening-repository.ts';

export const testSettings = { secretKey: 'a key for tests that nobody else has', demo: true };

/** Tuesday, 10:00 in New York, a day after every test starts. */
export const tomorrowAtTen = '2026-11-24T15:00:00.000Z';
/** Thursday, 10:00 in New York, more than two weeks later. */
export const inTwoWeeks = '2026-12-10T15:00:00.000Z';

export interface GivenWaitlist {
  organizationId: string;
  clinicId: string;
  otherClinicId: string;
  providerId: string;
  visitTypeId: string;
  scheduler: GivenStaff;
  manager: GivenStaff;
  system: Scope;
}

/** Two clinics; in the first a provider who works every day from 8 to 17, and a visit type of 30 minutes. */
export async function givenWaitlist(
  t: TestDatabase,
  options: { zone?: string; isDemo?: boolean } = {},
): Promise<GivenWaitlist> {
  const { zone = 'America/New_York', isDemo = false } = options;
  const {
    organizationId,
    clinicId,
    clinicIds: both,
  } = await givenOrganization(t, {
    clinics: [
      { name: 'Riverside Clinic', zone },
      { name: 'Hillside Clinic', zone },
    ],
    isDemo,
  });
  const clinicIds = [clinicId];
  const providerId = await givenProvider(t, { organizationId, clinicIds });
  await givenTemplate(t, { organizationId, clinicId, providerId });
  const visitTypeId = await givenVisitType(t, { organizationId, clinicId, name: 'Follow-up' });
  return {
    organizationId,
    clinicId,
    otherClinicId: both[1] ?? '',
    providerId,
    visitTypeId,
    scheduler: await givenStaff(t, { organizationId, clinicIds, role: 'scheduler' }),
    manager: await givenStaff(t, { organizationId, clinicIds, role: 'clinic-manager' }),
    system: { kind: 'system', organizationId, reason: 'test' },
  };
}

type Place = Pick<GivenWaitlist, 'organizationId' | 'clinicId' | 'providerId' | 'visitTypeId'>;

export interface GivenEntry extends Partial<Omit<EntryRow, 'id'>> {
  /** Start of a later visit that the entry is paired with. */
  laterVisitAt?: string;
}

/** An active, routine entry without wishes of a patient of its own; returns the row. */
export async function givenEntry(
  t: TestDatabase,
  place: Place,
  { laterVisitAt, ...given }: GivenEntry = {},
): Promise<EntryRow> {
  const { organizationId, clinicId, visitTypeId } = place;
  const patientId =
    given.patient_id ?? (await givenPatient(t, { organizationId, email: 'ana@example.test' }));
  const appointmentId =
    laterVisitAt === undefined
      ? null
      : await givenAppointment(t, { ...place, patientId, startsAt: laterVisitAt });
  const row: EntryRow = {
    organization_id: organizationId,
    id: newId(),
    clinic_id: clinicId,
    patient_id: patientId,
    visit_type_id: visitTypeId,
    urgency: 'routine',
    provider_ids: [],
    provider_language: null,
    provider_gender: null,
    weekdays: [],
    earliest_time: null,
    latest_time: null,
    earliest_on: null,
    latest_on: null,
    not_on: [],
    min_notice_hours: 2,
    appointment_id: appointmentId,
    contact_consent: true,
    status: 'active',
    added_at: plusMinutes(t.clock.now, -10 * 1440),
    version: 1,
    ...given,
  };
  await insertWithVersion(t, 'waitlist_entry', 'added', row, row);
  return row;
}

/** An open opening of a visit that was cancelled a while ago; returns the row. */
export async function givenOpening(
  t: TestDatabase,
  place: Place,
  given: Partial<OpeningRow> = {},
): Promise<OpeningRow> {
  const { organizationId, clinicId, providerId, visitTypeId } = place;
  const startsAt = normalInstant(given.starts_at ?? tomorrowAtTen);
  const row: OpeningRow = {
    organization_id: organizationId,
    id: newId(),
    clinic_id: clinicId,
    provider_id: providerId,
    visit_type_id: visitTypeId,
    ends_at: plusMinutes(startsAt, 30),
    cause: 'cancelled',
    appointment_id:
      given.appointment_id ??
      (await givenAppointment(t, { ...place, startsAt, status: 'cancelled' })),
    freed_by: newId(),
    freed_version: 2,
    status: 'open',
    passed_over_because: null,
    offers_leave_at: t.clock.now,
    raised_at: t.clock.now,
    ended_at: null,
    filled_by_appointment_id: null,
    days_gained: null,
    fitting: 0,
    wave: 0,
    next_wave_at: null,
    version: 1,
    ...given,
    starts_at: startsAt,
  };
  await insertWithVersion(t, 'waitlist_opening', 'raised', row, row);
  return row;
}

/** A sent offer that stands for half an hour; its opening is offered. */
export async function givenOffer(
  t: TestDatabase,
  opening: OpeningRow,
  entry: EntryRow,
  given: Partial<OfferRow> = {},
): Promise<OfferRow & { token: string }> {
  const id = newId();
  const sent = given.status !== 'queued';
  const row: OfferRow = {
    organization_id: opening.organization_id,
    id,
    clinic_id: opening.clinic_id,
    opening_id: opening.id,
    entry_id: entry.id,
    patient_id: entry.patient_id,
    status: 'sent',
    rank: 1,
    wave: 1,
    way: 'message',
    call_id: null,
    starts_at: opening.starts_at,
    ends_at: opening.ends_at,
    grounds: { ruleVersion: 0, verdicts: [], outOfOrderReason: null, candidates: [] },
    leaves_at: t.clock.now,
    sent_at: sent ? t.clock.now : null,
    expires_at: sent ? plusMinutes(t.clock.now, 30) : null,
    answered_at: null,
    version: 1,
    ...given,
  };
  const token = offerToken(testSettings.secretKey, id);
  const stored = {
    ...row,
    grounds: JSON.stringify(row.grounds),
    token_hash: tokenHash(token),
  };
  await insertWithVersion(t, 'waitlist_offer', 'queued', row, stored);
  await t
    .owner('waitlist_opening')
    .where({ id: opening.id, status: 'open' })
    .update({ status: 'offered' });
  return { ...row, token };
}

async function insertWithVersion(
  t: TestDatabase,
  table: string,
  act: string,
  row: EntryRow | OpeningRow | OfferRow,
  stored: object,
): Promise<void> {
  await t.owner(table).insert(stored);
  await t.owner(`${table}_version`).insert({
    organization_id: row.organization_id,
    clinic_id: row.clinic_id,
    id: row.id,
    version: row.version,
    act,
    row: JSON.stringify(row),
    valid_from: t.clock.now,
  });
}
