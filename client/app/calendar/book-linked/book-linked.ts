import {
  afterNextRender,
  Component,
  computed,
  ElementRef,
  inject,
  Injector,
  input,
  linkedSignal,
  output,
  resource,
  signal,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { linkedModes, mostLinked, type LinkedMode } from '#contract/linked-times';
import type { LinkedVisits } from '#contract/linked-visits';
import { listName, type PatientSummary } from '#contract/patients';
import type { Problem, Slot } from '#contract/problem';
import type { RefusedLines } from '#contract/visit-series';
import { PatientPicker } from '../../patients/patient-picker/patient-picker';
import { problemOf } from '../../platform/api';
import { Clock } from '../../platform/clock';
import { newCommandId } from '../../platform/command-id';
import { messageOf } from '../../platform/problem-message';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { instantsAt } from '../../platform/wall-time';
import { CalendarStore } from '../calendar-store';
import { LinkedApi } from '../linked-api';
import { visitsWords } from '../series-words';
import type { SearchWishes } from '../time-wishes/time-wishes';
import { WaitInstead } from '../wait-instead/wait-instead';

export interface PartWish {
  patient: PatientSummary | null;
  visitTypeId: string;
  /** Empty = anybody. */
  providerId: string;
}

interface Part extends PartWish {
  key: number;
}

const modes = Object.entries(linkedModes) as [LinkedMode, string][];

/** Visits that belong together, before they are booked: who, what and with whom each is, and the times that fit all. */
@Component({
  selector: 'app-book-linked',
  imports: [MatButton, PatientPicker, WaitInstead],
  templateUrl: './book-linked.html',
  styleUrl: './book-linked.scss',
})
export class BookLinked {
  readonly clinicId = input.required<string>();
  readonly zone = input.required<string>();
  readonly day = input.required<string>();
  /** What was chosen before a second visit was wanted. */
  readonly first = input.required<PartWish>();
  readonly wishes = input.required<SearchWishes>();
  readonly recallId = input<string | null>(null);
  readonly booked = output<LinkedVisits>();
  readonly back = output();
  readonly closed = output();

  readonly #api = inject(LinkedApi);
  readonly #clock = inject(Clock);
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly #format = inject(TimeFormat);
  readonly #injector = inject(Injector);
  readonly #session = inject(Session);
  protected readonly store = inject(CalendarStore);
  #keys = 2;

  protected readonly modes = modes;
  protected readonly nameOf = listName;
  protected readonly parts = linkedSignal<Part[]>(() => {
    const { patient } = this.first();
    return [
      { ...this.first(), key: 1 },
      { key: 2, patient, visitTypeId: '', providerId: '' },
    ];
  });
  protected readonly mode = signal<LinkedMode>('one-after-another');
  protected readonly gap = signal(15);
  protected readonly date = linkedSignal(() => this.day());
  protected readonly mayAdd = computed(() => this.parts().length < mostLinked);
  readonly #chosen = linkedSignal<unknown, Slot[] | null>({
    source: () => this.found.value(),
    computation: () => null,
  });
  readonly #problem = signal<Problem | null>(null);
  protected readonly isSending = signal(false);
  #command = { id: newCommandId(), wish: '' };

  protected readonly missing = computed(() => {
    const at = this.parts().findIndex(({ patient, visitTypeId }) => !patient || !visitTypeId);
    if (at < 0) return this.#chosen() ? null : 'Choose one of the times.';
    const what = this.parts()[at]?.patient ? 'a visit type' : 'a patient';
    return `Choose ${what} for visit ${String(at + 1)}.`;
  });
  readonly #asked = computed(
    () => {
      const fromAt = this.#from();
      const parts = this.parts().flatMap(({ patient, visitTypeId, providerId }) =>
        patient && visitTypeId
          ? [{ patientId: patient.id, visitTypeId, providerIds: providerId ? [providerId] : [] }]
          : [],
      );
      if (parts.length < this.parts().length || fromAt === null) return undefined;
      const { weekdays, earliestTime, latestTime, days } = this.wishes();
      return {
        ...{ clinicId: this.clinicId(), parts, mode: this.mode(), gapMinutes: this.gap(), fromAt },
        ...{ weekdays: [...weekdays], earliestTime, latestTime, days: Math.min(days, 31) },
      };
    },
    { equal: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  protected readonly found = resource({
    params: () => this.#asked(),
    loader: ({ params }) => this.#api.find(params),
  });
  protected readonly chains = computed(() =>
    this.found.hasValue()
      ? this.found.value().items.map(({ slots }) => ({
          slots,
          words: this.#words(slots),
          isPicked: slots === this.#chosen(),
        }))
      : [],
  );
  protected readonly nothing = computed(() => {
    const error = this.found.error();
    if (error) return messageOf(problemOf(error));
    if (this.found.hasValue()) return this.found.value().explanation ?? '';
    return this.found.isLoading() ? 'Looking…' : 'Times are looked for when each visit is known.';
  });
  /** Who waits where nothing was found: the visit that has no time, else the first. */
  protected readonly waiting = computed(() => {
    if (!this.found.hasValue() || this.found.value().items.length > 0) return null;
    const part = this.parts()[(this.found.value().lackingPart ?? 1) - 1];
    if (!part?.patient || !this.#session.can('waitlist:edit')) return null;
    return { ...part, patient: part.patient };
  });
  protected readonly refusal = computed(() => {
    const problem = this.#problem();
    if (!problem) return null;
    const { items = [] } = (problem.current ?? {}) as Partial<RefusedLines>;
    const lines = items.map(({ place, message }) => `Visit ${String(place)}: ${message}`);
    return { message: messageOf(problem), lines };
  });
  protected readonly bookWords = computed(() => `Book ${visitsWords(this.parts().length)}`);

  constructor() {
    this.#focus('[data-part="2"] [name="visitType"]');
  }

  protected change(key: number, wish: Partial<PartWish>): void {
    this.#problem.set(null);
    this.parts.update((parts) =>
      parts.map((part) => (part.key === key ? { ...part, ...wish } : part)),
    );
  }

  protected add(): void {
    const last = this.parts().at(-1);
    this.#keys += 1;
    const visitTypeId = last?.visitTypeId ?? '';
    const part = { key: this.#keys, patient: last?.patient ?? null, visitTypeId, providerId: '' };
    this.parts.update((parts) => [...parts, part]);
    this.#focus(`[data-part="${String(this.parts().length)}"] [name="visitType"]`);
  }

  protected remove(key: number): void {
    this.parts.update((parts) => parts.filter((part) => part.key !== key));
    this.#focus('[data-add]');
  }

  protected earlier(at: number): void {
    this.parts.update((parts) => {
      const [moved] = parts.slice(at, at + 1);
      return moved ? parts.toSpliced(at, 1).toSpliced(at - 1, 0, moved) : parts;
    });
    this.#focus(`[data-part="${String(at)}"] [name="visitType"]`);
  }

  protected setMode(mode: string): void {
    this.mode.set(mode as LinkedMode);
  }

  protected setGap(minutes: number): void {
    if (Number.isInteger(minutes) && minutes >= 0 && minutes <= 240) this.gap.set(minutes);
  }

  protected pick(slots: Slot[]): void {
    this.#problem.set(null);
    this.#chosen.set(slots);
  }

  protected async book(): Promise<void> {
    const slots = this.#chosen();
    if (this.missing() || !slots || this.isSending()) return;
    const recallId = this.recallId();
    const parts = this.parts().flatMap(({ patient, visitTypeId }, at) => {
      const slot = slots[at];
      if (!patient || !slot) return [];
      const { providerId, startsAt } = slot;
      return [{ patientId: patient.id, visitTypeId, providerId, startsAt }];
    });
    const wish = { clinicId: this.clinicId(), parts, ...(recallId === null ? {} : { recallId }) };
    // Without an answer it may have been done: the same under the same name is done only once.
    if (this.#command.wish !== JSON.stringify(wish) || this.#problem()?.code !== 'unavailable')
      this.#command = { id: newCommandId(), wish: JSON.stringify(wish) };
    this.#problem.set(null);
    this.isSending.set(true);
    try {
      this.booked.emit(await this.#api.book(wish, this.#command.id));
    } catch (error) {
      this.#problem.set(problemOf(error));
      if (this.#problem()?.code !== 'unavailable') this.found.reload();
    } finally {
      this.isSending.set(false);
    }
  }

  #words(slots: readonly Slot[]): string {
    const who = ({ providerId }: Slot): string => this.store.providers()[providerId]?.family ?? '';
    const [first, ...rest] = slots;
    if (!first) return '';
    const begin = `${this.#format.dayAndTime(first.startsAt)} ${who(first)}`;
    if (this.mode() === 'side-by-side') return [begin, ...rest.map(who)].join(', ');
    return [begin, ...rest.map((slot) => `${this.#format.time(slot.startsAt)} ${who(slot)}`)].join(
      ', then ',
    );
  }

  #from(): string | null {
    const midnight = this.date() ? instantsAt(this.date(), '00:00', this.zone())[0] : undefined;
    if (midnight === undefined) return null;
    const now = this.#clock.now();
    return midnight > now ? midnight : now;
  }

  #focus(selector: string): void {
    afterNextRender(
      () => this.#element.nativeElement.querySelector<HTMLElement>(selector)?.focus(),
      {
        injector: this.#injector,
      },
    );
  }
}
