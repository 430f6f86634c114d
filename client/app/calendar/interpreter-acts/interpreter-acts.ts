import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { InterpreterRequest } from '#contract/interpreter-requests';
import { interpreterWorkflow } from '#contract/interpreter-workflow';
import { listName, type PatientSummary } from '#contract/patients';
import { allowedTransitions } from '#contract/workflow';
import { dialogAct } from '../../platform/dialog-act';
import { Session } from '../../platform/session';
import { InterpreterDialog } from '../interpreter-dialog/interpreter-dialog';
import { InterpretersApi } from '../interpreters-api';

/** What may be done about the interpreter of a visit. */
@Component({
  selector: 'app-interpreter-acts',
  imports: [InterpreterDialog, MatButton],
  templateUrl: './interpreter-acts.html',
  styleUrl: './interpreter-acts.scss',
})
export class InterpreterActs {
  readonly request = input.required<InterpreterRequest>();
  readonly patient = input.required<PatientSummary>();
  readonly done = output<InterpreterRequest>();

  readonly #api = inject(InterpretersApi);
  readonly #session = inject(Session);
  protected readonly asking = dialogAct();
  protected readonly answer = signal<'confirm' | 'decline' | null>(null);
  protected readonly name = computed(() => listName(this.patient()));
  protected readonly open = computed(() =>
    allowedTransitions(interpreterWorkflow, this.request(), this.#session.grants()),
  );

  protected answered(request: InterpreterRequest): void {
    this.answer.set(null);
    this.done.emit(request);
  }

  protected async askAgain(): Promise<void> {
    const { id, version: expectedVersion } = this.request();
    const asked = await this.asking.send({ expectedVersion }, (body, commandId) =>
      this.#api.askAgain(id, body, commandId),
    );
    if (asked) this.done.emit(asked);
  }
}
