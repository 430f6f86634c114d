// A hold that has ended is no visit: whoever looks at it is told by the empty place.
import { inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Events } from '@ngrx/signals/events';
import type { CalendarChange } from '#contract/calendar';
import { calendarServerEvents } from './calendar-events';

const released: CalendarChange['type'] = 'calendar.appointment-released';

/** Call once, where the calendar is shown. */
export function leaveEndedHold(leave: (appointmentId: string) => void): void {
  inject(Events)
    .on(calendarServerEvents.changed)
    .pipe(takeUntilDestroyed())
    .subscribe(({ payload: { changes } }) => {
      for (const { type, entityId } of changes) if (type === released) leave(entityId);
    });
}
