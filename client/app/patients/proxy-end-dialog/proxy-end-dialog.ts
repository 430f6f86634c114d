import { Component, computed, inject, input, output, signal } from '@angular/core';
import { form, FormField, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { Proxy } from '#contract/proxy';
import { Session } from '../../platform/session';
import { Modal } from '../../ui/modal/modal';
import { dialogAct } from '../../platform/dialog-act';
import { ProxyApi } from '../proxy-api';

/** From now on this person may be told of nothing. */
@Component({
  selector: 'app-proxy-end-dialog',
  imports: [FormField, MatButton, Modal],
  templateUrl: './proxy-end-dialog.html',
  styleUrl: './proxy-end-dialog.scss',
})
export class ProxyEndDialog {
  readonly proxy = input.required<Proxy>();
  readonly saved = output<Proxy>();
  readonly closed = output();

  readonly #api = inject(ProxyApi);
  readonly #session = inject(Session);

  protected readonly act = dialogAct();
  protected readonly typed = signal({ reason: '' });
  protected readonly fields = form(this.typed, (path) => {
    required(path.reason);
  });
  protected readonly title = computed(() => `End: ${this.proxy().given}`);

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const clinicId = this.#session.clinic()?.id;
    if (!clinicId || this.fields().invalid()) return;
    const { id, version: expectedVersion } = this.proxy();
    const wish = { clinicId, expectedVersion, reason: this.typed().reason };
    const saved = await this.act.send(wish, (body, commandId) =>
      this.#api.revoke(id, body, commandId),
    );
    if (saved) this.saved.emit(saved);
  }
}
