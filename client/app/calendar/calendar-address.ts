// What the calendar shows and the visit in hand, as the address says it: each choice is a page to go back to.
import { computed, inject, type Signal } from '@angular/core';
import { Router } from '@angular/router';
import { addDays, isLocalDate, mondayOf } from '../platform/wall-time';
import { dayViews, type DayView } from './day-toolbar/calendar-views';

interface Written {
  date: Signal<string>;
  view: Signal<string | undefined>;
  provider: Signal<string | undefined>;
  group: Signal<string | undefined>;
}

export interface CalendarAddress {
  /** The grid where nothing is said. */
  view: Signal<DayView>;
  /** Whose week it is; `null` where it is a day, or nobody has been chosen yet. */
  providerId: Signal<string | null>;
  /** Of the providers whom the day shows; `null` = everybody. */
  groupId: Signal<string | null>;
  /** The day, or the first one of the week; `null` where the path says no date. */
  firstDate: Signal<string | null>;
  showAs: (view: Exclude<DayView, 'week'>) => void;
  showWeekOf: (providerId: string | null) => void;
  showMonth: () => void;
  showGroup: (groupId: string | null) => void;
  /** In place of an address that did not say whose week; without anybody it is the day. */
  settleWeek: (providerId: string | null) => void;
  goTo: (date: string) => void;
  /** Days, or weeks where a week is shown. */
  goBy: (units: number) => void;
  pick: (appointmentId: string | null) => void;
  /** Where a visit has just been booked. */
  pickOn: (date: string, appointmentId: string) => void;
}

/** Of the page that reads these from its path and query. */
export function calendarAddress(written: Written): CalendarAddress {
  const router = inject(Router);
  const view = computed(() => dayViews.find((one) => one === written.view()) ?? 'grid');
  const providerId = computed(() => (view() === 'week' ? (written.provider() ?? null) : null));
  const groupId = computed(() => (view() === 'week' ? null : (written.group() ?? null)));
  const firstDate = computed(() => {
    const date = written.date();
    if (!isLocalDate(date)) return null;
    return view() === 'week' ? mondayOf(date) : date;
  });
  const viewParams = (): { view?: DayView; provider?: string; group?: string } => {
    const [provider, group] = [providerId(), groupId()];
    return {
      ...(view() === 'grid' ? {} : { view: view() }),
      ...(provider === null ? {} : { provider }),
      ...(group === null ? {} : { group }),
    };
  };

  const navigate = (date: string, visit?: string): void => {
    const queryParams = { ...viewParams(), ...(visit === undefined ? {} : { visit }) };
    void router.navigate(['/calendar/day', date], { queryParams });
  };
  const goTo = (date: string): void => {
    if (isLocalDate(date) && date !== written.date()) navigate(date);
  };
  return {
    view,
    providerId,
    groupId,
    firstDate,
    showAs: (wanted) => {
      const queryParams = { view: wanted === 'grid' ? null : wanted, provider: null };
      void router.navigate([], { queryParams, queryParamsHandling: 'merge' });
    },
    showWeekOf: (provider) => {
      const queryParams = { view: 'week', provider };
      void router.navigate([], { queryParams, queryParamsHandling: 'merge' });
    },
    showMonth: () => {
      const provider = providerId();
      const queryParams = provider === null ? {} : { provider };
      void router.navigate(['/calendar/month', written.date()], { queryParams });
    },
    showGroup: (group) => {
      void router.navigate([], { queryParams: { group }, queryParamsHandling: 'merge' });
    },
    settleWeek: (provider) => {
      const queryParams = provider === null ? { view: null, provider } : { provider };
      void router.navigate([], {
        queryParams,
        queryParamsHandling: 'merge',
        replaceUrl: true,
      });
    },
    goTo,
    goBy: (units) => {
      const days = units * (view() === 'week' ? 7 : 1);
      if (isLocalDate(written.date())) goTo(addDays(written.date(), days));
    },
    pick: (visit) => {
      void router.navigate([], { queryParams: { ...viewParams(), visit } });
    },
    pickOn: navigate,
  };
}
