// How a clinic works: who it is, when it is open, what counts as late, what it says to patients, who approves what.
import * as z from 'zod/mini';
import { datesApart, hoursShape } from './business-calendar.ts';
import { readClosings } from './closings-file.ts';
import { endpoint } from './endpoint.ts';
import { overrides } from './override.ts';
import { line, paragraph } from './text.ts';
import { instant, localDate, timeZone } from './time.ts';
import { videoLink } from './video-link.ts';
import { defineWorkflow } from './workflow.ts';
import { noShowPolicy } from './visit-steps.ts';

export const clinicDetails = z.strictObject({
  name: line({ max: 120 }),
  /** For tight places. */
  shortName: line({ max: 24 }),
  zone: timeZone,
  /** How times are shown. */
  hourCycle: z.literal([12, 24]),
  /** As patients dial it; E.164 where it can be read as one. */
  phone: line({ min: 0, max: 30 }),
  address: line({ min: 0, max: 200 }),
  /** Where its video visits take place. */
  videoLink,
});
export type ClinicDetails = z.infer<typeof clinicDetails>;

/** Weekly hours, days that are not worked and days that are worked besides; holidays of the clinic's own stay. */
export const clinicHours = z.strictObject(hoursShape);
export type ClinicHours = z.infer<typeof clinicHours>;

/** What a clinic says to its patients, in the languages of their pages. Empty = nothing. */
export const clinicTexts = z.strictObject({
  /** Under a visit that was just booked: what to bring, where to park, when to be there. */
  arrival: z.strictObject({ en: paragraph({ max: 500 }), es: paragraph({ max: 500 }) }),
});
export type ClinicTexts = z.infer<typeof clinicTexts>;

/** Who lets a draft go live: somebody else who manages the clinic, or an administrator. */
export const approvers = ['clinic-manager', 'administrator'] as const;
export type Approver = (typeof approvers)[number];
export const clinicApprovals = z.strictObject({ texts: z.enum(approvers) });
export type ClinicApprovals = z.infer<typeof clinicApprovals>;

/** What reaches patients or moves money goes live in two steps: a draft, and somebody else's approval. */
export const draftedSettings = ['texts', 'approvals'] as const;
export type DraftedSetting = (typeof draftedSettings)[number];

export const settingDraftWorkflow = defineWorkflow({
  name: 'setting-draft',
  initial: 'draft',
  states: {
    draft: { title: 'Draft' },
    approved: { title: 'Approved' },
    'in-force': { title: 'In force', final: true },
    withdrawn: { title: 'Withdrawn', final: true },
  },
  transitions: {
    approve: { title: 'Approve', from: ['draft'], to: 'approved', by: 'clinic:configure' },
    withdraw: {
      title: 'Withdraw',
      from: ['draft', 'approved'],
      to: 'withdrawn',
      by: 'clinic:configure',
    },
    begin: { title: 'Go live', from: ['approved'], to: 'in-force', by: 'system' },
  },
});
export type SettingDraftStatus = keyof typeof settingDraftWorkflow.states;

const proposal = z.discriminatedUnion('setting', [
  z.strictObject({ setting: z.literal('texts'), value: clinicTexts }),
  z.strictObject({ setting: z.literal('approvals'), value: clinicApprovals }),
]);
export type Proposal = z.infer<typeof proposal>;

export const settingDraft = z.strictObject({
  id: z.uuid(),
  clinicId: z.uuid(),
  proposal,
  /** Local date of the clinic, from whose beginning it counts; in the past or today = as soon as it is approved. */
  effectiveOn: localDate,
  status: z.enum(['draft', 'approved', 'in-force', 'withdrawn']),
  draftedById: z.uuid(),
  draftedAt: instant,
  approvedById: z.nullable(z.uuid()),
  approvedAt: z.nullable(instant),
  version: z.int(),
});
export type SettingDraft = z.infer<typeof settingDraft>;

const expectedVersion = z.int32().check(z.nonnegative());
const clinicId = z.uuid();
/** 0 = the standard, which nobody has changed yet. */
const version = z.int();
const lateMinutes = z.int().check(z.gte(0), z.lte(20_160));
const holdMinutes = z.int().check(z.gte(1), z.lte(60));

export const clinicSettings = z.strictObject({
  clinicId,
  details: z.strictObject({ value: clinicDetails, version }),
  hours: z.strictObject({ value: clinicHours, version }),
  /** Booked ahead on days and in hours that are closed: they stay until somebody moves or cancels them. */
  visitsOnClosedDays: z.int(),
  cancellation: z.strictObject({
    /** Less notice than this is a late cancellation. */
    lateMinutes,
    version,
  }),
  noShow: z.strictObject({ value: noShowPolicy, version }),
  /** How long a time is held while a visit is being booked. */
  hold: z.strictObject({ minutes: holdMinutes, version }),
  texts: clinicTexts,
  approvals: clinicApprovals,
  /** Drafts that are open, and the last ones that are not, newest first. */
  drafts: z.array(settingDraft),
});
export type ClinicSettings = z.infer<typeof clinicSettings>;

