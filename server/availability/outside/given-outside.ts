// Builders for tests: files of outside calendars, calendars that were read, and one valid call of every endpoint about them.
import {
  keepOutsideCalendar,
  listOutsideCalendars,
  previewOutsideCalendar,
  removeOutsideCalendar,
} from '#contract/outside-calendar';
import type { Endpoint } from '#contract/endpoint';
import type { TestDatabase } from '../../platform/db/test-database.ts';
import type { TestCall } from '../../platform/http/test-http.ts';
import { newId } from '../../platform/ids.ts';

/** Events by their lines, each with a UID of its own unless it says one. */
export function icalFile(...events: string[][]): Buffer<ArrayBuffer> {
  const lines = events.flatMap((event, at) => [
    'BEGIN:VEVENT',
    ...(event.some((line) => line.startsWith('UID')) ? [] : [`UID:event-${String(at + 1)}`]),
    ...event,
    'END:VEVENT',
  ]);
  return Buffer.from(['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR', ''].join('\r\n'));
}

export async function givenOutsideCalendar(
  t: TestDatabase,
  of: { organizationId: string; clinicId: string; providerId: string },
): Promise<string> {
  const id = newId();
  await t.owner('outside_calendar').insert({
    organization_id: of.organizationId,
    id,
    clinic_id: of.clinicId,
    provider_id: of.providerId,
    name: 'Hospital',
    read_at: t.clock.now,
    until_at: '2028-01-01T00:00:00.000Z',
    busy: 0,
    unread: 0,
  });
  return id;
}

export async function reachingOutsideCalendars(
  t: TestDatabase,
  place: { organizationId: string; clinicId: string; providerId: string },
): Promise<[Endpoint, TestCall][]> {
  const { clinicId, providerId } = place;
  // Far from every visit, so that nobody stands in it.
  const file = icalFile(['DTSTART:20270304T140000Z', 'DURATION:PT1H']);
  const query = { clinicId, providerId };
  const outsideCalendarId = await givenOutsideCalendar(t, place);
  return [
    [listOutsideCalendars, { query: { clinicId } }],
    [previewOutsideCalendar, { query, file }],
    [keepOutsideCalendar, { query, file, headers: { 'X-Daysheet-Calendar-Name': 'Hospital' } }],
    [removeOutsideCalendar, { params: { outsideCalendarId }, body: { expectedVersion: 1 } }],
  ];
}
