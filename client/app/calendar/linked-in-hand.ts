// What the visit in hand is linked with, as those visits stand now.
import { computed, inject, resource, type Signal } from '@angular/core';
import type { Appointment } from '#contract/calendar';
import { isStillToCome } from '#contract/linked-visits';
import { problemOf } from '../platform/api';
import { Clock } from '../platform/clock';
import { messageOf } from '../platform/problem-message';
import { CalendarStore } from './calendar-store';
import { LinkedApi } from './linked-api';

export interface LinkedInHand {
  /** Without the visit in hand; by start. */
  others: Signal<Appointment[]>;
  /** Those and the visit in hand that are booked and have not begun. */
  toCome: Signal<Appointment[]>;
  problem: Signal<string>;
  reload: () => void;
}

export function linkedInHand(visit: Signal<Appointment>): LinkedInHand {
  const api = inject(LinkedApi);
  const clock = inject(Clock);
  const store = inject(CalendarStore);
  const loading = resource({
    params: () => visit().linkId ?? undefined,
    loader: ({ params }) => api.get(params),
  });
  /** The feed tells of every change of a visit, whatever day is on show. */
  const all = computed(() => {
    if (visit().linkId === null || !loading.hasValue()) return [];
    return loading
      .value()
      .visits.map((loaded) => {
        const told = store.appointments()[loaded.id];
        return told && told.version > loaded.version ? told : loaded;
      })
      .sort((a, b) => a.startsAt.localeCompare(b.startsAt));
  });
  return {
    others: computed(() => all().filter(({ id }) => id !== visit().id)),
    toCome: computed(() => all().filter((one) => isStillToCome(one, clock.now()))),
    problem: computed(() => {
      const error = loading.error();
      return error ? messageOf(problemOf(error)) : '';
    }),
    reload: () => loading.reload(),
  };
}
