import type { Routes } from '@angular/router';
import { provideQueuePrint, QueuePrint } from '../platform/work-queue/queue-print/queue-print';
import { authorizations } from './authorizations-queue';

export const authorizationsPrintRoutes: Routes = [
  {
    path: '',
    title: 'Authorizations',
    component: QueuePrint,
    providers: [provideQueuePrint(authorizations)],
  },
];
