import { Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { recallAskers, recallWorkflow, type Recall } from '#contract/recalls';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { StatusChip, type Tone } from '../../ui/status-chip/status-chip';
import { patientPart } from '../patient-part';
import { PatientSection } from '../patient-section/patient-section';
import { PatientsApi } from '../patients-api';

/** For what the patient is to be booked, or was, in all clinics whose list the reader may see. */
@Component({
  selector: 'app-patient-recalls',
  imports: [PatientSection, RouterLink, StatusChip],
  template: `
    <app-patient-section
      title="To be booked"
      empty="{{ part.value()?.length === 0 ? 'Not to be booked.' : '' }}"
      [mayRead]="part.mayRead()"
      [isLoaded]="part.value() !== null"
      [problem]="part.problem()"
      (retry)="part.reload()"
    >
      <ul>
        @for (recall of part.value(); track recall.id) {
          <li [attr.data-recall]="recall.id">
            <span class="main">
              @if (isBookable(recall)) {
                <a routerLink="/calendar" [queryParams]="{ recall: recall.id }">{{
                  due(recall)
                }}</a>
              } @else {
                {{ due(recall) }}
              }
            </span>
            <span class="meta">{{ meta(recall) }}</span>
            <app-status-chip [tone]="stateOf(recall).tone" [word]="stateOf(recall).word" />
          </li>
        }
      </ul>
    </app-patient-section>
  `,
  styleUrl: './patient-recalls.scss',
})
export class PatientRecalls {
  readonly patientId = input.required<string>();

  readonly #api = inject(PatientsApi);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  protected readonly part = patientPart({
    patientId: this.patientId,
    needs: 'recall:read',
    feed: { capability: 'recalls', of: 'clinics' },
    load: (patientId) => this.#api.listRecalls(patientId),
  });

  protected due({ dueOn }: Recall): string {
    return `Around ${this.#format.date(dueOn)}`;
  }

  /** The calendar shows one clinic. */
  protected isBookable({ status, clinicId }: Recall): boolean {
    const isHere = this.#session.clinic()?.id === clinicId;
    return status === 'open' && isHere && this.#session.can('appointment:book');
  }

  protected meta({ clinicId, askedBy, claimedBy, note }: Recall): string {
    const clinic = this.#session.clinicOf(clinicId)?.shortName ?? '';
    const taker = claimedBy ? [`taken on by ${claimedBy.name}`] : [];
    return [clinic, recallAskers[askedBy], ...(note ? [note] : []), ...taker].join(' · ');
  }

  protected stateOf({ status }: Recall): { word: string; tone: Tone } {
    const { title } = recallWorkflow.states[status];
    return { word: title, tone: status === 'open' ? 'info' : 'neutral' };
  }
}
