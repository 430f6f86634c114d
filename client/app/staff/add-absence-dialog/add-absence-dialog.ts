import { Component, computed, inject, input, output, signal, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { listName } from '#contract/patients';
import type { Absence } from '#contract/absence';
import type { Problem } from '#contract/problem';
import type { Colleague } from '#contract/staff';
import { problemOf } from '../../platform/api';
import { Clock } from '../../platform/clock';
import { newCommandId } from '../../platform/command-id';
import { fieldMessage, messageOf } from '../../platform/problem-message';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { Toasts } from '../../platform/toasts';
import { addDays, instantsAt, localDateOf } from '../../platform/wall-time';
import { Modal } from '../../ui/modal/modal';
import { AbsencesApi, type AddAbsence } from '../absences-api';

interface Wish {
  staffId: string;
  fromDate: string;
  fromTime: string;
  untilDate: string;
  untilTime: string;
  coverId: string;
}

/** Somebody will be away: from when, until when, and who looks after their work. */
@Component({
  selector: 'app-add-absence-dialog',
  imports: [MatButton, Modal],
  templateUrl: './add-absence-dialog.html',
  styleUrl: './add-absence-dialog.scss',
})
export class AddAbsenceDialog {
  readonly clinicId = input.required<string>();
  /** Who works in the clinic. */
  readonly colleagues = input.required<readonly Colleague[]>();
  readonly me = input.required<string>();
  /** May say so for others. */
  readonly mayManage = input(false);
  readonly added = output<Absence>();
  readonly closed = output();

  readonly #api = inject(AbsencesApi);
  readonly #clock = inject(Clock);
  readonly #session = inject(Session);
  readonly #toasts = inject(Toasts);
  readonly #format = inject(TimeFormat);
  #commandId = newCommandId();

  readonly #zone = computed(() => this.#session.clinic()?.zone ?? 'UTC');
  protected readonly today = localDateOf(untracked(this.#clock.now), untracked(this.#zone));
  protected readonly zone = this.#format.zone(untracked(this.#clock.now));
  readonly #wish = signal<Partial<Wish>>({});
  protected readonly wish = computed<Wish>(() => {
    const tomorrow = addDays(this.today, 1);
    const typed = this.#wish();
    return {
      staffId: this.me(),
      fromDate: tomorrow,
      fromTime: '00:00',
      // Whoever says from when is rarely back before.
      untilDate: addDays(typed.fromDate ?? tomorrow, 1),
      untilTime: '00:00',
      coverId: '',
      ...typed,
    };
  });
  protected readonly people = computed(() =>
    this.colleagues()
      .map((person) => ({ id: person.id, name: listName(person) }))
      .sort((a, b) => a.name.localeCompare(b.name)),
  );
  protected readonly covers = computed(() =>
    this.people().filter(({ id }) => id !== this.wish().staffId),
  );

  protected readonly isOpen = signal(true);
  protected readonly isSending = signal(false);
  protected readonly wasTried = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly message = computed(() => {
    const problem = this.problem();
    return problem ? messageOf(problem) : '';
  });
  readonly #fromAt = computed(() => this.#instant(this.wish().fromDate, this.wish().fromTime));
  readonly #untilAt = computed(() => this.#instant(this.wish().untilDate, this.wish().untilTime));
  protected readonly fromFault = computed(() => {
    if (this.wasTried() && !this.#fromAt()) return noSuchTime;
    return fieldMessage(this.problem(), 'fromAt') ?? '';
  });
  protected readonly untilFault = computed(() => {
    const [from, until] = [this.#fromAt(), this.#untilAt()];
    if (!this.wasTried()) return '';
    if (!until) return noSuchTime;
    if (from && until <= from) return 'Must be later than the beginning.';
    return fieldMessage(this.problem(), 'untilAt') ?? '';
  });

  protected type(field: keyof Wish, event: Event): void {
    const { value } = event.target as HTMLInputElement;
    this.#wish.update((wish) => ({ ...wish, [field]: value }));
    this.problem.set(null);
    this.#commandId = newCommandId();
  }

  protected async add(event: Event): Promise<void> {
    event.preventDefault();
    this.wasTried.set(true);
    const body = this.#body();
    if (!body || this.isSending()) return;
    this.isSending.set(true);
    try {
      const absence = await this.#api.add(body, this.#commandId);
      const name = this.people().find(({ id }) => id === absence.staffId)?.name ?? 'Somebody';
      const from = this.#format.dayAndTime(absence.fromAt);
      this.#toasts.show({ message: `${name} is away from ${from}` });
      this.added.emit(absence);
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.isSending.set(false);
    }
  }

  #body(): AddAbsence | null {
    const { staffId, coverId } = this.wish();
    const [fromAt, untilAt] = [this.#fromAt(), this.#untilAt()];
    if (!fromAt || !untilAt || untilAt <= fromAt) return null;
    const clinicId = this.clinicId();
    return { clinicId, staffId, coverId: coverId === '' ? null : coverId, fromAt, untilAt };
  }

  /** The first of two, where the clocks are put back; none, where they are put forward over it. */
  #instant(date: string, time: string): string | undefined {
    return instantsAt(date, time, this.#zone())[0];
  }
}

const noSuchTime = 'Choose a day and a time that there is.';
