import { effect, inject, untracked } from '@angular/core';
import { RealtimeFeed } from './realtime-feed';

/** Runs each time the server is there again after it was not, for pages that could not load meanwhile. */
export function whenBack(run: () => void): void {
  const feed = inject(RealtimeFeed);
  let wasAway = false;
  effect(() => {
    const isAway = feed.status() === 'offline' || feed.serverStatus().mode === 'no-database';
    const isBack = !isAway && feed.status() === 'live';
    if (isBack && wasAway) untracked(run);
    wasAway = isAway || (wasAway && !isBack);
  });
}
