import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { listName, type PatientSummary } from '#contract/patients';
import type { WatchedPerson } from '#contract/privacy';
import { PatientPicker } from '../../patients/patient-picker/patient-picker';
import { Modal } from '../../ui/modal/modal';
import { dialogAct } from '../../platform/dialog-act';
import { PrivacyApi } from '../privacy-api';

/** Says which chart is somebody's own. */
@Component({
  selector: 'app-own-chart-dialog',
  imports: [MatButton, Modal, PatientPicker],
  templateUrl: './own-chart-dialog.html',
  styleUrl: './own-chart-dialog.scss',
})
export class OwnChartDialog {
  readonly person = input.required<WatchedPerson>();
  readonly saved = output<WatchedPerson>();
  readonly closed = output();

  readonly #api = inject(PrivacyApi);
  protected readonly act = dialogAct();
  protected readonly chart = linkedSignal<PatientSummary | null>(() => this.person().ownChart);
  protected readonly title = computed(() => `Own chart of ${listName(this.person())}`);
  protected readonly isChanged = computed(
    () => this.chart()?.id !== (this.person().ownChart?.id ?? undefined),
  );

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    if (!this.isChanged()) return;
    const saved = await this.act.send(this.chart()?.id ?? null, (patientId, commandId) =>
      this.#api.linkOwnChart(this.person(), patientId, commandId),
    );
    if (saved) this.saved.emit(saved);
  }
}
