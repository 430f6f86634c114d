import { Component, computed, effect, inject, input, output, signal } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import type { InterpreterRequest } from '#contract/interpreter-requests';
import {
  declineReasons,
  interpreterModes,
  type DeclineReason,
  type InterpreterMode,
} from '#contract/interpreter-workflow';
import { listName, type PatientSummary } from '#contract/patients';
import { dialogAct } from '../../platform/dialog-act';
import { languageWords } from '../../platform/language-words';
import { Modal } from '../../ui/modal/modal';
import { interpreterModeWords, requestWords } from '../interpreter-words';
import { InterpretersApi } from '../interpreters-api';

/** What who was asked for an interpreter has answered: who comes, or why nobody does. */
@Component({
  selector: 'app-interpreter-dialog',
  imports: [FormsModule, MatButton, Modal],
  templateUrl: './interpreter-dialog.html',
  styleUrl: './interpreter-dialog.scss',
})
export class InterpreterDialog {
  readonly request = input.required<InterpreterRequest>();
  readonly patient = input.required<PatientSummary>();
  readonly answer = input.required<'confirm' | 'decline'>();
  readonly done = output<InterpreterRequest>();
  readonly closed = output();

  readonly #api = inject(InterpretersApi);
  protected readonly act = dialogAct();
  /** As it stands for somebody who was faster. */
  readonly #newer = signal<InterpreterRequest | null>(null);
  readonly #known = computed(() => {
    const [given, newer] = [this.request(), this.#newer()];
    return newer && newer.version > given.version ? newer : given;
  });

  protected readonly modes = interpreterModes.map((mode) => ({
    mode,
    title: interpreterModeWords[mode],
  }));
  protected readonly reasons = Object.entries(declineReasons) as [DeclineReason, string][];
  readonly #typedBy = signal<string | null>(null);
  protected readonly by = computed(() => this.#typedBy() ?? this.request().confirmedBy ?? '');
  protected readonly reference = signal('');
  readonly #chosenMode = signal<InterpreterMode | null>(null);
  protected readonly mode = computed(() => this.#chosenMode() ?? this.request().mode);
  protected readonly reason = signal<DeclineReason>('nobody-free');

  protected readonly title = computed(
    () =>
      `${this.answer() === 'confirm' ? 'Confirm' : 'Decline'} interpreter: ${listName(this.patient())}`,
  );
  protected readonly language = computed(() => languageWords(this.request().language));
  protected readonly now = computed(() => {
    const newer = this.#newer();
    return newer ? `It is now: ${requestWords(newer).state}.` : '';
  });

  constructor() {
    effect(() => {
      const problem = this.act.problem();
      if (problem?.code === 'conflict') this.#newer.set(problem.current as InterpreterRequest);
    });
  }

  protected typeBy(words: string): void {
    this.#typedBy.set(words);
  }

  protected chooseMode(mode: InterpreterMode): void {
    this.#chosenMode.set(mode);
  }

  protected async save(): Promise<void> {
    const { id, version: expectedVersion } = this.#known();
    const confirmedBy = this.by().trim();
    if (this.answer() === 'confirm' && confirmedBy === '') return;
    const saved =
      this.answer() === 'confirm'
        ? await this.act.send(
            { expectedVersion, confirmedBy, reference: this.reference(), mode: this.mode() },
            (body, commandId) => this.#api.confirm(id, body, commandId),
          )
        : await this.act.send({ expectedVersion, reason: this.reason() }, (body, commandId) =>
            this.#api.decline(id, body, commandId),
          );
    if (saved) this.done.emit(saved);
  }
}
