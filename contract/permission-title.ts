// How permissions are called on screen, where somebody gives them one by one.
import type { Permission } from './permission.ts';

export interface PermissionTitle {
  /** What it is about. */
  subject: string;
  /** What may be done with it. */
  act: string;
}

export const permissionTitle: Readonly<Record<Permission, PermissionTitle>> = {
  'staff:read': { subject: 'Staff', act: 'See who works here' },
  'staff:manage': { subject: 'Staff', act: 'Decide who works here' },
  'sign-in:configure': { subject: 'Staff', act: 'Decide how people sign in' },
  'service-account:manage': { subject: 'Staff', act: 'Decide which programs may call' },
  'patient:search': { subject: 'Patients', act: 'Find patients' },
  'patient:read': { subject: 'Patients', act: 'Read charts' },
  'patient:register': { subject: 'Patients', act: 'Open charts' },
  'patient:change': { subject: 'Patients', act: 'Change charts' },
  'patient-note:read': { subject: 'Patients', act: 'Read notes' },
  'patient-note:write': { subject: 'Patients', act: 'Write notes' },
  'patient-note:strike': { subject: 'Patients', act: 'Strike notes out' },
  'flag:edit': { subject: 'Patients', act: 'Set and end flags' },
  'proxy:edit': { subject: 'Patients', act: 'Say who may act for a patient' },
  'chart:retire': { subject: 'Patients', act: 'Retire duplicate charts' },
  'coverage:read': { subject: 'Coverage', act: 'Read coverages' },
  'coverage:edit': { subject: 'Coverage', act: 'Change coverages' },
  'payer:manage': { subject: 'Coverage', act: 'Keep the list of payers' },
  'pharmacy:add': { subject: 'Coverage', act: 'Add pharmacies' },
  'pharmacy:manage': { subject: 'Coverage', act: 'Change pharmacies and their networks' },
  'availability:read': { subject: 'Calendar', act: 'See free times' },
  'availability:manage': { subject: 'Calendar', act: 'Set hours and visit types' },
  'appointment:read': { subject: 'Calendar', act: 'See visits' },
  'appointment:book': { subject: 'Calendar', act: 'Book visits' },
  'appointment:move': { subject: 'Calendar', act: 'Move visits' },
  'appointment:cancel': { subject: 'Calendar', act: 'Cancel visits' },
  'appointment:describe': { subject: 'Calendar', act: 'Write what visits are for' },
  'appointment:overbook': { subject: 'Calendar', act: 'Book over a visit' },
  'appointment:check-in': { subject: 'Calendar', act: 'Say who has come, and check in' },
  'appointment:room': { subject: 'Calendar', act: 'Room, start and check out visits' },
  'appointment:no-show': { subject: 'Calendar', act: 'Mark visits as missed' },
  'appointment:reset': { subject: 'Calendar', act: 'Put visits back to an earlier step' },
  'appointment:mark-in-error': { subject: 'Calendar', act: 'Mark visits as entered in error' },
  'recall:read': { subject: 'Recalls', act: 'See who is to come back' },
  'recall:edit': { subject: 'Recalls', act: 'Say who is to come back' },
  'rescue:run': { subject: 'Calendar', act: 'Find other places for the visits of who is out' },
  'payment:read': { subject: 'Payments', act: 'See what patients paid at the desk' },
  'payment:collect': { subject: 'Payments', act: 'Collect copays into an own drawer' },
  'payment:void': { subject: 'Payments', act: 'Void payments' },
  'drawer:review': {
    subject: 'Payments',
    act: 'See everybody’s drawers, and close what was left open',
  },
  'waitlist:read': { subject: 'Waitlist', act: 'See the waitlist' },
  'waitlist:edit': { subject: 'Waitlist', act: 'Change the waitlist' },
  'waitlist:configure': { subject: 'Waitlist', act: 'Set how openings are filled' },
  'offer:send': { subject: 'Waitlist', act: 'Send offers' },
  'offer:withdraw': { subject: 'Waitlist', act: 'Withdraw offers' },
  'call:read': { subject: 'Calls', act: 'See calls' },
  'call:work': { subject: 'Calls', act: 'Make calls' },
  'call:assign': { subject: 'Calls', act: 'Give calls to people' },
  'clinic:configure': { subject: 'Clinic', act: 'Set how the clinic works' },
  'clinic:approve': { subject: 'Clinic', act: 'Approve as an administrator' },
  'export:run': { subject: 'Data', act: 'Take everything out' },
  'import:run': { subject: 'Data', act: 'Take over data of another system' },
  'interface:manage': { subject: 'Data', act: 'Keep the interfaces to other systems' },
  'audit:read': { subject: 'Data', act: 'Read the audit' },
};
