import { Component, inject, input, output, signal } from '@angular/core';
import { form, FormField, maxLength, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { ProxyPaper } from '#contract/proxy-paper';
import { dialogAct } from '../../platform/dialog-act';
import { Session } from '../../platform/session';
import { Modal } from '../../ui/modal/modal';
import { ProxyApi } from '../proxy-api';

/** Why a paper is removed: what it held is gone for good, the reason stays. */
@Component({
  selector: 'app-proxy-paper-remove-dialog',
  imports: [FormField, MatButton, Modal],
  templateUrl: './proxy-paper-remove-dialog.html',
  styleUrl: './proxy-paper-remove-dialog.scss',
})
export class ProxyPaperRemoveDialog {
  readonly paper = input.required<ProxyPaper>();
  readonly removed = output<ProxyPaper>();
  readonly closed = output();

  readonly #api = inject(ProxyApi);
  readonly #session = inject(Session);

  protected readonly act = dialogAct();
  protected readonly typed = signal({ reason: '' });
  protected readonly fields = form(this.typed, (path) => {
    required(path.reason);
    maxLength(path.reason, 200);
  });

  protected async remove(event: Event): Promise<void> {
    event.preventDefault();
    const clinicId = this.#session.clinic()?.id;
    const reason = this.typed().reason.trim();
    if (!clinicId || !reason || this.fields().invalid()) return;
    const removed = await this.act.send({ clinicId, reason }, (body, commandId) =>
      this.#api.removePaper(this.paper(), body, commandId),
    );
    if (removed) this.removed.emit(removed);
  }
}
