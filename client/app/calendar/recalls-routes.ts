import type { Routes } from '@angular/router';

export const recallsRoutes: Routes = [
  {
    path: '',
    title: 'Recalls',
    loadComponent: async () => (await import('./recalls-page/recalls-page')).RecallsPage,
  },
];
