// Short news at the lower edge, one at a time, with at most one thing to do about it.
import { computed, Service, signal } from '@angular/core';
import type { Problem } from '#contract/problem';
import { messageOf } from './problem-message';

export interface Toast {
  message: string;
  action?: { label: string; run: () => void };
  /** How long it stays; never less than six. */
  seconds?: number;
}

const leastSeconds = 6;

@Service()
export class Toasts {
  readonly #queue = signal<readonly Toast[]>([]);
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly current = computed<Toast | null>(() => this.#queue()[0] ?? null);

  show(toast: Toast): void {
    this.#queue.update((queue) => [...queue, toast]);
    if (this.#queue().length === 1) this.resume();
  }

  problem(problem: Problem): void {
    this.show({ message: messageOf(problem), seconds: 10 });
  }

  act(): void {
    const action = this.current()?.action;
    this.dismiss();
    action?.run();
  }

  dismiss(): void {
    this.#queue.update((queue) => queue.slice(1));
    this.resume();
  }

  /** It stays as long as somebody points at it or has moved the focus into it. */
  pause(): void {
    clearTimeout(this.#timer);
  }

  resume(): void {
    clearTimeout(this.#timer);
    const toast = this.current();
    if (!toast) return;
    const seconds = Math.max(toast.seconds ?? leastSeconds, leastSeconds);
    this.#timer = setTimeout(() => this.dismiss(), seconds * 1000);
  }
}
