import { computed, inject, type Signal } from '@angular/core';
import { RealtimeFeed } from '../realtime-feed';
import { TimeFormat } from '../time-format';

/** In words, while what is on screen may be out of date; what is not there cannot be. Empty while it is live. */
export function injectStaleness(hasData: Signal<boolean>): Signal<string> {
  const feed = inject(RealtimeFeed);
  const format = inject(TimeFormat);
  return computed(() => {
    if (feed.status() !== 'offline' || !hasData()) return '';
    const since = feed.staleSince();
    return since ? `As of ${format.time(since)}; not live now` : 'Not live now';
  });
}
