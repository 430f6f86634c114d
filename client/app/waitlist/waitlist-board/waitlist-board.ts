import { Component, computed, effect, ElementRef, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { columnTitles, type ColumnName, type Columns } from '../board-columns';
import { OpeningCard } from '../opening-card/opening-card';
import { countOf } from '../opening-words';
import { steadyColumns } from '../steady-columns';

interface ColumnOnShow {
  name: ColumnName;
  title: string;
  /** Why nothing stands here. */
  empty: string;
}

const columnsOnShow: readonly ColumnOnShow[] = [
  { name: 'open', title: columnTitles.open, empty: 'No freed time waits for an offer.' },
  { name: 'offered', title: columnTitles.offered, empty: 'No offer waits for an answer.' },
  { name: 'filled', title: columnTitles.filled, empty: 'Nothing filled yet today.' },
];

/** Freed time by how far it is: to be offered, on offer, filled. */
@Component({
  selector: 'app-waitlist-board',
  imports: [EmptyState, OpeningCard, RouterLink],
  templateUrl: './waitlist-board.html',
  styleUrl: './waitlist-board.scss',
  host: {
    '(pointermove)': 'steady.hold()',
    '(pointerleave)': 'steady.release()',
    '(keydown)': 'steady.hold()',
  },
})
export class WaitlistBoard {
  readonly columns = input.required<Columns>();
  readonly daysGained = input(0);
  readonly pickedId = input<string | null>(null);
  readonly pick = output<string>();

  readonly #pending = computed(
    () =>
      Object.values(this.columns())
        .flat()
        .filter(({ pending }) => pending).length,
  );
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  protected readonly steady = steadyColumns(this.columns);
  protected readonly columnsOnShow = columnsOnShow;
  protected readonly changes = computed(() => countOf(this.steady.waiting(), 'change', 'changes'));
  protected readonly isEmpty = computed(() =>
    Object.values(this.steady.shown()).every((items) => items.length === 0),
  );
  protected readonly gained = computed(() =>
    this.daysGained() > 0 ? `${countOf(this.daysGained(), 'day', 'days')} gained` : '',
  );

  constructor() {
    // What the person does themselves is shown at once, wherever they point.
    effect(() => {
      if (this.#pending() > 0) this.steady.release();
    });
  }

  /** Moves the focus to the next or the previous card and tells which it is. */
  focusNext(by: 1 | -1): string | null {
    const cards = [...this.#host.querySelectorAll<HTMLElement>('[data-opening]')];
    const from = cards.findIndex((card) => card === document.activeElement);
    const at = from >= 0 ? from : cards.findIndex((card) => idOf(card) === this.pickedId());
    const next = cards[at < 0 ? 0 : Math.min(Math.max(at + by, 0), cards.length - 1)];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
    return next ? idOf(next) : null;
  }

  focusCard(openingId: string): void {
    [...this.#host.querySelectorAll<HTMLElement>('[data-opening]')]
      .find((card) => idOf(card) === openingId)
      ?.focus();
  }
}

function idOf(card: HTMLElement): string | null {
  return card.getAttribute('data-opening');
}
