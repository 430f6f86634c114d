import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { PatientSummary } from '#contract/patients';
import { supplyWays, type Prescription } from '#contract/prescription';
import { differencesOf } from '#contract/refill-differences';
import type { Refill } from '#contract/refill-request';
import { PatientPicker } from '../../patients/patient-picker/patient-picker';
import { Session } from '../../platform/session';
import { tellDraft } from '../../platform/work-queue/item-drafts';
import type { Decided } from '../decision-form/decision-form';
import { OrderSides } from '../order-sides/order-sides';
import { PrescriptionChoice } from '../prescription-choice/prescription-choice';
import { amountWords, drugWords } from '../refill-words';

/** Whom a request is for, and which prescription: what came in beside what is known. */
@Component({
  selector: 'app-match-form',
  imports: [MatButton, OrderSides, PatientPicker, PrescriptionChoice],
  templateUrl: './match-form.html',
  styleUrl: './match-form.scss',
})
export class MatchForm {
  readonly refill = input.required<Refill>();
  readonly busy = input(false);
  readonly matched = output<Decided>();

  readonly #session = inject(Session);
  readonly #itemId = computed(() => this.refill().id);

  protected readonly mayMatch = computed(() => this.#session.can('refill:take-in'));
  protected readonly patient = linkedSignal<string, PatientSummary | null>({
    source: this.#itemId,
    computation: () => this.refill().patient,
  });
  protected readonly prescription = linkedSignal<unknown, Prescription | null>({
    source: this.patient,
    computation: () => null,
  });
  protected readonly fault = linkedSignal<unknown, string>({
    source: () => [this.patient(), this.prescription()],
    computation: () => '',
  });
  protected readonly said = computed(() => {
    const { said, requested, pharmacy } = this.refill();
    const by = pharmacy ? `${pharmacy.name}, ${supplyWays[pharmacy.way].toLowerCase()}` : '';
    return [
      { title: 'Patient', words: said.patient },
      { title: 'Drug', words: drugWords(requested) },
      { title: 'Directions', words: requested.sig },
      { title: 'Amount', words: amountWords(requested) },
      { title: 'Prescriber', words: said.prescriber },
      { title: 'Pharmacy', words: said.pharmacy || by },
      { title: 'Note', words: said.note },
    ].filter(({ words }) => words !== '');
  });
  protected readonly differences = computed(() =>
    differencesOf({
      requested: this.refill().requested,
      active: this.prescription()?.order ?? null,
      dispensed: null,
    }),
  );
  protected readonly prescriber = computed(() => {
    const name = this.prescription()?.prescriberName ?? '';
    return name === '' ? 'not known' : name;
  });

  constructor() {
    tellDraft(computed(() => this.prescription() !== null));
  }

  protected match(event: Event): void {
    event.preventDefault();
    if (this.busy()) return;
    const [patient, prescription] = [this.patient(), this.prescription()];
    if (!patient) this.fault.set('Choose the patient.');
    else if (!prescription) this.fault.set('Choose the prescription.');
    else
      this.matched.emit({
        decision: 'match',
        body: { patientId: patient.id, prescriptionId: prescription.id },
      });
  }
}
