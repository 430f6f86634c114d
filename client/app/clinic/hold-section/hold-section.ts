import { Component, inject, input, output } from '@angular/core';
import type { ClinicSettings } from '#contract/clinic-settings';
import { dialogAct } from '../../platform/dialog-act';
import { ClinicApi } from '../clinic-api';
import { NumberSection } from '../number-section/number-section';

/** How long a time is held while a visit is being booked. */
@Component({
  selector: 'app-hold-section',
  imports: [NumberSection],
  template: `
    <app-number-section
      heading="Held times"
      label="Minutes that a time is held"
      field="holdMinutes"
      saveWords="Save the minutes"
      [least]="1"
      [most]="60"
      [held]="settings().hold.minutes"
      [note]="note"
      [act]="act"
      (saved)="save($event)"
    />
  `,
})
export class HoldSection {
  readonly settings = input.required<ClinicSettings>();
  readonly changed = output();

  readonly #api = inject(ClinicApi);

  protected readonly act = dialogAct();

  protected note(): string {
    return 'While a visit is being booked nobody else takes its time for so long. What is held already ends as it was said.';
  }

  protected async save(minutes: number): Promise<void> {
    const { clinicId, hold } = this.settings();
    const body = { clinicId, expectedVersion: hold.version, minutes };
    if (await this.act.send(body, (wish, id) => this.#api.changeHoldTime(wish, id)))
      this.changed.emit();
  }
}
