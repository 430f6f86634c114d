import {
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  model,
  resource,
  signal,
} from '@angular/core';
import type { FoundTime } from '#contract/availability';
import { listName } from '#contract/patients';
import type { Provider } from '#contract/staff';
import { problemOf } from '../../platform/api';
import { Clock } from '../../platform/clock';
import { messageOf } from '../../platform/problem-message';
import { TimeFormat } from '../../platform/time-format';
import { CalendarApi } from '../calendar-api';
import { anyTime, TimeWishes, type SearchWishes } from '../time-wishes/time-wishes';
import { asWished, idsAmong, whoWords } from '../who-wishes';
import { addMinutes, instantsAt, localDateOf, wallTimeOf } from '../../platform/wall-time';

const atMost = 8;

/** With whom and when: the first free times to pick from, or a date and time as the clinic's clocks show it. */
@Component({
  selector: 'app-time-choice',
  imports: [TimeWishes],
  templateUrl: './time-choice.html',
  styleUrl: './time-choice.scss',
})
export class TimeChoice {
  readonly clinicId = input.required<string>();
  readonly zone = input.required<string>();
  readonly providers = input.required<readonly Provider[]>();
  readonly visitTypeId = input<string | null>(null);
  /** For whom: what is not for them is left out. */
  readonly patientId = input<string | null>(null);
  /** The day to begin with while no time is chosen. */
  readonly day = input.required<string>();
  /** Empty = anybody. */
  readonly providerId = model.required<string>();
  readonly startsAt = model.required<string | null>();
  readonly wishes = model<SearchWishes>(anyTime);
  /** Where a time may be found besides. */
  readonly otherClinicIds = input<readonly string[]>([]);
  /** A time that was chosen there; then none is chosen here. */
  readonly elsewhere = model<FoundTime | null>(null);

  readonly #api = inject(CalendarApi);
  readonly #clock = inject(Clock);
  readonly #format = inject(TimeFormat);

  protected readonly isWide = signal(false);

  /** What was typed stays while it names no instant. */
  protected readonly date = linkedSignal<string | null, string>({
    source: this.startsAt,
    computation: (startsAt, before) =>
      startsAt ? localDateOf(startsAt, this.zone()) : (before?.value ?? this.day()),
  });
  protected readonly time = linkedSignal<string | null, string>({
    source: this.startsAt,
    computation: (startsAt, before) =>
      startsAt ? wallTimeOf(startsAt, this.zone()) : (before?.value ?? ''),
  });
  protected readonly instants = computed(() =>
    this.date() && this.time() ? instantsAt(this.date(), this.time(), this.zone()) : [],
  );
  protected readonly isSkipped = computed(
    () => !!this.date() && !!this.time() && this.instants().length === 0,
  );
  /** Who is as the patient wishes; who was chosen stays to choose. */
  protected readonly choice = computed(() => {
    const wished = asWished(this.providers(), this.wishes());
    return this.providers().filter((one) => wished.includes(one) || one.id === this.providerId());
  });
  /** `null` = nobody is as wished. */
  readonly #among = computed(() => idsAmong(this.providers(), this.providerId(), this.wishes()));
  protected readonly free = resource({
    params: () => {
      const visitTypeId = this.visitTypeId();
      const date = this.date();
      const providerIds = this.#among();
      return visitTypeId && date && providerIds
        ? {
            ...{ visitTypeId, date, providerIds, patientId: this.patientId() },
            wishes: this.wishes(),
            clinicIds: this.isWide() ? [...this.otherClinicIds()] : [],
          }
        : undefined;
    },
    loader: ({ params: { visitTypeId, date, providerIds, patientId, wishes, clinicIds } }) =>
      this.#api.findFreeTimes({
        clinicId: this.clinicId(),
        visitTypeId,
        ...(patientId === null ? {} : { patientId }),
        providerIds,
        ...(clinicIds.length > 0 ? { clinicIds } : {}),
        fromAt: this.#searchFrom(date),
        ...searchOf(wishes),
        limit: atMost,
      }),
  });
  /** While the next ones are looked for the last ones stay. */
  protected readonly slots = linkedSignal<FoundTime[] | null, FoundTime[] | null>({
    source: () => {
      if (this.#among() === null) return [];
      return this.free.hasValue() ? this.free.value().items : null;
    },
    computation: (slots, before) => slots ?? before?.value ?? null,
  });
  protected readonly explanation = computed(() => {
    if (this.#among() === null)
      return `Nobody here is as wished (${whoWords(this.wishes()).join(', ')}).`;
    return this.free.hasValue() ? this.free.value().explanation : null;
  });
  protected readonly problem = computed(() => {
    const error = this.free.error();
    return error ? messageOf(problemOf(error)) : '';
  });

  protected readonly nameOf = listName;

  protected typeDate(date: string): void {
    this.date.set(date);
    this.#setStart();
  }

  protected typeTime(time: string): void {
    this.time.set(time);
    this.#setStart();
  }

  protected pickProvider(providerId: string): void {
    this.elsewhere.set(null);
    this.providerId.set(providerId);
  }

  protected pickSlot(slot: FoundTime): void {
    const isHere = slot.clinicId === this.clinicId();
    this.elsewhere.set(isHere ? null : slot);
    if (isHere) this.providerId.set(slot.providerId);
    this.startsAt.set(isHere ? slot.startsAt : null);
  }

  protected isPicked(slot: FoundTime): boolean {
    const elsewhere = this.elsewhere();
    if (elsewhere)
      return (
        slot.clinicId === elsewhere.clinicId &&
        slot.providerId === elsewhere.providerId &&
        slot.startsAt === elsewhere.startsAt
      );
    return (
      slot.clinicId === this.clinicId() &&
      slot.startsAt === this.startsAt() &&
      slot.providerId === this.providerId()
    );
  }

  protected wordsOf(slot: FoundTime): string {
    if (this.isWide())
      return [
        this.#format.dayAndTimeIn(slot.startsAt, slot.zone),
        slot.clinicName,
        slot.providerName.split(',')[0] ?? '',
      ].join(' · ');
    const provider = this.providers().find(({ id }) => id === slot.providerId);
    const who = this.providerId() || !provider ? '' : ` · ${provider.family}`;
    return `${this.#format.dayAndTime(slot.startsAt)}${who}`;
  }

  protected zoneAt(iso: string): string {
    return `${this.#format.time(iso)} ${this.#format.zone(iso)}`;
  }

  #setStart(): void {
    this.elsewhere.set(null);
    this.startsAt.set(this.instants()[0] ?? null);
  }

  #searchFrom(date: string): string {
    const now = new Date(this.#clock.exact()).toISOString();
    const noon = `${date}T12:00:00.000Z`;
    // Where midnight itself is skipped the day begins an hour later.
    const start = instantsAt(date, '00:00', this.zone())[0] ?? addMinutes(noon, -720);
    return start > now ? start : now;
  }
}

/** Who is asked for is said by naming the providers. */
function searchOf({ weekdays, earliestTime, latestTime, days, order }: SearchWishes) {
  return { weekdays: [...weekdays], earliestTime, latestTime, days, order };
}
