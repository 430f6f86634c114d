import { inject, Injectable, type OnDestroy } from '@angular/core';
import { Toasts, type Toast } from '../toasts';

/** The news of the last act is more urgent than what is left of the one before. */
@Injectable()
export class LatestNews implements OnDestroy {
  readonly #toasts = inject(Toasts);
  #shown: Toast | null = null;

  show(toast: Toast): void {
    this.withdraw();
    this.#shown = toast;
    this.#toasts.show(toast);
  }

  withdraw(): void {
    if (this.#shown && this.#toasts.current() === this.#shown) this.#toasts.dismiss();
    this.#shown = null;
  }

  /** Beside another page it could not be taken back. */
  ngOnDestroy(): void {
    this.withdraw();
  }
}
