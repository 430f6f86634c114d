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
import { MatButton } from '@angular/material/button';
import { listName, sexes, type Patient } from '#contract/patients';
import type { Problem } from '#contract/problem';
import { problemOf } from '../../platform/api';
import { newCommandId } from '../../platform/command-id';
import { fieldMessage, messageOf } from '../../platform/problem-message';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { Modal } from '../../ui/modal/modal';
import { languageWords, sexWords, typedPhone } from '../patient-words';
import { PatientsApi } from '../patients-api';

const spoken = ['en', 'es', 'pt', 'zh', 'ht', 'vi', 'ru', 'ar', 'fr', 'ko', 'so', 'ase'];

/** Opens a chart. Somebody who may already have one must be told apart first. */
@Component({
  selector: 'app-register-patient-dialog',
  imports: [FormsModule, MatButton, Modal],
  templateUrl: './register-patient-dialog.html',
  styleUrl: './register-patient-dialog.scss',
})
export class RegisterPatientDialog {
  /** What was searched for; a name in it is taken over. */
  readonly typed = input('');
  /** Registered now, or found to have a chart already. */
  readonly registered = output<Patient>();
  readonly closed = output();

  readonly #api = inject(PatientsApi);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);
  #commandId = newCommandId();
  #lastWish = '';

  protected readonly sexes = sexes.map((code) => ({ code, words: sexWords[code] }));
  protected readonly languages = spoken.map((code) => ({ code, words: languageWords(code) }));
  protected readonly family = linkedSignal(() => nameIn(this.typed()).family);
  protected readonly given = linkedSignal(() => nameIn(this.typed()).given);
  protected readonly birthOn = signal('');
  protected readonly sex = signal<Patient['sex']>('unknown');
  protected readonly language = signal('en');
  protected readonly interpreter = signal(false);
  protected readonly phone = signal('');
  protected readonly email = signal('');
  protected readonly notSamePerson = signal('');

  protected readonly isSending = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly wasTried = signal(false);
  readonly #who = computed(() =>
    [this.family().trim(), this.given().trim(), this.birthOn()].join(' '),
  );
  /** Who was refused as a possible duplicate: another name or birth date is another matter. */
  readonly #duplicate = signal<string | null>(null);
  protected readonly isDuplicate = computed(() => this.#duplicate() === this.#who());
  readonly #found = resource({
    params: () => (this.isDuplicate() ? this.#who() : undefined),
    loader: ({ params }) => this.#api.search(params, 5),
  });
  /** Charts that exist and may be the same person's. */
  protected readonly lookAlikes = computed(() =>
    this.#found.hasValue() ? this.#found.value() : [],
  );
  protected readonly message = computed(() => {
    const problem = this.problem();
    const isPast = problem?.rule === 'possible-duplicate' && !this.isDuplicate();
    return problem && !isPast ? messageOf(problem) : '';
  });
  protected readonly phoneFault = computed(() =>
    this.phone().trim() && !typedPhone(this.phone())
      ? 'Ten digits, or + and the country code.'
      : fieldMessage(this.problem(), 'phone'),
  );
  protected readonly isComplete = computed(
    () => !!(this.family().trim() && this.given().trim() && this.birthOn() && !this.phoneFault()),
  );

  protected faultOf(path: string): string | null {
    return fieldMessage(this.problem(), path);
  }

  protected async register(): Promise<void> {
    this.wasTried.set(true);
    const clinicId = this.#session.clinic()?.id;
    if (!clinicId || !this.isComplete() || this.isSending()) return;
    const wish = this.#wish(clinicId);
    this.#name(JSON.stringify(wish));
    this.isSending.set(true);
    try {
      this.registered.emit(await this.#api.register(wish, this.#commandId));
    } catch (error) {
      this.problem.set(problemOf(error));
      if (this.problem()?.rule === 'possible-duplicate') this.#duplicate.set(this.#who());
    } finally {
      this.isSending.set(false);
    }
  }

  protected wordsOf(patient: Patient): string {
    return `${listName(patient)} · ${this.#format.birthDate(patient.birthOn)} · ${patient.mrn}`;
  }

  /** Without an answer somebody may have been registered: the same wish under the same name is done only once. */
  #name(wish: string): void {
    const isRepeat = this.problem()?.code === 'unavailable' && wish === this.#lastWish;
    if (!isRepeat) this.#commandId = newCommandId();
    this.#lastWish = wish;
  }

  #wish(clinicId: string): Parameters<PatientsApi['register']>[0] {
    const reason = this.notSamePerson().trim();
    return {
      clinicId,
      family: this.family().trim(),
      given: this.given().trim(),
      birthOn: this.birthOn(),
      sex: this.sex(),
      language: this.language(),
      interpreter: this.interpreter(),
      phone: typedPhone(this.phone()),
      email: this.email().trim() || null,
      ...(this.isDuplicate() && reason ? { notSamePerson: reason } : {}),
    };
  }
}

/** `diaz, ana` and `Ana Diaz` are names; numbers are not. */
function nameIn(typed: string): { family: string; given: string } {
  const text = typed.trim();
  if (!text || /\d/.test(text)) return { family: '', given: '' };
  const [family = '', given = ''] = text.includes(',')
    ? text.split(',')
    : text.split(/\s+(?=\S+$)/).reverse();
  return { family: capital(family), given: capital(given) };
}

function capital(name: string): string {
  return name.trim().replace(/(^|[\s-])\p{Ll}/gu, (first) => first.toUpperCase());
}
