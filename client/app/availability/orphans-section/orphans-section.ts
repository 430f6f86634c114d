import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { VisitType } from '#contract/availability';
import { listName } from '#contract/patients';
import type { OrphanedVisit } from '#contract/schedule-exception';
import type { Provider } from '#contract/staff';
import { TimeFormat } from '../../platform/time-format';
import { localDateOf } from '../../platform/wall-time';

/** Booked visits that stand outside of the hours, each a way to where it can be moved. */
@Component({
  selector: 'app-orphans-section',
  imports: [RouterLink],
  templateUrl: './orphans-section.html',
  styleUrl: './orphans-section.scss',
})
export class OrphansSection {
  readonly zone = input.required<string>();
  readonly orphans = input.required<readonly OrphanedVisit[]>();
  readonly providers = input.required<readonly Provider[]>();
  readonly visitTypes = input.required<readonly VisitType[]>();

  readonly #format = inject(TimeFormat);

  protected readonly rows = computed(() => {
    const names = new Map(this.providers().map((provider) => [provider.id, listName(provider)]));
    const types = new Map(this.visitTypes().map(({ id, name }) => [id, name]));
    return this.orphans().map((visit) => ({
      id: visit.appointmentId,
      when: this.#format.dayAndTime(visit.startsAt),
      name: names.get(visit.providerId) ?? '',
      type: types.get(visit.visitTypeId) ?? '',
      day: ['/calendar/day', localDateOf(visit.startsAt, this.zone())],
    }));
  });
}
