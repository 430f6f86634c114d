import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import {
  messageChannels,
  messageKinds,
  messageReasons,
  messageWorkflow,
} from '#contract/message-workflow';
import { showOf, type Message } from '#contract/outreach';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { StatusChip, type Tone } from '../../ui/status-chip/status-chip';
import { patientPart } from '../patient-part';
import { PatientSection } from '../patient-section/patient-section';
import { PatientsApi } from '../patients-api';

/** Who comes often is written to often: older ones wait behind a button. */
const shownAtFirst = 6;

const tones: Partial<Record<Message['status'], Tone>> = {
  sent: 'info',
  delivered: 'ok',
  unknown: 'soon',
  dead: 'late',
};

/** What was and will be said to the patient, by all clinics whose messages the reader may see. */
@Component({
  selector: 'app-patient-messages',
  imports: [MatButton, PatientSection, RouterLink, StatusChip],
  template: `
    <app-patient-section
      title="Messages"
      empty="{{ part.value()?.length === 0 ? 'No texts or e-mails.' : '' }}"
      [mayRead]="part.mayRead()"
      [isLoaded]="part.value() !== null"
      [problem]="part.problem()"
      (retry)="part.reload()"
    >
      <ul>
        @for (message of shown(); track message.id) {
          <li [attr.data-message]="message.id">
            <span class="main">
              @if (isHere(message)) {
                <a routerLink="/messages" [queryParams]="{ show: showOf(message.status) }">{{
                  titleOf(message)
                }}</a>
              } @else {
                {{ titleOf(message) }}
              }
            </span>
            <span class="meta">{{ meta(message) }}</span>
            <app-status-chip [tone]="stateOf(message).tone" [word]="stateOf(message).word" />
          </li>
        }
      </ul>
      @if (more(); as more) {
        <button matButton type="button" (click)="showsAll.set(true)">Show {{ more }} more</button>
      }
    </app-patient-section>
  `,
  styleUrl: './patient-messages.scss',
})
export class PatientMessages {
  readonly patientId = input.required<string>();

  readonly #api = inject(PatientsApi);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  protected readonly part = patientPart({
    patientId: this.patientId,
    needs: 'message:read',
    feed: { capability: 'outreach', of: 'clinics' },
    load: (patientId) => this.#api.listMessages(patientId),
  });
  protected readonly showOf = showOf;
  protected readonly showsAll = linkedSignal({ source: this.patientId, computation: () => false });
  protected readonly shown = computed(() => {
    const messages = this.part.value() ?? [];
    return this.showsAll() ? messages : messages.slice(0, shownAtFirst);
  });
  protected readonly more = computed(() => (this.part.value()?.length ?? 0) - this.shown().length);

  protected titleOf({ kind, channel }: Message): string {
    return `${messageKinds[kind]}, ${messageChannels[channel].toLowerCase()}`;
  }

  /** The page of messages shows the clinic that is on show. */
  protected isHere({ clinicId }: Message): boolean {
    return clinicId === this.#session.clinic()?.id;
  }

  protected stateOf({ status }: Message): { word: string; tone: Tone } {
    return { word: messageWorkflow.states[status].title, tone: tones[status] ?? 'neutral' };
  }

  protected meta({ clinicId, sentAt, leavesAt, because }: Message): string {
    const clinic = this.#session.clinicOf(clinicId)?.shortName ?? '';
    return [
      clinic,
      this.#format.dayAndTime(sentAt ?? leavesAt),
      ...(because === null ? [] : [messageReasons[because]]),
    ].join(' · ');
  }
}
