import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as z from 'zod/mini';
import { availabilityEndpoints } from './availability.ts';
import { calendarEndpoints } from './calendar.ts';
import { visitHoldEndpoints } from './visit-hold.ts';
import { linkedVisitsEndpoints } from './linked-visits.ts';
import { visitSeriesEndpoints } from './visit-series.ts';
import { calendarFeedEndpoints } from './calendar-feed.ts';
import { visitDescriptionEndpoints } from './visit-description.ts';
import { dayAsOfEndpoints } from './day-as-of.ts';
import { eVisitEndpoints } from './e-visits.ts';
import { interpreterRequestEndpoints } from './interpreter-requests.ts';
import { walkInEndpoints } from './walk-ins.ts';
import { visitLengthEndpoints } from './visit-length.ts';
import { visitDelayEndpoints } from './visit-delay.ts';
import { visitToldEndpoints } from './visit-told.ts';
import { visitResourceEndpoints } from './visit-resources.ts';
import { recallEndpoints } from './recalls.ts';
import { rescueEndpoints } from './rescues.ts';
import { drawerEndpoints } from './drawers.ts';
import { paymentEndpoints } from './payments.ts';
import { visitStepEndpoints } from './visit-steps.ts';
import { callsEndpoints } from './calls.ts';
import { coverageEndpoints } from './coverage.ts';
import type { Endpoint } from './endpoint.ts';
import { exportsEndpoints } from './exports.ts';
import { importsEndpoints } from './imports.ts';
import { notificationsEndpoints } from './notifications.ts';
import { patientNoteEndpoints } from './patient-note.ts';
import { flagEndpoints } from './patient-flag.ts';
import { patientRecordEndpoints } from './patient-record.ts';
import { patientsEndpoints } from './patients.ts';
import { privacyEndpoints } from './privacy.ts';
import { proxyEndpoints } from './proxy.ts';
import { pharmacyEndpoints } from './pharmacy.ts';
import { chartEndpoints } from './retired-chart.ts';
import { staffEndpoints } from './staff.ts';
import { waitlistEndpoints } from './waitlist.ts';

const endpoints: readonly Endpoint[] = [
  ...staffEndpoints,
  ...patientsEndpoints,
  ...coverageEndpoints,
  ...patientNoteEndpoints,
  ...flagEndpoints,
  ...proxyEndpoints,
  ...patientRecordEndpoints,
  ...pharmacyEndpoints,
  ...chartEndpoints,
  ...availabilityEndpoints,
  ...calendarEndpoints,
  ...dayAsOfEndpoints,
  ...visitHoldEndpoints,
  ...visitSeriesEndpoints,
  ...linkedVisitsEndpoints,
  ...visitDescriptionEndpoints,
  ...eVisitEndpoints,
  ...interpreterRequestEndpoints,
  ...walkInEndpoints,
  ...visitLengthEndpoints,
  ...visitToldEndpoints,
  ...visitDelayEndpoints,
  ...visitResourceEndpoints,
  ...visitStepEndpoints,
  ...recallEndpoints,
  ...rescueEndpoints,
  ...paymentEndpoints,
  ...drawerEndpoints,
  ...calendarFeedEndpoints,
  ...callsEndpoints,
  ...importsEndpoints,
  ...exportsEndpoints,
  ...privacyEndpoints,
  ...notificationsEndpoints,
  ...waitlistEndpoints,
];

describe('an endpoint', () => {
  it('says that it shows patients when a record number can be in its answer', () => {
    const shown = endpoints.filter(({ answer }) =>
      JSON.stringify(z.toJSONSchema(answer, { io: 'output' })).includes('"mrn"'),
    );
    assert.ok(shown.length > 10);
    const unsaid = shown.filter(({ showsPatients }) => !showsPatients);
    assert.deepEqual(
      unsaid.map(({ name }) => name),
      [],
    );
  });

  it('has a path that a URL pattern cannot be made slow by', () => {
    for (const { path } of endpoints) assert.match(path, /^(\/(:[a-zA-Z]+|[a-z-]+))+$/);
  });
});
