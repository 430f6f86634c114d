import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { availabilityEndpoints } from '#contract/availability';
import { calendarEndpoints } from '#contract/calendar';
import { visitDescriptionEndpoints } from '#contract/visit-description';
import { dayAsOfEndpoints } from '#contract/day-as-of';
import { eVisitEndpoints } from '#contract/e-visits';
import { interpreterRequestEndpoints } from '#contract/interpreter-requests';
import { walkInEndpoints } from '#contract/walk-ins';
import { visitLengthEndpoints } from '#contract/visit-length';
import { visitDelayEndpoints } from '#contract/visit-delay';
import { visitToldEndpoints } from '#contract/visit-told';
import { visitResourceEndpoints } from '#contract/visit-resources';
import { visitHoldEndpoints } from '#contract/visit-hold';
import { calendarFeedEndpoints } from '#contract/calendar-feed';
import { recallEndpoints } from '#contract/recalls';
import { rescueEndpoints } from '#contract/rescues';
import { drawerEndpoints } from '#contract/drawers';
import { paymentEndpoints } from '#contract/payments';
import { visitStepEndpoints } from '#contract/visit-steps';
import { callsEndpoints } from '#contract/calls';
import { coverageEndpoints } from '#contract/coverage';
import { exportsEndpoints } from '#contract/exports';
import { importsEndpoints } from '#contract/imports';
import { interfacesEndpoints } from '#contract/interfaces';
import { notificationsEndpoints } from '#contract/notifications';
import type { Endpoint } from '#contract/endpoint';
import { patientNoteEndpoints } from '#contract/patient-note';
import { flagEndpoints } from '#contract/patient-flag';
import { patientRecordEndpoints } from '#contract/patient-record';
import { patientsEndpoints } from '#contract/patients';
import { privacyEndpoints } from '#contract/privacy';
import { proxyEndpoints } from '#contract/proxy';
import { pharmacyEndpoints } from '#contract/pharmacy';
import { chartEndpoints } from '#contract/retired-chart';
import { staffEndpoints } from '#contract/staff';
import { waitlistEndpoints } from '#contract/waitlist';
import { openApiDocument } from './openapi.ts';

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
  ...callsEndpoints,
  ...importsEndpoints,
  ...exportsEndpoints,
  ...interfacesEndpoints,
  ...privacyEndpoints,
  ...notificationsEndpoints,
  ...availabilityEndpoints,
  ...calendarEndpoints,
  ...dayAsOfEndpoints,
  ...visitDescriptionEndpoints,
  ...eVisitEndpoints,
  ...interpreterRequestEndpoints,
  ...walkInEndpoints,
  ...visitLengthEndpoints,
  ...visitToldEndpoints,
  ...visitDelayEndpoints,
  ...visitResourceEndpoints,
  ...visitHoldEndpoints,
  ...visitStepEndpoints,
  ...recallEndpoints,
  ...rescueEndpoints,
  ...paymentEndpoints,
  ...drawerEndpoints,
  ...calendarFeedEndpoints,
  ...waitlistEndpoints,
];

interface Document {
  openapi: string;
  paths: Record<string, Record<string, { operationId: string; responses: object }>>;
}

describe('the OpenAPI document', () => {
  const document = openApiDocument(endpoints, '1.2.3') as unknown as Document;

  it('describes every endpoint under its path and method', () => {
    assert.equal(document.openapi, '3.1.0');
    for (const endpoint of endpoints) {
      const path = endpoint.path.replaceAll(/:([a-zA-Z]+)/g, '{$1}');
      const operation = document.paths[path]?.[endpoint.method.toLowerCase()];
      assert.equal(operation?.operationId, endpoint.name);
      assert.ok(Object.keys(operation.responses).includes('400'), endpoint.name);
    }
  });

  it('shows how a file goes in and comes out', () => {
    const pathOf = (path: string) => `/api/calls/items/{itemId}${path}`;
    const attach = JSON.stringify(document.paths[pathOf('/attach')]?.['post']);
    assert.match(attach, /"in":"header","name":"X-Daysheet-File-Name"/);
    assert.match(attach, /"enum":\["scan","fax","letter","portal-print","other"\]/);
    assert.match(attach, /"requestBody":\{"required":true,"content":\{"application\/octet-stream"/);
    const file = document.paths[pathOf('/attachments/{attachmentId}')]?.['get'];
    assert.deepEqual(Reflect.get(file?.responses ?? {}, '200'), {
      description: 'Done',
      content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
    });
  });

  it('tells bounds and formats of fields', () => {
    const text = JSON.stringify(document.paths['/api/availability/visit-types/add']);
    assert.match(text, /"minimum":5,"maximum":480/);
    assert.match(text, /"format":"uuid"/);
  });
});

describe('endpoints', () => {
  it('have names and paths of their own', () => {
    const unique = (values: string[]): void => assert.equal(new Set(values).size, values.length);
    unique(endpoints.map(({ name }) => name));
    unique(endpoints.map(({ method, path }) => `${method} ${path}`));
  });

  it('never take free text in the URL, where logs and histories keep it', () => {
    for (const { name, params, query } of endpoints) {
      for (const part of [params, query]) {
        const fields = Object.entries((part as unknown as { shape: object }).shape);
        for (const [field] of fields)
          assert.match(
            field,
            /Id$|^(date|asOf|after|limit|show|owner|level|priority|status)$/,
            `${name}: ${field}`,
          );
      }
    }
  });

  it('write by POST under a verb, read by GET', () => {
    for (const { name, method, path } of endpoints) {
      assert.match(path, /^\/api\/[a-z]+\//, name);
      if (method === 'GET') assert.match(name, /^(list|get|count|who|signInOptions)/, name);
    }
  });
});
