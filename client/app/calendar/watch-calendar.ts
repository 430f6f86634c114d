// What is on show of one clinic, from its first load on: whoever listens hears everything that happens to it.
import { Observable } from 'rxjs';
import { feedOf } from '#contract/realtime';
import { problemOf } from '../platform/api';
import type { RealtimeFeed } from '../platform/realtime-feed';
import type { CalendarApi } from './calendar-api';
import { calendarServerEvents } from './calendar-events';
import type { Scope } from './calendar-state';
import { loadHours, loadVisits } from './load-calendar';

export type ServerEvent = ReturnType<
  (typeof calendarServerEvents)[keyof typeof calendarServerEvents]
>;

export interface Watched {
  scope: Scope;
  /** Who looks at it: their own changes do not glow. */
  by: string | null;
}

/** Joins the feed first and loads then, so that no change falls between the two. */
export function watchCalendar(
  { scope, by }: Watched,
  api: CalendarApi,
  feed: RealtimeFeed,
): Observable<ServerEvent> {
  return new Observable<ServerEvent>((events) => {
    const load = (): void => {
      void loadAll(scope, api).then(({ event, asOf }) => {
        events.next(event);
        if (asOf !== null) subscription.loaded(asOf);
      });
    };
    const subscription = feed.follow(feedOf('calendar', scope.clinicId), {
      apply: (changes) => events.next(calendarServerEvents.changed({ changes, by })),
      reload: load,
    });
    const loadHours = (): void => {
      void loadHoursAgain(scope, api).then((event) => event && events.next(event));
    };
    const stopHearing = [
      feed.hear(feedOf('availability', scope.clinicId), loadHours),
      feed.hear(feedOf('clinics', null), loadHours),
    ];
    load();
    return () => {
      subscription.stop();
      for (const stop of stopHearing) stop();
    };
  });
}

async function loadAll(
  scope: Scope,
  api: CalendarApi,
): Promise<{ event: ServerEvent; asOf: number | null }> {
  try {
    const [{ asOf, ...visits }, hours, providers, visitTypes, resources] = await Promise.all([
      loadVisits(scope, api),
      loadHours(scope, api),
      api.listProviders(scope.clinicId),
      api.listVisitTypes(scope.clinicId),
      api.listResources(scope.clinicId),
    ]);
    const loaded = { scope, ...visits, ...hours, providers, visitTypes, resources };
    return { event: calendarServerEvents.loaded(loaded), asOf };
  } catch (error) {
    const problem = problemOf(error);
    return { event: calendarServerEvents.loadFailed({ scope, problem }), asOf: null };
  }
}

async function loadHoursAgain(scope: Scope, api: CalendarApi): Promise<ServerEvent | null> {
  try {
    const [hours, resources] = await Promise.all([
      loadHours(scope, api),
      api.listResources(scope.clinicId),
    ]);
    return calendarServerEvents.windowsLoaded({ scope, ...hours, resources });
  } catch {
    // The windows on screen stay; the connection banner tells that they may be out of date.
    return null;
  }
}
