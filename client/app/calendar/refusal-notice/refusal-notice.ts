import { Component, computed, inject, input, output, signal } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import type { Permission } from '#contract/permission';
import type { Problem, Slot } from '#contract/problem';
import type { Provider } from '#contract/staff';
import { messageOf } from '../../platform/problem-message';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';

export interface Override {
  rule: string;
  reason: string;
}

/** Why something was refused, and the ways on: another time, or a rule overridden with a reason. */
@Component({
  selector: 'app-refusal-notice',
  imports: [FormsModule, MatButton],
  templateUrl: './refusal-notice.html',
  styleUrl: './refusal-notice.scss',
})
export class RefusalNotice {
  readonly problem = input.required<Problem>();
  readonly providers = input.required<readonly Provider[]>();
  /** What is done anyway, as the button says it: `Book`. */
  readonly verb = input.required<string>();
  readonly isSending = input(false);
  readonly alternative = output<Slot>();
  readonly override = output<Override[]>();

  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  protected readonly reason = signal('');
  protected readonly message = computed(() => messageOf(this.problem()));
  protected readonly rules = computed(() => this.problem().overridable ?? []);
  /** One rule alone is what the message says, unless that says that the time is taken. */
  protected readonly listed = computed(() => {
    const isSaid = this.rules().length === 1 && this.problem().code === 'rule-broken';
    return isSaid ? [] : this.rules();
  });
  protected readonly mayOverride = computed(() =>
    this.rules().every(({ permission }) => this.#session.can(permission as Permission)),
  );

  protected wordsOf(slot: Slot): string {
    const provider = this.providers().find(({ id }) => id === slot.providerId);
    return `${this.#format.dayAndTime(slot.startsAt)} · ${provider?.family ?? ''}`;
  }

  protected overrideAll(): void {
    const reason = this.reason().trim();
    if (reason) this.override.emit(this.rules().map(({ rule }) => ({ rule, reason })));
  }
}
