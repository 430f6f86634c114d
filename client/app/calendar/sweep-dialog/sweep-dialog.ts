import { Component, computed, inject, input, output, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { appointmentWorkflow, stepOf } from '#contract/appointment-workflow';
import type { Appointment } from '#contract/calendar';
import { listName } from '#contract/patients';
import { problemOf } from '../../platform/api';
import { Clock } from '../../platform/clock';
import { newCommandId } from '../../platform/command-id';
import { messageOf } from '../../platform/problem-message';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { Modal } from '../../ui/modal/modal';
import { CalendarApi } from '../calendar-api';
import { CalendarStore } from '../calendar-store';
import { unfinished } from './unfinished';

/** The visits of a day that nobody finished, to be gone through one by one; nothing is decided by itself. */
@Component({
  selector: 'app-sweep-dialog',
  imports: [MatButton, Modal],
  templateUrl: './sweep-dialog.html',
  styleUrl: './sweep-dialog.scss',
})
export class SweepDialog {
  readonly clinicId = input.required<string>();
  readonly openVisit = output<string>();
  readonly closed = output();

  readonly #api = inject(CalendarApi);
  readonly #clock = inject(Clock);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);
  readonly #store = inject(CalendarStore);

  readonly #policy = resource({
    params: () => this.clinicId(),
    loader: ({ params }) => this.#api.getNoShowPolicy(params),
  });
  protected readonly problem = computed(() => {
    const error = this.#policy.error();
    return error ? messageOf(problemOf(error)) : '';
  });
  protected readonly left = computed(() => {
    if (!this.#policy.hasValue()) return null;
    const { graceMinutes } = this.#policy.value();
    const visits = this.#store
      .columns()
      .flatMap(({ visits: held, untimed }) =>
        [...held, ...untimed].map(({ appointment }) => appointment),
      );
    return unfinished(visits, { now: this.#clock.now(), graceMinutes });
  });
  protected readonly mayMark = computed(() => this.#session.can('appointment:no-show'));

  readonly #kept = signal<ReadonlySet<string>>(new Set());
  readonly #refused = signal<Readonly<Record<string, string>>>({});
  protected readonly isSending = signal(false);
  protected readonly chosen = computed(
    () => this.left()?.awaited.filter(({ id }) => !this.#kept().has(id)) ?? [],
  );
  protected readonly verb = computed(() => {
    const count = this.chosen().length;
    return count === 1 ? 'Mark 1 no-show' : `Mark ${count} no-shows`;
  });

  protected nameOf(visit: Appointment): string {
    return listName(visit.patient);
  }

  protected whenOf(visit: Appointment): string {
    const provider = this.#store.providers()[visit.providerId];
    return [this.#format.time(visit.startsAt), provider ? listName(provider) : '']
      .filter(Boolean)
      .join(' · ');
  }

  protected stepOf(visit: Appointment): string {
    return appointmentWorkflow.states[stepOf(visit)].title;
  }

  protected isChosen({ id }: Appointment): boolean {
    return !this.#kept().has(id);
  }

  protected refusalOf({ id }: Appointment): string {
    return this.#refused()[id] ?? '';
  }

  protected toggle({ id }: Appointment): void {
    this.#kept.update((kept) => {
      const next = new Set(kept);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }

  /** One after the other; who was changed meanwhile is told beside the name and stays as it is. */
  protected async mark(): Promise<void> {
    if (this.isSending()) return;
    this.isSending.set(true);
    this.#refused.set({});
    for (const visit of this.chosen()) {
      try {
        const wish = { step: 'markNoShow' as const, expectedVersion: visit.version };
        await this.#api.takeStep(visit.id, wish, newCommandId());
      } catch (error) {
        const message = messageOf(problemOf(error));
        this.#refused.update((refused) => ({ ...refused, [visit.id]: message }));
      }
    }
    this.isSending.set(false);
  }
}
