import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { documentTypes, type DocumentType } from '#contract/result-intake';
import { Clock } from '../../platform/clock';
import { dialogAct } from '../../platform/dialog-act';
import { Session } from '../../platform/session';
import { localDateOf, wallTimeOf } from '../../platform/wall-time';
import { wallInstant } from '../../platform/work-queue/snooze-times';
import { Modal } from '../../ui/modal/modal';
import { PatientsApi } from '../patients-api';

/** A document about the patient: what is final is released like a result, and needs no review. */
@Component({
  selector: 'app-document-dialog',
  imports: [MatButton, Modal],
  templateUrl: './document-dialog.html',
  styleUrl: './document-dialog.scss',
})
export class DocumentDialog {
  readonly patientId = input.required<string>();
  readonly clinicId = input.required<string>();
  readonly saved = output();
  readonly closed = output();

  readonly #api = inject(PatientsApi);
  readonly #clock = inject(Clock);
  readonly #session = inject(Session);

  protected readonly act = dialogAct();
  protected readonly types = Object.entries(documentTypes) as [DocumentType, string][];
  readonly #zone = computed(() => this.#session.clinic()?.zone ?? 'UTC');
  readonly #opened = this.#clock.now();

  protected readonly type = signal<DocumentType>('visit-summary');
  protected readonly title = signal('');
  protected readonly text = signal('');
  protected readonly isFinal = signal(true);
  protected readonly date = signal(localDateOf(this.#opened, this.#zone()));
  protected readonly time = signal(wallTimeOf(this.#opened, this.#zone()));
  protected readonly fault = signal('');

  protected textOf(event: Event): string {
    this.fault.set('');
    return (event.target as HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement).value;
  }

  protected choose(event: Event): void {
    this.type.set(this.textOf(event) as DocumentType);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const [title, text] = [this.title().trim(), this.text().trim()];
    const authoredAt = wallInstant(this.date(), this.time(), this.#zone());
    const fault = this.#faultOf({ title, text, authoredAt });
    this.fault.set(fault);
    if (fault !== '') return;
    const wish = {
      ...{ clinicId: this.clinicId(), patientId: this.patientId(), type: this.type() },
      ...{ title, text, isFinal: this.isFinal(), authoredAt },
    };
    const saved = await this.act.send(wish, (body, commandId) =>
      this.#api.addDocument(body, commandId),
    );
    if (saved) this.saved.emit();
  }

  #faultOf({ title, text, authoredAt }: Record<'title' | 'text' | 'authoredAt', string>): string {
    if (title === '') return 'Give it a title.';
    if (text === '') return 'Write what it says.';
    if (authoredAt === '') return 'Say when it was written, with a day and a time.';
    return authoredAt > this.#clock.now() ? 'It cannot have been written later than now.' : '';
  }
}
