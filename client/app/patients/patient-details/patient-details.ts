import { Component, computed, inject, input } from '@angular/core';
import { phoneWords } from '../../platform/phone-words';
import { TimeFormat } from '../../platform/time-format';
import { patientPart } from '../patient-part';
import { PatientSection } from '../patient-section/patient-section';
import { languageWords, sexWords } from '../patient-words';
import { PatientsApi } from '../patients-api';

/** What the record says of the person. */
@Component({
  selector: 'app-patient-details',
  imports: [PatientSection],
  templateUrl: './patient-details.html',
  styleUrl: './patient-details.scss',
})
export class PatientDetails {
  readonly patientId = input.required<string>();

  readonly #api = inject(PatientsApi);
  readonly #format = inject(TimeFormat);

  protected readonly part = patientPart({
    patientId: this.patientId,
    needs: 'patient:read',
    feed: { capability: 'patients', of: 'organization' },
    load: async (patientId) => (await this.#api.getHeader(patientId)).patient,
  });
  protected readonly lines = computed(() => {
    const patient = this.part.value();
    if (!patient) return [];
    const lines: [string, string][] = [
      ['Name', `${patient.given} ${patient.family}`],
      ['Born', this.#format.birthDate(patient.birthOn)],
      ['Sex', sexWords[patient.sex]],
      ['Pronouns', patient.pronouns ?? ''],
      [
        'Language',
        languageWords(patient.language) + (patient.interpreter ? ', needs an interpreter' : ''),
      ],
      ['Phone', patient.phone ? phoneWords(patient.phone) : ''],
      ['E-mail', patient.email ?? ''],
    ];
    return lines.filter(([, words]) => words !== '');
  });
}
