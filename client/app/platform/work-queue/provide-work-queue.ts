import type { Provider } from '@angular/core';
import { provideDispatcher } from '@ngrx/signals/events';
import { ItemDrafts } from './item-drafts';
import { LatestNews } from './latest-news';
import { FilesOnTheWay } from './queue-files/files-on-the-way';
import { KeptLook } from './queue-look/kept-look';
import { QueueOnShow } from './queue-look/queue-on-show';
import { ViewsApi } from './queue-views/views-api';
import { BulkApi } from './queue-bulk/bulk-api';
import { liveQueueCounts, QUEUE_COUNTS } from './queue-counts';
import { WORK_QUEUE, type WorkQueueDefinition } from './work-queue';
import { WorkQueueApi } from './work-queue-api';
import { WorkQueueStore } from './work-queue-store';

/** For the page of a queue: its store, and events that no other page hears. */
export function provideWorkQueue(definition: WorkQueueDefinition): Provider[] {
  return [
    { provide: WORK_QUEUE, useValue: definition },
    { provide: QUEUE_COUNTS, useFactory: () => liveQueueCounts(definition) },
    provideDispatcher(),
    BulkApi,
    FilesOnTheWay,
    ItemDrafts,
    KeptLook,
    LatestNews,
    QueueOnShow,
    ViewsApi,
    WorkQueueApi,
    WorkQueueStore,
  ];
}
