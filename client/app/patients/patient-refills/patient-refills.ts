import { Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { refillWorkflow, type RefillStatus } from '#contract/refill-workflow';
import { pendingOf, pendingSentence } from '#contract/refill-pending';
import type { Refill } from '#contract/refill-request';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { StatusChip, type Tone } from '../../ui/status-chip/status-chip';
import { patientPart } from '../patient-part';
import { PatientSection } from '../patient-section/patient-section';
import { PatientsApi } from '../patients-api';

/** The patient's refill requests, and why one is not there yet: what whoever is on the phone reads out. */
@Component({
  selector: 'app-patient-refills',
  imports: [RouterLink, PatientSection, StatusChip],
  template: `
    <app-patient-section
      title="Refills"
      empty="{{ part.value()?.length === 0 ? 'No refill requests, open or done.' : '' }}"
      [mayRead]="part.mayRead()"
      [isLoaded]="part.value() !== null"
      [problem]="part.problem()"
      (retry)="part.reload()"
    >
      <ul>
        @for (refill of part.value(); track refill.id) {
          <li>
            <span class="main">
              @if (isHere(refill)) {
                <a [routerLink]="['/refills', refill.id]">{{ titleOf(refill) }}</a>
              } @else {
                {{ titleOf(refill) }}
              }
            </span>
            <span class="meta">{{ meta(refill) }}</span>
            <app-status-chip [tone]="stateOf(refill).tone" [word]="stateOf(refill).word" />
          </li>
        }
      </ul>
    </app-patient-section>
  `,
  styleUrl: './patient-refills.scss',
})
export class PatientRefills {
  readonly patientId = input.required<string>();

  readonly #api = inject(PatientsApi);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  protected readonly part = patientPart({
    patientId: this.patientId,
    needs: 'refill:read',
    feed: { capability: 'refills', of: 'clinics' },
    load: (patientId) => this.#api.listRefills(patientId),
  });

  protected titleOf({ requested }: Refill): string {
    return `${requested.name} ${requested.strength} ${requested.form}`.trim();
  }

  /** The queue shows the clinic that is on show. */
  protected isHere({ work }: Refill): boolean {
    return work.clinicId === this.#session.clinic()?.id;
  }

  protected stateOf({ work }: Refill): { word: string; tone: Tone } {
    const { title } = refillWorkflow.states[work.status as RefillStatus];
    if (work.status === 'error') return { word: title, tone: 'late' };
    return { word: title, tone: work.closedAt === null ? 'info' : 'neutral' };
  }

  protected meta(refill: Refill): string {
    const { work } = refill;
    const clinic = this.#session.clinicOf(work.clinicId)?.shortName ?? '';
    const pending = pendingOf(refill);
    const words = pending
      ? pendingSentence(pending, (instant) => this.#format.dayAndTime(instant))
      : `asked for ${this.#format.dayAndTime(work.openedAt)}`;
    return [clinic, words].join(' · ');
  }
}
