import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { VisitType } from '#contract/availability';
import { listName } from '#contract/patients';
import type { ById } from '#contract/realtime';
import type { Provider } from '#contract/staff';
import { type Entry } from '#contract/waitlist-entry';
import { entryWorkflow } from '#contract/waitlist-workflows';
import { allowedTransitions } from '#contract/workflow';
import { Clock, minuteOf } from '../../platform/clock';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { Modal } from '../../ui/modal/modal';
import { StatusChip, type Tone } from '../../ui/status-chip/status-chip';
import { daysSince } from '../clinic-day';
import { isFoundBy } from '../found-by';
import { countOf } from '../opening-words';
import type { EntryTransition } from '../waitlist-events';
import { wishesInWords } from '../wishes-words';

const urgencyWords: Record<Entry['urgency'], { tone: Tone; word: string }> = {
  urgent: { tone: 'late', word: 'Urgent' },
  soon: { tone: 'soon', word: 'Soon' },
  routine: { tone: 'neutral', word: 'Routine' },
};

export interface EntryAct {
  entry: Entry;
  transition: EntryTransition;
}

/** Who waits, urgent first and then longest, with what each of them wishes. */
@Component({
  selector: 'app-entries-table',
  imports: [EmptyState, MatButton, Modal, RouterLink, StatusChip],
  templateUrl: './entries-table.html',
  styleUrl: './entries-table.scss',
})
export class EntriesTable {
  readonly entries = input.required<Entry[]>();
  readonly providers = input.required<ById<Provider>>();
  readonly visitTypes = input.required<ById<VisitType>>();
  /** Entries whose command is not answered yet. */
  readonly pendingIds = input<ReadonlySet<string>>(new Set());
  readonly act = output<EntryAct>();

  readonly #clock = inject(Clock);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  protected readonly search = signal('');
  /** The entry whose removal is to be confirmed: its waiting days cannot be given back. */
  protected readonly leaving = signal<Entry | null>(null);
  protected readonly leavingName = computed(() => {
    const entry = this.leaving();
    return entry ? listName(entry.patient) : '';
  });
  protected readonly titles = entryWorkflow.transitions;
  protected readonly rows = computed(() => this.#found().map((entry) => this.#rowOf(entry)));
  protected readonly summary = computed(() => {
    const [found, all] = [this.#found().length, this.entries().length];
    return found === all ? countOf(all, 'entry', 'entries') : `${found} of ${all}`;
  });
  readonly #found = computed(() =>
    this.entries().filter(({ patient, visitTypeId }) =>
      isFoundBy(
        this.search(),
        `${listName(patient)} ${patient.mrn} ${this.visitTypes()[visitTypeId]?.name ?? ''}`,
      ),
    ),
  );
  // Days are all that is told of time here: the rows are made anew once a minute, not each second.
  readonly #minute = minuteOf(this.#clock);

  protected type(event: Event): void {
    this.search.set((event.target as HTMLInputElement).value);
  }

  protected ask(entry: Entry, transition: EntryTransition): void {
    if (transition === 'withdraw') this.leaving.set(entry);
    else this.act.emit({ entry, transition });
  }

  protected withdraw(): void {
    const entry = this.leaving();
    this.leaving.set(null);
    if (entry) this.act.emit({ entry, transition: 'withdraw' });
  }

  #rowOf(entry: Entry) {
    const format = this.#format;
    const now = this.#minute();
    const waitingDays = daysSince(entry.addedAt, now);
    return {
      entry,
      name: listName(entry.patient),
      identity: `${format.birthDate(entry.patient.birthOn)} · ${entry.patient.mrn}`,
      visitType: this.visitTypes()[entry.visitTypeId]?.name ?? '',
      urgency: urgencyWords[entry.urgency],
      wishes: wishesInWords(entry, {
        providers: this.providers(),
        hourCycle: this.#session.clinic()?.hourCycle ?? 12,
        dateOf: (date) => format.dateNear(date, now),
      }),
      waits: waitingDays > 0 ? countOf(waitingDays, 'day', 'days') : 'since today',
      later: entry.appointment ? format.dayAndTime(entry.appointment.startsAt) : null,
      status: entryWorkflow.states[entry.status].title,
      actions: allowedTransitions(entryWorkflow, entry, this.#session.grants()).filter(
        (name): name is EntryTransition => name !== 'book',
      ),
      pending: this.pendingIds().has(entry.id),
    };
  }
}
