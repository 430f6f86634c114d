import {
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  output,
  resource,
  signal,
} from '@angular/core';
import { FormsModule } from '@angular/forms';
import { Router } from '@angular/router';
import { MatButton } from '@angular/material/button';
import type { PatientRecord } from '#contract/patient-record';
import type { NearMatch, Patient } from '#contract/patients';
import type { Pharmacy } from '#contract/pharmacy';
import type { Problem } from '#contract/problem';
import { problemOf } from '../../platform/api';
import { newCommandId } from '../../platform/command-id';
import { messageOf } from '../../platform/problem-message';
import { Session } from '../../platform/session';
import { Modal } from '../../ui/modal/modal';
import { EditCareFields } from '../edit-care-fields/edit-care-fields';
import { EditIdentityFields } from '../edit-identity-fields/edit-identity-fields';
import { EditPeopleFields } from '../edit-people-fields/edit-people-fields';
import { EditReachFields } from '../edit-reach-fields/edit-reach-fields';
import { NearMatches } from '../near-matches/near-matches';
import { PatientsApi } from '../patients-api';
import { PharmacyDialog } from '../pharmacy-dialog/pharmacy-dialog';
import { changedOf, recordParts, type RecordPart } from '../record-parts';

/** Changes one part of a record. What was typed stays when the server refuses, or somebody else was faster. */
@Component({
  selector: 'app-edit-details-dialog',
  imports: [
    EditCareFields,
    EditIdentityFields,
    EditPeopleFields,
    EditReachFields,
    FormsModule,
    MatButton,
    Modal,
    NearMatches,
    PharmacyDialog,
  ],
  templateUrl: './edit-details-dialog.html',
  styleUrl: './edit-details-dialog.scss',
})
export class EditDetailsDialog {
  readonly part = input.required<RecordPart>();
  readonly record = input.required<PatientRecord>();
  readonly changed = output<PatientRecord>();
  readonly closed = output();

  readonly #api = inject(PatientsApi);
  readonly #router = inject(Router);
  readonly #session = inject(Session);
  #command = { id: newCommandId(), wish: '' };

  /** As it was when the dialog opened: the page may learn of changes while somebody types. */
  readonly #base = linkedSignal({
    source: this.part,
    computation: (): PatientRecord => structuredClone(this.record()),
  });
  protected readonly draft = linkedSignal(() => structuredClone(this.#base()));
  protected readonly title = computed(() => recordParts[this.part()]);
  protected readonly isAddingPharmacy = signal(false);
  protected readonly isSending = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly matches = signal<readonly NearMatch[]>([]);
  protected readonly seen = signal<readonly string[]>([]);
  protected readonly reason = signal('');
  readonly #providers = resource({
    params: () => (this.part() === 'people' ? (this.#session.clinic()?.id ?? '') : undefined),
    loader: ({ params }) => this.#api.listProviders(params),
  });
  protected readonly providers = computed(() =>
    this.#providers.hasValue() ? this.#providers.value() : [],
  );
  protected readonly theirs = computed(() =>
    this.problem()?.code === 'conflict' ? (this.problem()?.current as PatientRecord) : null,
  );
  protected readonly message = computed(() => {
    const problem = this.problem();
    return problem ? messageOf(problem) : '';
  });
  protected readonly needsReason = computed(() => this.matches().some((match) => match.isCertain));

  protected choosePharmacy(pharmacy: Pharmacy): void {
    this.isAddingPharmacy.set(false);
    this.draft.update((draft) => ({ ...draft, pharmacy }));
  }

  protected takeTheirs(theirs: PatientRecord): void {
    this.#base.set(structuredClone(theirs));
    this.problem.set(null);
  }

  protected saveMine(theirs: PatientRecord): void {
    void this.#send(theirs.version);
  }

  protected save(): void {
    void this.#send(this.#base().version);
  }

  protected open({ id }: Patient): void {
    void this.#router.navigate(['/patients', id]);
  }

  async #send(expectedVersion: number): Promise<void> {
    if (this.isSending()) return;
    const body = {
      expectedVersion,
      details: changedOf(this.part(), this.draft()),
      seenMatches: [...this.seen()],
      ...(this.reason().trim() ? { notSamePerson: this.reason().trim() } : {}),
    };
    const wish = JSON.stringify(body);
    if (wish !== this.#command.wish) this.#command = { id: newCommandId(), wish };
    this.isSending.set(true);
    this.problem.set(null);
    try {
      this.changed.emit(await this.#api.changeDetails(this.record().id, body, this.#command.id));
    } catch (error) {
      await this.#refused(problemOf(error));
    } finally {
      this.isSending.set(false);
    }
  }

  async #refused(problem: Problem): Promise<void> {
    this.problem.set(problem);
    const clinicId = this.#session.clinic()?.id;
    if (problem.rule !== 'possible-duplicate' || !clinicId) return;
    const { id, family, given, birthOn } = this.draft();
    const sought = { clinicId, family, given, birthOn };
    const found = await this.#api.findNearMatches(sought).catch(() => []);
    this.matches.set(found.filter(({ patient }) => patient.id !== id));
  }
}
