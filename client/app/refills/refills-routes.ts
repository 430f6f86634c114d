import type { Routes } from '@angular/router';
import { queueAddress } from '../platform/work-queue/queue-address';
import { RefillsPage } from './refills-page';

export const refillsRoutes: Routes = [
  { matcher: queueAddress, title: 'Refills', component: RefillsPage },
];
