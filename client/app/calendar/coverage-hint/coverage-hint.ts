import { Component, computed, inject, input, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Appointment } from '#contract/calendar';
import type { CoverageAlert } from '#contract/coverage';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { localDateOf } from '../../platform/wall-time';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import { CalendarApi } from '../calendar-api';

/** What to see to about who pays before the patient is checked in. A hint; nothing waits for it. */
@Component({
  selector: 'app-coverage-hint',
  imports: [RouterLink, SvgIcon],
  templateUrl: './coverage-hint.html',
  styleUrl: './coverage-hint.scss',
})
export class CoverageHint {
  readonly visit = input.required<Appointment>();

  readonly #api = inject(CalendarApi);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  readonly #check = resource({
    params: () => {
      const { status, clinicId, startsAt, patient } = this.visit();
      const zone = this.#session.clinics().find(({ id }) => id === clinicId)?.zone;
      if (!zone || status !== 'booked' || !this.#session.can('coverage:read')) return undefined;
      return { clinicId, patientId: patient.id, date: localDateOf(startsAt, zone) };
    },
    loader: ({ params }) => this.#api.getCoverageAlert(params),
  });
  protected readonly words = computed(() => {
    if (this.#check.error()) return 'Who pays could not be checked';
    const alert = this.#check.hasValue() ? this.#check.value() : null;
    return alert ? this.#wordsOf(alert) : '';
  });

  #wordsOf({ about, payerName, on }: CoverageAlert): string {
    const day = on ? this.#format.birthDate(on) : '';
    const payer = payerName ?? '';
    switch (about) {
      case 'no-coverage':
        return 'No coverage on file: ask for the card';
      case 'ended':
        return `${payer} ended on ${day}: ask for the new card`;
      case 'inactive':
        return `${payer} says that it is not active (${day}): ask for the new card`;
      case 'not-yet':
        return `${payer} begins on ${day}, after the visit`;
      case 'never-verified':
        return `${payer} was never verified`;
      case 'verified-long-ago':
        return `${payer} was last verified on ${day}: verify again`;
    }
  }
}
