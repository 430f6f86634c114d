import { Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { TimeFormat } from '../../platform/time-format';
import { Session } from '../../platform/session';
import { EditDetailsDialog } from '../edit-details-dialog/edit-details-dialog';
import { patientPart } from '../patient-part';
import { PatientSection } from '../patient-section/patient-section';
import { PatientsApi } from '../patients-api';
import { PharmacyStanding } from '../pharmacy-standing/pharmacy-standing';
import { recordLines } from '../record-lines';
import { recordParts, type RecordPart } from '../record-parts';
import { wordsOf } from '../words-of';

/** What the record says of the person, part by part; each can be changed by who may. */
@Component({
  selector: 'app-patient-details',
  imports: [EditDetailsDialog, MatButton, PatientSection, PharmacyStanding],
  templateUrl: './patient-details.html',
  styleUrl: './patient-details.scss',
})
export class PatientDetails {
  readonly patientId = input.required<string>();

  readonly #api = inject(PatientsApi);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  protected readonly part = patientPart({
    patientId: this.patientId,
    needs: 'patient:read',
    feed: { capability: 'patients', of: 'organization' },
    load: (patientId) => this.#api.getRecord(patientId),
  });
  protected readonly mayChange = computed(() => this.#session.canSomewhere('patient:change'));
  protected readonly editing = signal<RecordPart | null>(null);
  protected readonly groups = computed(() => {
    const record = this.part.value();
    if (!record) return [];
    const lines = recordLines(record, (date) => this.#format.birthDate(date));
    return wordsOf(recordParts).map(({ code, words }) => ({ code, words, lines: lines[code] }));
  });

  protected saved(): void {
    this.editing.set(null);
    this.part.reload();
  }
}
