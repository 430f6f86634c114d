// One question to the server about a view, from a dialog: under way, refused, or answered.
import { computed, inject, signal, type Signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Events, injectDispatch } from '@ngrx/signals/events';
import type { Problem } from '#contract/problem';
import type { WorkView } from '#contract/work-view';
import { newCommandId } from '../../command-id';
import { WorkQueueStore } from '../work-queue-store';
import { viewPageEvents, viewServerEvents, type ViewAct } from './view-events';

export interface ViewAsking {
  ask: (act: ViewAct) => void;
  isBusy: Signal<boolean>;
  problem: Signal<Problem | null>;
  forget: () => void;
}

export function injectViewAsking(answered: (view: WorkView) => void): ViewAsking {
  const store = inject(WorkQueueStore);
  const dispatch = injectDispatch(viewPageEvents);
  const commandId = signal('');
  let asked = '';
  const mine = computed(() => {
    const act = store.viewAct();
    return act?.commandId === commandId() ? act : null;
  });
  inject(Events)
    .on(viewServerEvents.answered)
    .pipe(takeUntilDestroyed())
    .subscribe(({ payload }) => {
      if (payload.commandId === commandId()) answered(payload.view);
    });
  return {
    ask: (act) => {
      // Repeated with the same words, the server remembers its answer; other words are another command.
      const words = JSON.stringify(act);
      if (words !== asked) commandId.set(newCommandId());
      asked = words;
      dispatch.asked({ commandId: commandId(), act });
    },
    isBusy: computed(() => mine()?.problem === null),
    problem: computed(() => mine()?.problem ?? null),
    forget: () => dispatch.dismissed(),
  };
}
