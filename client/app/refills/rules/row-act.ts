// What the button of a row does: one at a time, told of when it is done, and its refusal kept for beside the button, which
// is never disabled meanwhile: it would lose the focus.
import { inject, signal, type Signal } from '@angular/core';
import { problemOf } from '../../platform/api';
import { newCommandId } from '../../platform/command-id';
import { messageOf } from '../../platform/problem-message';
import { Toasts } from '../../platform/toasts';

export interface RowAct {
  /** Until the next press. */
  readonly refusal: Signal<{ id: string; because: string } | null>;
  run(id: string, done: string, call: (commandId: string) => Promise<unknown>): Promise<void>;
}

export function rowAct(): RowAct {
  const toasts = inject(Toasts);
  let isSending = false;
  const refusal = signal<{ id: string; because: string } | null>(null);
  return {
    refusal: refusal.asReadonly(),
    async run(id, done, call) {
      if (isSending) return;
      isSending = true;
      refusal.set(null);
      try {
        await call(newCommandId());
        toasts.show({ message: done });
      } catch (error) {
        refusal.set({ id, because: messageOf(problemOf(error)) });
      } finally {
        isSending = false;
      }
    },
  };
}
