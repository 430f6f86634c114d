import type { Routes } from '@angular/router';
import { provideQueuePrint, QueuePrint } from '../platform/work-queue/queue-print/queue-print';
import { calls } from './calls-queue';

export const callsPrintRoutes: Routes = [
  { path: '', title: 'Calls', component: QueuePrint, providers: [provideQueuePrint(calls)] },
];
