import { Component, inject, input } from '@angular/core';
import {
  controlledSchedules,
  fillsLeft,
  prescriptionStates,
  unknownSupplies,
  type Prescription,
} from '#contract/prescription';
import { TimeFormat } from '../../platform/time-format';
import { StatusChip, type Tone } from '../../ui/status-chip/status-chip';
import { patientPart } from '../patient-part';
import { PatientSection } from '../patient-section/patient-section';
import { PatientsApi } from '../patients-api';

/** What the patient is prescribed as far as it is known here, and when each runs out. */
@Component({
  selector: 'app-patient-prescriptions',
  imports: [PatientSection, StatusChip],
  template: `
    <app-patient-section
      title="Prescriptions"
      empty="{{ part.value()?.length === 0 ? 'No prescription is known here.' : '' }}"
      [mayRead]="part.mayRead()"
      [isLoaded]="part.value() !== null"
      [problem]="part.problem()"
      (retry)="part.reload()"
    >
      <ul>
        @for (prescription of part.value(); track prescription.id) {
          <li>
            <span class="main">{{ titleOf(prescription) }}</span>
            <span class="meta">{{ meta(prescription) }}</span>
            <app-status-chip [tone]="toneOf(prescription)" [word]="wordOf(prescription)" />
          </li>
        }
      </ul>
    </app-patient-section>
  `,
  styleUrl: './patient-prescriptions.scss',
})
export class PatientPrescriptions {
  readonly patientId = input.required<string>();

  readonly #api = inject(PatientsApi);
  readonly #format = inject(TimeFormat);

  protected readonly part = patientPart({
    patientId: this.patientId,
    needs: 'refill:read',
    feed: { capability: 'refills', of: 'clinics' },
    load: (patientId) => this.#api.listPrescriptions(patientId),
  });

  protected titleOf({ order, schedule }: Prescription): string {
    const controlled = schedule === null ? '' : ` (${controlledSchedules[schedule]})`;
    return `${order.name} ${order.strength} ${order.form}${controlled}: ${order.sig}`.trim();
  }

  protected meta(prescription: Prescription): string {
    const { supply, fills, prescriberName, issuedOn } = prescription;
    const left = fillsLeft(prescription);
    const last = fills[0];
    return [
      supply.runsOutOn === null
        ? `run-out unknown: ${unknownSupplies[supply.unknownBecause ?? 'no-fill'].toLowerCase()}`
        : `runs out ${this.#format.date(supply.runsOutOn)}`,
      last ? `last fill ${this.#format.date(last.filledOn)}` : 'no fill is known',
      left === null ? 'fills left not known' : `${left} ${left === 1 ? 'fill' : 'fills'} left`,
      `issued ${this.#format.date(issuedOn)} by ${prescriberName}`,
    ].join(' · ');
  }

  protected wordOf({ status }: Prescription): string {
    return prescriptionStates[status];
  }

  protected toneOf({ status }: Prescription): Tone {
    return status === 'active' ? 'ok' : 'neutral';
  }
}
