// Where the person was last, latest first. In memory only: a patient's name must not outlive the tab in its storage.
import { computed, inject, linkedSignal, Service } from '@angular/core';
import { Session } from './session';

export interface RecentPage {
  /** The path alone; what was picked on the page is not part of it. */
  url: string;
  title: string;
}

const mostKept = 12;

@Service()
export class RecentPages {
  readonly #session = inject(Session);
  // A value of its own: what else changes about the person must not empty the lists.
  readonly #staffId = computed(() => this.#session.me()?.staffId);
  // Both are gone with the person: the next one at this desk starts anew.
  readonly #visited = linkedSignal<string | undefined, readonly RecentPage[]>({
    source: this.#staffId,
    computation: () => [],
  });
  readonly #names = linkedSignal<string | undefined, readonly RecentPage[]>({
    source: this.#staffId,
    computation: () => [],
  });

  readonly pages = computed<readonly RecentPage[]>(() =>
    this.#visited().map((page) => this.#names().find(({ url }) => url === page.url) ?? page),
  );

  visited(url: string, title: string): void {
    this.#visited.update((held) => withFirst(held, { url, title }));
  }

  /** What a page turned out to be about; known before or after the page has been visited. */
  name(url: string, title: string): void {
    this.#names.update((held) => withFirst(held, { url, title }));
  }
}

function withFirst(held: readonly RecentPage[], page: RecentPage): RecentPage[] {
  return [page, ...held.filter(({ url }) => url !== page.url)].slice(0, mostKept);
}
