// The list of recalls sends somebody here to be booked: the address names the recall until the dialog is open.
import { effect, inject, untracked, type Signal } from '@angular/core';
import { Router } from '@angular/router';
import { recallWorkflow, type Recall } from '#contract/recalls';
import { problemOf } from '../platform/api';
import { Toasts } from '../platform/toasts';
import { RecallsApi } from './recalls-api';

/** Call once, where the calendar is shown. */
export function bookRecalled(
  recallId: Signal<string | undefined>,
  screen: { mayBook: Signal<boolean>; open: (recall: Recall) => void },
): void {
  const api = inject(RecallsApi);
  const router = inject(Router);
  const toasts = inject(Toasts);

  async function open(id: string): Promise<void> {
    try {
      const recall = await api.get(id);
      if (recall.status === 'open') screen.open(recall);
      else toasts.show({ message: `The recall is ${stateOf(recall)} already` });
    } catch (error) {
      toasts.problem(problemOf(error));
    }
  }

  effect(() => {
    const id = recallId();
    if (!id || !screen.mayBook()) return;
    untracked(() => {
      void router.navigate([], { queryParams: {}, replaceUrl: true });
      void open(id);
    });
  });
}

function stateOf({ status }: Recall): string {
  return recallWorkflow.states[status].title.toLowerCase();
}
