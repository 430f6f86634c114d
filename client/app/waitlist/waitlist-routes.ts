import type { Routes } from '@angular/router';

export const waitlistRoutes: Routes = [
  {
    path: '',
    title: 'Waitlist',
    loadComponent: async () => (await import('./waitlist-page')).WaitlistPage,
  },
];
