// Builders for tests: a clinic whose patients can be written to, and messages in any state.
import type { MessageChannel, MessageStatus } from '#contract/message-workflow';
import { givenPatient } from '../patients/given-patient.ts';
import type { Scope } from '../platform/context.ts';
import type { TestDatabase } from '../platform/db/test-database.ts';
import { newId } from '../platform/ids.ts';
import { givenOrganization, givenStaff, type GivenStaff } from '../staff/given-organization.ts';
import type { Courier, Delivery, Parcel } from './courier/courier.ts';
import type { MessageRow } from './message-repository.ts';
import type { OutreachSettings } from './outreach-settings.ts';

export const testOutreach: OutreachSettings = {
  secretKey: 'a key of tests, long enough to sign links',
  publicUrl: 'https://clinic.example.org',
};

export interface MessageClinic {
  organizationId: string;
  clinicId: string;
  ana: GivenStaff;
  manager: GivenStaff;
  system: Scope;
}

export async function givenMessageClinic(t: TestDatabase): Promise<MessageClinic> {
  const { organizationId, clinicId } = await givenOrganization(t);
  const person = (role: 'scheduler' | 'clinic-manager', given: string) =>
    givenStaff(t, { organizationId, clinicIds: [clinicId], role, given });
  return {
    organizationId,
    clinicId,
    ana: await person('scheduler', 'Ana'),
    manager: await person('clinic-manager', 'Mia'),
    system: { kind: 'system', organizationId, reason: 'test' },
  };
}

interface Reachable {
  language?: string;
  zone?: string | null;
  email?: string | null;
  mayText?: boolean;
  preferred?: 'phone' | 'sms' | 'email' | 'letter' | null;
}

/** Has agreed to texts on the number on record. */
export async function givenReachable(
  t: TestDatabase,
  { organizationId }: { organizationId: string },
  given: Reachable = {},
): Promise<string> {
  const { language = 'en', email = null, zone = null, mayText = true, preferred = null } = given;
  const id = await givenPatient(t, { organizationId, language, email });
  await t
    .owner('patient')
    .where({ id })
    .update({ phone_may_text: mayText, zone, preferred_channel: preferred });
  return id;
}

/** In its first version, due at once. */
export async function givenMessage(
  t: TestDatabase,
  place: { organizationId: string; clinicId: string },
  overrides: Partial<MessageRow> = {},
): Promise<MessageRow> {
  const { organizationId, clinicId } = place;
  const status: MessageStatus = overrides.status ?? 'queued';
  const wasHanded = !['queued', 'withdrawn', 'dropped', 'expired'].includes(status);
  const channel: MessageChannel = overrides.channel ?? 'text';
  const row: MessageRow = {
    organization_id: organizationId,
    id: newId(),
    clinic_id: clinicId,
    patient_id: overrides.patient_id ?? (await givenReachable(t, { organizationId })),
    channel,
    kind: 'offer',
    about_kind: 'offer',
    about_id: newId(),
    language: 'en',
    status,
    because: null,
    queued_at: t.clock.now,
    leaves_at: t.clock.now,
    expires_at: '2026-11-25T15:00:00.000Z',
    attempts: wasHanded ? 1 : 0,
    handed_at: wasHanded ? t.clock.now : null,
    sent_at: status === 'sent' || status === 'delivered' ? t.clock.now : null,
    carrier_ref: null,
    sent_to: wasHanded ? '+16175550123' : null,
    version: 1,
    ...overrides,
  };
  await t.owner('outreach_message').insert(row);
  await t.owner('outreach_message_version').insert({
    ...{ organization_id: organizationId, clinic_id: clinicId, id: row.id, version: 1 },
    ...{ act: 'queued', row: JSON.stringify(row), valid_from: t.clock.now },
  });
  return row;
}

/** Answers as it is told, the last answer again and again, and keeps what it was given. */
export function givenCourier(...answers: Delivery[]): Courier & { carried: Parcel[] } {
  const carried: Parcel[] = [];
  return {
    carried,
    carry(parcel) {
      carried.push(parcel);
      const answer = answers[carried.length - 1] ?? answers.at(-1);
      return Promise.resolve(answer ?? { kind: 'taken', carrierRef: 'C-1' });
    },
  };
}
