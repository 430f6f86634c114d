// Every endpoint of the contract, for specs that try, describe or explain each of them. A new capability is in here, or
// fails the first test of the access specs.
import type { Endpoint } from './endpoint.ts';
import { authorizationsEndpoints } from './authorizations.ts';
import { availabilityEndpoints } from './availability.ts';
import { calendarEndpoints } from './calendar.ts';
import { visitDescriptionEndpoints } from './visit-description.ts';
import { dayAsOfEndpoints } from './day-as-of.ts';
import { eVisitEndpoints } from './e-visits.ts';
import { visitDelayEndpoints } from './visit-delay.ts';
import { visitLengthEndpoints } from './visit-length.ts';
import { visitToldEndpoints } from './visit-told.ts';
import { visitResourceEndpoints } from './visit-resources.ts';
import { visitHoldEndpoints } from './visit-hold.ts';
import { linkedVisitsEndpoints } from './linked-visits.ts';
import { visitSeriesEndpoints } from './visit-series.ts';
import { calendarFeedEndpoints } from './calendar-feed.ts';
import { recallEndpoints } from './recalls.ts';
import { rescueEndpoints } from './rescues.ts';
import { drawerEndpoints } from './drawers.ts';
import { paymentEndpoints } from './payments.ts';
import { interpreterRequestEndpoints } from './interpreter-requests.ts';
import { walkInEndpoints } from './walk-ins.ts';
import { visitStepEndpoints } from './visit-steps.ts';
import { callsEndpoints } from './calls.ts';
import { claimsEndpoints } from './claims.ts';
import { clinicSettingsEndpoints } from './clinic-settings.ts';
import { coverageEndpoints } from './coverage.ts';
import { exportsEndpoints } from './exports.ts';
import { importsEndpoints } from './imports.ts';
import { interfacesEndpoints } from './interfaces.ts';
import { notificationsEndpoints } from './notifications.ts';
import { patientNoteEndpoints } from './patient-note.ts';
import { flagEndpoints } from './patient-flag.ts';
import { patientsEndpoints } from './patients.ts';
import { privacyEndpoints } from './privacy.ts';
import { proxyEndpoints } from './proxy.ts';
import { patientRecordEndpoints } from './patient-record.ts';
import { pharmacyEndpoints } from './pharmacy.ts';
import { chartEndpoints } from './retired-chart.ts';
import { staffEndpoints } from './staff.ts';
import { outreachEndpoints } from './outreach.ts';
import { messageStopEndpoints } from './outreach-stops.ts';
import { refillIntakeEndpoints } from './refill-intake.ts';
import { refillReminderEndpoints } from './refill-reminder.ts';
import { refillsEndpoints } from './refills.ts';
import { resultsEndpoints } from './results.ts';
import { waitlistEndpoints } from './waitlist.ts';

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
/** About what payers have to agree to. */
export const authorizationEndpoints: readonly Endpoint[] = [...authorizationsEndpoints];
/** About laboratory results, reports and documents. */
export const resultEndpoints: readonly Endpoint[] = [...resultsEndpoints];
/** About money that payers owe. */
export const claimEndpoints: readonly Endpoint[] = [...claimsEndpoints];
/** About drugs. */
export const refillEndpoints: readonly Endpoint[] = [
  ...refillsEndpoints,
  ...refillIntakeEndpoints,
  ...refillReminderEndpoints,
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
  ...outreachEndpoints,
  ...messageStopEndpoints,
];

export const allEndpoints: readonly Endpoint[] = [
  ...peopleEndpoints,
  ...visitEndpoints,
  ...authorizationEndpoints,
  ...resultEndpoints,
  ...claimEndpoints,
  ...refillEndpoints,
];
