// Builders for tests: drafts of settings, and one valid call of every endpoint about them.
import {
  approveDraft,
  changeClinicDetails,
  changeClinicHours,
  changeHoldTime,
  changeLateCancellation,
  changeNoShowPolicy,
  draftSetting,
  getClinicSettings,
  withdrawDraft,
  type ClinicDetails,
  type ClinicHours,
  type Proposal,
} from '#contract/clinic-settings';
import { readClosings } from '#contract/closings-file';
import type { Endpoint } from '#contract/endpoint';
import type { TestDatabase } from '../platform/db/test-database.ts';
import type { TestCall } from '../platform/http/test-http.ts';
import { newId } from '../platform/ids.ts';
import { givenStaff } from '../staff/given-organization.ts';

export function someDetails(over: Partial<ClinicDetails> = {}): ClinicDetails {
  return {
    name: 'Harbor Clinic',
    shortName: 'Harbor',
    zone: 'America/New_York',
    hourCycle: 24,
    phone: '+16175550100',
    address: '1 Harbor Way',
    videoLink: '',
    ...over,
  };
}

export function someHours(over: Partial<ClinicHours> = {}): ClinicHours {
  return {
    hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '08:00', until: '18:00' })),
    federalHolidays: ['christmas-day'],
    closures: [{ date: '2026-12-24', reason: 'Christmas Eve' }],
    closedHours: [],
    openings: [],
    ...over,
  };
}

export function arrivalTexts(en: string, es = ''): Proposal {
  return { setting: 'texts', value: { arrival: { en, es } } };
}

/** Somebody's draft, as it stands before anybody approves it. */
export async function givenDraft(
  t: TestDatabase,
  of: { organizationId: string; clinicId: string },
  over: { setting?: 'texts' | 'approvals'; draftedBy?: string } = {},
): Promise<string> {
  const id = newId();
  const { organizationId, clinicId } = of;
  const draftedBy =
    over.draftedBy ??
    (await givenStaff(t, { organizationId, clinicIds: [clinicId], role: 'clinic-manager' }))
      .staffId;
  const isTexts = (over.setting ?? 'texts') === 'texts';
  await t.owner('setting_draft').insert({
    organization_id: organizationId,
    id,
    clinic_id: clinicId,
    setting: isTexts ? 'texts' : 'approvals',
    value: JSON.stringify(
      isTexts ? { arrival: { en: 'Park behind', es: '' } } : { texts: 'administrator' },
    ),
    effective_on: '2026-12-01',
    status: 'draft',
    drafted_by: draftedBy,
    drafted_at: t.clock.now,
  });
  return id;
}

const closingsFile = Buffer.from(
  ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'DTSTART:20261224', 'END:VEVENT', 'END:VCALENDAR'].join(
    '\r\n',
  ),
);

export async function givenReachingClinics(
  t: TestDatabase,
  of: { organizationId: string; clinicId: string },
): Promise<[Endpoint, TestCall][]> {
  const { clinicId } = of;
  const first = { clinicId, expectedVersion: 0 };
  const expectedVersion = 1;
  const aDraft = await givenDraft(t, of);
  const effectiveOn = '2026-12-01';
  return [
    [getClinicSettings, { query: { clinicId } }],
    [changeClinicDetails, { body: { clinicId, expectedVersion, ...someDetails() } }],
    [changeClinicHours, { body: { ...first, ...someHours() } }],
    [readClosings, { query: { clinicId }, file: closingsFile }],
    [changeLateCancellation, { body: { ...first, lateMinutes: 2880 } }],
    [changeHoldTime, { body: { ...first, minutes: 10 } }],
    [changeNoShowPolicy, { body: { ...first, graceMinutes: 20, reversedBy: 'desk' } }],
    [
      draftSetting,
      {
        body: {
          clinicId,
          proposal: { setting: 'approvals', value: { texts: 'administrator' } },
          effectiveOn,
        },
      },
    ],
    [approveDraft, { params: { draftId: aDraft }, body: { expectedVersion } }],
    [withdrawDraft, { params: { draftId: aDraft }, body: { expectedVersion } }],
  ];
}
