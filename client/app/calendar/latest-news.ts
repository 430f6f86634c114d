import { inject, Service } from '@angular/core';
import { Toasts, type Toast } from '../platform/toasts';

/** What was done last is more urgent than what is left of the one before. */
@Service()
export class LatestNews {
  readonly #toasts = inject(Toasts);
  #shown: Toast | null = null;

  show(toast: Toast): void {
    if (this.#shown && this.#toasts.current() === this.#shown) this.#toasts.dismiss();
    this.#shown = toast;
    this.#toasts.show(toast);
  }
}
