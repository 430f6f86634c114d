// What a console knows of one clinic's queue: the rows that are loaded, the item in hand, what is under way.
import { signalStore, withState } from '@ngrx/signals';
import { withHeldLease } from './held-lease';
import { withBulkHandlers } from './queue-bulk/bulk-handlers';
import { withBulkReducer } from './queue-bulk/bulk-reducer';
import { withBulk } from './queue-bulk/with-bulk';
import { withQueueHandlers } from './work-queue-handlers';
import { withQueueNews } from './work-queue-news';
import { withQueueReducer } from './work-queue-reducer';
import { withQueueRows } from './work-queue-rows';
import { withViews } from './queue-views/with-views';
import { withViewsHandlers } from './queue-views/views-handlers';
import { withViewsReducer } from './queue-views/views-reducer';
import { initialQueueState } from './work-queue-state';

export const WorkQueueStore = signalStore(
  withState(initialQueueState),
  withQueueReducer(),
  withQueueHandlers(),
  withHeldLease(),
  withQueueNews(),
  withQueueRows(),
  withBulk(),
  withBulkReducer(),
  withBulkHandlers(),
  withViews(),
  withViewsReducer(),
  withViewsHandlers(),
);
