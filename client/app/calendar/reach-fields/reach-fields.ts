import { Component, computed, inject, input, model, resource } from '@angular/core';
import type { VisitType } from '#contract/availability';
import { phoneWords } from '../../platform/phone-words';
import { TimeFormat } from '../../platform/time-format';
import { CalendarApi } from '../calendar-api';

/** Of a visit at a distance that is being booked: where the patient is called, and when it is where they are. */
@Component({
  selector: 'app-reach-fields',
  templateUrl: './reach-fields.html',
  styleUrl: './reach-fields.scss',
})
export class ReachFields {
  readonly patientId = input.required<string>();
  readonly modality = input.required<VisitType['modality']>();
  readonly startsAt = input.required<string | null>();
  /** As typed; empty = the number on the chart. */
  readonly callNumber = model.required<string>();

  readonly #api = inject(CalendarApi);
  readonly #format = inject(TimeFormat);

  protected readonly isPhone = computed(() => this.modality() === 'phone');
  readonly #header = resource({
    params: () => (this.modality() === 'in-person' ? undefined : this.patientId()),
    loader: ({ params }) => this.#api.getPatientHeader(params),
  });
  readonly #patient = computed(() =>
    this.#header.hasValue() ? this.#header.value().patient : null,
  );
  protected readonly onChart = computed(() => {
    const patient = this.#patient();
    if (!patient) return '';
    return patient.phone ? `${phoneWords(patient.phone)}, on the chart` : 'None on the chart';
  });
  protected readonly theirTime = computed(() => {
    const startsAt = this.startsAt();
    return startsAt ? this.#format.timeElsewhere(startsAt, this.#patient()?.zone ?? null) : '';
  });
}
