import { Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { flagTitles, type PatientFlag, type StoppedThing } from '#contract/patient-flag';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { FlagApi } from '../flag-api';
import { FlagDialog } from '../flag-dialog/flag-dialog';
import { FlagEndDialog } from '../flag-end-dialog/flag-end-dialog';
import { flagWords, stoppedWords } from '../flag-words';
import { patientPart } from '../patient-part';
import { PatientSection } from '../patient-section/patient-section';

/** Flags with who set them, what each has stopped, and those that have ended. */
@Component({
  selector: 'app-flag-section',
  imports: [FlagDialog, FlagEndDialog, MatButton, PatientSection],
  templateUrl: './flag-section.html',
  styleUrl: './flag-section.scss',
})
export class FlagSection {
  readonly patientId = input.required<string>();

  readonly #api = inject(FlagApi);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  protected readonly part = patientPart({
    patientId: this.patientId,
    needs: 'patient:read',
    feed: { capability: 'patients', of: 'organization' },
    load: (patientId) => this.#api.list(patientId, this.#session.clinic()?.id ?? ''),
  });
  protected readonly mayEdit = computed(() => this.#session.can('flag:edit'));
  protected readonly isAdding = signal(false);
  protected readonly ending = signal<PatientFlag | null>(null);
  readonly #all = computed(() => this.part.value() ?? []);
  protected readonly standing = computed(() => this.#all().filter(({ flag }) => !flag.ended));
  protected readonly over = computed(() => this.#all().filter(({ flag }) => flag.ended));

  protected done(): void {
    this.isAdding.set(false);
    this.ending.set(null);
    this.part.reload();
  }

  protected titleOf({ detail }: PatientFlag): string {
    return flagTitles[detail.kind];
  }

  protected wordsOf({ detail }: PatientFlag): string {
    return flagWords(detail, this.#format);
  }

  protected setOf({ setAt, setBy, detail }: PatientFlag): string {
    const source = detail.kind === 'deceased' ? ` · ${detail.source}` : '';
    return `Set ${this.#dateOf(setAt)}${setBy ? ` by ${setBy}` : ''}${source}`;
  }

  protected endedOf({ ended }: PatientFlag): string {
    return ended ? `Ended ${this.#dateOf(ended.at)}: ${ended.reason}` : '';
  }

  protected stoppedOf({ kind, aboutAt, clinicId }: StoppedThing): string {
    const clinic = this.#session.clinicOf(clinicId)?.shortName;
    const when = aboutAt ? [this.#format.dayAndTime(aboutAt)] : [];
    return [stoppedWords[kind], ...when, ...(clinic ? [clinic] : [])].join(' · ');
  }

  #dateOf(at: string): string {
    return `${this.#format.dayAndTime(at)}, ${at.slice(0, 4)}`;
  }
}
