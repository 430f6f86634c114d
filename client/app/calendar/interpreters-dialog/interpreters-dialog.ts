import { Component, computed, effect, inject, input, output, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { OpenInterpreterRequest } from '#contract/interpreter-requests';
import { listName } from '#contract/patients';
import { feedOf } from '#contract/realtime';
import { problemOf } from '../../platform/api';
import { Clock } from '../../platform/clock';
import { messageOf } from '../../platform/problem-message';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { TimeFormat } from '../../platform/time-format';
import { ErrorState } from '../../ui/error-state/error-state';
import { Modal } from '../../ui/modal/modal';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { InterpreterActs } from '../interpreter-acts/interpreter-acts';
import { interpreterSign, lacksInterpreter, requestWords } from '../interpreter-words';
import { InterpretersApi } from '../interpreters-api';

/** Visits of a clinic for which nobody has said that they interpret, by start: to be telephoned through. */
@Component({
  selector: 'app-interpreters-dialog',
  imports: [ErrorState, InterpreterActs, MatButton, Modal, Skeleton, StatusChip],
  templateUrl: './interpreters-dialog.html',
  styleUrl: './interpreters-dialog.scss',
})
export class InterpretersDialog {
  readonly clinicId = input.required<string>();
  readonly closed = output();

  readonly #api = inject(InterpretersApi);
  readonly #clock = inject(Clock);
  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);

  readonly #known = resource({
    params: () => this.clinicId(),
    loader: ({ params }) => this.#api.listOpen(params),
  });
  protected readonly problem = computed(() => {
    const error = this.#known.error();
    return error ? messageOf(problemOf(error)) : '';
  });
  protected readonly rows = computed(() =>
    this.#known.hasValue() ? this.#known.value().map((one) => this.#rowOf(one)) : null,
  );

  constructor() {
    effect((onCleanup) => {
      const feed = feedOf('calendar', this.clinicId());
      onCleanup(
        this.#feed.hear(feed, (changes) => {
          const isConcerned = ({ payload }: { payload: unknown }): boolean =>
            (payload as { interpreterRequest?: unknown }).interpreterRequest !== null;
          if (changes === null || changes.some(isConcerned)) this.reload();
        }),
      );
    });
  }

  protected reload(): void {
    this.#known.reload();
  }

  #rowOf({ request, visit }: OpenInterpreterRequest) {
    const now = this.#clock.now();
    return {
      ...{ request, patient: visit.patient, name: listName(visit.patient) },
      when: this.#format.dayAndTime(visit.startsAt),
      words: requestWords(request),
      tone: interpreterSign(visit, now)?.tone ?? ('neutral' as const),
      isLate: lacksInterpreter(visit, now),
    };
  }
}
