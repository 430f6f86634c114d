import {
  afterNextRender,
  Component,
  computed,
  ElementRef,
  inject,
  Injector,
  input,
  linkedSignal,
  model,
  signal,
  viewChild,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { listName, type Patient, type PatientSummary } from '#contract/patients';
import { Clock } from '../../platform/clock';
import { phoneWords } from '../../platform/phone-words';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import { PatientAlerts } from '../patient-alerts/patient-alerts';
import { ageOn, todayIn } from '../patient-words';
import { RegisterPatientDialog } from '../register-patient-dialog/register-patient-dialog';
import { findPatients } from './find-patients';

let count = 0;

/** Finds one patient by name, MRN, birth date or phone. What is typed goes to the server in a body only. */
@Component({
  selector: 'app-patient-picker',
  imports: [MatButton, PatientAlerts, RegisterPatientDialog, SvgIcon],
  templateUrl: './patient-picker.html',
  styleUrl: './patient-picker.scss',
})
export class PatientPicker {
  readonly picked = model<PatientSummary | null>(null);
  readonly label = input('Patient');
  /** May somebody be registered who is not found? */
  readonly mayAdd = input(true);

  readonly #clock = inject(Clock);
  readonly #format = inject(TimeFormat);
  readonly #injector = inject(Injector);
  readonly #session = inject(Session);
  private readonly field = viewChild<ElementRef<HTMLInputElement>>('field');
  private readonly other = viewChild<unknown, ElementRef<HTMLElement>>('other', {
    read: ElementRef,
  });

  protected readonly id = `patient-picker-${++count}`;
  protected readonly text = signal('');
  protected readonly isRegistering = signal(false);
  protected readonly mayRegister = computed(
    () => this.mayAdd() && this.#session.can('patient:register'),
  );
  protected readonly found = findPatients(this.text, 8);
  protected readonly active = linkedSignal({ source: this.found, computation: () => 0 });
  protected readonly isOpen = computed(() => this.found().patients.length > 0);
  protected readonly activeId = computed(() => {
    const patient = this.found().patients[this.active()];
    return patient ? this.optionId(patient) : null;
  });
  protected readonly pickedName = computed(() => {
    const patient = this.picked();
    return patient ? listName(patient) : '';
  });

  protected readonly nameOf = listName;

  focus(): void {
    this.field()?.nativeElement.focus();
  }

  protected optionId(patient: Patient): string {
    return `${this.id}-${patient.id}`;
  }

  protected born(patient: PatientSummary): string {
    const today = todayIn(this.#clock.now(), this.#session.clinic()?.zone ?? 'UTC');
    return `${this.#format.birthDate(patient.birthOn)} (${ageOn(patient.birthOn, today)})`;
  }

  protected phoneOf({ phone }: Patient): string {
    return phone ? phoneWords(phone) : 'no phone';
  }

  protected key(event: KeyboardEvent): void {
    const { patients } = this.found();
    switch (event.key) {
      case 'ArrowDown':
        this.active.update((at) => Math.min(at + 1, patients.length - 1));
        break;
      case 'ArrowUp':
        this.active.update((at) => Math.max(at - 1, 0));
        break;
      case 'Enter': {
        const patient = patients[this.active()];
        if (patient) this.pick(patient);
        break;
      }
      case 'Escape':
        if (!this.text()) return;
        this.text.set('');
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  protected pick({ id, mrn, family, given, birthOn, interpreter }: Patient): void {
    this.picked.set({ id, mrn, family, given, birthOn, interpreter });
    this.text.set('');
    this.isRegistering.set(false);
    this.#afterRender(() => this.other()?.nativeElement.focus());
  }

  protected change(): void {
    this.picked.set(null);
    this.#afterRender(() => this.focus());
  }

  /** The part that had the focus is gone by then. */
  #afterRender(run: () => void): void {
    afterNextRender({ read: run }, { injector: this.#injector });
  }
}
