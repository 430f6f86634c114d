// How wide the columns of the table are and would like to be, as they are drawn.
import { afterNextRender, ElementRef, inject, Injector } from '@angular/core';

export interface ColumnSizes {
  /** `null` while the column is not on show. */
  drawn: (key: string) => number | null;
  /** What its title and the cells that are drawn now need. */
  needed: (key: string) => number | null;
  whenDrawn: (run: () => void) => void;
  /** From one edge to another; false at the end. */
  goToEdge: (from: EventTarget | null, by: number) => boolean;
}

export function injectColumnSizes(): ColumnSizes {
  const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  const injector = inject(Injector);
  const find = (selector: string): HTMLElement[] => [
    ...host.querySelectorAll<HTMLElement>(selector),
  ];
  return {
    drawn: (key) =>
      find(`[role=columnheader][data-column="${key}"]`)[0]?.getBoundingClientRect().width ?? null,
    needed: (key) => {
      const parts = find(
        `[role=gridcell][data-column="${key}"], [data-column="${key}"] > .title`,
      ).map(contentWidth);
      return parts.length > 0 ? Math.ceil(Math.max(...parts)) : null;
    },
    whenDrawn: (run) => afterNextRender({ read: run }, { injector }),
    goToEdge: (from, by) => {
      const edges = find('app-size-handle');
      const next = edges[edges.findIndex((edge) => edge === from) + by];
      if (!next || !edges.some((edge) => edge === from)) return false;
      next.focus();
      return true;
    },
  };
}

/** Of what is inside, also where an ellipsis cuts it off. */
function contentWidth(cell: HTMLElement): number {
  const range = document.createRange();
  range.selectNodeContents(cell);
  return range.getBoundingClientRect().width;
}
