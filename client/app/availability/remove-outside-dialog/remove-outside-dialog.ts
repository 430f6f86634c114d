import { Component, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { OutsideCalendar } from '#contract/outside-calendar';
import { dialogAct } from '../../platform/dialog-act';
import { Modal } from '../../ui/modal/modal';
import { OutsideCalendarsApi } from '../outside-calendars-api';

/** Forgets an outside calendar, after a second look. */
@Component({
  selector: 'app-remove-outside-dialog',
  imports: [MatButton, Modal],
  template: `
    <app-modal title="Remove this calendar?" [open]="true" (closed)="closed.emit()">
      <form autocomplete="off" novalidate (submit)="$event.preventDefault(); remove()">
        <p>{{ words() }}: its times are free again.</p>
        @if (act.message(); as message) {
          <p class="refusal" role="alert">{{ message }}</p>
        }
        <div class="acts">
          <button matButton type="button" (click)="closed.emit()">Back</button>
          <button matButton="filled" type="submit" [disabled]="act.isSending()">Remove</button>
        </div>
      </form>
    </app-modal>
  `,
  styleUrl: './remove-outside-dialog.scss',
})
export class RemoveOutsideDialog {
  readonly calendar = input.required<OutsideCalendar>();
  /** Whose it is and what it is called. */
  readonly words = input.required<string>();
  readonly removed = output();
  readonly closed = output();

  readonly #api = inject(OutsideCalendarsApi);
  protected readonly act = dialogAct();

  protected async remove(): Promise<void> {
    const { id, version } = this.calendar();
    const done = await this.act.send({ id, version }, (_, commandId) =>
      this.#api.remove(this.calendar(), commandId),
    );
    if (done) this.removed.emit();
  }
}
