import type { Routes } from '@angular/router';

export const recallsRoutes: Routes = [
  {
    path: '',
    title: 'To schedule',
    loadComponent: async () => (await import('./recalls-page/recalls-page')).RecallsPage,
  },
];
