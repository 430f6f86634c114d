import { Component, input, linkedSignal, output } from '@angular/core';
import type { IntakePolicy, ResultSettings } from '#contract/result-settings';
import { SettingDialog } from '../../../platform/setting-dialog/setting-dialog';
import type { Typed } from '../../../platform/work-queue/step-fields';
import { settingsWriter, type SettingChange } from '../rules-api';
import { unknownOrders } from '../unknown-orders';

/** What becomes of a result that names an order that is not here. */
@Component({
  selector: 'app-intake-dialog',
  imports: [SettingDialog],
  template: `
    <app-setting-dialog
      title="Orders that are not here"
      [clinicId]="clinicId()"
      [settings]="settings()"
      [read]="read"
      [write]="write"
      (saved)="saved.emit($event)"
      (overtaken)="overtaken.emit()"
      (closed)="closed.emit()"
    >
      <label>
        A result that names an order that is not here
        <select data-first-focus data-field="unknown-order" (change)="choose($event)">
          @for (each of choices; track each[0]) {
            <option [value]="each[0]" [selected]="each[0] === chosen()">{{ each[1] }}</option>
          }
        </select>
      </label>
    </app-setting-dialog>
  `,
  styleUrl: './intake-dialog.scss',
})
export class IntakeDialog {
  readonly clinicId = input.required<string>();
  readonly settings = input.required<ResultSettings>();
  readonly saved = output<ResultSettings>();
  readonly overtaken = output();
  readonly closed = output();

  protected readonly choices = Object.entries(unknownOrders);
  protected readonly chosen = linkedSignal<
    IntakePolicy['unknownOrder'],
    IntakePolicy['unknownOrder']
  >({
    source: () => this.settings().intake.unknownOrder,
    computation: (now, before) => before?.value ?? now,
  });

  protected readonly write = settingsWriter();
  protected readonly read = (): Typed<SettingChange> => ({
    value: {
      setting: 'intake',
      value: { ...this.settings().intake, unknownOrder: this.chosen() },
    },
  });

  protected choose(event: Event): void {
    this.chosen.set((event.target as HTMLSelectElement).value as IntakePolicy['unknownOrder']);
  }
}
