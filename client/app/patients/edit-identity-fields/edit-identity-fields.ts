import { Component, input } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { genderIdentities, type PatientRecord } from '#contract/patient-record';
import { sexes } from '#contract/patients';
import { spokenLanguages } from '../../platform/language-words';
import { sexWords } from '../patient-words';
import { wordsOf } from '../words-of';

/** Names, birth, sex and gender, language: fields of the draft, written as they are typed. */
@Component({
  selector: 'app-edit-identity-fields',
  imports: [FormsModule],
  templateUrl: './edit-identity-fields.html',
  styleUrl: './edit-identity-fields.scss',
})
export class EditIdentityFields {
  readonly draft = input.required<PatientRecord>();

  /** The fields live in the draft, not in the dialog's form. */
  protected readonly alone = { standalone: true };

  protected readonly sexes = sexes.map((code) => ({ code, words: sexWords[code] }));
  protected readonly genders = wordsOf(genderIdentities);
  protected readonly languages = spokenLanguages;

  protected otherNames(): string {
    return this.draft().otherNames.join(', ');
  }

  protected sayOtherNames(text: string): void {
    this.draft().otherNames = text
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean);
  }
}
