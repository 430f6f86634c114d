// Every endpoint of the contract, in the halves in which access to them is tried. A new capability is in here, or
// fails the first test of the access specs.
import type { Endpoint } from '#contract/endpoint';
import { availabilityEndpoints } from '#contract/availability';
import { calendarEndpoints } from '#contract/calendar';
import { visitDescriptionEndpoints } from '#contract/visit-description';
import { dayAsOfEndpoints } from '#contract/day-as-of';
import { eVisitEndpoints } from '#contract/e-visits';
import { visitDelayEndpoints } from '#contract/visit-delay';
import { visitLengthEndpoints } from '#contract/visit-length';
import { visitToldEndpoints } from '#contract/visit-told';
import { visitResourceEndpoints } from '#contract/visit-resources';
import { visitHoldEndpoints } from '#contract/visit-hold';
import { linkedVisitsEndpoints } from '#contract/linked-visits';
import { visitSeriesEndpoints } from '#contract/visit-series';
import { calendarFeedEndpoints } from '#contract/calendar-feed';
import { recallEndpoints } from '#contract/recalls';
import { rescueEndpoints } from '#contract/rescues';
import { drawerEndpoints } from '#contract/drawers';
import { paymentEndpoints } from '#contract/payments';
import { interpreterRequestEndpoints } from '#contract/interpreter-requests';
import { walkInEndpoints } from '#contract/walk-ins';
import { visitStepEndpoints } from '#contract/visit-steps';
import { callsEndpoints } from '#contract/calls';
import { clinicSettingsEndpoints } from '#contract/clinic-settings';
import { coverageEndpoints } from '#contract/coverage';
import { exportsEndpoints } from '#contract/exports';
import { importsEndpoints } from '#contract/imports';
import { interfacesEndpoints } from '#contract/interfaces';
import { notificationsEndpoints } from '#contract/notifications';
import { patientNoteEndpoints } from '#contract/patient-note';
import { flagEndpoints } from '#contract/patient-flag';
import { patientsEndpoints } from '#contract/patients';
import { privacyEndpoints } from '#contract/privacy';
import { proxyEndpoints } from '#contract/proxy';
import { patientRecordEndpoints } from '#contract/patient-record';
import { pharmacyEndpoints } from '#contract/pharmacy';
import { chartEndpoints } from '#contract/retired-chart';
import { staffEndpoints } from '#contract/staff';
import { waitlistEndpoints } from '#contract/waitlist';

/** About people: staff, patients, and what is kept of them. */
export const peopleEndpoints: readonly Endpoint[] = [
  ...staffEndpoints,
  ...clinicSettingsEndpoints,
  ...interfacesEndpoints,
  ...patientsEndpoints,
  ...coverageEndpoints,
  ...patientNoteEndpoints,
  ...flagEndpoints,
  ...proxyEndpoints,
  ...patientRecordEndpoints,
  ...pharmacyEndpoints,
  ...chartEndpoints,
  ...callsEndpoints,
  ...importsEndpoints,
  ...exportsEndpoints,
  ...privacyEndpoints,
  ...notificationsEndpoints,
];
/** About time: calendars, visits, payments at the desk and the waitlist. */
export const visitEndpoints: readonly Endpoint[] = [
  ...availabilityEndpoints,
  ...calendarEndpoints,
  ...dayAsOfEndpoints,
  ...visitDescriptionEndpoints,
  ...eVisitEndpoints,
  ...visitDelayEndpoints,
  ...visitLengthEndpoints,
  ...visitToldEndpoints,
  ...visitResourceEndpoints,
  ...visitHoldEndpoints,
  ...visitSeriesEndpoints,
  ...linkedVisitsEndpoints,
  ...visitStepEndpoints,
  ...interpreterRequestEndpoints,
  ...walkInEndpoints,
  ...recallEndpoints,
  ...rescueEndpoints,
  ...paymentEndpoints,
  ...drawerEndpoints,
  ...calendarFeedEndpoints,
  ...waitlistEndpoints,
];

/** About the caller alone, or (search) about the organization's patients, who are its staff's to find. */
export const aboutNoClinic = new Set([
  'signIn',
  'signInOptions',
  'demoSignIn',
  'createFirstAdministrator',
  'openStaffLink',
  'beginSecondStep',
  'confirmSecondStep',
  'renewRecoveryCodes',
  'removeSecondStep',
  'listSignInRules',
  'changeSignInRule',
  'acceptInvitation',
  'usePasswordReset',
  'whoIsService',
  'signOut',
  'lockSession',
  'unlockSession',
  'getSessionState',
  'whoAmI',
  'confirmIdentity',
  'changePassword',
  'extendSession',
  'changePreferences',
  'listSessions',
  'searchPatients',
  'searchPharmacies',
  'listNotifications',
  'markAllNotificationsRead',
  'getNotificationChoices',
  'changeNotificationChoices',
  ...privacyEndpoints.map(({ name }) => name),
  ...exportsEndpoints.map(({ name }) => name),
]);
/** Lists over all clinics of the caller: they answer, without what is elsewhere. */
export const acrossClinics = new Set([
  'listPatientAppointments',
  'listPatientCalls',
  'listPatientEntries',
  'listPatientNotes',
  'listPatientRecalls',
]);
