import type { Routes } from '@angular/router';
import { provideQueuePrint, QueuePrint } from '../platform/work-queue/queue-print/queue-print';
import { claims } from './claims-queue';

export const claimsPrintRoutes: Routes = [
  { path: '', title: 'Claims', component: QueuePrint, providers: [provideQueuePrint(claims)] },
];
