// Says aloud, for screen readers, what others change on the day or week in view.
import { LiveAnnouncer } from '@angular/cdk/a11y';
import { inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Events } from '@ngrx/signals/events';
import { isOnDay, type Appointment, type CalendarChange } from '#contract/calendar';
import { listName } from '#contract/patients';
import { TimeFormat } from '../platform/time-format';
import { calendarServerEvents } from './calendar-events';
import { CalendarStore } from './calendar-store';

const verbs: Partial<Record<CalendarChange['type'], string>> = {
  'calendar.appointment-held': 'held',
  'calendar.appointment-released': 'no longer held',
  'calendar.appointment-booked': 'booked',
  'calendar.appointment-walked-in': 'here without a booking',
  'calendar.appointment-timed': 'given a time',
  'calendar.appointment-moved': 'moved',
  'calendar.appointment-moved-back': 'moved back',
  'calendar.appointment-resized': 'of another length',
  'calendar.appointment-described': 'described anew',
  'calendar.appointment-told': 'patient told',
  'calendar.appointment-told-late': 'told of a late start',
  'calendar.appointment-confirmed': 'confirmed by the patient',
  'calendar.appointment-assigned': 'in another room',
  'calendar.appointment-interpreter-confirmed': 'interpreter confirmed',
  'calendar.appointment-interpreter-declined': 'interpreter declined',
  'calendar.appointment-interpreter-asked': 'interpreter asked again',
  'calendar.appointment-cancelled': 'cancelled',
  'calendar.appointment-reinstated': 'restored',
  'calendar.appointment-arrived': 'arrived',
  'calendar.appointment-checked-in': 'checked in',
  'calendar.appointment-roomed': 'in a room',
  'calendar.appointment-started': 'with the provider',
  'calendar.appointment-fulfilled': 'done',
  'calendar.appointment-left': 'left without being seen',
  'calendar.appointment-marked-no-show': 'no-show',
  'calendar.appointment-no-show-reversed': 'no-show taken back',
  'calendar.appointment-reset': 'put back',
  'calendar.appointment-marked-in-error': 'entered in error',
};

/** Call once, where the calendar is shown. */
export function tellChanges(): void {
  const announcer = inject(LiveAnnouncer);
  const format = inject(TimeFormat);
  const store = inject(CalendarStore);
  const whenOf = ({ startsAt }: Appointment): string =>
    store.providerId() === null ? format.time(startsAt) : format.dayAndTime(startsAt);
  inject(Events)
    .on(calendarServerEvents.changed)
    .pipe(takeUntilDestroyed())
    .subscribe(({ payload: { changes, by } }) => {
      const span = store.span();
      const clinicId = store.clinicId();
      if (!span || !clinicId) return;
      const words = changes
        .filter(({ actorId }) => actorId !== by)
        .flatMap(({ type, payload }) => {
          const visit = payload as Appointment;
          const verb = verbs[type as CalendarChange['type']];
          const isShown =
            isOnDay(visit, { clinicId, ...span }) &&
            visit.providerId === (store.providerId() ?? visit.providerId);
          return verb && isShown ? [`${listName(visit.patient)}, ${verb}, ${whenOf(visit)}`] : [];
        });
      if (words.length > 0) void announcer.announce(words.slice(-3).join('. '), 'polite');
    });
}
