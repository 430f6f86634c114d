import {
  Component,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  output,
  resource,
  signal,
} from '@angular/core';
import { FormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { sexes, type NearMatch, type Patient } from '#contract/patients';
import type { Problem } from '#contract/problem';
import { problemOf } from '../../platform/api';
import { newCommandId } from '../../platform/command-id';
import { fieldMessage, messageOf } from '../../platform/problem-message';
import { Session } from '../../platform/session';
import { Modal } from '../../ui/modal/modal';
import { CoverageFields } from '../coverage-fields/coverage-fields';
import { coverageForm, coverageOf } from '../coverage-fields/coverage-form';
import { NearMatches } from '../near-matches/near-matches';
import { spokenLanguages } from '../../platform/language-words';
import { sexWords } from '../patient-words';
import { PatientsApi, type RegisterPatient, type SoughtPerson } from '../patients-api';

/** Opens a chart. Whoever may already have one is looked at first, while the rest is still being typed. */
@Component({
  selector: 'app-register-patient-dialog',
  imports: [CoverageFields, FormsModule, MatButton, Modal, NearMatches],
  templateUrl: './register-patient-dialog.html',
  styleUrl: './register-patient-dialog.scss',
})
export class RegisterPatientDialog {
  /** What was searched for; a name in it is taken over. */
  readonly typed = input('');
  /** Leads on to booking a visit when done. */
  readonly thenBooks = input(false);
  /** Registered now, or found to have a chart already. */
  readonly registered = output<Patient>();
  /** The same, and a visit is to be booked next. */
  readonly toBook = output<Patient>();
  readonly closed = output();

  readonly #api = inject(PatientsApi);
  readonly #session = inject(Session);
  #commandId = newCommandId();
  #lastWish = '';

  protected readonly sexes = sexes.map((code) => ({ code, words: sexWords[code] }));
  protected readonly languages = spokenLanguages;
  protected readonly family = linkedSignal(() => nameIn(this.typed()).family);
  protected readonly given = linkedSignal(() => nameIn(this.typed()).given);
  protected readonly birthOn = signal('');
  protected readonly sex = signal<Patient['sex']>('unknown');
  protected readonly language = signal('en');
  protected readonly interpreter = signal(false);
  protected readonly phone = signal('');
  protected readonly email = signal('');
  protected readonly street = signal('');
  protected readonly city = signal('');
  protected readonly state = signal('');
  protected readonly postalCode = signal('');
  protected readonly coverage = coverageForm();
  protected readonly mayCover = computed(() => this.#session.can('coverage:edit'));
  /** Opened, and not left as it was. */
  protected readonly isCovered = computed(() => {
    const { payerId, planName, memberId } = this.coverage.typed();
    return !!(payerId || planName.trim() || memberId.trim());
  });
  protected readonly isUnfolded = signal(false);
  protected readonly notSamePerson = signal('');
  protected readonly seen = signal<readonly string[]>([]);

  protected readonly isSending = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly wasTried = signal(false);
  /** Asked anew after a refusal: somebody may have been registered meanwhile. */
  readonly #round = signal(0);
  readonly #settled = signal<SoughtPerson | null>(null);
  readonly #found = resource({
    params: () => {
      const sought = this.#settled();
      return sought ? { sought, round: this.#round() } : undefined;
    },
    loader: ({ params }) => this.#api.findNearMatches(params.sought),
  });
  protected readonly matches = computed<readonly NearMatch[]>(() =>
    this.#found.hasValue() ? this.#found.value() : [],
  );
  protected readonly unseen = computed(() =>
    this.matches().filter(({ patient }) => !this.seen().includes(patient.id)),
  );
  protected readonly needsReason = computed(() => this.matches().some((match) => match.isCertain));
  protected readonly message = computed(() => {
    const problem = this.problem();
    return problem ? messageOf(problem) : '';
  });
  protected readonly isNamed = computed(
    () => !!(this.family().trim() && this.given().trim() && this.birthOn()),
  );
  readonly #isAddressWhole = computed(() => !!(this.street().trim() && this.city().trim()));

  constructor() {
    // Whom the server is asked for follows the fields after a pause of the hands.
    effect((onCleanup) => {
      const sought = this.isNamed() ? this.#sought() : null;
      const timer = setTimeout(() => this.#settled.set(sought), pauseMs);
      onCleanup(() => clearTimeout(timer));
    });
  }

  protected unfold(event: Event): void {
    if ((event.target as HTMLDetailsElement).open) this.isUnfolded.set(true);
  }

  protected faultOf(path: string): string | null {
    return fieldMessage(this.problem(), path);
  }

  protected async register(next: 'register' | 'book'): Promise<void> {
    this.wasTried.set(true);
    const wish = this.#wish();
    if (!wish || !this.isNamed() || this.isSending()) return;
    if (this.isCovered() && this.coverage.fields().invalid()) return;
    if (this.unseen().length > 0 || (this.needsReason() && !this.notSamePerson().trim())) return;
    this.#name(JSON.stringify(wish));
    this.isSending.set(true);
    this.problem.set(null);
    try {
      const patient = await this.#api.register(wish, this.#commandId);
      (next === 'book' ? this.toBook : this.registered).emit(patient);
    } catch (error) {
      this.#refused(problemOf(error));
    } finally {
      this.isSending.set(false);
    }
  }

  #refused(problem: Problem): void {
    this.problem.set(problem);
    if (problem.rule !== 'possible-duplicate') return;
    this.#settled.set(this.#sought());
    this.#round.update((round) => round + 1);
  }

  /** Without an answer somebody may have been registered: the same wish under the same name is done only once. */
  #name(wish: string): void {
    const isRepeat = this.problem()?.code === 'unavailable' && wish === this.#lastWish;
    if (!isRepeat) this.#commandId = newCommandId();
    this.#lastWish = wish;
  }

  #sought(): SoughtPerson | null {
    const clinicId = this.#session.clinic()?.id;
    if (!clinicId) return null;
    return {
      clinicId,
      family: this.family().trim(),
      given: this.given().trim(),
      birthOn: this.birthOn(),
      phone: this.phone().trim() || null,
      address: this.#isAddressWhole()
        ? {
            line: this.street().trim(),
            city: this.city().trim(),
            state: this.state().trim(),
            postalCode: this.postalCode().trim(),
          }
        : null,
    };
  }

  #wish(): RegisterPatient | null {
    const sought = this.#sought();
    const reason = this.notSamePerson().trim();
    return (
      sought && {
        ...sought,
        sex: this.sex(),
        language: this.language(),
        interpreter: this.interpreter(),
        email: this.email().trim() || null,
        seenMatches: this.matches().map(({ patient }) => patient.id),
        ...(this.needsReason() && reason ? { notSamePerson: reason } : {}),
        ...(this.isCovered() ? { coverage: coverageOf(this.coverage.typed()) } : {}),
      }
    );
  }
}

const pauseMs = 300;

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
