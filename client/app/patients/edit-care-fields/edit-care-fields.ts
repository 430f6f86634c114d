import { Component, inject, input, output } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import {
  statementKinds,
  statementSources,
  type PatientRecord,
  type PatientStatement,
} from '#contract/patient-record';
import { Clock } from '../../platform/clock';
import { Session } from '../../platform/session';
import { todayIn } from '../patient-words';
import { PharmacyChoice } from '../pharmacy-choice/pharmacy-choice';
import { wordsOf } from '../words-of';

/** Medications and allergies as they were said, and the pharmacy: fields of the draft. */
@Component({
  selector: 'app-edit-care-fields',
  imports: [FormsModule, MatButton, PharmacyChoice],
  templateUrl: './edit-care-fields.html',
  styleUrl: './edit-care-fields.scss',
})
export class EditCareFields {
  readonly draft = input.required<PatientRecord>();
  readonly addingPharmacy = output();

  /** The fields live in the draft, not in the dialog's form. */
  protected readonly alone = { standalone: true };

  readonly #clock = inject(Clock);
  readonly #session = inject(Session);

  protected readonly kinds = wordsOf(statementKinds);
  protected readonly sources = wordsOf(statementSources);

  protected addStatement(): void {
    const zone = this.#session.clinic()?.zone ?? 'UTC';
    const statement: PatientStatement = {
      kind: 'medication',
      text: '',
      source: 'patient',
      saidOn: todayIn(this.#clock.now(), zone),
    };
    this.draft().statements = [...this.draft().statements, statement];
  }

  protected removeStatement(statement: PatientStatement): void {
    this.draft().statements = this.draft().statements.filter((one) => one !== statement);
  }
}
