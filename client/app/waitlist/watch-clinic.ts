import { Observable } from 'rxjs';
import { feedOf } from '#contract/realtime';
import { problemOf } from '../platform/api';
import type { Clock } from '../platform/clock';
import type { RealtimeFeed } from '../platform/realtime-feed';
import type { Session } from '../platform/session';
import type { WaitlistApi } from './waitlist-api';
import { waitlistServerEvents } from './waitlist-events';

type ServerEvent = ReturnType<(typeof waitlistServerEvents)['loaded' | 'loadFailed' | 'changed']>;

interface Sources {
  api: WaitlistApi;
  feed: RealtimeFeed;
  clock: Clock;
  session: Session;
}

/** Joins the feed first and loads then, so that no change falls between the two. */
export function watchClinic(
  clinicId: string,
  { api, feed, clock, session }: Sources,
): Observable<ServerEvent> {
  return new Observable<ServerEvent>((events) => {
    const load = (): void => {
      void loadClinic(clinicId, api).then(({ event, asOf }) => {
        events.next(event);
        if (asOf !== null) subscription.loaded(asOf);
      });
    };
    const subscription = feed.follow(feedOf('waitlist', clinicId), {
      apply: (changes) => {
        const by = session.me()?.staffId ?? null;
        events.next(waitlistServerEvents.changed({ changes, at: clock.now(), by }));
      },
      reload: load,
    });
    load();
    return () => subscription.stop();
  });
}

async function loadClinic(
  clinicId: string,
  api: WaitlistApi,
): Promise<{ event: ServerEvent; asOf: number | null }> {
  try {
    const [waiting, board, providers, visitTypes] = await Promise.all([
      api.listEntries(clinicId),
      api.listOpenings(clinicId),
      api.listProviders(clinicId),
      api.listVisitTypes(clinicId),
    ]);
    const { openings, offers } = board;
    const loaded = { clinicId, entries: waiting.items, openings, offers, providers, visitTypes };
    return {
      event: waitlistServerEvents.loaded(loaded),
      asOf: Math.min(waiting.asOf, board.asOf),
    };
  } catch (error) {
    const problem = problemOf(error);
    return { event: waitlistServerEvents.loadFailed({ clinicId, problem }), asOf: null };
  }
}
