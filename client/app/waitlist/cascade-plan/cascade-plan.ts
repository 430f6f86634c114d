import { Component, computed, inject, input, linkedSignal, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { listName } from '#contract/patients';
import type { ById } from '#contract/realtime';
import type { Provider } from '#contract/staff';
import { cascadeEnds, type CascadeLink } from '#contract/waitlist-cascade';
import { problemOf } from '../../platform/api';
import { messageOf } from '../../platform/problem-message';
import { TimeFormat } from '../../platform/time-format';
import { countOf } from '../opening-words';
import { WaitlistApi } from '../waitlist-api';

/** What would follow if whoever is asked accepts: who moves where, and what that frees for the next. */
@Component({
  selector: 'app-cascade-plan',
  imports: [MatButton, RouterLink],
  templateUrl: './cascade-plan.html',
  styleUrl: './cascade-plan.scss',
})
export class CascadePlan {
  readonly openingId = input.required<string>();
  /** Of the opening: a plan rests on how it stands. */
  readonly version = input.required<number>();
  readonly providers = input.required<ById<Provider>>();

  readonly #api = inject(WaitlistApi);
  readonly #format = inject(TimeFormat);
  protected readonly isAsked = linkedSignal({
    source: this.openingId,
    computation: () => false,
  });
  readonly #plan = resource({
    params: () =>
      this.isAsked() ? { openingId: this.openingId(), version: this.version() } : undefined,
    loader: ({ params }) => this.#api.getCascade(params.openingId),
  });
  protected readonly isLoading = computed(() => this.#plan.isLoading() && !this.#plan.hasValue());
  protected readonly problem = computed(() => {
    const error = this.#plan.error();
    return error ? messageOf(problemOf(error)) : '';
  });
  protected readonly plan = computed(() => {
    if (!this.isAsked() || !this.#plan.hasValue()) return null;
    const { links, daysGained, endsBecause } = this.#plan.value();
    const total =
      links.length > 0 && daysGained > 0
        ? `${countOf(daysGained, 'day', 'days')} gained in all.`
        : '';
    return {
      links: links.map((link) => ({
        id: link.entryId,
        patientId: link.patient.id,
        name: listName(link.patient),
        words: this.#wordsOf(link),
      })),
      end: [total, cascadeEnds[endsBecause]].filter(Boolean).join(' '),
    };
  });

  protected retry(): void {
    this.#plan.reload();
  }

  #wordsOf({ from, to, daysGained }: CascadeLink): string {
    const there = `${this.#format.dayAndTime(to.startsAt)} with ${this.#family(to.providerId)}`;
    if (from === null) return `comes ${there}; had no visit yet`;
    const gained = daysGained ? `, ${countOf(daysGained, 'day', 'days')} earlier` : '';
    return `${this.#format.dayAndTime(from.startsAt)} → ${there}${gained}`;
  }

  #family(providerId: string): string {
    return this.providers()[providerId]?.family ?? 'another provider';
  }
}
