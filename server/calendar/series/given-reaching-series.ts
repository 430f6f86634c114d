// Builder for tests: one valid call of every endpoint of series.
import type { Endpoint } from '#contract/endpoint';
import {
  bookSeries as bookEndpoint,
  cancelSeries as cancelEndpoint,
  getSeries,
  moveSeries,
  previewSeries,
  previewSeriesMove,
  reinstateSeries,
  type SeriesView,
} from '#contract/visit-series';
import { givenTemplate } from '../../availability/given-template.ts';
import { givenPatient } from '../../patients/given-patient.ts';
import type { Scope } from '../../platform/context.ts';
import type { TestDatabase } from '../../platform/db/test-database.ts';
import type { TestCall } from '../../platform/http/test-http.ts';
import { givenProvider } from '../../staff/given-organization.ts';
import { aWish, knownOf, weekly } from './given-series.ts';
import { cancelSeries } from './series-cancel-service.ts';
import { bookSeries, type BookSeries } from './series-service.ts';

interface OfClinic {
  organizationId: string;
  clinicId: string;
  visitTypeId: string;
}

const rhythm = { ...weekly, ends: { count: 2 } };

export async function givenReachingSeries(
  t: TestDatabase,
  place: OfClinic,
  scope: Scope,
): Promise<{ reaching: [Endpoint, TestCall][]; secrets: string[] }> {
  const { organizationId, clinicId } = place;
  const providerId = await givenProvider(t, { organizationId, clinicIds: [clinicId] });
  await givenTemplate(t, { organizationId, clinicId, providerId });
  const patientId = await givenPatient(t, { organizationId });
  const wish = (startsAt: string): BookSeries =>
    aWish({ ...place, providerId, patientId }, { startsAt, rhythm });
  const booked = (startsAt: string): Promise<SeriesView> =>
    t.database.inTransaction(scope, (ctx) => bookSeries(ctx, wish(startsAt)));
  const moved = await booked('2027-01-04T15:00:00.000Z');
  const cancelled = await booked('2027-01-05T15:00:00.000Z');
  const undone = await booked('2027-01-06T15:00:00.000Z');
  const { visits } = await t.database.inTransaction(scope, (ctx) =>
    cancelSeries(ctx, {
      ...{ seriesId: undone.series.id, ...from(undone), reach: 'all' },
      ...{ lines: knownOf(undone.visits), reason: 'pat' },
    }),
  );
  const { lines, ...first } = wish('2027-01-07T15:00:00.000Z');
  const move = { ...from(moved), reach: 'all', startsAt: '2027-01-04T16:00:00.000Z' } as const;
  return {
    reaching: [
      [previewSeries, { body: first }],
      [bookEndpoint, { body: { ...first, lines } }],
      [getSeries, byId(moved)],
      [previewSeriesMove, { ...byId(moved), body: move }],
      [
        moveSeries,
        {
          ...byId(moved),
          body: {
            ...move,
            lines: knownOf(moved.visits).map((known, at) => ({
              ...known,
              startsAt: at === 0 ? move.startsAt : null,
            })),
          },
        },
      ],
      [
        cancelEndpoint,
        {
          ...byId(cancelled),
          body: {
            ...{ ...from(cancelled), reach: 'all', reason: 'pat' },
            lines: knownOf(cancelled.visits),
          },
        },
      ],
      [reinstateSeries, { ...byId(undone), body: { lines: knownOf(visits) } }],
    ],
    secrets: [moved.series.id, ...moved.visits.map(({ id }) => id)],
  };
}

function byId({ series }: SeriesView): { params: { seriesId: string } } {
  return { params: { seriesId: series.id } };
}

function from({ visits }: SeriesView): { appointmentId: string } {
  return { appointmentId: visits[0]?.id ?? '' };
}
