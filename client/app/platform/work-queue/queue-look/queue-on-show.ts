// What of a queue is on show: the saved view that the address names, and what differs from it.
import { computed, inject, Injectable, linkedSignal } from '@angular/core';
import { lastingFilter, type WorkFilter } from '#contract/work';
import type { WorkView, WorkViewLook } from '#contract/work-view';
import { Session } from '../../session';
import { injectQueueAddress, isSameFilter } from '../queue-address';
import { maySee } from '../queue-views/views-state';
import { WORK_QUEUE } from '../work-queue';
import { WorkQueueStore } from '../work-queue-store';
import { KeptLook } from './kept-look';
import { columnsOf, isSameLook, lookWith, standardLook, type LookColumn } from './table-look';

/** So many clinics have their last view remembered. */
const mostClinics = 50;

@Injectable()
export class QueueOnShow {
  readonly #address = injectQueueAddress();
  readonly #kept = inject(KeptLook);
  readonly #queue = inject(WORK_QUEUE);
  readonly #session = inject(Session);
  readonly #store = inject(WorkQueueStore);

  readonly viewId = this.#address.viewId;
  /** As it was last known, also when it has been removed since. */
  readonly view = computed<WorkView | null>(() => {
    const view = this.#store.views()[this.viewId() ?? ''];
    return view && maySee(view, this.#store.onlooker()) ? view : null;
  });
  /** It is not known yet what the view shows. */
  readonly isAwaited = computed(() => {
    if (this.viewId() === null || this.view() !== null) return false;
    const status = this.#store.viewsStatus();
    const isHere = this.#store.viewsOf() === this.#session.clinic()?.id;
    return !isHere || status === 'loading' || status === 'idle';
  });
  /** The address names a view that is no more, or never was for this person. */
  readonly isGone = computed(() => {
    if (this.viewId() === null || this.isAwaited()) return false;
    return this.view()?.removed ?? this.#store.viewsStatus() === 'loaded';
  });
  readonly filter = computed<WorkFilter>(
    () => this.#address.filter() ?? this.view()?.filter ?? { show: 'open' },
    { equal: isSameFilter },
  );
  readonly #draft = computed(() => {
    const { draft } = this.#kept.look();
    return draft !== null && draft.viewId === this.viewId() ? draft : null;
  });
  readonly look = computed<WorkViewLook>(() => {
    const held =
      this.#draft() ?? this.view() ?? (this.isAwaited() ? standardLook : this.#kept.look());
    return { columns: held.columns, density: held.density };
  });
  readonly columns = computed(() => columnsOf(this.look(), this.#queue.columns));
  readonly isStandard = computed(() => isSameLook(this.look(), standardLook, this.#queue.columns));
  /** What is on show differs from the view as it is saved. */
  readonly isChanged = computed(() => {
    const view = this.view();
    if (view === null) return false;
    return (
      !isSameFilter(lastingFilter(this.filter()), view.filter) ||
      !isSameLook(this.look(), view, this.#queue.columns)
    );
  });
  /** The version that the changes began with: what somebody else saves meanwhile is not written over unseen. */
  readonly base = linkedSignal<{ view: WorkView | null; isChanged: boolean }, number>({
    source: () => ({ view: this.view(), isChanged: this.isChanged() }),
    computation: ({ view, isChanged }, before) => {
      const goesOn = before?.source.isChanged && before.source.view?.id === view?.id;
      if (isChanged && goesOn) return before.value;
      return (isChanged ? this.#draft()?.version : undefined) ?? view?.version ?? 0;
    },
  });

  /** `null` takes a part of the filter away. */
  narrow(change: { [K in keyof WorkFilter]?: WorkFilter[K] | null }): void {
    const entries = Object.entries({ ...this.filter(), ...change });
    const filter = Object.fromEntries(
      entries.filter(([, value]) => value !== null && value !== undefined),
    ) as unknown as WorkFilter;
    const view = this.view();
    this.#address.narrow(view && isSameFilter(filter, view.filter) ? null : filter);
  }

  /** Everything that stands in the same part of the queue. */
  clear(): void {
    this.narrow({ owner: null, level: null, priority: null, status: null, before: null });
  }

  choose(viewId: string | null, options?: { replaceUrl?: boolean }): void {
    const clinicId = this.#session.clinic()?.id ?? '';
    const others = Object.entries(this.#kept.look().lastViews).filter(([id]) => id !== clinicId);
    const here: [string, string][] = viewId === null ? [] : [[clinicId, viewId]];
    const lastViews = Object.fromEntries([...others, ...here].slice(-mostClinics));
    this.#kept.change({ lastViews, draft: null });
    this.#address.showView(viewId, options);
  }

  lastViewIn(clinicId: string): string | null {
    return this.#kept.look().lastViews[clinicId] ?? null;
  }

  arrange(columns: readonly LookColumn[]): void {
    this.#change(lookWith(this.look(), columns, this.#queue.columns));
  }

  space(density: WorkViewLook['density']): void {
    this.#change({ ...this.look(), density });
  }

  /** The look as the view has it, or else as the queue has it. */
  resetLook(): void {
    if (this.view()) this.#kept.change({ draft: null });
    else this.#kept.change(standardLook);
  }

  /** Back to what is saved. */
  reset(): void {
    this.#kept.change({ draft: null });
    this.#address.narrow(null);
  }

  #change(look: WorkViewLook): void {
    const view = this.view();
    if (view === null) this.#kept.change(look);
    else if (isSameLook(look, view, this.#queue.columns)) this.#kept.change({ draft: null });
    else this.#kept.change({ draft: { viewId: view.id, version: this.base(), ...look } });
  }
}
