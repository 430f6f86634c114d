import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { listName } from '#contract/patients';
import type { DelayWay } from '#contract/told-late';
import { problemOf } from '../../platform/api';
import { Clock, minuteOf } from '../../platform/clock';
import { newCommandId } from '../../platform/command-id';
import { messageOf } from '../../platform/problem-message';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { minutesBetween } from '../../platform/wall-time';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { Modal } from '../../ui/modal/modal';
import { CalendarApi } from '../calendar-api';
import { CalendarStore } from '../calendar-store';
import { delaysOf, type Delay } from '../day-board/delays';

/** Who waits for a provider who runs late: told at the desk, called, or offered another time. */
@Component({
  selector: 'app-late-dialog',
  imports: [MatButton, Modal, StatusChip],
  templateUrl: './late-dialog.html',
  styleUrl: '../sweep-dialog/sweep-dialog.scss',
  styles: ':host { --modal-width: 600px; }',
})
export class LateDialog {
  readonly clinicId = input.required<string>();
  readonly moveAsked = output<string>();
  readonly closed = output();

  readonly #api = inject(CalendarApi);
  readonly #clock = inject(Clock);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);
  readonly #store = inject(CalendarStore);

  readonly #minute = minuteOf(this.#clock);
  protected readonly delays = computed(() =>
    delaysOf(
      this.#store.columns().flatMap(({ visits }) => visits.map(({ appointment }) => appointment)),
      this.#minute(),
    ),
  );
  protected readonly mayCall = computed(() => this.#session.can('call:work'));
  protected readonly mayMove = computed(() => this.#session.can('appointment:move'));
  readonly #sending = signal<string | null>(null);
  readonly #refused = signal<Readonly<Record<string, string>>>({});

  protected nameOf({ visit }: Delay): string {
    return listName(visit.patient);
  }

  protected whenOf({ visit, beginsAt }: Delay): string {
    const provider = this.#store.providers()[visit.providerId];
    const late = minutesBetween(visit.startsAt, beginsAt);
    return [
      this.#format.time(visit.startsAt),
      `about ${this.#format.time(beginsAt)}, ${late} min late`,
      provider ? listName(provider) : '',
    ]
      .filter(Boolean)
      .join(' · ');
  }

  /** What was told, also where it is no longer so. */
  protected toldWords({ visit: { toldLate }, isTold }: Delay): string {
    if (!toldLate) return '';
    const about = this.#format.time(toldLate.beginsAt);
    if (!isTold) return `Was told about ${about}`;
    return toldLate.way === 'by-call' ? 'Call asked for' : `Told about ${about}`;
  }

  protected isSending({ visit }: Delay): boolean {
    return this.#sending() === visit.id;
  }

  protected refusalOf({ visit }: Delay): string {
    return this.#refused()[visit.id] ?? '';
  }

  protected async tell({ visit, beginsAt }: Delay, way: DelayWay): Promise<void> {
    if (this.#sending() !== null) return;
    this.#sending.set(visit.id);
    this.#refused.set({});
    try {
      const body = { expectedVersion: visit.version, beginsAt, way };
      await this.#api.tellLate(visit.id, body, newCommandId());
    } catch (error) {
      const message = messageOf(problemOf(error));
      this.#refused.update((refused) => ({ ...refused, [visit.id]: message }));
    } finally {
      this.#sending.set(null);
    }
  }
}
