// Brings a row of the virtual list into view and the focus into it.
import type { CdkVirtualScrollViewport } from '@angular/cdk/scrolling';
import {
  afterNextRender,
  DestroyRef,
  ElementRef,
  inject,
  Injector,
  signal,
  type Signal,
} from '@angular/core';

/** Rows are drawn a frame or two after the list has been scrolled to them. */
const framesToDraw = 5;

export interface RowFocus {
  /** How wide the table is. */
  width: Signal<number>;
  focus: (itemId: string, place: { at: number; rowSize: number }) => void;
}

export function injectRowFocus(viewport: Signal<CdkVirtualScrollViewport>): RowFocus {
  const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  const injector = inject(Injector);
  const width = signal(Infinity);
  const observer = new ResizeObserver(([entry]) => {
    if (entry) width.set(entry.contentRect.width);
    // It listens to the window only; a panel that opens makes it smaller, too.
    viewport().checkViewportSize();
  });
  afterNextRender(() => observer.observe(host));
  inject(DestroyRef).onDestroy(() => observer.disconnect());

  const focusDrawn = (itemId: string, frames: number): void => {
    const row = host.querySelector<HTMLElement>(`[data-item="${itemId}"]`);
    if (row) row.focus({ preventScroll: true });
    else if (frames > 0) requestAnimationFrame(() => focusDrawn(itemId, frames - 1));
  };
  return {
    width: width.asReadonly(),
    focus: (itemId, { at, rowSize }) => {
      scrollTo(viewport(), at * rowSize, rowSize);
      afterNextRender({ read: () => focusDrawn(itemId, framesToDraw) }, { injector });
    },
  };
}

function scrollTo(viewport: CdkVirtualScrollViewport, top: number, rowSize: number): void {
  const size = viewport.getViewportSize();
  const offset = viewport.measureScrollOffset();
  if (top < offset) viewport.scrollToOffset(top);
  else if (top + rowSize > offset + size) viewport.scrollToOffset(top + rowSize - size);
}
