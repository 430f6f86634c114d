import { Component, inject, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { listName } from '#contract/patients';
import { TimeFormat } from '../../platform/time-format';
import { CalendarStore } from '../calendar-store';
import { ParkedBookings, type BookingDraft } from '../parked-bookings';

/** The bookings that wait while somebody else is served; there is nothing to see while there are none. */
@Component({
  selector: 'app-parked-menu',
  imports: [MatButton, MatMenu, MatMenuItem, MatMenuTrigger],
  templateUrl: './parked-menu.html',
  styles: 'button { margin-inline-start: 8px }',
})
export class ParkedMenu {
  readonly resumed = output<BookingDraft>();

  readonly #format = inject(TimeFormat);
  readonly #parked = inject(ParkedBookings);
  readonly #store = inject(CalendarStore);
  protected readonly drafts = this.#parked.here;

  protected resume(draft: BookingDraft): void {
    this.#parked.take(draft);
    this.resumed.emit(draft);
  }

  protected wordsOf({ patient, visitTypeId, startsAt }: BookingDraft): string {
    return [
      patient ? listName(patient) : 'No patient yet',
      this.#store.visitTypes()[visitTypeId]?.name ?? '',
      startsAt ? this.#format.dayAndTime(startsAt) : '',
    ]
      .filter(Boolean)
      .join(' · ');
  }
}
