// What was sent, answered and said about the request in hand, read again whenever something of it was written.
import { computed, effect, inject, resource, type Signal } from '@angular/core';
import type { Authorization } from '#contract/authorization-request';
import { feedOf } from '#contract/realtime';
import { problemOf } from '../platform/api';
import type { Hearer } from '../platform/followed-feed';
import { messageOf } from '../platform/problem-message';
import { RealtimeFeed } from '../platform/realtime-feed';
import { AuthorizationsApi, type AuthorizationStory } from './authorizations-api';

export interface StorySource {
  story: Signal<AuthorizationStory | null>;
  /** Why it could not be read; `''` while nothing is wrong. */
  problem: Signal<string>;
  reload: () => void;
}

export function injectStory(request: Signal<Authorization>): StorySource {
  const api = inject(AuthorizationsApi);
  const feed = inject(RealtimeFeed);
  const itemId = computed(() => request().id);
  const clinicId = computed(() => request().work.clinicId);
  const read = resource({
    params: () => itemId(),
    loader: async ({ params }) => {
      await feed.opened();
      return api.story(params);
    },
  });
  const reload = (): void => void read.reload();
  effect((onCleanup) => {
    const id = itemId();
    // A read is an entry in the audit log: who has it in hand is no reason for another.
    const hear: Hearer = (changes) => {
      const isAbout =
        changes === null ||
        changes.some(
          ({ entityId, type }) => entityId === id && !type.startsWith('authorizations.work-'),
        );
      if (isAbout) reload();
    };
    onCleanup(feed.hear(feedOf('authorizations', clinicId()), hear, 'once-opened'));
  });
  return {
    story: computed(() => (read.hasValue() ? read.value() : null)),
    problem: computed(() => {
      const error = read.error();
      return error ? messageOf(problemOf(error)) : '';
    }),
    reload,
  };
}
