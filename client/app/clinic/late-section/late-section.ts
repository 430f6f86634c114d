import { Component, computed, inject, input, output } from '@angular/core';
import type { ClinicSettings } from '#contract/clinic-settings';
import { dialogAct } from '../../platform/dialog-act';
import { ClinicApi } from '../clinic-api';
import { NumberSection } from '../number-section/number-section';

/** From when on a cancellation counts as late. */
@Component({
  selector: 'app-late-section',
  imports: [NumberSection],
  template: `
    <app-number-section
      heading="Late cancellations"
      label="Hours of notice"
      field="hours"
      saveWords="Save the notice"
      [least]="0"
      [most]="336"
      [step]="0.5"
      [held]="hours()"
      [note]="note"
      [act]="act"
      (saved)="save($event)"
    />
  `,
})
export class LateSection {
  readonly settings = input.required<ClinicSettings>();
  readonly changed = output();

  readonly #api = inject(ClinicApi);

  protected readonly act = dialogAct();
  protected readonly hours = computed(() => this.settings().cancellation.lateMinutes / 60);

  protected note(hours: number): string {
    return hours === 0
      ? 'No cancellation counts as late.'
      : 'With less notice than this a cancellation is recorded as late. What is cancelled already stays as it was.';
  }

  protected async save(hours: number): Promise<void> {
    const { clinicId, cancellation } = this.settings();
    const lateMinutes = Math.round(hours * 60);
    const body = { clinicId, expectedVersion: cancellation.version, lateMinutes };
    if (await this.act.send(body, (wish, id) => this.#api.changeLate(wish, id)))
      this.changed.emit();
  }
}
