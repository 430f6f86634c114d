import { Component, computed, inject, input, signal } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import type { PatientNote } from '#contract/patient-note';
import { holds } from '#contract/permission';
import { problemOf } from '../../platform/api';
import { newCommandId } from '../../platform/command-id';
import { messageOf } from '../../platform/problem-message';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { patientPart } from '../patient-part';
import { PatientSection } from '../patient-section/patient-section';
import { PatientsApi } from '../patients-api';

/** Notes of the clinics that the reader may see, and a line to write one. What is half written stays. */
@Component({
  selector: 'app-patient-notes',
  imports: [FormsModule, MatButton, PatientSection],
  templateUrl: './patient-notes.html',
  styleUrl: './patient-notes.scss',
})
export class PatientNotes {
  readonly patientId = input.required<string>();

  readonly #api = inject(PatientsApi);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);
  // Repeated with the same text, the server remembers its answer; another text is another command.
  #command = { id: newCommandId(), text: '' };

  protected readonly part = patientPart({
    patientId: this.patientId,
    needs: 'patient-note:read',
    feed: { capability: 'patients', of: 'organization' },
    load: (patientId) => this.#api.listNotes(patientId),
  });
  protected readonly mayWrite = computed(() => this.#session.can('patient-note:write'));
  protected readonly text = signal('');
  protected readonly isSending = signal(false);
  protected readonly message = signal('');

  protected mayStrike(note: PatientNote): boolean {
    if (note.struck) return false;
    const grants = this.#session.grants();
    const isOwn = note.authorId === this.#session.me()?.staffId;
    return isOwn
      ? holds(grants, 'patient-note:write', note.clinicId)
      : holds(grants, 'patient-note:strike', note.clinicId);
  }

  protected metaOf(note: PatientNote): string {
    const clinic = this.#session.clinicOf(note.clinicId)?.shortName ?? '';
    const struck = note.struck ? [`struck out by ${note.struck.by}`] : [];
    return [note.author, this.#format.dayAndTime(note.writtenAt), clinic, ...struck].join(' · ');
  }

  protected async write(): Promise<void> {
    const clinicId = this.#session.clinic()?.id;
    const text = this.text().trim();
    if (!clinicId || !text || this.isSending()) return;
    if (this.#command.text !== text) this.#command = { id: newCommandId(), text };
    await this.#send(async () => {
      await this.#api.addNote(this.patientId(), { clinicId, text }, this.#command.id);
      this.text.set('');
      this.#command = { id: newCommandId(), text: '' };
    });
  }

  protected async strike(note: PatientNote): Promise<void> {
    await this.#send(() => this.#api.strikeNote(note, newCommandId()));
  }

  async #send(act: () => Promise<unknown>): Promise<void> {
    this.isSending.set(true);
    this.message.set('');
    try {
      await act();
      this.part.reload();
    } catch (error) {
      this.message.set(messageOf(problemOf(error)));
    } finally {
      this.isSending.set(false);
    }
  }
}
