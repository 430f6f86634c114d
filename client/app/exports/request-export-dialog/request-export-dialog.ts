import { Component, inject, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { archiveKeptHours, type DataExport } from '#contract/exports';
import { dialogAct } from '../../platform/dialog-act';
import { Modal } from '../../ui/modal/modal';
import { ExportsApi } from '../exports-api';

/** What the archive will be, and why it is made. */
@Component({
  selector: 'app-request-export-dialog',
  imports: [MatButton, Modal],
  templateUrl: './request-export-dialog.html',
  styleUrl: './request-export-dialog.scss',
})
export class RequestExportDialog {
  readonly requested = output<DataExport>();
  readonly closed = output();

  readonly #api = inject(ExportsApi);
  protected readonly act = dialogAct();
  protected readonly fault = signal('');
  protected readonly hours = archiveKeptHours;

  protected async request(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const reason = (form.get('reason') as string).trim();
    this.fault.set(reason === '' ? 'Say why: it is kept with the export.' : '');
    if (reason === '') return;
    const made = await this.act.send({ reason }, (body, commandId) =>
      this.#api.request(body.reason, commandId),
    );
    if (made) this.requested.emit(made);
  }
}
