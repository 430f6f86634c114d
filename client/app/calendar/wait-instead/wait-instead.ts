import { Component, computed, effect, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { PatientSummary } from '#contract/patients';
import type { Problem } from '#contract/problem';
import type { Provider } from '#contract/staff';
import { urgencies } from '#contract/waitlist-entry';
import { problemOf } from '../../platform/api';
import { newCommandId } from '../../platform/command-id';
import { messageOf } from '../../platform/problem-message';
import { Toasts } from '../../platform/toasts';
import { CalendarApi, type AddEntry } from '../calendar-api';
import type { SearchWishes } from '../time-wishes/time-wishes';
import { idsAmong } from '../who-wishes';

const urgencyWords: Record<AddEntry['urgency'], string> = {
  routine: 'Routine',
  soon: 'Soon',
  urgent: 'Urgent',
};

/** Where no free time suits: the patient waits for one, with the wishes that were looked for. */
@Component({
  selector: 'app-wait-instead',
  imports: [MatButton],
  templateUrl: './wait-instead.html',
  styleUrl: './wait-instead.scss',
})
export class WaitInstead {
  readonly clinicId = input.required<string>();
  readonly patient = input.required<PatientSummary>();
  readonly visitTypeId = input.required<string>();
  /** Empty = anybody who is as wished. */
  readonly providerId = input.required<string>();
  readonly providers = input.required<readonly Provider[]>();
  readonly wishes = input.required<SearchWishes>();
  readonly added = output();

  readonly #api = inject(CalendarApi);
  readonly #toasts = inject(Toasts);
  // Repeated with the same wishes, the server remembers its answer; changed ones are another command.
  #commandId = newCommandId();

  protected readonly urgencies = urgencies.toReversed().map((code) => ({
    code,
    words: urgencyWords[code],
  }));
  protected readonly isOpen = signal(false);
  protected readonly urgency = signal<AddEntry['urgency']>('routine');
  protected readonly isSending = signal(false);
  readonly #problem = signal<Problem | null>(null);
  protected readonly refusal = computed(() => {
    const problem = this.#problem();
    return problem ? messageOf(problem) : '';
  });
  /** `null` = nobody is as wished: to wait for anybody is not what was asked. */
  protected readonly among = computed(() =>
    idsAmong(this.providers(), this.providerId(), this.wishes()),
  );
  readonly #entry = computed((): AddEntry => {
    const { weekdays, earliestTime, latestTime, language, gender } = this.wishes();
    const providerId = this.providerId();
    return {
      clinicId: this.clinicId(),
      patientId: this.patient().id,
      visitTypeId: this.visitTypeId(),
      urgency: this.urgency(),
      providerIds: providerId ? [providerId] : [],
      // Whoever is chosen is wanted as they are; else the wish stays, whoever is as wished later.
      providerLanguage: providerId ? null : language,
      providerGender: providerId ? null : gender,
      weekdays: [...weekdays],
      ...{ earliestTime, latestTime },
    };
  });

  constructor() {
    effect(() => {
      this.#entry();
      this.#commandId = newCommandId();
      this.#problem.set(null);
    });
  }

  protected setUrgency(urgency: string): void {
    this.urgency.set(urgency as AddEntry['urgency']);
  }

  protected async add(): Promise<void> {
    if (this.isSending() || this.among() === null) return;
    this.isSending.set(true);
    try {
      await this.#api.addEntry(this.#entry(), this.#commandId);
      this.#toasts.show({ message: 'Added to the waitlist' });
      this.added.emit();
    } catch (error) {
      this.#problem.set(problemOf(error));
    } finally {
      this.isSending.set(false);
    }
  }
}
