import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { Clock } from '../../platform/clock';
import { Session } from '../../platform/session';
import { localDateOf, wallTimeOf } from '../../platform/wall-time';
import { wallInstant } from '../../platform/work-queue/snooze-times';
import type { Typed } from '../../platform/work-queue/step-fields';

/** A day and a time by the clinic's clocks; at first now, or nothing. */
@Component({
  selector: 'app-moment-fields',
  template: `
    <label>
      {{ label() }}
      <input
        type="date"
        [attr.data-field]="field() + '-date'"
        [value]="date()"
        (input)="date.set(valueOf($event))"
      />
    </label>
    <label>
      at
      <input
        type="time"
        [attr.aria-label]="label() + ' at'"
        [attr.data-field]="field() + '-time'"
        [value]="time()"
        (input)="time.set(valueOf($event))"
      />
    </label>
  `,
  styleUrl: './moment-fields.scss',
})
export class MomentFields {
  readonly label = input.required<string>();
  /** Its name among the fields of its form. */
  readonly field = input.required<string>();
  readonly starts = input<'now' | 'empty'>('now');

  readonly #clock = inject(Clock);
  readonly #session = inject(Session);

  readonly #zone = computed(() => this.#session.clinic()?.zone ?? 'UTC');
  /** As of the moment it was opened: what somebody types must not move. */
  readonly #opened = this.#clock.now();
  protected readonly date = linkedSignal(() =>
    this.starts() === 'now' ? localDateOf(this.#opened, this.#zone()) : '',
  );
  protected readonly time = linkedSignal(() =>
    this.starts() === 'now' ? wallTimeOf(this.#opened, this.#zone()) : '17:00',
  );

  /** `null` = nothing is typed. */
  read(): Typed<string | null> {
    const [date, time] = [this.date(), this.time()];
    if (date === '') return { value: null };
    const instant = wallInstant(date, time, this.#zone());
    return instant === ''
      ? { fault: `“${this.label()}” needs a day and a time.` }
      : { value: instant };
  }

  /** What has happened cannot lie ahead. */
  readPast(): Typed<string> {
    const { value, fault } = this.read();
    if (fault !== undefined) return { fault };
    if (value === null) return { fault: `“${this.label()}” needs a day and a time.` };
    return value > this.#clock.now() ? { fault: `“${this.label()}” lies ahead.` } : { value };
  }

  readAhead(): Typed<string> {
    const { value, fault } = this.read();
    if (fault !== undefined) return { fault };
    if (value === null) return { fault: `“${this.label()}” needs a day and a time.` };
    return value <= this.#clock.now() ? { fault: `“${this.label()}” is over.` } : { value };
  }

  protected valueOf(event: Event): string {
    return (event.target as HTMLInputElement).value;
  }
}
