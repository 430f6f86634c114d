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
  type WritableSignal,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { PatientSummary } from '#contract/patients';
import { supplyWays, type Prescription } from '#contract/prescription';
import type { Problem } from '#contract/problem';
import type { Refill } from '#contract/refill-request';
import { workPriorities, type WorkPriority } from '#contract/work';
import { PatientPicker } from '../../patients/patient-picker/patient-picker';
import { problemOf } from '../../platform/api';
import { newCommandId } from '../../platform/command-id';
import { messageOf } from '../../platform/problem-message';
import { priorityTitles } from '../../platform/work-queue/queue-columns';
import { Modal } from '../../ui/modal/modal';
import { emptyOrder, OrderFields } from '../order-fields/order-fields';
import { PharmacySearch, type ChosenPharmacy } from '../pharmacy-search/pharmacy-search';
import { PrescriptionChoice } from '../prescription-choice/prescription-choice';
import { RefillsApi } from '../refills-api';

export interface TakenIn {
  item: Refill;
  /** The same one waited already. */
  joined: boolean;
}

/** A request that came by phone, on paper or at the desk. */
@Component({
  selector: 'app-take-in-dialog',
  imports: [MatButton, Modal, OrderFields, PatientPicker, PharmacySearch, PrescriptionChoice],
  templateUrl: './take-in-dialog.html',
  styleUrl: './take-in-dialog.scss',
})
export class TakeInDialog {
  readonly clinicId = input.required<string>();
  readonly takenIn = output<TakenIn>();
  readonly closed = output();

  readonly #api = inject(RefillsApi);
  // Repeated with the same form, the server remembers its answer; a changed form is another command.
  #command: { id: string; of: string } | null = null;

  protected readonly isOpen = signal(true);
  protected readonly patient = signal<PatientSummary | null>(null);
  protected readonly prescription = linkedSignal<unknown, Prescription | null>({
    source: this.patient,
    computation: () => null,
  });
  protected readonly pharmacy = signal<ChosenPharmacy | null>(null);
  protected readonly pharmacyHint = computed(() => {
    const prescription = this.prescription();
    if (!prescription) return 'Left empty, the pharmacy of the prescription is used.';
    const { pharmacy } = prescription;
    if (!pharmacy) return 'The prescription names no pharmacy.';
    return `Left empty: ${pharmacy.name}, ${supplyWays[pharmacy.way].toLowerCase()}, as prescribed.`;
  });
  protected readonly saidPatient = signal('');
  protected readonly note = signal('');
  protected readonly priority = signal<WorkPriority>('routine');
  /** What is asked for again is mostly what is ordered. */
  protected readonly order = computed(() => this.prescription()?.order ?? emptyOrder);
  protected readonly priorities = workPriorities
    .map((priority) => ({ priority, title: priorityTitles[priority] }))
    .reverse();
  protected readonly busy = signal(false);
  protected readonly fault = signal('');
  protected readonly problem = signal<Problem | null>(null);
  protected readonly message = computed(() => {
    const problem = this.problem();
    return problem ? messageOf(problem) : '';
  });

  private readonly picker = viewChild.required(PatientPicker);
  private readonly orderFields = viewChild.required(OrderFields);
  private readonly pharmacySearch = viewChild.required(PharmacySearch);

  constructor() {
    afterNextRender(() => this.picker().focus());
    effect(() => {
      this.patient();
      this.pharmacy();
      this.fault.set('');
    });
  }

  protected type(field: WritableSignal<string>, event: Event): void {
    field.set((event.target as HTMLInputElement).value);
    this.fault.set('');
  }

  protected prioritize(event: Event): void {
    this.priority.set((event.target as HTMLSelectElement).value as WorkPriority);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    const [patient, said] = [this.patient(), this.saidPatient().trim()];
    if (!patient && said === '') {
      this.fault.set('Choose the patient, or write down whom it is for.');
      return;
    }
    const requested = this.orderFields().read();
    if (!requested) return;
    if (this.pharmacySearch().isUndecided()) {
      this.fault.set('Choose the pharmacy, or leave it empty.');
      return;
    }
    const body = {
      clinicId: this.clinicId(),
      patientId: patient?.id ?? null,
      prescriptionId: this.prescription()?.id ?? null,
      requested,
      pharmacyId: null,
      ...this.pharmacy(),
      said: {
        patient: patient ? '' : said,
        prescriber: '',
        pharmacy: '',
        note: this.note().trim(),
      },
      priority: this.priority(),
    };
    this.busy.set(true);
    this.problem.set(null);
    try {
      this.takenIn.emit(await this.#api.takeIn(body, this.#commandFor(body)));
      this.isOpen.set(false);
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }

  #commandFor(body: object): string {
    const of = JSON.stringify(body);
    if (this.#command?.of !== of) this.#command = { id: newCommandId(), of };
    return this.#command.id;
  }
}
