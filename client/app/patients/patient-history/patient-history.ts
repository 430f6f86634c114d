import { Component, inject, input } from '@angular/core';
import type { PatientHistoryEntry } from '#contract/patients';
import { TimeFormat } from '../../platform/time-format';
import { patientPart } from '../patient-part';
import { PatientSection } from '../patient-section/patient-section';
import { fieldWords, historyActs } from '../record-words';
import { PatientsApi } from '../patients-api';

/** Who changed what of the record, and when; newest first. */
@Component({
  selector: 'app-patient-history',
  imports: [PatientSection],
  template: `
    <app-patient-section
      title="Timeline"
      [mayRead]="part.mayRead()"
      [isLoaded]="part.value() !== null"
      [problem]="part.problem()"
      (retry)="part.reload()"
    >
      <ol>
        @for (entry of part.value(); track entry.version) {
          <li>
            <span class="main">{{ actOf(entry) }}</span>
            <span class="meta">{{ entry.actor ?? 'Daysheet' }} · {{ when(entry.at) }}</span>
            @for (difference of entry.differences; track difference.field) {
              <span class="difference">
                {{ fieldOf(difference.field) }}:&ngsp;
                @if (difference.before !== null) {
                  <del>{{ difference.before }}</del>&ngsp;
                }
                @if (difference.after !== null) {
                  <ins>{{ difference.after }}</ins>
                } @else {
                  <span>taken out</span>
                }
              </span>
            }
          </li>
        }
      </ol>
    </app-patient-section>
  `,
  styleUrl: './patient-history.scss',
})
export class PatientHistory {
  readonly patientId = input.required<string>();

  readonly #api = inject(PatientsApi);
  readonly #format = inject(TimeFormat);

  protected readonly part = patientPart({
    patientId: this.patientId,
    needs: 'patient:read',
    feed: { capability: 'patients', of: 'organization' },
    load: (patientId) => this.#api.listHistory(patientId),
  });

  protected when(iso: string): string {
    return `${this.#format.dayAndTime(iso)}, ${iso.slice(0, 4)}`;
  }

  protected actOf({ act }: PatientHistoryEntry): string {
    return historyActs[act] ?? 'Changed';
  }

  protected fieldOf(field: string): string {
    return fieldWords[field] ?? field.replaceAll('_', ' ');
  }
}
