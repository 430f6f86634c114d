import type { Routes } from '@angular/router';
import { queueAddress } from '../platform/work-queue/queue-address';
import { AuthorizationsPage } from './authorizations-page';

export const authorizationsRoutes: Routes = [
  { matcher: queueAddress, title: 'Authorizations', component: AuthorizationsPage },
];
