import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { listName } from '#contract/patients';
import type { Problem } from '#contract/problem';
import type { Colleague } from '#contract/staff';
import {
  deaSchedules,
  practitionerGenders,
  type StaffDetails,
  type StaffMember,
} from '#contract/staff-member';
import { problemOf } from '../../platform/api';
import { spokenLanguages } from '../../platform/language-words';
import { fieldMessage, messageOf } from '../../platform/problem-message';
import { StaffApi } from '../staff-api';
import { genderWords } from '../staff-words';

type Schedule = StaffDetails['deaSchedules'][number];

interface Typed extends Omit<StaffDetails, 'npi' | 'licence'> {
  npi: string;
  number: string;
  state: string;
  expiresOn: string;
}

/** Those of one line, with where a refusal names them. */
const textFields = [
  { name: 'given', path: 'given', title: 'Given name', most: 80 },
  { name: 'family', path: 'family', title: 'Family name', most: 80 },
  { name: 'credentials', path: 'credentials', title: 'Credentials', most: 20 },
  { name: 'specialty', path: 'specialty', title: 'Specialty', most: 80 },
  { name: 'npi', path: 'npi', title: 'NPI', most: 10 },
  { name: 'number', path: 'licence.number', title: 'Licence number', most: 40 },
  { name: 'state', path: 'licence.state', title: 'Licence state', most: 2 },
] as const;

/** Names, licence and what somebody may prescribe. Rules read it; nobody gets a right by it. */
@Component({
  selector: 'app-staff-details',
  imports: [MatButton],
  templateUrl: './staff-details.html',
  styleUrl: './staff-details.scss',
})
export class StaffDetailsForm {
  readonly member = input.required<StaffMember>();
  /** Who may supervise. */
  readonly colleagues = input.required<readonly Colleague[]>();
  readonly changed = output();

  readonly #api = inject(StaffApi);

  // What is typed stays until the person is really another than when it was typed.
  readonly #stored = computed(() => typedOf(this.member()), {
    equal: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
  protected readonly typed = linkedSignal<Typed>(() => this.#stored());
  protected readonly schedules = deaSchedules;
  protected readonly names = textFields;
  protected readonly languages = spokenLanguages;
  protected readonly genders = practitionerGenders.map((code) => ({
    code,
    words: genderWords[code],
  }));
  protected readonly supervisors = computed(() =>
    this.colleagues()
      .filter(
        ({ id, left }) => id !== this.member().id && (!left || id === this.typed().supervisedById),
      )
      .map((person) => ({ id: person.id, name: listName(person) })),
  );
  protected readonly isChanged = computed(
    () => JSON.stringify(this.typed()) !== JSON.stringify(this.#stored()),
  );
  protected readonly isSending = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly message = computed(() => {
    const problem = this.problem();
    if (!problem) return '';
    return problem.code === 'invalid-input' ? problem.title : messageOf(problem);
  });

  protected type(field: keyof Typed, event: Event): void {
    const { value } = event.target as HTMLInputElement;
    const isNullable = field === 'supervisedById' || field === 'gender';
    const typed = isNullable && value === '' ? null : value;
    this.typed.update((held) => ({ ...held, [field]: typed }));
    this.problem.set(null);
  }

  protected prescribe(event: Event): void {
    const prescriber = (event.target as HTMLInputElement).checked;
    this.typed.update((held) => ({
      ...held,
      prescriber,
      deaSchedules: prescriber ? held.deaSchedules : [],
    }));
  }

  protected schedule(one: Schedule, event: Event): void {
    const isHeld = (event.target as HTMLInputElement).checked;
    this.typed.update((held) => ({
      ...held,
      deaSchedules: deaSchedules.filter((each) =>
        each === one ? isHeld : held.deaSchedules.includes(each),
      ),
    }));
  }

  protected speak(language: string, event: Event): void {
    const isHeld = (event.target as HTMLInputElement).checked;
    this.typed.update((held) => ({
      ...held,
      languages: isHeld
        ? [...held.languages, language]
        : held.languages.filter((one) => one !== language),
    }));
  }

  protected errorOf(field: string): string {
    const fault =
      fieldMessage(this.problem(), field) ?? fieldMessage(this.problem(), `body.${field}`);
    return fault ?? '';
  }

  protected undo(): void {
    this.typed.set(this.#stored());
    this.problem.set(null);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    if (this.isSending() || !this.isChanged()) return;
    this.isSending.set(true);
    this.problem.set(null);
    try {
      await this.#api.changeDetails(this.member(), detailsOf(this.typed()));
      this.changed.emit();
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.isSending.set(false);
    }
  }
}

function typedOf(member: StaffMember): Typed {
  const { given, family, credentials, specialty, prescriber, supervisedById, licence, gender } =
    member;
  return {
    ...{ given, family, credentials, specialty, prescriber, supervisedById, gender },
    languages: [...member.languages],
    deaSchedules: [...member.deaSchedules],
    npi: member.npi ?? '',
    number: licence?.number ?? '',
    state: licence?.state ?? '',
    expiresOn: licence?.expiresOn ?? '',
  };
}

function detailsOf({ npi, number, state, expiresOn, ...rest }: Typed): StaffDetails {
  const isEmpty = number === '' && state === '' && expiresOn === '';
  return {
    ...rest,
    npi: npi === '' ? null : npi,
    licence: isEmpty ? null : { number, state: state.toUpperCase(), expiresOn },
  };
}
