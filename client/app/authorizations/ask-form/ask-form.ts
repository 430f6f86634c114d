import { Component, inject, input, output, signal, viewChild, viewChildren } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { AskedLine } from '#contract/authorization-line';
import { dialogAct } from '../../platform/dialog-act';
import { AskedLineFields } from '../asked-line-fields/asked-line-fields';
import { AskedRequestFields } from '../asked-request-fields/asked-request-fields';
import {
  AuthorizationsApi,
  type OpenAuthorization,
  type OpenedAuthorization,
} from '../authorizations-api';
import { NeedAnswerView } from '../need-answer/need-answer';
import type { Typed } from '../../platform/work-queue/step-fields';

const mostLines = 20;

/** What is to be asked of the payer, line by line, with what is known of each before anything is sent. */
@Component({
  selector: 'app-ask-form',
  imports: [AskedLineFields, AskedRequestFields, MatButton, NeedAnswerView],
  templateUrl: './ask-form.html',
  styleUrl: './ask-form.scss',
})
export class AskForm {
  readonly clinicId = input.required<string>();
  /** `null` = nobody is chosen yet. */
  readonly patientId = input.required<string | null>();
  /** The visit that it is for. */
  readonly appointmentId = input<string | null>(null);
  readonly opened = output<OpenedAuthorization>();
  readonly left = output();

  readonly #api = inject(AuthorizationsApi);
  private readonly fields = viewChildren(AskedLineFields);
  private readonly common = viewChild.required(AskedRequestFields);

  protected readonly act = dialogAct();
  /** Lines by the order in which they were added. */
  protected readonly lines = signal<readonly number[]>([1]);
  protected readonly fault = signal('');

  protected mayAdd(): boolean {
    return this.lines().length < mostLines;
  }

  protected add(): void {
    this.lines.update((lines) => [...lines, Math.max(...lines) + 1]);
  }

  protected remove(line: number): void {
    this.lines.update((lines) => lines.filter((each) => each !== line));
  }

  protected async ask(event: Event): Promise<void> {
    event.preventDefault();
    const { value, fault } = this.#read();
    this.fault.set(fault ?? '');
    if (!value) return;
    const opened = await this.act.send(value, (body, id) => this.#api.open(body, id));
    if (opened) this.opened.emit(opened);
  }

  #read(): Typed<OpenAuthorization> {
    const patientId = this.patientId();
    if (patientId === null) return { fault: 'Choose the patient.' };
    const lines: AskedLine[] = [];
    for (const fields of this.fields()) {
      const typed = fields.read();
      if (typed.fault !== undefined) return { fault: typed.fault };
      lines.push(typed.value);
    }
    const common = this.common().read();
    if (common.fault !== undefined) return { fault: common.fault };
    const { clinicId, appointmentId } = {
      clinicId: this.clinicId(),
      appointmentId: this.appointmentId(),
    };
    return { value: { clinicId, patientId, lines, ...common.value, appointmentId } };
  }
}
