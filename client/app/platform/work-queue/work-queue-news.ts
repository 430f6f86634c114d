// What a person hears and reads after an act, their own or a colleague's.
import { LiveAnnouncer } from '@angular/cdk/a11y';
import { inject } from '@angular/core';
import { signalStoreFeature, type as typeOf } from '@ngrx/signals';
import { Dispatcher, Events, withEventHandlers } from '@ngrx/signals/events';
import { filter, tap } from 'rxjs';
import type { WorkItem } from '#contract/work';
import { newCommandId } from '../command-id';
import { TimeFormat } from '../time-format';
import { Toasts } from '../toasts';
import { nameAmong } from './colleague-names';
import { stepVerbs } from './step-words';
import { WORK_QUEUE } from './work-queue';
import { queuePageEvents, queueServerEvents, type QueueAct } from './work-queue-events';
import { isConflict, type WorkQueueState } from './work-queue-state';

export function withQueueNews() {
  return signalStoreFeature(
    { state: typeOf<WorkQueueState>() },
    withEventHandlers((store) => {
      const events = inject(Events);
      const announcer = inject(LiveAnnouncer);
      const dispatcher = inject(Dispatcher);
      const format = inject(TimeFormat);
      const queue = inject(WORK_QUEUE);
      const toasts = inject(Toasts);
      const say = (words: string): void => void announcer.announce(words, 'polite');

      const wake = (itemId: string): void =>
        dispatcher.dispatch(
          queuePageEvents.acted({ commandId: newCommandId(), itemId, act: { kind: 'wake' } }),
        );
      const tell = (act: QueueAct, item: WorkItem): void => {
        const name = queue.nameOf(item);
        if (act.kind === 'snooze') {
          toasts.show({
            message: `${name} is back ${format.dayAndTime(act.until)}`,
            action: { label: 'Undo', run: () => wake(item.id) },
          });
        } else if (act.kind === 'decide') {
          const words = queue.tell(act.decision, item);
          if (words !== null) toasts.show({ message: words });
        } else {
          say(`${name}: ${ownWords[act.kind]}`);
        }
      };

      return {
        tellAnswer$: events
          .on(queueServerEvents.actAnswered)
          .pipe(tap(({ payload: { act, item } }) => tell(act, item))),
        tellRefusal$: events.on(queueServerEvents.actRefused, queueServerEvents.nextRefused).pipe(
          filter(({ payload: { problem } }) => !isConflict(problem)),
          tap(({ payload: { problem } }) => toasts.problem(problem)),
        ),
        tellNext$: events.on(queueServerEvents.nextAnswered).pipe(
          tap(({ payload: { item } }) => {
            if (item) say(`${queue.nameOf(item)}: yours now`);
            else
              toasts.show({ message: `Nothing is left to take: no open ${queue.noun[0]} is free` });
          }),
        ),
        /** Only what happens to the item in hand is told: a queue that talks is switched off. */
        tellOthers$: events.on(queueServerEvents.changed).pipe(
          tap(({ payload: { changes, by } }) => {
            const change = changes.findLast(
              ({ actorId, entityId }) => entityId === store.pickedId() && actorId !== by,
            );
            if (!change) return;
            const who =
              change.actorId === null
                ? 'The system'
                : nameAmong(store.colleagues())(change.actorId);
            const act = change.type.replace(/^[a-z]+\.(work-)?/, '');
            say(`${who} ${stepVerbs[act] ?? 'changed this'}`);
          }),
        ),
      };
    }),
  );
}

const ownWords: Record<Exclude<QueueAct['kind'], 'snooze' | 'decide'>, string> = {
  claim: 'yours now',
  release: 'given back',
  'take-over': 'taken over; yours now',
  wake: 'back in the list',
  assign: 'owner changed',
  comment: 'comment written',
  tag: 'tags changed',
  'remove-file': 'file removed',
  link: 'record linked',
  unlink: 'link taken away',
};
