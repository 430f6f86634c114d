// Rows stay where they are while somebody points at them or stands in one; what moved meanwhile is counted and waits.
import { computed, DestroyRef, inject, signal, untracked, type Signal } from '@angular/core';
import type { ById } from '#contract/realtime';
import type { WorkItem } from '#contract/work';

/** A pointer that rests this long points at nothing: an unattended list must not stand still. */
const restMs = 3000;

export interface SteadyRows {
  shown: Signal<WorkItem[]>;
  /** How many rows came, went or moved since. */
  waiting: Signal<number>;
  /** Somebody points at the rows: for as long as the pointer moves. */
  point: () => void;
  /** Somebody stands in a row: until `leave`. */
  enter: () => void;
  leave: () => void;
  release: () => void;
}

export function steadyRows(rows: Signal<WorkItem[]>, items: Signal<ById<WorkItem>>): SteadyRows {
  const kept = signal<readonly string[] | null>(null);
  let isEntered = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keep = (): void => {
    if (untracked(kept) === null) kept.set(untracked(rows).map(({ id }) => id));
  };
  const letGo = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (!isEntered) kept.set(null);
  };
  inject(DestroyRef).onDestroy(() => clearTimeout(timer));
  const waiting = computed(() => {
    const ids = kept();
    return ids === null
      ? 0
      : movesBetween(
          ids,
          rows().map(({ id }) => id),
        );
  });
  return {
    shown: computed(() => {
      const ids = kept();
      return ids === null ? rows() : inPlace(ids, rows(), items());
    }),
    waiting,
    point: () => {
      keep();
      clearTimeout(timer);
      timer = setTimeout(letGo, restMs);
    },
    enter: () => {
      isEntered = true;
      keep();
    },
    leave: () => {
      isEntered = false;
      if (timer === undefined) kept.set(null);
    },
    release: () => {
      clearTimeout(timer);
      timer = undefined;
      kept.set(isEntered ? untracked(rows).map(({ id }) => id) : null);
    },
  };
}

/** What stands at the kept places as it is now, and behind them what further pages bring. */
function inPlace(
  ids: readonly string[],
  rows: readonly WorkItem[],
  items: ById<WorkItem>,
): WorkItem[] {
  const known = ids.map((id) => items[id]).filter((item) => item !== undefined);
  return [...known, ...tailOf(ids, rows)];
}

function tailOf(ids: readonly string[], rows: readonly WorkItem[]): WorkItem[] {
  const held = new Set(ids);
  const last = rows.findLastIndex(({ id }) => held.has(id));
  return rows.slice(last + 1);
}

/** Arrivals before the end, departures, and rows that stand in another order. */
export function movesBetween(before: readonly string[], after: readonly string[]): number {
  const held = new Set(before);
  const last = after.findLastIndex((id) => held.has(id));
  const shownNow = after.slice(0, last + 1);
  const now = new Set(shownNow);
  const arrived = shownNow.filter((id) => !held.has(id)).length;
  const left = before.filter((id) => !now.has(id)).length;
  const [stayed, order] = [
    before.filter((id) => now.has(id)),
    shownNow.filter((id) => held.has(id)),
  ];
  return arrived + left + (stayed.length - inOrder(stayed, order));
}

/** How many keep their order: the longest rising run of their new places. */
function inOrder(before: readonly string[], after: readonly string[]): number {
  const places = new Map(after.map((id, at) => [id, at]));
  const tails: number[] = [];
  for (const id of before) {
    const place = places.get(id) ?? 0;
    const at = tails.findIndex((tail) => tail >= place);
    tails[at === -1 ? tails.length : at] = place;
  }
  return tails.length;
}
