// Builders for tests: a clinic whose provider has a day of visits, and one valid call of every endpoint of rescues.
import type { Endpoint } from '#contract/endpoint';
import {
  commitRescue as commitEndpoint,
  getRescue,
  listRescues,
  planRescue as planEndpoint,
  undoRescue as undoEndpoint,
  type Decision,
  type RescuePlan,
} from '#contract/rescues';
import { givenTemplate } from '../availability/given-template.ts';
import { givenAppointment } from '../calendar/given-appointment.ts';
import type { Scope } from '../platform/context.ts';
import type { TestDatabase } from '../platform/db/test-database.ts';
import type { TestCall } from '../platform/http/test-http.ts';
import { givenProvider } from '../staff/given-organization.ts';
import { commitRescue } from './rescue-service.ts';

interface OfClinic {
  organizationId: string;
  clinicId: string;
  visitTypeId: string;
}

/** As the plan proposes. */
export function asPlanned({ lines }: RescuePlan): Decision[] {
  return lines.map(({ appointment, act, to }) => ({
    appointmentId: appointment.id,
    expectedVersion: appointment.version,
    act,
    to: to && { providerId: to.providerId, startsAt: to.startsAt },
  }));
}

export async function givenReachingRescues(
  t: TestDatabase,
  place: OfClinic,
  scope: Scope,
): Promise<{ reaching: [Endpoint, TestCall][]; secrets: string[] }> {
  const { organizationId, clinicId } = place;
  const providerId = await givenProvider(t, { organizationId, clinicIds: [clinicId] });
  await givenTemplate(t, { organizationId, clinicId, providerId });
  const out = { clinicId, providerId };
  const first = { startsAt: '2026-12-14T13:00:00.000Z', endsAt: '2026-12-14T22:00:00.000Z' };
  const second = { startsAt: '2026-12-15T13:00:00.000Z', endsAt: '2026-12-15T22:00:00.000Z' };
  const startsAt = '2026-12-14T15:00:00.000Z';
  const visit = await givenAppointment(t, { ...place, providerId, startsAt });
  const decided = (appointmentId: string) => ({
    appointmentId,
    expectedVersion: 1,
    act: 'leave' as const,
    to: null,
  });
  const rescued = await t.database.inTransaction(scope, (ctx) =>
    commitRescue(ctx, { ...out, ...second, decisions: [] }),
  );
  const byId = { params: { rescueId: rescued.id } };
  return {
    reaching: [
      [planEndpoint, { body: { ...out, ...first } }],
      [listRescues, { query: { clinicId } }],
      [getRescue, byId],
      [commitEndpoint, { body: { ...out, ...first, decisions: [decided(visit)] } }],
      [undoEndpoint, { ...byId, body: { expectedVersion: 1 } }],
    ],
    secrets: [rescued.id, visit],
  };
}
