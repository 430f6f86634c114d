import type { Routes } from '@angular/router';
import { provideQueuePrint, QueuePrint } from '../platform/work-queue/queue-print/queue-print';
import { refills } from './refills-queue';

export const refillsPrintRoutes: Routes = [
  { path: '', title: 'Refills', component: QueuePrint, providers: [provideQueuePrint(refills)] },
];
