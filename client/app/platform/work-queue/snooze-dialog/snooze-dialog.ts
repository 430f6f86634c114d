import { Component, computed, inject, output, signal, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Clock } from '../../clock';
import { Session } from '../../session';
import { TimeFormat } from '../../time-format';
import { localDateOf } from '../../wall-time';
import { Modal } from '../../../ui/modal/modal';
import { snoozeTimes, wallInstant } from '../snooze-times';

/** Until when an item is put off: one of the usual times, or any other. */
@Component({
  selector: 'app-snooze-dialog',
  imports: [MatButton, Modal],
  templateUrl: './snooze-dialog.html',
  styleUrl: './snooze-dialog.scss',
})
export class SnoozeDialog {
  readonly chosen = output<string>();
  readonly closed = output();

  readonly #clock = inject(Clock);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  protected readonly isOpen = signal(true);
  readonly #zone = computed(() => this.#session.clinic()?.zone ?? 'UTC');
  /** As of the moment it was opened: the times must not move while somebody reads them. */
  readonly #now = untracked(this.#clock.now);
  protected readonly times = computed(() =>
    snoozeTimes(this.#now, this.#zone()).map((time) => ({
      ...time,
      words: this.#format.dayAndTime(time.until),
    })),
  );
  protected readonly today = computed(() => localDateOf(this.#now, this.#zone()));
  protected readonly zone = computed(() => this.#format.zone(this.#now));
  protected readonly date = signal('');
  protected readonly time = signal('08:00');
  protected readonly error = signal('');

  protected choose(until: string): void {
    this.chosen.emit(until);
    this.isOpen.set(false);
  }

  protected type(field: 'date' | 'time', event: Event): void {
    this[field].set((event.target as HTMLInputElement).value);
    this.error.set('');
  }

  protected pick(event: Event): void {
    event.preventDefault();
    const until = this.date() ? wallInstant(this.date(), this.time(), this.#zone()) : '';
    if (!until) this.error.set('Choose a day and a time.');
    else if (until <= this.#clock.now()) this.error.set('Choose a time that lies ahead.');
    else this.choose(until);
  }
}
