import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { ClinicDetails, ClinicSettings } from '#contract/clinic-settings';
import { dialogAct } from '../../platform/dialog-act';
import { fieldMessage } from '../../platform/problem-message';
import { zonesWith } from '../../platform/zones';
import { ClinicApi } from '../clinic-api';

type Field = Exclude<keyof ClinicDetails, 'hourCycle'>;

/** Who the clinic is: names, time, how patients reach it. */
@Component({
  selector: 'app-details-section',
  imports: [MatButton],
  templateUrl: './details-section.html',
  styleUrl: './details-section.scss',
})
export class DetailsSection {
  readonly settings = input.required<ClinicSettings>();
  readonly changed = output();

  readonly #api = inject(ClinicApi);

  protected readonly act = dialogAct();
  readonly #held = computed(() => this.settings().details.value, {
    equal: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
  // What was typed goes when somebody else has changed the details: it was typed over others.
  protected readonly typed = linkedSignal<ClinicDetails>(() => this.#held());
  protected readonly isChanged = computed(
    () => JSON.stringify(this.typed()) !== JSON.stringify(this.#held()),
  );
  protected readonly fields: readonly { field: Field; label: string; max: number }[] = [
    { field: 'name', label: 'Name', max: 120 },
    { field: 'shortName', label: 'Short name', max: 24 },
    { field: 'phone', label: 'Phone that patients call', max: 30 },
    { field: 'address', label: 'Address', max: 200 },
    { field: 'videoLink', label: 'Where video visits take place, with {room}', max: 200 },
  ];
  protected readonly zones = computed(() => zonesWith(this.typed().zone));

  protected faultOf(field: keyof ClinicDetails): string {
    return fieldMessage(this.act.problem(), field) ?? '';
  }

  protected type(field: Field, event: Event): void {
    const { value } = event.target as HTMLInputElement;
    this.typed.update((typed) => ({ ...typed, [field]: value }));
  }

  protected chooseCycle(event: Event): void {
    const hourCycle = (event.target as HTMLSelectElement).value === '24' ? 24 : 12;
    this.typed.update((typed) => ({ ...typed, hourCycle }));
  }

  protected undo(): void {
    this.typed.set(this.#held());
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const { clinicId, details } = this.settings();
    const body = { clinicId, expectedVersion: details.version, ...this.typed() };
    if (await this.act.send(body, (wish, id) => this.#api.changeDetails(wish, id)))
      this.changed.emit();
  }
}
