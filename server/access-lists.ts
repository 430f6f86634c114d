// What the specs of access make exceptions for.
import { exportsEndpoints } from '#contract/exports';
import { privacyEndpoints } from '#contract/privacy';

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
  'listPatientAuthorizations',
  'listPatientCalls',
  'listPatientEntries',
  'listPatientMessages',
  'listPatientNotes',
  'listPatientObservations',
  'listPatientPrescriptions',
  'listPatientRecalls',
  'listPatientRefills',
  'listResultStandings',
]);
