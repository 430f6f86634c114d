import {
  afterNextRender,
  Component,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { form, FormField, max, min, required, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { VisitType } from '#contract/availability';
import type { Appointment } from '#contract/calendar';
import type { PatientSummary } from '#contract/patients';
import type { Problem } from '#contract/problem';
import type { Provider } from '#contract/staff';
import { PatientPicker } from '../../patients/patient-picker/patient-picker';
import { problemOf } from '../../platform/api';
import { Clock } from '../../platform/clock';
import { newCommandId } from '../../platform/command-id';
import { languageWords } from '../../platform/language-words';
import { messageOf } from '../../platform/problem-message';
import { TimeFormat } from '../../platform/time-format';
import { Modal } from '../../ui/modal/modal';
import { WaitlistApi } from '../waitlist-api';
import { weekdayNames } from '../../platform/weekday-names';
import { bodyOf, emptyWish, laterVisits, toggled, type AddedEntry } from './entry-wish';

/** Puts a patient on the waitlist: for what, how pressing, and when they can come. */
@Component({
  selector: 'app-add-entry-dialog',
  imports: [FormField, MatButton, Modal, PatientPicker],
  templateUrl: './add-entry-dialog.html',
  styleUrl: './add-entry-dialog.scss',
})
export class AddEntryDialog {
  readonly clinicId = input.required<string>();
  readonly providers = input.required<Provider[]>();
  readonly visitTypes = input.required<VisitType[]>();
  readonly added = output<AddedEntry>();
  readonly closed = output();

  readonly #api = inject(WaitlistApi);
  readonly #clock = inject(Clock);
  readonly #format = inject(TimeFormat);
  // Repeated with the same form, the server remembers its answer; a changed form is another command.
  #commandId = newCommandId();

  protected readonly isOpen = signal(true);
  protected readonly patient = signal<PatientSummary | null>(null);
  protected readonly wish = signal({ ...emptyWish });
  protected readonly fields = form(this.wish, (path) => {
    required(path.visitTypeId, { message: 'Choose what the patient waits for.' });
    min(path.minNoticeHours, 0, { message: '0 hours or more.' });
    max(path.minNoticeHours, 336, { message: '336 hours (two weeks) at most.' });
    validate(path.latestTime, ({ value, valueOf }) =>
      value() && valueOf(path.earliestTime) && value() <= valueOf(path.earliestTime)
        ? { kind: 'order', message: 'Must be later than the first time.' }
        : undefined,
    );
    validate(path.latestOn, ({ value, valueOf }) =>
      value() && valueOf(path.earliestOn) && value() < valueOf(path.earliestOn)
        ? { kind: 'order', message: 'Must not be before the first date.' }
        : undefined,
    );
  });
  protected readonly weekdays = weekdayNames;
  /** In which somebody here sees patients. */
  protected readonly languages = computed(() =>
    [...new Set(this.providers().flatMap(({ languages }) => languages))]
      .map((code) => ({ code, words: languageWords(code) }))
      .sort((a, b) => a.words.localeCompare(b.words)),
  );
  protected readonly busy = signal(false);
  protected readonly isChecked = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly message = computed(() => {
    const problem = this.problem();
    return problem ? messageOf(problem) : '';
  });

  private readonly picker = viewChild.required(PatientPicker);
  readonly #visits = signal<Appointment[] | null>(null);
  protected readonly visitsFailed = signal(false);
  /** Those that an earlier offer could move forward; `null` while it is not known. */
  protected readonly laterVisits = computed(() => {
    const visits = this.#visits();
    const { visitTypeId } = this.wish();
    if (!visits || !visitTypeId) return null;
    return laterVisits(visits, {
      clinicId: this.clinicId(),
      visitTypeId,
      now: this.#clock.now(),
    }).map(({ id, startsAt }) => ({ id, words: this.#format.dayAndTime(startsAt) }));
  });
  readonly #firstLaterId = computed(() => this.laterVisits()?.[0]?.id ?? null);
  /** The paired visit: the next one, unless the person chose another or none. */
  protected readonly pairedId = linkedSignal(() => this.#firstLaterId());

  constructor() {
    afterNextRender(() => this.picker().focus());
    effect(() => {
      const patient = this.patient();
      this.#visits.set(null);
      this.visitsFailed.set(false);
      if (patient) void this.#loadVisits(patient.id);
    });
    effect(() => {
      this.patient();
      this.wish();
      this.pairedId();
      this.#commandId = newCommandId();
    });
  }

  protected toggleProvider(id: string): void {
    this.wish.update((wish) => ({ ...wish, providerIds: toggled(wish.providerIds, id) }));
  }

  protected toggleWeekday(day: number): void {
    this.wish.update((wish) => ({ ...wish, weekdays: toggled(wish.weekdays, day) }));
  }

  protected dateWords(day: string): string {
    return this.#format.date(day);
  }

  /** Put down at once, and the field is free for another day. */
  protected ruleOut(field: HTMLInputElement): void {
    const day = field.value;
    if (!day) return;
    this.wish.update((wish) => ({ ...wish, notOn: [...new Set([...wish.notOn, day])].sort() }));
    field.value = '';
  }

  protected allow(day: string): void {
    this.wish.update((wish) => ({ ...wish, notOn: wish.notOn.filter((other) => other !== day) }));
  }

  protected pair(event: Event): void {
    this.pairedId.set((event.target as HTMLSelectElement).value || null);
  }

  /** What is wrong with a field, once the person tried to save or has left it. */
  protected errorOf(field: 'visitTypeId' | 'latestTime' | 'latestOn' | 'minNoticeHours'): string {
    const state = this.fields[field]();
    if (!this.isChecked() && !(state.touched() && state.dirty())) return '';
    return state.errors()[0]?.message ?? '';
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.isChecked.set(true);
    const patient = this.patient();
    if (!patient || this.fields().invalid() || this.busy()) return;
    this.busy.set(true);
    this.problem.set(null);
    const about = {
      clinicId: this.clinicId(),
      patientId: patient.id,
      appointmentId: this.pairedId(),
    };
    try {
      this.added.emit(await this.#api.addEntry(bodyOf(this.wish(), about), this.#commandId));
      this.isOpen.set(false);
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }

  async #loadVisits(patientId: string): Promise<void> {
    try {
      const visits = await this.#api.listPatientAppointments(patientId);
      if (this.patient()?.id === patientId) this.#visits.set(visits);
    } catch {
      if (this.patient()?.id === patientId) this.visitsFailed.set(true);
    }
  }
}
