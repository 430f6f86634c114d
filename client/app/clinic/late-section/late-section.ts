import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { ClinicSettings } from '#contract/clinic-settings';
import { dialogAct } from '../../platform/dialog-act';
import { ClinicApi } from '../clinic-api';

/** From when on a cancellation counts as late. */
@Component({
  selector: 'app-late-section',
  imports: [MatButton],
  templateUrl: './late-section.html',
  styleUrl: './late-section.scss',
})
export class LateSection {
  readonly settings = input.required<ClinicSettings>();
  readonly changed = output();

  readonly #api = inject(ClinicApi);

  protected readonly act = dialogAct();
  readonly #held = computed(() => this.settings().cancellation.lateMinutes / 60);
  protected readonly hours = linkedSignal<number>(() => this.#held());
  protected readonly isChanged = computed(() => this.hours() !== this.#held());

  protected type(event: Event): void {
    const { valueAsNumber } = event.target as HTMLInputElement;
    if (!Number.isNaN(valueAsNumber)) this.hours.set(valueAsNumber);
  }

  protected undo(): void {
    this.hours.set(this.#held());
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const { clinicId, cancellation } = this.settings();
    const lateMinutes = Math.round(this.hours() * 60);
    const body = { clinicId, expectedVersion: cancellation.version, lateMinutes };
    if (await this.act.send(body, (wish, id) => this.#api.changeLate(wish, id)))
      this.changed.emit();
  }
}
