// Cards stay where they are while somebody points at them; what moved meanwhile is counted and waits.
import { computed, DestroyRef, inject, signal, untracked, type Signal } from '@angular/core';
import { columnNames, type Columns } from './board-columns';
import type { OpeningOnBoard } from './waitlist-store';

/** A pointer that rests this long points at nothing: an unattended board must not stand still. */
const restMs = 3000;

export interface SteadyColumns {
  shown: Signal<Columns>;
  /** How many openings stand elsewhere than they are shown. */
  waiting: Signal<number>;
  hold: () => void;
  release: () => void;
}

export function steadyColumns(columns: Signal<Columns>): SteadyColumns {
  const held = signal<Columns | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const release = (): void => {
    clearTimeout(timer);
    held.set(null);
  };
  inject(DestroyRef).onDestroy(() => clearTimeout(timer));
  return {
    shown: computed(() => {
      const kept = held();
      return kept ? inPlace(kept, columns()) : columns();
    }),
    waiting: computed(() => {
      const kept = held();
      return kept ? movedCount(kept, columns()) : 0;
    }),
    hold: () => {
      if (untracked(held) === null) held.set(untracked(columns));
      clearTimeout(timer);
      timer = setTimeout(release, restMs);
    },
    release,
  };
}

/** The places that are kept, with what stands there as it is now. */
function inPlace(kept: Columns, columns: Columns): Columns {
  const now = new Map(allOf(columns).map((item) => [item.opening.id, item]));
  const known = (items: OpeningOnBoard[]): OpeningOnBoard[] =>
    items.map(({ opening }) => now.get(opening.id)).filter((item) => item !== undefined);
  return {
    open: known(kept.open),
    offered: known(kept.offered),
    filled: known(kept.filled),
    ended: known(kept.ended),
  };
}

function movedCount(kept: Columns, columns: Columns): number {
  const before = placesOf(kept);
  return [...placesOf(columns)].filter(([id, place]) => before.get(id) !== place).length;
}

function placesOf(columns: Columns): Map<string, string> {
  return new Map(
    columnNames.flatMap((name) => columns[name].map(({ opening }) => [opening.id, name] as const)),
  );
}

function allOf(columns: Columns): OpeningOnBoard[] {
  return columnNames.flatMap((name) => columns[name]);
}
