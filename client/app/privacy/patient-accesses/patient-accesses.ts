import { Component, computed, inject, input, output, resource } from '@angular/core';
import type { PatientSummary } from '#contract/patients';
import type { AccessShow, AccessWindow } from '#contract/privacy';
import { PatientPicker } from '../../patients/patient-picker/patient-picker';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { AccessTable } from '../access-table/access-table';
import { ListFrame } from '../list-frame/list-frame';
import { pagedList } from '../paged-list';
import { PrivacyApi } from '../privacy-api';

/** Who looked at the chart of one patient. */
@Component({
  selector: 'app-patient-accesses',
  imports: [AccessTable, EmptyState, ListFrame, PatientPicker],
  templateUrl: './patient-accesses.html',
  styleUrl: './patient-accesses.scss',
})
export class PatientAccesses {
  readonly patientId = input<string>();
  readonly window = input.required<AccessWindow>();
  readonly show = input.required<AccessShow>();
  readonly chosen = output<string | null>();

  readonly #api = inject(PrivacyApi);
  readonly #known = resource({
    params: () => this.patientId(),
    loader: ({ params }) => this.#api.patient(params),
  });
  protected readonly patient = computed<PatientSummary | null>(() =>
    this.#known.hasValue() ? this.#known.value() : null,
  );
  protected readonly list = pagedList(
    () => {
      const patientId = this.patientId();
      return patientId ? { patientId, window: this.window(), show: this.show() } : undefined;
    },
    (search, after) => this.#api.ofPatient(search, after),
  );
}
