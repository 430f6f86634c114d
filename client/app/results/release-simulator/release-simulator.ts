import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Result } from '#contract/result-report';
import { Clock } from '../../platform/clock';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { ErrorState } from '../../ui/error-state/error-state';
import { stretchWords } from '../audience-words';
import { injectRelease } from '../release-source';
import { instantOf, momentOf } from '../typed-moment';

/** Who would see the result from another time on, stretch by stretch, each with the rule that says so. */
@Component({
  selector: 'app-release-simulator',
  imports: [ErrorState, MatButton],
  templateUrl: './release-simulator.html',
  styleUrl: './release-simulator.scss',
})
export class ReleaseSimulator {
  readonly result = input.required<Result>();

  readonly #clock = inject(Clock);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  readonly #zone = computed(() => this.#session.clinic()?.zone ?? 'UTC');
  readonly #opened = this.#clock.now();
  protected readonly typed = linkedSignal(() => momentOf(this.#opened, this.#zone()));
  /** What was asked last; empty = now. */
  protected readonly asked = linkedSignal({
    source: () => this.result().id,
    computation: () => '',
  });
  protected readonly fault = linkedSignal({ source: this.typed, computation: () => '' });

  protected readonly source = injectRelease(this.result, this.asked);
  protected readonly head = computed(() => {
    const release = this.source.release();
    if (!release) return '';
    const at = this.asked() === '' ? 'now' : this.#format.dayAndTime(this.asked());
    const age = release.age === null ? '' : `the patient is ${release.age} then`;
    const rules =
      release.rulesVersion === 0 ? 'standard rules' : `rules, version ${release.rulesVersion}`;
    return [`As of ${at}`, age, rules].filter(Boolean).join(' · ');
  });
  protected readonly viewers = computed(() =>
    (this.source.release()?.viewers ?? []).map(({ audience, proxyId, name, stretches }) => ({
      key: proxyId ?? audience,
      name,
      stretches: stretches.map((stretch) => ({
        from: this.#format.dayAndTime(stretch.from),
        words: stretchWords(stretch),
        source: stretch.source,
      })),
    })),
  );

  protected type(event: Event): void {
    this.typed.set((event.target as HTMLInputElement).value);
  }

  protected ask(event: Event): void {
    event.preventDefault();
    const at = instantOf(this.typed(), this.#zone());
    if (at === '') this.fault.set('Type a day and a time.');
    else this.asked.set(at);
  }
}
