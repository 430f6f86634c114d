// Which columns lie in sight or beside it: of a large clinic's sixty providers only those are drawn.
import { signal } from '@angular/core';

/** Fewer than these are all drawn, wherever they lie. */
const fewest = 12;
/** So many are ready on either side before they are scrolled to. */
const beside = 2;

interface Range {
  from: number;
  until: number;
}

export class NearColumns {
  readonly #range = signal<Range>({ from: 0, until: fewest });
  readonly #isPrinted = signal(false);
  #scroller: HTMLElement | undefined;
  #isPlanned = false;

  /** Follows what is in sight from now on; call the answer to stop. `redraw` draws at once what has changed. */
  follow(scroller: HTMLElement, redraw: () => void): () => void {
    this.#scroller = scroller;
    const plan = (): void => this.#plan();
    const resized = new ResizeObserver(plan);
    const paper = matchMedia('print');
    // Paper has no sight, and is drawn before the next frame.
    const printed = (): void => {
      this.#isPrinted.set(paper.matches);
      redraw();
    };
    scroller.addEventListener('scroll', plan, { passive: true });
    resized.observe(scroller);
    paper.addEventListener('change', printed);
    return () => {
      this.#scroller = undefined;
      scroller.removeEventListener('scroll', plan);
      resized.disconnect();
      paper.removeEventListener('change', printed);
    };
  }

  isNear(at: number, count: number): boolean {
    const { from, until } = this.#range();
    return count <= fewest || this.#isPrinted() || (at >= from && at < until);
  }

  #plan(): void {
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    requestAnimationFrame(() => {
      this.#isPlanned = false;
      this.#measure();
    });
  }

  #measure(): void {
    const columns = this.#scroller?.querySelectorAll<HTMLElement>('.column');
    const [first] = columns ?? [];
    if (!this.#scroller || !columns || !first) return;
    const { scrollLeft, clientWidth } = this.#scroller;
    const from = Math.floor((scrollLeft - beside * first.offsetWidth) / first.offsetWidth);
    const until = Math.ceil((scrollLeft + clientWidth) / first.offsetWidth) + beside;
    const was = this.#range();
    if (from !== was.from || until !== was.until) this.#range.set({ from, until });
  }
}
