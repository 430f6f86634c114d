// What the calendar shows and the visit in hand, as the address says it: each choice is a page to go back to.
import { computed, inject, type Signal } from '@angular/core';
import { Router } from '@angular/router';
import { addDays, isLocalDate } from '../platform/wall-time';
import { dayViews, type DayView } from './day-toolbar/day-toolbar';

interface Written {
  date: Signal<string>;
  view: Signal<string | undefined>;
}

export interface CalendarAddress {
  /** The grid where nothing is said. */
  view: Signal<DayView>;
  showAs: (view: DayView) => void;
  goTo: (date: string) => void;
  goBy: (days: number) => void;
  pick: (appointmentId: string | null) => void;
  /** Where a visit has just been booked. */
  pickOn: (date: string, appointmentId: string) => void;
}

/** Of the page that reads these from its path and query. */
export function calendarAddress(written: Written): CalendarAddress {
  const router = inject(Router);
  const view = computed(() => dayViews.find((one) => one === written.view()) ?? 'grid');
  const viewParams = (): { view?: DayView } => (view() === 'grid' ? {} : { view: view() });

  const navigate = (date: string, visit?: string): void => {
    const queryParams = { ...viewParams(), ...(visit === undefined ? {} : { visit }) };
    void router.navigate(['/calendar/day', date], { queryParams });
  };
  const goTo = (date: string): void => {
    if (isLocalDate(date) && date !== written.date()) navigate(date);
  };
  return {
    view,
    showAs: (wanted) => {
      const queryParams = { view: wanted === 'grid' ? null : wanted };
      void router.navigate([], { queryParams, queryParamsHandling: 'merge' });
    },
    goTo,
    goBy: (days) => {
      if (isLocalDate(written.date())) goTo(addDays(written.date(), days));
    },
    pick: (visit) => {
      void router.navigate([], { queryParams: { ...viewParams(), visit } });
    },
    pickOn: navigate,
  };
}
