import { Component, DestroyRef, ElementRef, inject, input, output, signal } from '@angular/core';

const step = 8;
const leap = 32;

/**
 * The edge of the element in which it stands, to be drawn by pointer or moved by arrow keys (WCAG 2.5.7). It only
 * tells how wide somebody wants that element to be.
 */
@Component({
  selector: 'app-size-handle',
  template: '',
  styleUrl: './size-handle.scss',
  host: {
    role: 'separator',
    'aria-orientation': 'vertical',
    '[attr.aria-label]': 'label()',
    '[attr.aria-valuenow]': 'now()',
    '[attr.aria-valuemin]': 'least()',
    '[attr.aria-valuemax]': 'most()',
    '[attr.aria-valuetext]': 'now() + " pixels"',
    '[attr.title]': 'hint()',
    '[tabIndex]': 'isStop() ? 0 : -1',
    '[class.at-start]': 'edge() === "start"',
    '[class.drawn]': 'drawn() !== null',
    '(pointerdown)': 'take($event)',
    '(pointermove)': 'draw($event)',
    '(pointerup)': 'drop()',
    '(pointercancel)': 'giveUp()',
    '(dblclick)': 'fitted.emit()',
    '(click)': '$event.stopPropagation()',
    '(keydown)': 'key($event)',
  },
})
export class SizeHandle {
  readonly label = input.required<string>();
  readonly hint = input('');
  readonly edge = input<'start' | 'end'>('end');
  readonly least = input.required<number>();
  readonly most = input.required<number>();
  /** Tab leads to it. */
  readonly isStop = input(true);
  /** In CSS pixels, while it is drawn too. */
  readonly sized = output<number>();
  /** The pointer has let go, or a key was pressed. */
  readonly settled = output();
  /** As wide as it needs. */
  readonly fitted = output();

  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly now = signal(0);
  protected readonly drawn = signal<{ from: number; width: number } | null>(null);

  constructor() {
    const observer = new ResizeObserver(() => this.now.set(Math.round(this.#width())));
    queueMicrotask(() => {
      if (this.#host.parentElement) observer.observe(this.#host.parentElement);
    });
    inject(DestroyRef).onDestroy(() => observer.disconnect());
  }

  protected take(event: PointerEvent): void {
    if (event.button !== 0) return;
    // Neither the text beside it is selected nor the focus goes elsewhere.
    event.preventDefault();
    this.#host.focus({ preventScroll: true });
    this.#host.setPointerCapture(event.pointerId);
    this.drawn.set({ from: event.clientX, width: this.#width() });
  }

  protected draw({ clientX }: PointerEvent): void {
    const drawn = this.drawn();
    if (drawn) this.#ask(drawn.width + (clientX - drawn.from) * this.#sign());
  }

  protected drop(): void {
    if (this.drawn() === null) return;
    this.drawn.set(null);
    this.settled.emit();
  }

  protected giveUp(): void {
    const drawn = this.drawn();
    if (drawn) this.#ask(drawn.width);
    this.drop();
  }

  protected key(event: KeyboardEvent): void {
    const by = (event.shiftKey ? leap : step) * this.#sign();
    const width = this.#width();
    if (event.key === 'ArrowRight') this.#ask(width + by);
    else if (event.key === 'ArrowLeft') this.#ask(width - by);
    else if (event.key === 'Home') this.#ask(this.least());
    else if (event.key === 'End') this.#ask(this.most());
    else if (event.key === 'Enter') this.fitted.emit();
    else if (event.key === 'Escape' && this.drawn()) this.giveUp();
    else return;
    event.preventDefault();
    event.stopPropagation();
    if (this.drawn() === null) this.settled.emit();
  }

  #ask(width: number): void {
    this.sized.emit(Math.round(Math.min(Math.max(width, this.least()), this.most())));
  }

  #sign(): 1 | -1 {
    return this.edge() === 'end' ? 1 : -1;
  }

  #width(): number {
    return this.#host.parentElement?.getBoundingClientRect().width ?? 0;
  }
}