export const getClinicSettings = endpoint({
  name: 'getClinicSettings',
  method: 'GET',
  path: '/api/clinics/settings',
  summary: 'How a clinic works, and what is being changed about it.',
  access: 'clinic:configure',
  clinic: 'query',
  query: z.strictObject({ clinicId }),
  answer: clinicSettings,
});

export const changeClinicDetails = endpoint({
  name: 'changeClinicDetails',
  method: 'POST',
  path: '/api/clinics/details/change',
  summary: 'Change who the clinic is. Its zone stays while visits are booked ahead.',
  access: 'clinic:configure',
  clinic: 'body',
  body: z.strictObject({ clinicId, expectedVersion, ...clinicDetails.shape }),
  answer: clinicSettings,
  rules: ['visits-ahead'],
});

export const changeClinicHours = endpoint({
  name: 'changeClinicHours',
  method: 'POST',
  path: '/api/clinics/hours/change',
  summary:
    'Change when the clinic works. Refused where it would close what is booked; when it is closed no time is offered.',
  access: 'clinic:configure',
  clinic: 'body',
  body: z
    .strictObject({
      clinicId,
      expectedVersion,
      ...hoursShape,
      /** `orphans-visits`: what is booked stays where it is. */
      overrides,
    })
    .check(datesApart),
  answer: clinicSettings,
  rules: ['orphans-visits'],
});

export const changeLateCancellation = endpoint({
  name: 'changeLateCancellation',
  method: 'POST',
  path: '/api/clinics/late-cancellation/change',
  summary: 'Change from when on a cancellation counts as late. What is cancelled stays as it was.',
  access: 'clinic:configure',
  clinic: 'body',
  body: z.strictObject({ clinicId, expectedVersion, lateMinutes }),
  answer: clinicSettings,
});

export const changeHoldTime = endpoint({
  name: 'changeHoldTime',
  method: 'POST',
  path: '/api/clinics/hold-time/change',
  summary:
    'Change how long a time is held while a visit is being booked. What is held already stays as it was.',
  access: 'clinic:configure',
  clinic: 'body',
  body: z.strictObject({ clinicId, expectedVersion, minutes: holdMinutes }),
  answer: clinicSettings,
});

export const changeNoShowPolicy = endpoint({
  name: 'changeNoShowPolicy',
  method: 'POST',
  path: '/api/clinics/no-show-policy/change',
  summary:
    'Change from when on a visit can be marked as missed, and who takes that back. What is marked stays as it was.',
  access: 'clinic:configure',
  clinic: 'body',
  body: z.strictObject({ clinicId, expectedVersion, ...noShowPolicy.shape }),
  answer: clinicSettings,
});

export const draftSetting = endpoint({
  name: 'draftSetting',
  method: 'POST',
  path: '/api/clinics/drafts/save',
  summary: 'Propose a setting that reaches patients or says who approves. It changes nothing yet.',
  access: 'clinic:configure',
  clinic: 'body',
  body: z.strictObject({ clinicId, proposal, effectiveOn: localDate }),
  answer: settingDraft,
  rules: ['draft-open'],
});

const ofDraft = z.strictObject({ draftId: z.uuid() });
const decide = z.strictObject({ expectedVersion: z.int32().check(z.positive()) });

export const approveDraft = endpoint({
  name: 'approveDraft',
  method: 'POST',
  path: '/api/clinics/drafts/:draftId/approve',
  summary: 'Let a draft of somebody else go live on its date.',
  access: 'clinic:configure',
  params: ofDraft,
  body: decide,
  answer: settingDraft,
  rules: ['wrong-state', 'own-draft'],
  stepUp: true,
});

export const withdrawDraft = endpoint({
  name: 'withdrawDraft',
  method: 'POST',
  path: '/api/clinics/drafts/:draftId/withdraw',
  summary: 'Take a draft back, approved or not, before it goes live.',
  access: 'clinic:configure',
  params: ofDraft,
  body: decide,
  answer: settingDraft,
  rules: ['wrong-state'],
});

export const clinicSettingsEndpoints = [
  getClinicSettings,
  changeClinicDetails,
  changeClinicHours,
  readClosings,
  changeLateCancellation,
  changeNoShowPolicy,
  changeHoldTime,
  draftSetting,
  approveDraft,
  withdrawDraft,
] as const;

/**
 * Feed `clinics:organization`, thin: every console asks anew who its clinics are, and who may see settings asks for
 * them.
 */
export interface ClinicsChange {
  type: 'clinics.clinic-changed' | 'clinics.settings-changed' | 'clinics.draft-changed';
  payload: null;
}
