import { Component, computed, inject, input, linkedSignal, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { occupiesTime } from '#contract/appointment-workflow';
import type { Appointment } from '#contract/calendar';
import type { InterpreterRequest } from '#contract/interpreter-requests';
import { Clock } from '../../platform/clock';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { InterpreterActs } from '../interpreter-acts/interpreter-acts';
import { interpreterSign, lacksInterpreter, requestWords } from '../interpreter-words';
import { InterpretersApi } from '../interpreters-api';

/** Whether somebody interprets at the visit, who, and what may be done about it. */
@Component({
  selector: 'app-interpreter-line',
  imports: [InterpreterActs, MatButton, StatusChip],
  templateUrl: './interpreter-line.html',
  styleUrl: './interpreter-line.scss',
})
export class InterpreterLine {
  readonly visit = input.required<Appointment>();

  readonly #api = inject(InterpretersApi);
  readonly #clock = inject(Clock);

  /** Every answer is a change of the visit as well. */
  readonly #loaded = resource({
    params: () => {
      const { id, version, interpreterRequest } = this.visit();
      return interpreterRequest ? { id, version } : undefined;
    },
    loader: ({ params }) => this.#api.get(params.id),
  });
  /** Stays while the next is on its way. */
  protected readonly request = linkedSignal<
    { loaded: InterpreterRequest | null; id: string | null },
    InterpreterRequest | null
  >({
    source: () => ({
      loaded: this.#loaded.hasValue() ? this.#loaded.value() : null,
      id: this.visit().interpreterRequest ? this.visit().id : null,
    }),
    computation: ({ loaded, id }, before) => {
      const known = before?.value ?? null;
      const newest = loaded && known && known.version > loaded.version ? known : (loaded ?? known);
      return newest?.id === id ? newest : null;
    },
  });
  protected readonly failed = computed(() => this.#loaded.error() !== undefined);
  protected readonly words = computed(() => {
    const request = this.request();
    return request ? requestWords(request) : null;
  });
  protected readonly tone = computed(
    () => interpreterSign(this.visit(), this.#clock.now())?.tone ?? 'neutral',
  );
  protected readonly isLate = computed(() => lacksInterpreter(this.visit(), this.#clock.now()));
  protected readonly isOpen = computed(() => occupiesTime(this.visit().status));

  protected retry(): void {
    this.#loaded.reload();
  }
}
