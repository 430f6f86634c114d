import type { Routes } from '@angular/router';
import { todayInClinic } from './today-in-clinic';

export const calendarRoutes: Routes = [
  { path: '', pathMatch: 'full', canActivate: [todayInClinic], children: [] },
  {
    path: 'day/:date',
    title: 'Calendar',
    loadComponent: async () => (await import('./calendar-page')).CalendarPage,
  },
];
