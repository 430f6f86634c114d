import { Component, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Events } from '@ngrx/signals/events';
import { occupiesTime } from '#contract/appointment-workflow';
import type { Appointment } from '#contract/calendar';
import { copayStanding, type Copay, type CopayStanding } from '#contract/payments';
import { Session } from '../../platform/session';
import { Toasts } from '../../platform/toasts';
import { calendarPageEvents, calendarServerEvents } from '../calendar-events';
import { CopayApi } from '../copay-api';
import { CopayDialog } from '../copay-dialog/copay-dialog';
import { copayWords } from '../copay-words';

const asksFor: ReadonlySet<CopayStanding> = new Set(['due', 'part-paid']);

/**
 * After this console has checked a patient in: the copay, where one is due. Check-in never waits for it, and where
 * nobody knows of one, a word says so without stopping the desk.
 */
@Component({
  selector: 'app-copay-at-check-in',
  imports: [CopayDialog],
  template: `
    @if (asked(); as about) {
      <app-copay-dialog
        [copay]="about.copay"
        [patient]="about.visit.patient"
        (done)="done($event)"
        (closed)="asked.set(null)"
      />
    }
  `,
})
export class CopayAtCheckIn {
  readonly #api = inject(CopayApi);
  readonly #session = inject(Session);
  readonly #toasts = inject(Toasts);
  readonly #checkIns = new Set<string>();
  protected readonly asked = signal<{ visit: Appointment; copay: Copay } | null>(null);

  constructor() {
    const events = inject(Events);
    events
      .on(calendarPageEvents.stepped)
      .pipe(takeUntilDestroyed())
      .subscribe(({ payload: { commandId, wish } }) => {
        if (wish.step === 'checkIn') this.#checkIns.add(commandId);
      });
    events
      .on(calendarServerEvents.actAnswered)
      .pipe(takeUntilDestroyed())
      .subscribe(({ payload: { commandId, appointment } }) => {
        if (this.#checkIns.delete(commandId)) void this.#ask(appointment);
      });
  }

  protected done(copay: Copay): void {
    this.asked.set(null);
    this.#toasts.show({ message: copayWords(copay).words });
  }

  async #ask(visit: Appointment): Promise<void> {
    if (!this.#session.can('payment:collect') || !occupiesTime(visit.status)) return;
    // Where it cannot be asked, the visit says so; the patient is checked in all the same.
    const copay = await this.#api.get(visit.id).catch(() => null);
    if (!copay || this.asked() !== null) return;
    const standing = copayStanding(copay);
    const ask = (): void => this.asked.set({ visit, copay });
    if (asksFor.has(standing)) ask();
    else if (standing === 'not-known')
      this.#toasts.show({
        message: `Checked in. ${copayWords(copay).words}.`,
        action: { label: 'Collect…', run: ask },
      });
  }
}
