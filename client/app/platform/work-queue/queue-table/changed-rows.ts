// What happened to rows while somebody looks at them.
import { computed, inject, type Signal } from '@angular/core';
import type { WorkItem } from '#contract/work';
import { Clock } from '../../clock';
import { WorkQueueStore } from '../work-queue-store';

/** How long after a change from elsewhere a row tells by whom. */
const glowMs = 4000;

export interface ChangedRows {
  /** Gone from the list, and still here because somebody points at it. */
  hasLeft: (item: WorkItem) => boolean;
  /** Who changed it just now; empty when nobody else did. */
  touchedBy: (item: WorkItem) => string;
}

export function injectChangedRows(shown: Signal<readonly WorkItem[]>): ChangedRows {
  const clock = inject(Clock);
  const store = inject(WorkQueueStore);
  const left = computed(() => {
    const held = new Set(store.rows().map(({ id }) => id));
    return new Set(shown().flatMap(({ id }) => (held.has(id) ? [] : [id])));
  });
  return {
    hasLeft: ({ id }) => left().has(id),
    touchedBy: ({ id }) => {
      const touch = store.touched()[id];
      if (!touch || Date.parse(clock.now()) - Date.parse(touch.at) > glowMs) return '';
      return touch.by === null ? 'System' : store.nameOf()(touch.by);
    },
  };
}
