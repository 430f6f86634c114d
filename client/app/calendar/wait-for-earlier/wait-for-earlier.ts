import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Appointment } from '#contract/calendar';
import { Clock } from '../../platform/clock';
import { dialogAct } from '../../platform/dialog-act';
import { Session } from '../../platform/session';
import { Toasts } from '../../platform/toasts';
import { CalendarApi } from '../calendar-api';

/** Puts the patient of a visit on the waitlist for its type: beside the visit while it stands, instead of it when it does not. */
@Component({
  selector: 'app-wait-for-earlier',
  imports: [MatButton],
  template: `
    @if (words(); as words) {
      <button matButton type="button" [disabled]="act.isSending() || isWaiting()" (click)="wait()">
        {{ isWaiting() ? 'On the waitlist' : words }}
      </button>
      @if (act.message(); as message) {
        <p role="alert">{{ message }}</p>
      }
    }
  `,
  styles: `
    :host {
      display: contents;
    }
    p {
      margin: 0;
      flex-basis: 100%;
      color: var(--mat-sys-error);
    }
  `,
})
export class WaitForEarlier {
  readonly visit = input.required<Appointment>();

  readonly #api = inject(CalendarApi);
  readonly #clock = inject(Clock);
  readonly #session = inject(Session);
  readonly #toasts = inject(Toasts);
  protected readonly act = dialogAct();
  protected readonly isWaiting = linkedSignal({
    source: () => this.visit().id,
    computation: () => false,
  });
  readonly #stands = computed(() => {
    const { status, startsAt } = this.visit();
    return status === 'booked' && startsAt > this.#clock.now();
  });
  protected readonly words = computed(() => {
    const { status, modality, clinicId } = this.visit();
    if (modality === 'e-visit' || !this.#session.can('waitlist:edit')) return null;
    if (clinicId !== this.#session.clinic()?.id) return null;
    if (this.#stands()) return 'Wants an earlier time';
    return status === 'cancelled' || status === 'noshow' ? 'Waits for another time' : null;
  });

  protected async wait(): Promise<void> {
    const { id, clinicId, visitTypeId, patient } = this.visit();
    const entry = {
      ...{ clinicId, visitTypeId, patientId: patient.id, urgency: 'routine' as const },
      appointmentId: this.#stands() ? id : null,
    };
    const added = await this.act.send(entry, (body, commandId) =>
      this.#api.addEntry(body, commandId),
    );
    if (!added) return;
    this.isWaiting.set(true);
    this.#toasts.show({ message: 'Added to the waitlist' });
  }
}
