import { inject } from '@angular/core';
import type { Routes } from '@angular/router';
import { Clock } from '../platform/clock';
import { Session } from '../platform/session';
import { localDateOf } from './wall-time';

export const calendarRoutes: Routes = [
  {
    path: '',
    pathMatch: 'full',
    redirectTo: () => {
      const zone = inject(Session).clinic()?.zone ?? 'UTC';
      return `day/${localDateOf(inject(Clock).now(), zone)}`;
    },
  },
  {
    path: 'day/:date',
    title: 'Calendar',
    loadComponent: async () => (await import('./calendar-page')).CalendarPage,
  },
];
