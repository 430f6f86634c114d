import { Component, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { CalendarFeed } from '#contract/calendar-feed';
import { dialogAct } from '../../platform/dialog-act';
import { Modal } from '../../ui/modal/modal';
import { CalendarFeedsApi } from '../calendar-feeds-api';

/** From now on the link works for nobody. */
@Component({
  selector: 'app-revoke-calendar-feed-dialog',
  imports: [MatButton, Modal],
  template: `
    <app-modal title="Revoke this link?" [open]="true" (closed)="closed.emit()">
      <p>
        From now on it works for nobody. Calendars that use it are told nothing new; another link
        can be made at any time.
      </p>
      @if (act.message(); as message) {
        <p class="refusal" role="alert">{{ message }}</p>
      }
      <div class="acts">
        <button matButton type="button" data-first-focus (click)="closed.emit()">Keep it</button>
        <button matButton="filled" type="button" [disabled]="act.isSending()" (click)="revoke()">
          Revoke it
        </button>
      </div>
    </app-modal>
  `,
  styleUrl: './revoke-calendar-feed-dialog.scss',
})
export class RevokeCalendarFeedDialog {
  readonly feed = input.required<CalendarFeed>();
  readonly revoked = output();
  readonly closed = output();

  readonly #api = inject(CalendarFeedsApi);

  protected readonly act = dialogAct();

  protected async revoke(): Promise<void> {
    const done = await this.act.send(this.feed().id, (_, commandId) =>
      this.#api.revoke(this.feed(), commandId),
    );
    if (done) this.revoked.emit();
  }
}
