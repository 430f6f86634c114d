import type { Routes } from '@angular/router';
import { queueAddress } from '../platform/work-queue/queue-address';
import { CallsPage } from './calls-page';

export const callsRoutes: Routes = [
  { matcher: queueAddress, title: 'Calls', component: CallsPage },
];
