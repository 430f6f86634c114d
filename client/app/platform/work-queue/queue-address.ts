// What a queue's page shows stands in its address: the item in hand, the filter, columns and density.
import { computed, inject, type Signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router, type ParamMap, type UrlMatcher } from '@angular/router';
import { clockLevels, workPriorities, type WorkFilter } from '#contract/work';
import { WORK_QUEUE } from './work-queue';

/** `/calls` and `/calls/<item>` are one page: it is not built anew when somebody opens an item. */
export const queueAddress: UrlMatcher = (segments) => {
  const [item] = segments;
  if (segments.length > 1) return null;
  return { consumed: segments, posParams: item ? { itemId: item } : {} };
};

export type Density = 'compact' | 'comfortable';

export interface QueueAddress {
  itemId: Signal<string | null>;
  filter: Signal<WorkFilter>;
  hidden: Signal<ReadonlySet<string>>;
  density: Signal<Density>;
  /** Opens an item, or none. */
  show: (itemId: string | null, options?: { replaceUrl?: boolean }) => void;
  /** `null` takes a part of the filter away. */
  narrow: (change: { [K in keyof WorkFilter]?: WorkFilter[K] | null }) => void;
  hide: (columns: readonly string[]) => void;
  space: (density: Density) => void;
}

export function injectQueueAddress(): QueueAddress {
  const route = inject(ActivatedRoute);
  const router = inject(Router);
  const { name } = inject(WORK_QUEUE);
  const params = toSignal(route.paramMap, { requireSync: true });
  const query = toSignal(route.queryParamMap, { requireSync: true });
  const merge = (queryParams: Record<string, unknown>, replaceUrl = false): void =>
    void router.navigate([], {
      relativeTo: route,
      queryParams,
      queryParamsHandling: 'merge',
      replaceUrl,
    });
  return {
    itemId: computed(() => params().get('itemId')),
    filter: computed(() => filterOf(query()), { equal: isSameFilter }),
    hidden: computed(() => new Set(query().get('without')?.split(',') ?? [])),
    density: computed(() => (query().get('rows') === 'comfortable' ? 'comfortable' : 'compact')),
    show: (itemId, { replaceUrl = false } = {}) => {
      const path = itemId ? ['/', name, itemId] : ['/', name];
      void router.navigate(path, { queryParamsHandling: 'preserve', replaceUrl });
    },
    narrow: (change) => merge({ ...change, ...(change.show === 'open' ? { show: null } : {}) }),
    hide: (columns) => merge({ without: columns.length > 0 ? columns.join(',') : null }, true),
    space: (density) => merge({ rows: density === 'compact' ? null : density }, true),
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
  return {
    show: one('show', ['open', 'snoozed', 'closed']) ?? 'open',
    ...(owner ? { owner } : {}),
    ...(level ? { level } : {}),
    ...(priority ? { priority } : {}),
    ...(status ? { status } : {}),
  };
}

export function isNarrowed({ owner, level, priority, status }: WorkFilter): boolean {
  return [owner, level, priority, status].some((part) => part !== undefined);
}

function isSameFilter(a: WorkFilter, b: WorkFilter): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
