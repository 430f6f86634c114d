import { Component, computed, effect, inject, input, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import { quantityUnits } from '#contract/authorization-line';
import type { Appointment } from '#contract/calendar';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import { CalendarApi } from '../calendar-api';

/** Whether what a payer has authorized covers the visit, and which denial it would earn. A hint; nothing waits for it. */
@Component({
  selector: 'app-authorization-hint',
  imports: [RouterLink, SvgIcon],
  templateUrl: './authorization-hint.html',
  styleUrl: './authorization-hint.scss',
})
export class AuthorizationHint {
  readonly visit = input.required<Appointment>();

  readonly #api = inject(CalendarApi);
  readonly #format = inject(TimeFormat);
  readonly #feed = inject(RealtimeFeed);
  readonly #session = inject(Session);

  readonly #check = resource({
    params: () => {
      const { id, status, clinicId, startsAt, patient, visitTypeId, providerId } = this.visit();
      if (status !== 'booked' || !this.#session.can('authorization:standing')) return undefined;
      const place = { clinicId, startsAt, visitTypeId, providerId };
      return { ...place, patientId: patient.id, appointmentId: id };
    },
    loader: ({ params }) => this.#api.checkVisitAuthorization(params),
  });
  protected readonly warning = computed(() => {
    if (this.#check.error()) return 'Authorization could not be checked';
    const [warning] = this.#check.hasValue() ? this.#check.value().warnings : [];
    return warning?.message ?? '';
  });
  protected readonly covered = computed(() => {
    const covering = this.#check.hasValue() ? this.#check.value().covering : null;
    if (!covering) return '';
    const { left, granted, unit, until } = covering;
    const day = this.#format.birthDate(until);
    return `Authorized until ${day} · ${left} of ${granted} ${quantityUnits[unit]} left`;
  });

  constructor() {
    effect((onCleanup) => {
      const { clinicId } = this.visit();
      if (!this.#session.can('authorization:read')) return;
      onCleanup(
        this.#feed.hear(`authorizations:${clinicId}`, () => {
          this.#check.reload();
        }),
      );
    });
  }
}
