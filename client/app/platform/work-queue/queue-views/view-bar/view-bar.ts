import {
  afterNextRender,
  Component,
  computed,
  DestroyRef,
  inject,
  signal,
  viewChild,
  type ElementRef,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { lastingFilter } from '#contract/work';
import type { WorkView } from '#contract/work-view';
import { ShortcutKey } from '../../../shortcut-key';
import { SvgIcon } from '../../../../ui/svg-icon/svg-icon';
import { isNarrowed } from '../../queue-address';
import { QueueOnShow } from '../../queue-look/queue-on-show';
import { WORK_QUEUE } from '../../work-queue';
import { WorkQueueStore } from '../../work-queue-store';
import { SaveViewDialog } from '../save-view-dialog/save-view-dialog';
import { ViewChanges } from '../view-changes/view-changes';
import { ViewMenu } from '../view-menu/view-menu';
import { ViewNotice } from '../view-notice/view-notice';
import { ViewPicker } from '../view-picker/view-picker';
import { ownerWords } from '../view-words';

/** So many stand beside each other at most; the others are in the picker. */
const mostTabs = 6;
/** CSS pixels: what a tab needs to be read, and what stands beside the tabs of views. */
const [tabWidth, besideTabs] = [130, 230];

/** Saved views of a queue as tabs: one's own, those of one's role, shared ones. */
@Component({
  selector: 'app-view-bar',
  imports: [
    MatButton,
    SaveViewDialog,
    ShortcutKey,
    SvgIcon,
    ViewChanges,
    ViewMenu,
    ViewNotice,
    ViewPicker,
  ],
  templateUrl: './view-bar.html',
  styleUrl: './view-bar.scss',
})
export class ViewBar {
  readonly #store = inject(WorkQueueStore);
  protected readonly onShow = inject(QueueOnShow);
  protected readonly queue = inject(WORK_QUEUE);

  private readonly tabs = viewChild.required<ElementRef<HTMLElement>>('tabs');
  readonly #width = signal(0);

  protected readonly isPicking = signal(false);
  protected readonly isSaving = signal(false);
  protected readonly count = computed(() =>
    this.#store.viewGroups().reduce((count, { views }) => count + views.length, 0),
  );
  /** The first ones, and the one on show in any case. */
  readonly #tabIds = computed(() => {
    const ids = this.#store.viewGroups().flatMap(({ views }) => views.map(({ id }) => id));
    const chosen = this.onShow.viewId() ?? '';
    const room = Math.floor((this.#width() - besideTabs) / tabWidth);
    const first = ids.slice(0, Math.min(Math.max(room, 1), mostTabs));
    const isBehind = ids.includes(chosen) && !first.includes(chosen);
    return new Set(isBehind ? [...first.slice(0, -1), chosen] : first);
  });
  protected readonly groups = computed(() =>
    this.#store
      .viewGroups()
      .map((group) => ({ ...group, views: group.views.filter(({ id }) => this.#tabIds().has(id)) }))
      .filter(({ views }) => views.length > 0),
  );
  protected readonly more = computed(() => this.count() - this.#tabIds().size);
  /** The view on show, as long as it is there. */
  protected readonly view = computed(() => (this.onShow.isGone() ? null : this.onShow.view()));
  /** Without a view: what is on show is worth a name. */
  protected readonly isOwn = computed(
    () =>
      this.onShow.viewId() === null &&
      (!this.onShow.isStandard() ||
        isNarrowed(lastingFilter(this.onShow.filter())) ||
        this.onShow.filter().show !== 'open'),
  );

  constructor() {
    const observer = new ResizeObserver(([entry]) => {
      if (entry) this.#width.set(entry.contentRect.width);
    });
    afterNextRender(() => observer.observe(this.tabs().nativeElement));
    inject(DestroyRef).onDestroy(() => observer.disconnect());
  }

  pick(): void {
    if (this.count() > 0) this.isPicking.set(true);
  }

  protected choose(viewId: string | null): void {
    this.onShow.choose(viewId);
  }

  protected saved({ id }: WorkView): void {
    this.onShow.choose(id);
  }

  protected ownerOf(view: WorkView): string {
    return `${view.name} · ${ownerWords(view)}`;
  }
}
