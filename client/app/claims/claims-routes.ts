import type { Routes } from '@angular/router';
import { queueAddress } from '../platform/work-queue/queue-address';
import { ClaimsPage } from './claims-page';

export const claimsRoutes: Routes = [
  { matcher: queueAddress, title: 'Claims', component: ClaimsPage },
];
