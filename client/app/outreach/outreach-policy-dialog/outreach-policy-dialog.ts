import { Component, computed, inject, input, output, signal } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { messageKinds, type MessageKind } from '#contract/message-workflow';
import type { OutreachPolicy } from '#contract/outreach';
import type { Problem } from '#contract/problem';
import { problemOf } from '../../platform/api';
import { dialogAct } from '../../platform/dialog-act';
import { messageOf } from '../../platform/problem-message';
import { Toasts } from '../../platform/toasts';
import { ErrorState } from '../../ui/error-state/error-state';
import { Modal } from '../../ui/modal/modal';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { OutreachApi } from '../outreach-api';
import {
  asForm,
  asRules,
  blankRules,
  mostReminders,
  outreachRulesSchema,
  type OutreachRulesForm,
  type RemindedModality,
} from './outreach-rules-form';

const modalityWords: Record<RemindedModality, string> = {
  'in-person': 'In person',
  video: 'Video',
  phone: 'Phone',
};

/** The clinic's rules about what it says to patients; they count from when they are saved. */
@Component({
  selector: 'app-outreach-policy-dialog',
  imports: [ErrorState, FormField, MatButton, Modal, Skeleton],
  templateUrl: './outreach-policy-dialog.html',
  styleUrl: './outreach-policy-dialog.scss',
})
export class OutreachPolicyDialog {
  readonly clinicId = input.required<string>();
  readonly closed = output();

  readonly #api = inject(OutreachApi);
  readonly #toasts = inject(Toasts);
  readonly #version = signal<number | null>(null);
  readonly #loadProblem = signal<Problem | null>(null);

  protected readonly kinds = Object.entries(messageKinds) as [MessageKind, string][];
  protected readonly modalities = Object.entries(modalityWords) as [RemindedModality, string][];
  protected readonly isOpen = signal(true);
  protected readonly isLoaded = computed(() => this.#version() !== null);
  protected readonly loadMessage = computed(() => {
    const problem = this.#loadProblem();
    return problem ? messageOf(problem) : '';
  });
  protected readonly act = dialogAct();
  /** The version that was on screen when the change was refused. */
  readonly #refusedAt = signal<number | null>(null);
  /** Says nothing any more of rules that are shown no longer. */
  protected readonly refusal = computed(() =>
    this.#refusedAt() === this.#version() ? this.act.message() : '',
  );
  protected readonly isOutdated = computed(() => this.act.problem()?.code === 'conflict');
  protected readonly rules = signal(blankRules);
  protected readonly fields = form(this.rules, outreachRulesSchema);
  protected readonly mayAddReminder = computed(
    () => this.rules().remindHours.length < mostReminders,
  );

  constructor() {
    void Promise.resolve().then(() => this.load());
  }

  protected errorOf(field: Exclude<keyof OutreachRulesForm, 'remindHours'>): string {
    return this.fields[field]().errors()[0]?.message ?? '';
  }

  /** `7 days`, where hours alone say little. */
  protected daysOf(hours: number): string {
    if (!Number.isInteger(hours) || hours < 24 || hours % 24 !== 0) return '';
    return hours === 24 ? '1 day' : `${hours / 24} days`;
  }

  protected async load(): Promise<void> {
    this.#loadProblem.set(null);
    try {
      this.#take(await this.#api.getPolicy(this.clinicId()));
    } catch (error) {
      this.#loadProblem.set(problemOf(error));
    }
  }

  /** Somebody else was faster: their rules instead of what was typed. */
  protected async showTheirs(): Promise<void> {
    this.#version.set(null);
    await this.load();
  }

  protected addReminder(): void {
    this.rules.update((rules) => ({ ...rules, remindHours: [...rules.remindHours, 24] }));
  }

  protected removeReminder(at: number): void {
    const remindHours = this.rules().remindHours.filter((_, place) => place !== at);
    this.rules.update((rules) => ({ ...rules, remindHours }));
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const expectedVersion = this.#version();
    if (expectedVersion === null || this.fields().invalid()) return;
    const wish = { clinicId: this.clinicId(), expectedVersion, ...asRules(this.rules()) };
    const saved = await this.act.send(wish, (...call) => this.#api.changePolicy(...call));
    if (!saved) {
      this.#refusedAt.set(expectedVersion);
      return;
    }
    this.#toasts.show({ message: 'Rules of messages saved; they count from now on' });
    this.isOpen.set(false);
  }

  #take(policy: OutreachPolicy): void {
    this.#version.set(policy.version);
    this.rules.set(asForm(policy));
  }
}
