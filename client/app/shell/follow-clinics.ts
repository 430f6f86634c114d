import { computed, effect, inject } from '@angular/core';
import { RealtimeFeed } from '../platform/realtime-feed';
import { Session } from '../platform/session';

/** In an injection context: names, zone and phone of the clinics are those of now on every console. */
export function followClinics(): void {
  const feed = inject(RealtimeFeed);
  const session = inject(Session);
  const staffId = computed(() => session.me()?.staffId);
  effect((onCleanup) => {
    if (!staffId()) return;
    onCleanup(
      feed.hear('clinics:organization', (changes) => {
        if (changes?.every(({ type }) => type !== 'clinics.clinic-changed')) return;
        // Without an answer they stay as they were known, until the next change or load.
        session.reload().catch(() => undefined);
      }),
    );
  });
}
