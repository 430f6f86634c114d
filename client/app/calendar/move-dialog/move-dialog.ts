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
import type { Slot } from '#contract/problem';
import type { SeriesReach } from '#contract/visit-series';
import { TimeFormat } from '../../platform/time-format';
import { Modal } from '../../ui/modal/modal';
import { actInFlight } from '../act-in-flight';
import type { MoveAppointment } from '../calendar-api';
import { calendarPageEvents } from '../calendar-events';
import { CalendarStore } from '../calendar-store';
import type { SlotWish } from '../day-grid/day-grid';
import { MoveSeries, type SeriesMoveWish } from '../move-series/move-series';
import { ReachChoice } from '../reach-choice/reach-choice';
import { RefusalNotice, type Override } from '../refusal-notice/refusal-notice';
import { linkedInHand } from '../linked-in-hand';
import { seriesInHand } from '../series-in-hand';
import { TimeChoice } from '../time-choice/time-choice';
import { localDateOf } from '../../platform/wall-time';

/** A move that was tried by dragging and refused: it goes on here. */
export interface RefusedMove extends SlotWish {
  commandId: string;
}

/** Moves a visit without dragging: another time, another provider; it stays the same visit. */
@Component({
  selector: 'app-move-dialog',
  imports: [MatButton, Modal, MoveSeries, ReachChoice, RefusalNotice, TimeChoice],
  templateUrl: './move-dialog.html',
  styleUrl: './move-dialog.scss',
})
export class MoveDialog {
  readonly appointment = input.required<Appointment>();
  readonly zone = input.required<string>();
  readonly refused = input<RefusedMove | null>(null);
  readonly moved = output<Appointment>();
  readonly seriesMoved = output();
  readonly closed = output();

  readonly #dispatch = injectDispatch(calendarPageEvents);
  readonly #format = inject(TimeFormat);
  protected readonly store = inject(CalendarStore);
  protected readonly act = actInFlight((appointment) => this.moved.emit(appointment));

  protected readonly providerId = linkedSignal(
    () => this.refused()?.providerId ?? this.appointment().providerId,
  );
  protected readonly startsAt = linkedSignal<string | null>(
    () => this.refused()?.startsAt ?? (this.isUntimed() ? null : this.appointment().startsAt),
  );
  protected readonly isToldLater = signal(false);
  protected readonly series = seriesInHand(this.appointment);
  protected readonly linked = linkedInHand(this.appointment);
  /** Those that stay where they are. */
  protected readonly staying = computed(() =>
    this.linked
      .toCome()
      .filter(({ id }) => id !== this.appointment().id)
      .map(({ startsAt, patient }) => `${this.#format.dayAndTime(startsAt)} ${listName(patient)}`)
      .join('; '),
  );
  protected readonly reach = signal<SeriesReach>('this');
  protected readonly counts = computed(() => ({
    following: this.series.reached('following').length,
    all: this.series.reached('all').length,
  }));
  /** All visits that are to be moved are on show, to be decided about. */
  protected readonly listed = signal<SeriesMoveWish | null>(null);
  readonly #overrides = signal<Override[]>([]);

  /** Who waits without a time is given one. */
  protected readonly isUntimed = computed(() => !this.appointment().takesTime);
  protected readonly title = computed(() => {
    const name = listName(this.appointment().patient);
    return this.isUntimed() ? `Give ${name} a time` : `Move ${name}`;
  });
  protected readonly from = computed(() => {
    const { startsAt, providerId } = this.appointment();
    if (this.isUntimed()) return `without a time, here since ${this.#format.time(startsAt)}`;
    const provider = this.store.providers()[providerId];
    return `${this.#format.dayAndTime(startsAt)} with ${provider ? listName(provider) : '…'}`;
  });
  protected readonly day = computed(() => localDateOf(this.appointment().startsAt, this.zone()));
  protected readonly isSame = computed(
    () =>
      this.startsAt() === this.appointment().startsAt &&
      this.providerId() === this.appointment().providerId,
  );

  constructor() {
    effect(() => {
      const refused = this.refused();
      if (refused) this.act.resume(refused.commandId);
    });
  }

  protected move(): void {
    const startsAt = this.startsAt();
    const providerId = this.providerId();
    if (!startsAt || !providerId || this.isSame() || this.act.isSending()) return;
    const reach = this.reach();
    if (reach !== 'this') {
      this.listed.set({
        ...{ reach, startsAt },
        ...(providerId === this.appointment().providerId ? {} : { providerId }),
        ...(this.isToldLater() ? { telling: 'told-later' } : {}),
      });
      return;
    }
    const { id: appointmentId, version: expectedVersion } = this.appointment();
    if (this.isUntimed()) {
      const wish = { expectedVersion, startsAt, providerId, overrides: this.#overrides() };
      const commandId = this.act.begin({ appointmentId, ...wish });
      this.#dispatch.walkInPlaced({ commandId, appointmentId, wish });
      return;
    }
    const wish: MoveAppointment = {
      expectedVersion,
      startsAt,
      providerId,
      ...(this.isToldLater() ? { telling: 'told-later' } : {}),
      overrides: this.#overrides(),
    };
    const commandId = this.act.begin({ appointmentId, ...wish });
    this.#dispatch.moved({ commandId, appointmentId, wish });
  }

  protected forgetOverrides(): void {
    this.#overrides.set([]);
  }

  protected moveInstead(slot: Slot): void {
    this.providerId.set(slot.providerId);
    this.startsAt.set(slot.startsAt);
    this.forgetOverrides();
    this.move();
  }

  protected moveAnyway(overrides: Override[]): void {
    this.#overrides.update((held) => [...held, ...overrides]);
    this.move();
  }
}
