// What a console knows of one clinic's day or one provider's week. Reducers are the contract's pure functions.
import { computed } from '@angular/core';
import { signalStore, withComputed, withState } from '@ngrx/signals';
import { listName } from '#contract/patients';
import { withCalendarHandlers } from './calendar-handlers';
import { withCalendarReducer } from './calendar-reducer';
import { initialCalendarState, spanOf } from './calendar-state';
import { keepingColumns } from './day-columns';

export const CalendarStore = signalStore(
  withState(initialCalendarState),
  withCalendarReducer(),
  withComputed((store) => {
    const columnsNow = keepingColumns();
    return {
      columns: computed(() =>
        columnsNow({
          clinicId: store.clinicId(),
          days: store.days(),
          providerId: store.providerId(),
          appointments: store.appointments(),
          providers: store.providers(),
          visitTypes: store.visitTypes(),
          resources: store.resources(),
          windows: store.windows(),
          exceptions: store.exceptions(),
          closedDays: store.closedDays(),
          closedHours: store.closedHours(),
          outsideBusy: store.outsideBusy(),
          pending: store.pending(),
          touched: store.touched(),
        }),
      ),
      span: computed(() => spanOf(store.days())),
      providerList: computed(() =>
        Object.values(store.providers()).sort((a, b) => listName(a).localeCompare(listName(b))),
      ),
      visitTypeList: computed(() =>
        Object.values(store.visitTypes())
          .filter(({ active }) => active)
          .sort((a, b) => a.name.localeCompare(b.name)),
      ),
    };
  }),
  withCalendarHandlers(),
);
