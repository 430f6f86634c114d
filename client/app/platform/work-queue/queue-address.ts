// What a queue's page shows stands in its address: the item in hand, the saved view, the filter.
import { computed, inject, type Signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router, type ParamMap, type UrlMatcher } from '@angular/router';
import * as z from 'zod/mini';
import { instant } from '#contract/time';
import { clockLevels, workPriorities, type WorkFilter } from '#contract/work';
import { WORK_QUEUE } from './work-queue';

/** `/calls` and `/calls/<item>` are one page: it is not built anew when somebody opens an item. */
export const queueAddress: UrlMatcher = (segments) => {
  const [item] = segments;
  if (segments.length > 1) return null;
  return { consumed: segments, posParams: item ? { itemId: item } : {} };
};

export interface QueueAddress {
  itemId: Signal<string | null>;
  /** The saved view on show. */
  viewId: Signal<string | null>;
  /** `null` where the address says nothing of it: then it is the view's, or everything open. */
  filter: Signal<WorkFilter | null>;
  /** Opens an item, or none. */
  show: (itemId: string | null, options?: { replaceUrl?: boolean }) => void;
  /** The filter from now on; `null` leaves it to the view. */
  narrow: (filter: WorkFilter | null) => void;
  /** A view as it is saved, or none. */
  showView: (viewId: string | null, options?: { replaceUrl?: boolean }) => void;
  /** Another clinic: what is in hand is left behind. */
  leaveItem: (viewId: string | null) => void;
}

const filterParts = ['show', 'owner', 'level', 'priority', 'status', 'before'] as const;
const noFilter = Object.fromEntries(filterParts.map((part) => [part, null]));

export function injectQueueAddress(): QueueAddress {
  const route = inject(ActivatedRoute);
  const router = inject(Router);
  const { name } = inject(WORK_QUEUE);
  const params = toSignal(route.paramMap, { requireSync: true });
  const query = toSignal(route.queryParamMap, { requireSync: true });
  const viewId = computed(() => query().get('view'));
  const merge = (queryParams: Record<string, unknown>, replaceUrl = false): void =>
    void router.navigate([], {
      relativeTo: route,
      queryParams,
      queryParamsHandling: 'merge',
      replaceUrl,
    });
  return {
    itemId: computed(() => params().get('itemId')),
    viewId,
    filter: computed(
      () => (filterParts.some((part) => query().has(part)) ? filterOf(query()) : null),
      { equal: isSameFilter },
    ),
    show: (itemId, { replaceUrl = false } = {}) => {
      const path = itemId ? ['/', name, itemId] : ['/', name];
      void router.navigate(path, { queryParamsHandling: 'preserve', replaceUrl });
    },
    narrow: (filter) => {
      // Beside a view it has to be said that everything open is shown.
      const isSaid = filter !== null && (viewId() !== null || filter.show !== 'open');
      merge({ ...noFilter, ...filter, ...(isSaid ? {} : { show: null }) });
    },
    showView: (view, { replaceUrl = false } = {}) => merge({ ...noFilter, view }, replaceUrl),
    leaveItem: (view) =>
      void router.navigate(['/', name], {
        queryParams: view === viewId() ? {} : { ...noFilter, view },
        queryParamsHandling: 'merge',
        replaceUrl: true,
      }),
  };
}

/** What somebody typed into the address is taken as far as it makes sense. */
export function filterOf(query: ParamMap): WorkFilter {
  const one = <T extends string>(name: string, known: readonly T[]): T | undefined =>
    known.find((value) => value === query.get(name));
  const owner = one('owner', ['me', 'nobody']);
  const level = one('level', clockLevels);
  const priority = one('priority', workPriorities);
  const status = query.get('status')?.slice(0, 40);
  const before = z.safeParse(instant, query.get('before')).data;
  return {
    show: one('show', ['open', 'snoozed', 'closed']) ?? 'open',
    ...(owner ? { owner } : {}),
    ...(level ? { level } : {}),
    ...(priority ? { priority } : {}),
    ...(status ? { status } : {}),
    ...(before ? { before } : {}),
  };
}

export function isNarrowed({ owner, level, priority, status, before }: WorkFilter): boolean {
  return [owner, level, priority, status, before].some((part) => part !== undefined);
}

export function isSameFilter(a: WorkFilter | null, b: WorkFilter | null): boolean {
  if (a === null || b === null) return a === b;
  return filterParts.every((part) => a[part] === b[part]);
}
