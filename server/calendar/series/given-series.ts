// Builders for tests: a weekly series as somebody books it.
import type { SeriesRhythm, SeriesView } from '#contract/visit-series';
import type { BookableClinic } from '../given-bookable-clinic.ts';
import { plannedVisits } from './series-rules.ts';
import { bookSeries, type BookSeries } from './series-service.ts';

export const weekly: SeriesRhythm = { unit: 'week', every: 1, ends: { count: 4 } };
/** A Tuesday, 9 o'clock. */
export const nine = '2026-11-24T14:00:00.000Z';

/** As planned, unless it is said otherwise. */
export function aWish(
  clinic: Pick<BookableClinic, 'clinicId' | 'providerId' | 'patientId' | 'visitTypeId'>,
  { zone = 'America/New_York', ...given }: Partial<BookSeries> & { zone?: string } = {},
): BookSeries {
  const { clinicId, providerId, patientId, visitTypeId } = clinic;
  const wanted = { clinicId, providerId, patientId, visitTypeId, startsAt: nine, rhythm: weekly };
  const { startsAt, rhythm } = { ...wanted, ...given };
  const lines = plannedVisits(startsAt, rhythm, zone).map((plan, at) => ({
    ...{ place: at + 1, startsAt: plan.startsAt, overrides: [] },
  }));
  return { ...wanted, lines, ...given };
}

export function givenSeries(
  clinic: BookableClinic,
  given: Partial<BookSeries> = {},
): Promise<SeriesView> {
  return clinic.act((ctx) => bookSeries(ctx, aWish(clinic, given)));
}

export function knownOf(visits: SeriesView['visits']): {
  appointmentId: string;
  expectedVersion: number;
}[] {
  return visits.map(({ id, version }) => ({ appointmentId: id, expectedVersion: version }));
}
