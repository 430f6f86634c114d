import { CdkTrapFocus } from '@angular/cdk/a11y';
import {
  CdkConnectedOverlay,
  CdkOverlayOrigin,
  type ConnectedPosition,
} from '@angular/cdk/overlay';
import { Component, computed, inject, signal } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { workPriorities, type WorkFilter } from '#contract/work';
import { SvgIcon } from '../../../ui/svg-icon/svg-icon';
import { isNarrowed } from '../queue-address';
import { priorityTitles } from '../queue-columns';
import { QUEUE_COUNTS } from '../queue-counts';
import { ColumnChooser } from '../queue-look/column-chooser/column-chooser';
import { QueueOnShow } from '../queue-look/queue-on-show';
import { WORK_QUEUE } from '../work-queue';

const most = 10_000;
const belowEnd: ConnectedPosition[] = [
  { originX: 'end', originY: 'bottom', overlayX: 'end', overlayY: 'top', offsetY: 4 },
];

/** Which part of the queue is on show: every choice stands in the address. */
@Component({
  selector: 'app-queue-filters',
  imports: [
    CdkConnectedOverlay,
    CdkOverlayOrigin,
    CdkTrapFocus,
    ColumnChooser,
    MatIconButton,
    SvgIcon,
  ],
  templateUrl: './queue-filters.html',
  styleUrl: './queue-filters.scss',
})
export class QueueFilters {
  readonly #onShow = inject(QueueOnShow);
  protected readonly queue = inject(WORK_QUEUE);
  readonly #counts = inject(QUEUE_COUNTS);

  protected readonly belowEnd = belowEnd;
  protected readonly isChoosing = signal(false);
  protected readonly filter = this.#onShow.filter;
  protected readonly isNarrowed = computed(() => isNarrowed(this.filter()));
  protected readonly tabs = computed(() => {
    const counts = this.#counts();
    return [
      { show: 'open', title: 'Open', count: countWords(counts?.open) },
      { show: 'snoozed', title: 'Put off', count: countWords(counts?.snoozed) },
      { show: 'closed', title: 'Closed', count: '' },
    ] as const;
  });
  protected readonly chips = computed(() => {
    const counts = this.#counts();
    const isOpen = this.filter().show === 'open';
    return [
      { part: { owner: 'me' }, title: 'Mine', count: isOpen ? countWords(counts?.mine) : '' },
      { part: { owner: 'nobody' }, title: 'Nobody’s', count: '' },
      { part: { level: 'late' }, title: 'Late', count: isOpen ? countWords(counts?.late) : '' },
      { part: { level: 'soon' }, title: 'Due soon', count: '' },
    ] as const satisfies { part: Partial<WorkFilter>; title: string; count: string }[];
  });
  protected readonly priorities = workPriorities.map((priority) => ({
    priority,
    title: priorityTitles[priority],
  }));
  /** Those that can be on the list: closed ones are final, the others are not. */
  protected readonly states = computed(() =>
    Object.entries(this.queue.workflow.states)
      .filter(([, { final }]) => (final === true) === (this.filter().show === 'closed'))
      .map(([status, { title }]) => ({ status, title })),
  );

  protected show(show: WorkFilter['show']): void {
    this.#onShow.narrow({ show, status: null });
  }

  protected isOn(part: Partial<WorkFilter>): boolean {
    return Object.entries(part).every(([name, value]) => this.filter()[name as 'owner'] === value);
  }

  protected toggle(part: Partial<WorkFilter>): void {
    const off = Object.fromEntries(Object.keys(part).map((name) => [name, null]));
    this.#onShow.narrow(this.isOn(part) ? off : part);
  }

  protected choose(name: 'priority' | 'status', event: Event): void {
    this.#onShow.narrow({ [name]: (event.target as HTMLSelectElement).value || null });
  }

  protected clear(): void {
    this.#onShow.clear();
  }

  /** A click on the button itself closes it by itself. */
  protected leave({ target }: MouseEvent, button: HTMLElement): void {
    if (!(target instanceof Node && button.contains(target))) this.isChoosing.set(false);
  }
}

function countWords(count: number | undefined): string {
  if (count === undefined) return '';
  return count >= most ? '10,000+' : count.toLocaleString('en-US');
}
