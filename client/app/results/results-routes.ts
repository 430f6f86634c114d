import type { Routes } from '@angular/router';
import { queueAddress } from '../platform/work-queue/queue-address';
import { ResultsPage } from './results-page';

export const resultsRoutes: Routes = [
  { matcher: queueAddress, title: 'Results', component: ResultsPage },
];
