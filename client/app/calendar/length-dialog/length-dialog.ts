import {
  Component,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  output,
  signal,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { injectDispatch } from '@ngrx/signals/events';
import type { Appointment } from '#contract/calendar';
import { listName } from '#contract/patients';
import type { Problem } from '#contract/problem';
import { lengthStep, visitLength } from '#contract/visit-length';
import { TimeFormat } from '../../platform/time-format';
import { addMinutes, minutesBetween } from '../../platform/wall-time';
import { Modal } from '../../ui/modal/modal';
import { actInFlight } from '../act-in-flight';
import { calendarPageEvents } from '../calendar-events';
import { CalendarStore } from '../calendar-store';
import { lengthWords } from '../length-words';
import { RefusalNotice, type Override } from '../refusal-notice/refusal-notice';

/** A length that was tried on the grid and refused: it goes on here. */
export interface RefusedLength {
  commandId: string;
  minutes: number;
}

/** How long a visit takes, without dragging its edge: it begins when it did and keeps its type. */
@Component({
  selector: 'app-length-dialog',
  imports: [MatButton, Modal, RefusalNotice],
  templateUrl: './length-dialog.html',
  styleUrl: './length-dialog.scss',
})
export class LengthDialog {
  readonly appointment = input.required<Appointment>();
  readonly refused = input<RefusedLength | null>(null);
  readonly resized = output<Appointment>();
  readonly closed = output();

  readonly #dispatch = injectDispatch(calendarPageEvents);
  readonly #format = inject(TimeFormat);
  protected readonly store = inject(CalendarStore);
  protected readonly act = actInFlight((appointment) => this.resized.emit(appointment));
  protected readonly bounds = visitLength;
  protected readonly step = lengthStep;

  readonly #now = computed(() => {
    const { startsAt, endsAt } = this.appointment();
    return minutesBetween(startsAt, endsAt);
  });
  /** `null` while what is typed is no number. */
  protected readonly minutes = linkedSignal<number | null>(
    () => this.refused()?.minutes ?? this.#now(),
  );
  readonly #overrides = signal<Override[]>([]);

  protected readonly title = computed(() => `Edit length: ${listName(this.appointment().patient)}`);
  protected readonly from = computed(() => {
    const { startsAt, endsAt } = this.appointment();
    const span = `${this.#format.dayAndTime(startsAt)} – ${this.#format.time(endsAt)}`;
    return `${span}, ${lengthWords({ startsAt, endsAt })}`;
  });
  protected readonly isValid = computed(() => {
    const minutes = this.minutes();
    return minutes !== null && minutes >= visitLength.min && minutes <= visitLength.max;
  });
  protected readonly isSame = computed(() => this.minutes() === this.#now());
  protected readonly until = computed(() => {
    if (!this.isValid()) return `From ${visitLength.min} to ${visitLength.max} whole minutes`;
    const endsAt = addMinutes(this.appointment().startsAt, this.minutes() ?? 0);
    return `Until ${this.#format.time(endsAt)}`;
  });
  /** Another time is no answer to a length. */
  protected readonly refusal = computed<Problem | null>(() => {
    const problem = this.act.refusal();
    if (problem === null) return null;
    const refusal = { ...problem };
    delete refusal.alternatives;
    return refusal;
  });

  constructor() {
    effect(() => {
      const refused = this.refused();
      if (refused) this.act.resume(refused.commandId);
    });
  }

  protected type(text: string): void {
    this.minutes.set(/^\d{1,3}$/.test(text.trim()) ? Number(text) : null);
    this.#overrides.set([]);
  }

  protected save(): void {
    const minutes = this.minutes();
    if (minutes === null || !this.isValid() || this.isSame() || this.act.isSending()) return;
    const { id: appointmentId, version: expectedVersion } = this.appointment();
    const wish = { expectedVersion, minutes, overrides: this.#overrides() };
    const commandId = this.act.begin({ appointmentId, ...wish });
    this.#dispatch.resized({ commandId, appointmentId, wish });
  }

  protected saveAnyway(overrides: Override[]): void {
    this.#overrides.update((held) => [...held, ...overrides]);
    this.save();
  }
}
