import type { Routes } from '@angular/router';
import { provideQueuePrint, QueuePrint } from '../platform/work-queue/queue-print/queue-print';
import { results } from './results-queue';

export const resultsPrintRoutes: Routes = [
  { path: '', title: 'Results', component: QueuePrint, providers: [provideQueuePrint(results)] },
];
