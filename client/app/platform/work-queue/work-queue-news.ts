// What a person hears and reads after an act, their own or a colleague's.
import { LiveAnnouncer } from '@angular/cdk/a11y';
import { inject } from '@angular/core';
import { signalStoreFeature, type as typeOf } from '@ngrx/signals';
import { Dispatcher, Events, withEventHandlers } from '@ngrx/signals/events';
import { filter, tap } from 'rxjs';
import type { Problem } from '#contract/problem';
import type { WorkItem } from '#contract/work';
import { newCommandId } from '../command-id';
import { Session } from '../session';
import { TimeFormat } from '../time-format';
import { Toasts } from '../toasts';
import { actWords } from './act-words';
import { nameAmong } from './colleague-names';
import { stepVerbs } from './step-words';
import { LatestNews } from './latest-news';
import { undoOf } from './undo-of';
import { WORK_QUEUE } from './work-queue';
import {
  queuePageEvents,
  queueServerEvents,
  type QueueAct,
  type SentAct,
} from './work-queue-events';
import { isConflict, type WorkQueueState } from './work-queue-state';

function takeBack(step: string): QueueAct {
  return { kind: 'decide', decision: step, body: {} };
}

export function withQueueNews() {
  return signalStoreFeature(
    { state: typeOf<WorkQueueState>() },
    withEventHandlers((store) => {
      const events = inject(Events);
      const announcer = inject(LiveAnnouncer);
      const dispatcher = inject(Dispatcher);
      const format = inject(TimeFormat);
      const queue = inject(WORK_QUEUE);
      const session = inject(Session);
      const latest = inject(LatestNews);
      const toasts = inject(Toasts);
      const say = (words: string): void => void announcer.announce(words, 'polite');

      const undo = (left: WorkItem, act: QueueAct): void =>
        dispatcher.dispatch(
          queuePageEvents.acted({
            commandId: newCommandId(),
            itemId: left.id,
            act,
            cause: { kind: 'undo', left },
          }),
        );
      let offered: { left: WorkItem } | null = null;
      const offer = (message: string, left: WorkItem, back: QueueAct, seconds = 0): void => {
        const one = { left };
        offered = one;
        const action = { label: 'Undo', run: () => undo(one.left, back) };
        latest.show({ message, action, seconds });
      };
      const tellDecision = (decision: string, item: WorkItem): void => {
        const words = queue.tell(decision, item);
        if (words === null) return;
        const back = queue.takesBack?.[decision];
        if (back) offer(words, item, takeBack(back.step), back.seconds);
        else latest.show({ message: words });
      };
      /** What the person did themselves since then is no reason to ask them. */
      const follow = (seen: WorkItem, item: WorkItem): void => {
        if (offered?.left.id !== item.id || offered.left.version !== seen.version) return;
        if (item.version === seen.version + 1) offered.left = item;
      };
      const tell = ({ act, seen, item, cause }: SentAct & { item: WorkItem }): void => {
        const name = queue.nameOf(item);
        follow(seen, item);
        if (act.kind === 'decide') {
          tellDecision(act.decision, item);
          return;
        }
        const words = actWords(act, {
          me: session.me()?.staffId ?? '',
          nameOf: nameAmong(store.colleagues()),
          when: (iso) => format.dayAndTime(iso),
        });
        const message = `${name}: ${words}`;
        const back = cause ? null : undoOf(act, seen);
        if (back) offer(message, item, back);
        else if (cause?.kind === 'undo') latest.show({ message });
        else say(message);
      };
      /** A conflict is told in the panel; of what is not in hand any more nobody would see it. */
      const isToldElsewhere = ({ problem, seen, cause }: SentAct & { problem: Problem }): boolean =>
        isConflict(problem) && !(cause?.kind === 'undo' && seen.id !== store.pickedId());

      return {
        tellAnswer$: events
          .on(queueServerEvents.actAnswered)
          .pipe(tap(({ payload }) => tell(payload))),
        tellRefusal$: events.on(queueServerEvents.actRefused).pipe(
          filter(({ payload }) => !isToldElsewhere(payload)),
          tap(({ payload: { problem } }) => toasts.problem(problem)),
        ),
        tellNoNext$: events.on(queueServerEvents.nextRefused).pipe(
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
