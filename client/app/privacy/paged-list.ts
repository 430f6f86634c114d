// A list that comes page by page: the first one again whenever what is asked for changes, more on demand.
import { computed, linkedSignal, resource, signal, type Signal } from '@angular/core';
import { problemOf } from '../platform/api';
import { messageOf } from '../platform/problem-message';

export interface Page<T> {
  items: T[];
  next: string | null;
}

export interface PagedList<T> {
  readonly items: Signal<readonly T[]>;
  readonly isLoaded: Signal<boolean>;
  /** There are more than those shown. */
  readonly hasMore: Signal<boolean>;
  readonly isLoadingMore: Signal<boolean>;
  readonly message: Signal<string>;
  more(): Promise<void>;
  reload(): void;
}

/** `params` is what is asked for; nothing is, while it is `undefined`. Call in an injection context. */
export function pagedList<P, T>(
  params: () => P | undefined,
  ask: (params: P, after?: string) => Promise<Page<T>>,
): PagedList<T> {
  const first = resource({ params, loader: ({ params: asked }) => ask(asked as P) });
  const begin = computed(() => (first.hasValue() ? first.value() : null));
  const rest = linkedSignal<Page<T> | null, Page<T>>({
    source: begin,
    computation: (page) => ({ items: [], next: page?.next ?? null }),
  });
  const failed = linkedSignal<Page<T> | null, unknown>({ source: begin, computation: () => null });
  const isLoadingMore = signal(false);

  async function more(): Promise<void> {
    const [asked, page, { next }] = [params(), begin(), rest()];
    if (asked === undefined || next === null || isLoadingMore()) return;
    isLoadingMore.set(true);
    try {
      const added = await ask(asked, next);
      // Another list has come meanwhile: this was a page of the one before.
      if (begin() === page)
        rest.update(({ items }) => ({ items: [...items, ...added.items], next: added.next }));
    } catch (error) {
      failed.set(error);
    } finally {
      isLoadingMore.set(false);
    }
  }

  return {
    items: computed(() => [...(begin()?.items ?? []), ...rest().items]),
    isLoaded: computed(() => begin() !== null),
    hasMore: computed(() => rest().next !== null),
    isLoadingMore: isLoadingMore.asReadonly(),
    message: computed(() => {
      const error = first.error() ?? failed();
      return error ? messageOf(problemOf(error)) : '';
    }),
    more,
    reload: () => void first.reload(),
  };
}
