import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { ClinicSettings } from '#contract/clinic-settings';
import type { NoShowPolicy, NoShowReverser } from '#contract/visit-steps';
import { dialogAct } from '../../platform/dialog-act';
import { ClinicApi } from '../clinic-api';

/** From when on a visit can be marked as missed, and who takes that back. */
@Component({
  selector: 'app-no-show-section',
  imports: [MatButton],
  templateUrl: './no-show-section.html',
  styleUrl: './no-show-section.scss',
})
export class NoShowSection {
  readonly settings = input.required<ClinicSettings>();
  readonly changed = output();

  readonly #api = inject(ClinicApi);

  protected readonly act = dialogAct();
  protected readonly reversers: readonly { by: NoShowReverser; words: string }[] = [
    { by: 'desk', words: 'The front desk' },
    { by: 'managers', words: 'Managers' },
  ];
  protected readonly held = computed(() => this.settings().noShow.value);
  protected readonly wish = linkedSignal<NoShowPolicy>(() => this.held());
  protected readonly isChanged = computed(() => {
    const [held, wish] = [this.held(), this.wish()];
    return held.graceMinutes !== wish.graceMinutes || held.reversedBy !== wish.reversedBy;
  });

  protected type(event: Event): void {
    const { valueAsNumber: graceMinutes } = event.target as HTMLInputElement;
    if (!Number.isNaN(graceMinutes)) this.wish.update((wish) => ({ ...wish, graceMinutes }));
  }

  protected choose(event: Event): void {
    const reversedBy = (event.target as HTMLSelectElement).value as NoShowReverser;
    this.wish.update((wish) => ({ ...wish, reversedBy }));
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const { clinicId, noShow } = this.settings();
    const body = { clinicId, expectedVersion: noShow.version, ...this.wish() };
    if (await this.act.send(body, (wish, id) => this.#api.changeNoShow(wish, id)))
      this.changed.emit();
  }
}
