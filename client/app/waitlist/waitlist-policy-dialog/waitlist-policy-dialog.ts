import { Component, computed, inject, input, output, signal } from '@angular/core';
import { form, FormField, max, min, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { Problem } from '#contract/problem';
import type { WaitlistPolicy } from '#contract/waitlist-policy';
import { problemOf } from '../../platform/api';
import { messageOf } from '../../platform/problem-message';
import { Toasts } from '../../platform/toasts';
import { ErrorState } from '../../ui/error-state/error-state';
import { Modal } from '../../ui/modal/modal';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { WaitlistApi } from '../waitlist-api';

type Rules = Omit<WaitlistPolicy, 'clinicId' | 'version'>;
type Field = Exclude<keyof Rules, 'autoOffer'>;

const blank: Rules = {
  undoSeconds: 0,
  offerMinutes: 0,
  minLeadMinutes: 0,
  autoOffer: false,
  quietFrom: '',
  quietUntil: '',
};

/** The clinic's rules for filling freed time; they count from the moment they are saved. */
@Component({
  selector: 'app-waitlist-policy-dialog',
  imports: [ErrorState, FormField, MatButton, Modal, Skeleton],
  templateUrl: './waitlist-policy-dialog.html',
  styleUrl: './waitlist-policy-dialog.scss',
})
export class WaitlistPolicyDialog {
  readonly clinicId = input.required<string>();
  readonly closed = output();

  readonly #api = inject(WaitlistApi);
  readonly #toasts = inject(Toasts);
  readonly #version = signal<number | null>(null);

  protected readonly isOpen = signal(true);
  protected readonly isLoaded = computed(() => this.#version() !== null);
  protected readonly busy = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly message = computed(() => {
    const problem = this.problem();
    return problem ? messageOf(problem) : '';
  });
  protected readonly rules = signal(blank);
  protected readonly fields = form(this.rules, (path) => {
    between(path.undoSeconds, 0, 300);
    between(path.offerMinutes, 1, 1440);
    between(path.minLeadMinutes, 0, 4320);
    required(path.quietFrom, { message: 'A time is needed.' });
    required(path.quietUntil, { message: 'A time is needed.' });
  });

  constructor() {
    void Promise.resolve().then(() => this.load());
  }

  protected errorOf(field: Field): string {
    return this.fields[field]().errors()[0]?.message ?? '';
  }

  protected async load(): Promise<void> {
    this.problem.set(null);
    try {
      this.#take(await this.#api.getPolicy(this.clinicId()));
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const expectedVersion = this.#version();
    if (expectedVersion === null || this.fields().invalid() || this.busy()) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      const clinicId = this.clinicId();
      await this.#api.changePolicy({ clinicId, expectedVersion, ...this.rules() });
      this.#toasts.show({ message: 'Waitlist rules saved; they count from now on' });
      this.isOpen.set(false);
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }

  #take({ version, undoSeconds, offerMinutes, minLeadMinutes, ...rest }: WaitlistPolicy): void {
    const { autoOffer, quietFrom, quietUntil } = rest;
    this.#version.set(version);
    this.rules.set({ undoSeconds, offerMinutes, minLeadMinutes, autoOffer, quietFrom, quietUntil });
  }
}

function between(path: Parameters<typeof min>[0], least: number, most: number): void {
  const message = `A whole number from ${least} to ${most}.`;
  min(path, least, { message });
  max(path, most, { message });
}
