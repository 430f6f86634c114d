// The series of the visit in hand, as its visits stand now.
import { computed, inject, resource, type Signal } from '@angular/core';
import type { Appointment } from '#contract/calendar';
import { isWithinReach, type SeriesView, type WiderReach } from '#contract/visit-series';
import { problemOf } from '../platform/api';
import { Clock } from '../platform/clock';
import { messageOf } from '../platform/problem-message';
import { CalendarStore } from './calendar-store';
import { SeriesApi } from './series-api';

export interface SeriesInHand {
  /** `null` while it is not known, and of a visit that is in none. */
  view: Signal<SeriesView | null>;
  problem: Signal<string>;
  reload: () => void;
  /** What a change from the visit in hand reaches. */
  reached: (reach: WiderReach) => Appointment[];
}

export function seriesInHand(visit: Signal<Appointment>): SeriesInHand {
  const api = inject(SeriesApi);
  const clock = inject(Clock);
  const store = inject(CalendarStore);
  const loading = resource({
    params: () => visit().series?.id,
    loader: ({ params }) => api.get(params),
  });
  /** The feed tells of every change of a visit, whatever day is on show. */
  const view = computed(() => {
    if (!visit().series || !loading.hasValue()) return null;
    const loaded = loading.value();
    return {
      ...loaded,
      visits: loaded.visits.map((one) => newer(one, store.appointments()[one.id])),
    };
  });
  return {
    view,
    problem: computed(() => {
      const error = loading.error();
      return error ? messageOf(problemOf(error)) : '';
    }),
    reload: () => loading.reload(),
    reached: (reach) => {
      const from = { place: visit().series?.place ?? 0, reach, now: clock.now() };
      return (view()?.visits ?? []).filter((one) =>
        isWithinReach({ ...one, place: one.series?.place ?? 0 }, from),
      );
    },
  };
}

function newer(loaded: Appointment, told: Appointment | undefined): Appointment {
  return told && told.version > loaded.version ? told : loaded;
}
