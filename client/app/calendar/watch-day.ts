// One day of one clinic, from its first load on: whoever listens hears everything that happens to it.
import { Observable } from 'rxjs';
import { feedOf } from '#contract/realtime';
import { problemOf } from '../platform/api';
import type { RealtimeFeed } from '../platform/realtime-feed';
import type { CalendarApi } from './calendar-api';
import { calendarServerEvents } from './calendar-events';
import type { DayHours } from './calendar-state';

export type ServerEvent = ReturnType<
  (typeof calendarServerEvents)[keyof typeof calendarServerEvents]
>;

export interface WatchedDay {
  clinicId: string;
  date: string;
  /** Who looks at it: their own changes do not glow. */
  by: string | null;
}

/** Joins the feed first and loads then, so that no change falls between the two. */
export function watchDay(
  day: WatchedDay,
  api: CalendarApi,
  feed: RealtimeFeed,
): Observable<ServerEvent> {
  return new Observable<ServerEvent>((events) => {
    const load = (): void => {
      void loadDay(day, api).then(({ event, asOf }) => {
        events.next(event);
        if (asOf !== null) subscription.loaded(asOf);
      });
    };
    const subscription = feed.follow(feedOf('calendar', day.clinicId), {
      apply: (changes) => events.next(calendarServerEvents.changed({ changes, by: day.by })),
      reload: load,
    });
    const unhear = feed.hear(feedOf('availability', day.clinicId), () => {
      void loadWindows(day, api).then((event) => event && events.next(event));
    });
    load();
    return () => {
      subscription.stop();
      unhear();
    };
  });
}

async function loadDay(
  { clinicId, date }: WatchedDay,
  api: CalendarApi,
): Promise<{ event: ServerEvent; asOf: number | null }> {
  try {
    const [day, hours, providers, visitTypes] = await Promise.all([
      api.listDay(clinicId, date),
      loadHours(clinicId, date, api),
      api.listProviders(clinicId),
      api.listVisitTypes(clinicId),
    ]);
    const { startsAt, endsAt, appointments, asOf } = day;
    const loaded = {
      clinicId,
      date,
      startsAt,
      endsAt,
      appointments,
      providers,
      visitTypes,
      ...hours,
    };
    return { event: calendarServerEvents.loaded(loaded), asOf };
  } catch (error) {
    const problem = problemOf(error);
    return { event: calendarServerEvents.loadFailed({ clinicId, date, problem }), asOf: null };
  }
}

async function loadHours(clinicId: string, date: string, api: CalendarApi): Promise<DayHours> {
  const { items: windows, ...against } = await api.listWorkingWindows(clinicId, date);
  return { windows, ...against };
}

async function loadWindows(
  { clinicId, date }: WatchedDay,
  api: CalendarApi,
): Promise<ServerEvent | null> {
  try {
    const hours = await loadHours(clinicId, date, api);
    return calendarServerEvents.windowsLoaded({ clinicId, date, ...hours });
  } catch {
    // The windows on screen stay; the connection banner tells that they may be out of date.
    return null;
  }
}
