import { Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { callKinds, callWorkflow, type Call } from '#contract/calls';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { StatusChip, type Tone } from '../../ui/status-chip/status-chip';
import { patientPart } from '../patient-part';
import { PatientSection } from '../patient-section/patient-section';
import { PatientsApi } from '../patients-api';

/** Calls to the patient, open and done, in all clinics whose calls the reader may see. */
@Component({
  selector: 'app-patient-calls',
  imports: [RouterLink, PatientSection, StatusChip],
  template: `
    <app-patient-section
      title="Calls"
      empty="{{ part.value()?.length === 0 ? 'No calls, open or done.' : '' }}"
      [mayRead]="part.mayRead()"
      [isLoaded]="part.value() !== null"
      [problem]="part.problem()"
      (retry)="part.reload()"
    >
      <ul>
        @for (call of part.value(); track call.id) {
          <li>
            <span class="main">
              @if (isHere(call)) {
                <a [routerLink]="['/calls', call.id]">{{ titleOf(call) }}</a>
              } @else {
                {{ titleOf(call) }}
              }
            </span>
            <span class="meta">{{ meta(call) }}</span>
            <app-status-chip [tone]="stateOf(call).tone" [word]="stateOf(call).word" />
          </li>
        }
      </ul>
    </app-patient-section>
  `,
  styleUrl: './patient-calls.scss',
})
export class PatientCalls {
  readonly patientId = input.required<string>();

  readonly #api = inject(PatientsApi);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  protected readonly part = patientPart({
    patientId: this.patientId,
    needs: 'call:read',
    feed: { capability: 'calls', of: 'clinics' },
    load: (patientId) => this.#api.listCalls(patientId),
  });

  protected titleOf({ kind, about }: Call): string {
    return `${callKinds[kind]}: ${about}`;
  }

  /** The queue shows the clinic that is on show. */
  protected isHere({ work }: Call): boolean {
    return work.clinicId === this.#session.clinic()?.id;
  }

  protected stateOf({ work }: Call): { word: string; tone: Tone } {
    const { title } = callWorkflow.states[work.status as keyof typeof callWorkflow.states];
    return { word: title, tone: work.closedAt === null ? 'info' : 'neutral' };
  }

  protected meta({ attempts, work }: Call): string {
    const clinic = this.#session.clinicOf(work.clinicId)?.shortName ?? '';
    const last = attempts.at(-1);
    return [
      clinic,
      last
        ? `last tried ${this.#format.dayAndTime(last.endedAt)}`
        : `asked for ${this.#format.dayAndTime(work.openedAt)}`,
    ].join(' · ');
  }
}
