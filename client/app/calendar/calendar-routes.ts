import type { Routes } from '@angular/router';
import { todayInClinic } from './today-in-clinic';

export const calendarRoutes: Routes = [
  { path: '', pathMatch: 'full', canActivate: [todayInClinic], children: [] },
  {
    path: 'outside',
    title: 'Calendars outside',
    loadComponent: async () =>
      (await import('./calendar-feeds-page/calendar-feeds-page')).CalendarFeedsPage,
  },
  {
    path: 'provider-out',
    title: 'Provider out',
    loadComponent: async () =>
      (await import('./provider-out-page/provider-out-page')).ProviderOutPage,
  },
  {
    path: 'provider-out/:rescueId',
    title: 'Provider out',
    loadComponent: async () => (await import('./rescued-page/rescued-page')).RescuedPage,
  },
  {
    path: 'month/:date',
    title: 'Calendar',
    loadComponent: async () => (await import('./month-page/month-page')).MonthPage,
  },
  {
    path: 'as-of/:date',
    title: 'Calendar as of',
    loadComponent: async () => (await import('./day-as-of-page/day-as-of-page')).DayAsOfPage,
  },
  {
    path: 'day/:date',
    title: 'Calendar',
    loadComponent: async () => (await import('./calendar-page')).CalendarPage,
  },
];
