// Bookings that were put aside while somebody else is served: in memory alone, and gone with the session.
import { computed, effect, inject, Service, signal } from '@angular/core';
import type { PatientSummary } from '#contract/patients';
import type { Recall } from '#contract/recalls';
import { Session } from '../platform/session';
import type { SearchWishes } from './time-wishes/time-wishes';

/** What was chosen so far. The time in it is not held meanwhile. */
export interface BookingDraft {
  clinicId: string;
  patient: PatientSummary | null;
  visitTypeId: string;
  providerId: string;
  startsAt: string | null;
  reason: string;
  callNumber: string;
  wishes: SearchWishes;
  recall: Recall | null;
}

@Service()
export class ParkedBookings {
  readonly #session = inject(Session);
  readonly #drafts = signal<readonly BookingDraft[]>([]);

  /** Of the clinic on show, the first one parked first. */
  readonly here = computed(() =>
    this.#drafts().filter(({ clinicId }) => clinicId === this.#session.clinic()?.id),
  );

  constructor() {
    effect(() => {
      if (!this.#session.me()) this.#drafts.set([]);
    });
  }

  park(draft: BookingDraft): void {
    this.#drafts.update((all) => [...all, draft]);
  }

  /** Who goes on with it has it in hand: it is parked no longer. */
  take(draft: BookingDraft): void {
    this.#drafts.update((all) => all.filter((one) => one !== draft));
  }
}
