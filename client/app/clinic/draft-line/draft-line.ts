import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  settingDraftWorkflow,
  type SettingDraft,
  type SettingDraftStatus,
} from '#contract/clinic-settings';
import { problemOf } from '../../platform/api';
import { messageOf } from '../../platform/problem-message';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { StatusChip } from '../../ui/status-chip/status-chip';
import type { Tone } from '../../ui/status-chip/status-chip';
import { ClinicApi } from '../clinic-api';

const tones: Record<SettingDraftStatus, Tone> = {
  draft: 'held',
  approved: 'info',
  'in-force': 'ok',
  withdrawn: 'neutral',
};

/** A draft that is open: whose it is, when it is to count, and what can be done with it. What it says stands inside. */
@Component({
  selector: 'app-draft-line',
  imports: [MatButton, StatusChip],
  templateUrl: './draft-line.html',
  styleUrl: './draft-line.scss',
})
export class DraftLine {
  readonly draft = input.required<SettingDraft>();
  readonly names = input.required<ReadonlyMap<string, string>>();
  readonly decided = output();

  readonly #api = inject(ClinicApi);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  protected readonly chip = computed(() => {
    const { status } = this.draft();
    return { tone: tones[status], word: settingDraftWorkflow.states[status].title };
  });
  protected readonly line = computed(() => {
    const { draftedById, draftedAt, effectiveOn, approvedById } = this.draft();
    const parts = [
      `by ${this.#name(draftedById)}, ${this.#format.dayAndTime(draftedAt)}`,
      ...(approvedById ? [`approved by ${this.#name(approvedById)}`] : []),
      `counts from ${this.#format.date(effectiveOn)}`,
    ];
    return parts.join(' · ');
  });
  protected readonly isOwn = computed(
    () => this.draft().draftedById === this.#session.me()?.staffId,
  );
  protected readonly isBusy = signal(false);
  protected readonly message = signal('');

  protected approve(): Promise<void> {
    return this.#decide(() => this.#api.approve(this.draft()));
  }

  protected withdraw(): Promise<void> {
    return this.#decide(() => this.#api.withdraw(this.draft()));
  }

  #name(staffId: string): string {
    return this.names().get(staffId) ?? 'somebody';
  }

  async #decide(act: () => Promise<unknown>): Promise<void> {
    if (this.isBusy()) return;
    this.isBusy.set(true);
    this.message.set('');
    try {
      await act();
      this.decided.emit();
    } catch (error) {
      this.message.set(messageOf(problemOf(error)));
    } finally {
      this.isBusy.set(false);
    }
  }
}
