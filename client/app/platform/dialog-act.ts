// What a dialog does once: sent with a name, shown while it is on its way, and what it was refused with.
import { computed, signal, type Signal } from '@angular/core';
import type { Problem } from '#contract/problem';
import { problemOf } from './api';
import { newCommandId } from './command-id';
import { messageOf } from './problem-message';

export interface DialogAct {
  readonly isSending: Signal<boolean>;
  readonly problem: Signal<Problem | null>;
  readonly message: Signal<string>;
  /** Resolves to the answer, or `null` when it was refused or is on its way already. */
  send<B, T>(body: B, call: (body: B, commandId: string) => Promise<T>): Promise<T | null>;
}

/** Without an answer it may have been done: the same wish under the same name is done only once. */
export function dialogAct(): DialogAct {
  const isSending = signal(false);
  const problem = signal<Problem | null>(null);
  let command = { id: newCommandId(), wish: '' };
  return {
    isSending: isSending.asReadonly(),
    problem: problem.asReadonly(),
    message: computed(() => {
      const refused = problem();
      return refused ? messageOf(refused) : '';
    }),
    async send(body, call) {
      if (isSending()) return null;
      const wish = JSON.stringify(body);
      const isRepeat = problem()?.code === 'unavailable' && wish === command.wish;
      if (!isRepeat) command = { id: newCommandId(), wish };
      isSending.set(true);
      problem.set(null);
      try {
        return await call(body, command.id);
      } catch (error) {
        problem.set(problemOf(error));
        return null;
      } finally {
        isSending.set(false);
      }
    },
  };
}
