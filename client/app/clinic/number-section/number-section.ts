import { Component, computed, input, linkedSignal, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { DialogAct } from '../../platform/dialog-act';

let count = 0;

/** One number that the clinic sets, with what it means. */
@Component({
  selector: 'app-number-section',
  imports: [MatButton],
  templateUrl: './number-section.html',
  styleUrl: './number-section.scss',
})
export class NumberSection {
  readonly heading = input.required<string>();
  readonly label = input.required<string>();
  /** Tells the field to tests and scripts. */
  readonly field = input.required<string>();
  readonly least = input.required<number>();
  readonly most = input.required<number>();
  readonly step = input(1);
  readonly held = input.required<number>();
  readonly saveWords = input.required<string>();
  readonly act = input.required<DialogAct>();
  /** What it means as it is typed. */
  readonly note = input.required<(typed: number) => string>();
  readonly saved = output<number>();

  protected readonly titleId = `app-number-section-${++count}`;
  protected readonly typed = linkedSignal(() => this.held());
  protected readonly isChanged = computed(() => this.typed() !== this.held());

  protected type(event: Event): void {
    const { valueAsNumber } = event.target as HTMLInputElement;
    if (!Number.isNaN(valueAsNumber)) this.typed.set(valueAsNumber);
  }

  protected save(event: Event): void {
    event.preventDefault();
    this.saved.emit(this.typed());
  }
}
