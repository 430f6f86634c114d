import { Component, computed, inject, input, model, resource } from '@angular/core';
import { prescriptionStates, type Prescription } from '#contract/prescription';
import { problemOf } from '../../platform/api';
import { messageOf } from '../../platform/problem-message';
import { TimeFormat } from '../../platform/time-format';
import { drugWords } from '../refill-words';
import { RefillsApi } from '../refills-api';

/** One of the patient's prescriptions in a clinic, active ones first. */
@Component({
  selector: 'app-prescription-choice',
  templateUrl: './prescription-choice.html',
  styleUrl: './prescription-choice.scss',
})
export class PrescriptionChoice {
  readonly patientId = input.required<string>();
  readonly clinicId = input.required<string>();
  readonly chosen = model<Prescription | null>(null);

  readonly #api = inject(RefillsApi);
  readonly #format = inject(TimeFormat);
  readonly #read = resource({
    params: () => this.patientId(),
    loader: ({ params }) => this.#api.prescriptionsOf(params),
  });
  protected readonly prescriptions = computed(() =>
    this.#read.hasValue()
      ? this.#read.value().filter(({ clinicId }) => clinicId === this.clinicId())
      : null,
  );
  protected readonly problem = computed(() => {
    const error = this.#read.error();
    return error ? messageOf(problemOf(error)) : '';
  });

  protected choose(event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    this.chosen.set(this.prescriptions()?.find(({ id }) => id === value) ?? null);
  }

  protected wordsOf({ order, status, issuedOn, prescriberName }: Prescription): string {
    const state = status === 'active' ? '' : prescriptionStates[status].toLowerCase();
    const issued = `${this.#format.birthDate(issuedOn)}${prescriberName ? ` by ${prescriberName}` : ''}`;
    return [drugWords(order), order.sig, issued, state].filter(Boolean).join(' · ');
  }
}
