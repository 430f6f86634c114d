// One valid call of every endpoint about time off and extra hours, each of an exception of its own.
import type { Endpoint } from '#contract/endpoint';
import {
  addException,
  changeException,
  listExceptions,
  listOrphanedVisits,
  removeException,
} from '#contract/schedule-exception';
import type { TestDatabase } from '../platform/db/test-database.ts';
import type { TestCall } from '../platform/http/test-http.ts';
import { givenException } from './given-exception.ts';

/** Far from every visit, so that nobody is left outside of the hours. */
const span = { startsAt: '2027-03-03T14:00:00.000Z', endsAt: '2027-03-03T16:00:00.000Z' };

export async function reachingExceptions(
  t: TestDatabase,
  place: { organizationId: string; clinicId: string; providerId: string },
): Promise<[Endpoint, TestCall][]> {
  const { clinicId, providerId } = place;
  const known = async () => ({ exceptionId: await givenException(t, { ...place, ...span }) });
  return [
    [listExceptions, { query: { clinicId } }],
    [listOrphanedVisits, { query: { clinicId } }],
    [addException, { body: { clinicId, providerId, kind: 'meeting', ...span } }],
    [
      changeException,
      { params: await known(), body: { expectedVersion: 1, kind: 'blocked', ...span } },
    ],
    [removeException, { params: await known(), body: { expectedVersion: 1 } }],
  ];
}
