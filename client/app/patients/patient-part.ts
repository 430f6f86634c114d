// One part of the patient's page: loaded with the reader's rights, again after each change, again when the server is back.
import { computed, effect, inject, resource, type Signal } from '@angular/core';
import { clinicsWith, type Permission } from '#contract/permission';
import { feedOf, type ChangeEnvelope } from '#contract/realtime';
import { problemOf } from '../platform/api';
import { messageOf } from '../platform/problem-message';
import type { Hearer } from '../platform/followed-feed';
import { RealtimeFeed } from '../platform/realtime-feed';
import { Session } from '../platform/session';
import { whenBack } from '../platform/when-back';

export interface PatientPart<T> {
  readonly mayRead: Signal<boolean>;
  /** `null` until it is loaded. */
  readonly value: Signal<T | null>;
  readonly problem: Signal<string>;
  readonly reload: () => void;
}

interface Definition<T> {
  patientId: Signal<string>;
  needs: Permission;
  /** Whose feed tells of changes, and whether each clinic has its own. */
  feed: {
    capability: string;
    of: 'clinics' | 'organization';
    /** Who hears it, where not everybody does who reads the part. */
    needs?: Permission;
  };
  load: (patientId: string) => Promise<T>;
}

export function patientPart<T>({ patientId, needs, feed, load }: Definition<T>): PatientPart<T> {
  const realtime = inject(RealtimeFeed);
  const session = inject(Session);
  const mayRead = computed(() => session.canSomewhere(needs));
  const loaded = resource({
    params: () => (mayRead() ? patientId() : undefined),
    loader: async ({ params }) => {
      await realtime.opened();
      return load(params);
    },
  });
  const reload = (): void => {
    loaded.reload();
  };
  effect((onCleanup) => {
    const clinicIds = clinicsWith(session.grants(), feed.needs ?? needs);
    const feeds =
      feed.of === 'organization'
        ? [feedOf(feed.capability, null)]
        : clinicIds.map((clinicId) => feedOf(feed.capability, clinicId));
    const id = patientId();
    // A read is an entry in the audit log: only what is about this patient is reason for another.
    const hear: Hearer = (changes) => {
      if (changes === null || changes.some((change) => isAbout(change, id))) reload();
    };
    const stops = mayRead() ? feeds.map((name) => realtime.hear(name, hear, 'once-opened')) : [];
    onCleanup(() => {
      for (const stop of stops) stop();
    });
  });
  whenBack(() => {
    if (loaded.error()) reload();
  });
  return {
    mayRead,
    value: computed(() => (loaded.hasValue() ? loaded.value() : null)),
    problem: computed(() => {
      const error = loaded.error();
      return error ? messageOf(problemOf(error)) : '';
    }),
    reload,
  };
}

function isAbout({ entityId, payload }: ChangeEnvelope, patientId: string): boolean {
  const about = (payload ?? {}) as { patient?: { id?: string }; patientId?: string };
  return [entityId, about.patient?.id, about.patientId].includes(patientId);
}
