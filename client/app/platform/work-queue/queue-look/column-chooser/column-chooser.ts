import { LiveAnnouncer } from '@angular/cdk/a11y';
import { CdkDrag, CdkDragHandle, CdkDropList, type CdkDragDrop } from '@angular/cdk/drag-drop';
import {
  afterNextRender,
  Component,
  computed,
  ElementRef,
  inject,
  Injector,
  output,
} from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import type { WorkViewLook } from '#contract/work-view';
import { SvgIcon } from '../../../../ui/svg-icon/svg-icon';
import type { QueueColumn } from '../../queue-columns';
import { WORK_QUEUE } from '../../work-queue';
import { QueueOnShow } from '../queue-on-show';
import { movedColumn, withColumn, withoutColumn } from '../table-look';

/** Which columns are on show and in which order, by drag or by keys, and how high the rows are. */
@Component({
  selector: 'app-column-chooser',
  imports: [CdkDrag, CdkDragHandle, CdkDropList, MatButton, MatIconButton, SvgIcon],
  templateUrl: './column-chooser.html',
  styleUrl: './column-chooser.scss',
})
export class ColumnChooser {
  readonly closed = output();

  readonly #announcer = inject(LiveAnnouncer);
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly #injector = inject(Injector);
  readonly #known = inject(WORK_QUEUE).columns;
  protected readonly onShow = inject(QueueOnShow);

  protected readonly shown = this.onShow.columns;
  protected readonly hidden = computed(() => {
    const shown = new Set(this.shown().map(({ column }) => column));
    return this.#known.filter((column) => !shown.has(column));
  });
  protected readonly densities = [
    { density: 'compact', title: 'Compact' },
    { density: 'comfortable', title: 'Comfortable' },
  ] as const satisfies { density: WorkViewLook['density']; title: string }[];
  protected readonly isReset = computed(() =>
    this.onShow.view() ? !this.onShow.isChanged() : this.onShow.isStandard(),
  );

  protected toggle(column: QueueColumn, isOn: boolean): void {
    const columns = isOn
      ? withColumn(this.shown(), column, this.#known)
      : withoutColumn(this.shown(), column);
    this.onShow.arrange(columns);
    this.#say(`${column.title}: ${isOn ? 'shown' : 'hidden'}`);
    this.#focus(`[data-column="${column.key}"] input`);
  }

  protected drop({ previousIndex, currentIndex }: CdkDragDrop<unknown>): void {
    this.#move(previousIndex, currentIndex);
  }

  protected step(at: number, by: 1 | -1): void {
    const key = this.shown()[at]?.column.key ?? '';
    this.#move(at, at + by);
    const way = by === 1 ? '.down' : '.up';
    this.#focus(
      `[data-column="${key}"] ${way}:not(:disabled), [data-column="${key}"] .step:not(:disabled)`,
    );
  }

  /** Alt with an arrow moves the column in which somebody stands. */
  protected key(event: KeyboardEvent, at: number): void {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!event.altKey || by === undefined) return;
    event.preventDefault();
    const key = this.shown()[at]?.column.key ?? '';
    this.#move(at, at + by);
    this.#focus(`[data-column="${key}"] input`);
  }

  protected reset(): void {
    this.onShow.resetLook();
    this.#say(this.onShow.view() ? 'Columns as saved' : 'Standard columns');
  }

  #move(from: number, to: number): void {
    const { column } = this.shown()[from] ?? {};
    const count = this.shown().length;
    if (!column || from === to || to < 0 || to >= count) return;
    this.onShow.arrange(movedColumn(this.shown(), from, to));
    this.#say(`${column.title}: ${to + 1} of ${count}`);
  }

  #say(words: string): void {
    void this.#announcer.announce(words, 'polite');
  }

  /** What moved in the page has lost the focus. */
  #focus(selector: string): void {
    const read = (): void => this.#host.querySelector<HTMLElement>(selector)?.focus();
    afterNextRender({ read }, { injector: this.#injector });
  }
}
