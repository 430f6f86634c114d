// Builder for tests: one valid call of every endpoint of linked visits.
import type { Endpoint } from '#contract/endpoint';
import { findLinkedTimes } from '#contract/linked-times';
import {
  bookLinkedVisits as bookEndpoint,
  cancelLinkedVisits as cancelEndpoint,
  getLinkedVisits,
  reinstateLinkedVisits,
  type LinkedVisits,
} from '#contract/linked-visits';
import { givenTemplate } from '../../availability/given-template.ts';
import { givenPatient } from '../../patients/given-patient.ts';
import type { Scope } from '../../platform/context.ts';
import type { TestDatabase } from '../../platform/db/test-database.ts';
import type { TestCall } from '../../platform/http/test-http.ts';
import { givenProvider } from '../../staff/given-organization.ts';
import { knownOf } from '../series/given-series.ts';
import { aLinkedWish } from './given-linked.ts';
import { bookLinkedVisits, cancelLinkedVisits } from './linked-visits-service.ts';

interface OfClinic {
  organizationId: string;
  clinicId: string;
  visitTypeId: string;
}

export async function givenReachingLinked(
  t: TestDatabase,
  place: OfClinic,
  scope: Scope,
): Promise<{ reaching: [Endpoint, TestCall][]; secrets: string[] }> {
  const { organizationId, clinicId, visitTypeId } = place;
  const providerId = await givenProvider(t, { organizationId, clinicIds: [clinicId] });
  await givenTemplate(t, { organizationId, clinicId, providerId });
  const patientId = await givenPatient(t, { organizationId });
  const wish = (date: string) =>
    aLinkedWish(
      { ...place, providerId, patientId },
      `${date}T15:00:00.000Z`,
      `${date}T16:00:00.000Z`,
    );
  const booked = (date: string): Promise<LinkedVisits> =>
    t.database.inTransaction(scope, (ctx) => bookLinkedVisits(ctx, wish(date)));
  const standing = await booked('2027-01-11');
  const undone = await booked('2027-01-12');
  const { visits } = await t.database.inTransaction(scope, (ctx) =>
    cancelLinkedVisits(ctx, {
      linkId: undone.linkId,
      lines: knownOf(undone.visits),
      reason: 'pat',
    }),
  );
  const part = { patientId, visitTypeId, providerIds: [providerId] };
  const params = { linkId: standing.linkId };
  return {
    reaching: [
      [
        findLinkedTimes,
        { body: { clinicId, parts: [part, part], fromAt: '2027-01-14T12:00:00.000Z' } },
      ],
      [bookEndpoint, { body: wish('2027-01-13') }],
      [getLinkedVisits, { params }],
      [cancelEndpoint, { params, body: { lines: knownOf(standing.visits), reason: 'pat' } }],
      [
        reinstateLinkedVisits,
        { params: { linkId: undone.linkId }, body: { lines: knownOf(visits) } },
      ],
    ],
    secrets: [standing.linkId, ...standing.visits.map(({ id }) => id)],
  };
}
