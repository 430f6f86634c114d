import { type } from '@ngrx/signals';
import { eventGroup } from '@ngrx/signals/events';
import type { Role } from '#contract/permission';
import type { Problem } from '#contract/problem';
import type { ChangeEnvelope } from '#contract/realtime';
import type { WorkView, WorkViewLook, WorkViewScope } from '#contract/work-view';
import { noPayload } from '../../no-payload';

/** What a view is asked to be; its name is as it was typed. */
export interface ViewWish extends WorkViewLook {
  name: string;
  filter: WorkView['filter'];
  scope: WorkViewScope;
  role: Role | null;
  inAllClinics: boolean;
}

export type ViewAct =
  | { kind: 'save'; wish: ViewWish }
  | {
      kind: 'change';
      viewId: string;
      /** As the person saw it when they began. */
      version: number;
      wish: Partial<Pick<ViewWish, 'name' | 'filter' | 'columns' | 'density'>>;
    }
  | { kind: 'remove'; view: WorkView };

export const viewPageEvents = eventGroup({
  source: 'Work Queue Views',
  events: {
    opened: type<{ clinicId: string }>(),
    retried: noPayload,
    asked: type<{ commandId: string; act: ViewAct }>(),
    dismissed: noPayload,
  },
});

export const viewServerEvents = eventGroup({
  source: 'Work Queue Views Server',
  events: {
    loaded: type<{ clinicId: string; views: WorkView[] }>(),
    loadFailed: type<{ clinicId: string; problem: Problem }>(),
    /** After something happened to a view of one's own, of which the feed tells no word. */
    ownLoaded: type<{ clinicId: string; views: WorkView[]; me: string }>(),
    changed: type<{ changes: ChangeEnvelope[]; by: string | null }>(),
    /** `view` as it is now; a removed one says so. */
    answered: type<{ commandId: string; act: ViewAct; view: WorkView }>(),
    refused: type<{ commandId: string; act: ViewAct; problem: Problem }>(),
  },
});
