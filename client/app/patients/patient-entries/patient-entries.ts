import { Component, inject, input } from '@angular/core';
import { type Entry } from '#contract/waitlist-entry';
import { entryWorkflow } from '#contract/waitlist-workflows';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { StatusChip, type Tone } from '../../ui/status-chip/status-chip';
import { patientPart } from '../patient-part';
import { PatientSection } from '../patient-section/patient-section';
import { PatientsApi } from '../patients-api';

/** What the patient waits for, in all clinics whose waitlist the reader may see. */
@Component({
  selector: 'app-patient-entries',
  imports: [PatientSection, StatusChip],
  template: `
    <app-patient-section
      title="Waitlist"
      empty="{{ part.value()?.length === 0 ? 'Not on the waitlist.' : '' }}"
      [mayRead]="part.mayRead()"
      [isLoaded]="part.value() !== null"
      [problem]="part.problem()"
      (retry)="part.reload()"
    >
      <ul>
        @for (entry of part.value(); track entry.id) {
          <li>
            <span class="main">Waits since {{ when(entry.addedAt) }}</span>
            <span class="meta">{{ meta(entry) }}</span>
            <app-status-chip [tone]="stateOf(entry).tone" [word]="stateOf(entry).word" />
          </li>
        }
      </ul>
    </app-patient-section>
  `,
  styleUrl: './patient-entries.scss',
})
export class PatientEntries {
  readonly patientId = input.required<string>();

  readonly #api = inject(PatientsApi);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  protected readonly part = patientPart({
    patientId: this.patientId,
    needs: 'waitlist:read',
    feed: { capability: 'waitlist', of: 'clinics' },
    load: (patientId) => this.#api.listEntries(patientId),
  });

  protected when(iso: string): string {
    return this.#format.dayAndTime(iso);
  }

  protected stateOf(entry: Entry): { word: string; tone: Tone } {
    const { title } = entryWorkflow.states[entry.status];
    return { word: title, tone: entry.status === 'active' ? 'info' : 'neutral' };
  }

  protected meta({ clinicId, urgency, appointment }: Entry): string {
    const clinic = this.#session.clinicOf(clinicId)?.shortName ?? '';
    return [
      clinic,
      ...(urgency === 'routine' ? [] : [urgency]),
      ...(appointment ? [`later visit ${this.when(appointment.startsAt)}`] : []),
    ].join(' · ');
  }
}
