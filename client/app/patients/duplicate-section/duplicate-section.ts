import { Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { listName, type PatientSummary } from '#contract/patients';
import type { PossibleDuplicate } from '#contract/retired-chart';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { DuplicateApi } from '../duplicate-api';
import { LinkDuplicateDialog } from '../link-duplicate-dialog/link-duplicate-dialog';
import { patientPart } from '../patient-part';
import { PatientSection } from '../patient-section/patient-section';
import {
  SettleDuplicateDialog,
  type Settlement,
} from '../settle-duplicate-dialog/settle-duplicate-dialog';

/** Other charts that may be of the same person, until somebody has told them apart or retired one. */
@Component({
  selector: 'app-duplicate-section',
  imports: [LinkDuplicateDialog, MatButton, PatientSection, RouterLink, SettleDuplicateDialog],
  templateUrl: './duplicate-section.html',
  styleUrl: './duplicate-section.scss',
})
export class DuplicateSection {
  readonly patientId = input.required<string>();

  readonly #api = inject(DuplicateApi);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  protected readonly part = patientPart({
    patientId: this.patientId,
    needs: 'patient:read',
    feed: { capability: 'patients', of: 'organization' },
    load: (patientId) => this.#api.get(patientId, this.#session.clinic()?.id ?? ''),
  });
  protected readonly duplicates = computed(() => this.part.value()?.possibleDuplicates ?? []);
  protected readonly survivor = computed(() => this.part.value()?.survivor ?? null);
  protected readonly mayLink = computed(
    () => this.part.value() !== null && !this.survivor() && this.#session.can('patient:register'),
  );
  protected readonly maySettle = computed(() => this.#session.can('chart:retire'));
  protected readonly isLinking = signal(false);
  protected readonly settling = signal<{ link: PossibleDuplicate; as: Settlement } | null>(null);
  protected readonly empty = computed(() =>
    this.part.value() && this.duplicates().length === 0 && !this.survivor()
      ? 'No other chart is known of this person.'
      : '',
  );

  protected wordsOf(other: PatientSummary): string {
    return `${listName(other)}, born ${this.#format.birthDate(other.birthOn)}, ${other.mrn}`;
  }

  protected done(): void {
    this.isLinking.set(false);
    this.settling.set(null);
    this.part.reload();
  }
}
