import type { ElementRef } from '@angular/core';
import { Component, computed, inject, signal, viewChild } from '@angular/core';
import { toObservable, toSignal } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { debounceTime, from, map, of, startWith, Subject, switchMap, merge } from 'rxjs';
import { listName, type Patient } from '#contract/patients';
import { problemOf } from '../../platform/api';
import { Clock } from '../../platform/clock';
import { phoneWords } from '../../platform/phone-words';
import { messageOf } from '../../platform/problem-message';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { DeniedState } from '../../ui/denied-state/denied-state';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { PageHeader } from '../../ui/page-header/page-header';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { languageWords } from '../../platform/language-words';
import { ageOn, todayIn } from '../patient-words';
import { PatientsApi } from '../patients-api';
import { RegisterPatientDialog } from '../register-patient-dialog/register-patient-dialog';

interface Answer {
  status: 'idle' | 'searching' | 'found' | 'failed';
  patients: Patient[];
  message: string;
}

const shortest = 2;
const pauseMs = 250;
const atMost = 50;
const idle: Answer = { status: 'idle', patients: [], message: '' };

/** Finds patients. What is typed never enters the address of the page. */
@Component({
  selector: 'app-patients-page',
  imports: [
    MatButton,
    RouterLink,
    DeniedState,
    EmptyState,
    ErrorState,
    PageHeader,
    RegisterPatientDialog,
    Skeleton,
  ],
  templateUrl: './patients-page.html',
  styleUrl: './patients-page.scss',
})
export class PatientsPage {
  readonly #api = inject(PatientsApi);
  readonly #clock = inject(Clock);
  readonly #format = inject(TimeFormat);
  readonly #router = inject(Router);
  readonly #session = inject(Session);
  readonly #again = new Subject<void>();
  private readonly list = viewChild<ElementRef<HTMLElement>>('list');

  protected readonly text = signal('');
  protected readonly isRegistering = signal(false);
  protected readonly maySearch = computed(() => this.#session.canSomewhere('patient:search'));
  protected readonly mayRegister = computed(() => this.#session.can('patient:register'));
  protected readonly mayBook = computed(() => this.#session.can('appointment:book'));
  protected readonly answer = toSignal(
    merge(toObservable(this.text), this.#again.pipe(map(() => this.text()))).pipe(
      switchMap((text) =>
        text.trim().length < shortest
          ? of(idle)
          : of(text.trim()).pipe(
              debounceTime(pauseMs),
              switchMap((wanted) => from(this.#ask(wanted))),
              startWith({ ...idle, status: 'searching' as const }),
            ),
      ),
    ),
    { initialValue: idle },
  );

  protected readonly nameOf = listName;
  protected readonly languageOf = languageWords;

  protected born(patient: Patient): string {
    const today = todayIn(this.#clock.now(), this.#session.clinic()?.zone ?? 'UTC');
    return `${this.#format.birthDate(patient.birthOn)} (${ageOn(patient.birthOn, today)})`;
  }

  protected phoneOf({ phone }: Patient): string {
    return phone ? phoneWords(phone) : '';
  }

  protected retry(): void {
    this.#again.next();
  }

  protected open(patient: Patient): void {
    void this.#router.navigate(['/patients', patient.id]);
  }

  /** Straight on to the calendar, which opens its dialog for this patient. */
  protected bookFor(patient: Patient): void {
    void this.#router.navigate(['/calendar'], { queryParams: { book: patient.id } });
  }

  /** From the field into the list and along it. */
  protected step(event: Event, by: 1 | -1): void {
    const links = [...(this.list()?.nativeElement.querySelectorAll<HTMLElement>('a') ?? [])];
    const at = links.findIndex((link) => link === document.activeElement);
    const next = links[at + by];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  async #ask(text: string): Promise<Answer> {
    try {
      return { status: 'found', patients: await this.#api.search(text, atMost), message: '' };
    } catch (error) {
      return { status: 'failed', patients: [], message: messageOf(problemOf(error)) };
    }
  }
}
