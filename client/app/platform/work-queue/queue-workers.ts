import { computed, inject, type Signal } from '@angular/core';
import { roleHolds } from '#contract/permission';
import type { Colleague } from '#contract/staff';
import { Session } from '../session';
import { WORK_QUEUE } from './work-queue';
import { WorkQueueStore } from './work-queue-store';

export interface QueueWorkers {
  /** Those who can have an item of this queue. */
  workers: Signal<Colleague[]>;
  /** May this person give items to others? */
  mayAssign: Signal<boolean>;
}

export function injectQueueWorkers(): QueueWorkers {
  const { permissions } = inject(WORK_QUEUE).endpoints;
  const session = inject(Session);
  const store = inject(WorkQueueStore);
  return {
    workers: computed(() =>
      Object.values(store.colleagues()).filter(
        ({ left, roles }) => !left && roles.some((role) => roleHolds(role, permissions.work)),
      ),
    ),
    mayAssign: computed(() => session.can(permissions.assign)),
  };
}
