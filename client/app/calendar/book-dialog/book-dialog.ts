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
  signal,
  viewChild,
} from '@angular/core';
import { FormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { injectDispatch } from '@ngrx/signals/events';
import type { FoundTime } from '#contract/availability';
import type { Appointment } from '#contract/calendar';
import { holds } from '#contract/permission';
import { listName, type PatientSummary } from '#contract/patients';
import type { Slot } from '#contract/problem';
import type { LinkedVisits } from '#contract/linked-visits';
import type { SeriesRhythm, SeriesView } from '#contract/visit-series';
import type { Recall } from '#contract/recalls';
import { PatientPicker } from '../../patients/patient-picker/patient-picker';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { localDateOf } from '../../platform/wall-time';
import { Modal } from '../../ui/modal/modal';
import { actInFlight } from '../act-in-flight';
import { BookEVisit } from '../book-e-visit/book-e-visit';
import { BookLinked, type PartWish } from '../book-linked/book-linked';
import { BookSeries } from '../book-series/book-series';
import type { HoldAppointment } from '../calendar-api';
import { calendarPageEvents } from '../calendar-events';
import { CalendarStore } from '../calendar-store';
import type { SlotWish } from '../day-grid/day-grid';
import { ParkedBookings, type BookingDraft } from '../parked-bookings';
import { ReachFields } from '../reach-fields/reach-fields';
import { RefusalNotice, type Override } from '../refusal-notice/refusal-notice';
import { RepeatsFields } from '../repeats-fields/repeats-fields';
import { roomWords } from '../room-words';
import { TimeChoice } from '../time-choice/time-choice';
import { anyTime } from '../time-wishes/time-wishes';
import { TypeNotes } from '../type-notes/type-notes';
import { WaitInstead } from '../wait-instead/wait-instead';
import { heldTime } from './held-time';

/** Books a visit: whom, what, with whom and when. What was chosen stays when the server refuses. */
@Component({
  selector: 'app-book-dialog',
  imports: [
    BookEVisit,
    BookLinked,
    BookSeries,
    FormsModule,
    MatButton,
    Modal,
    PatientPicker,
    ReachFields,
    RefusalNotice,
    RepeatsFields,
    TimeChoice,
    TypeNotes,
    WaitInstead,
  ],
  templateUrl: './book-dialog.html',
  styleUrl: './book-dialog.scss',
})
export class BookDialog {
  readonly clinicId = input.required<string>();
  readonly zone = input.required<string>();
  readonly day = input.required<string>();
  readonly slot = input<SlotWish | null>(null);
  /** A patient who was chosen elsewhere. */
  readonly patient = input<PatientSummary | null>(null);
  /** Who is to come back, and for what: it is closed by the visit. */
  readonly recall = input<Recall | null>(null);
  /** One that was parked, taken up again. */
  readonly draft = input<BookingDraft | null>(null);
  readonly booked = output<Appointment>();
  readonly seriesBooked = output<SeriesView>();
  readonly linkedBooked = output<LinkedVisits>();
  readonly closed = output();

  readonly #dispatch = injectDispatch(calendarPageEvents);
  readonly #format = inject(TimeFormat);
  readonly #parked = inject(ParkedBookings);
  readonly #session = inject(Session);
  protected readonly store = inject(CalendarStore);
  protected readonly act = actInFlight((appointment) => {
    this.held.forget();
    this.booked.emit(appointment);
  });
  readonly #injector = inject(Injector);
  private readonly picker = viewChild(PatientPicker);
  private readonly repeats = viewChild<RepeatsFields, ElementRef<HTMLElement>>(RepeatsFields, {
    read: ElementRef,
  });

  protected readonly chosen = linkedSignal(
    () => this.draft()?.patient ?? this.recall()?.patient ?? this.patient(),
  );
  protected readonly visitTypeId = linkedSignal(
    () => this.draft()?.visitTypeId ?? this.recall()?.visitTypeId ?? '',
  );
  protected readonly providerId = linkedSignal(
    () => this.draft()?.providerId ?? this.slot()?.providerId ?? this.recall()?.providerId ?? '',
  );
  protected readonly startsAt = linkedSignal(
    () => this.draft()?.startsAt ?? this.slot()?.startsAt ?? null,
  );
  /** A time that was found at another clinic. */
  protected readonly elsewhere = signal<FoundTime | null>(null);
  protected readonly elsewhereWords = computed(() => {
    const found = this.elsewhere();
    if (!found) return '';
    const when = this.#format.dayAndTimeIn(found.startsAt, found.zone);
    return `At ${found.clinicName}: ${when}, with ${found.providerName}`;
  });
  /** Where the person may look for times, and book them. */
  protected readonly otherClinicIds = computed(() => {
    const grants = this.#session.grants();
    return this.#session
      .clinics()
      .map(({ id }) => id)
      .filter((id) => id !== this.clinicId())
      .filter(
        (id) => holds(grants, 'availability:read', id) && holds(grants, 'appointment:book', id),
      );
  });
  protected readonly reason = linkedSignal(() => this.draft()?.reason ?? '');
  protected readonly callNumber = linkedSignal(() => this.draft()?.callNumber ?? '');
  protected readonly visitType = computed(() => this.store.visitTypes()[this.visitTypeId()]);
  protected readonly isEVisit = computed(() => this.visitType()?.modality === 'e-visit');
  /** How it comes again; `null` = it does not. */
  protected readonly rhythm = signal<SeriesRhythm | null>(null);
  /** All visits of the series are on show, to be decided about. */
  protected readonly isListing = signal(false);
  /** What was chosen when further visits were wanted with it; `null` = it is booked alone. */
  protected readonly linking = signal<(PartWish & { day: string }) | null>(null);
  protected readonly title = computed(() => {
    if (this.linking()) return 'Book linked visits';
    return this.isListing() ? 'Book a series' : 'Book a visit';
  });
  protected readonly linkedRecall = computed(() => {
    const recall = this.recall();
    return recall && recall.patient.id === this.linking()?.patient?.id ? recall.id : null;
  });
  protected readonly firstDay = computed(() => {
    const startsAt = this.startsAt();
    return startsAt ? localDateOf(startsAt, this.zone()) : this.day();
  });
  protected readonly wishes = linkedSignal(() => this.draft()?.wishes ?? anyTime);
  protected readonly mayWait = computed(
    () => this.visitTypeId() !== '' && this.#session.can('waitlist:edit'),
  );
  /** There is something in it that would have to be chosen again. */
  protected readonly mayPark = computed(
    () => (this.chosen() !== null || this.reason() !== '') && !this.elsewhere() && !this.rhythm(),
  );
  readonly #overrides = signal<Override[]>([]);
  /** Between the press of the button and the call: the hold has the last word. */
  protected readonly isFinishing = signal(false);

  protected readonly missing = computed(() => {
    if (!this.chosen()) return 'Choose a patient.';
    if (!this.visitTypeId()) return 'Choose a visit type.';
    if (this.elsewhere()) return null;
    if (!this.providerId()) return 'Choose a provider or one of the free times.';
    return this.startsAt() ? null : 'Choose a time.';
  });

  /** All but the reason, which may be typed while the time is held. */
  readonly #wish = computed<HoldAppointment | null>(
    () => {
      const patient = this.chosen();
      if (this.missing() || !patient) return null;
      const found = this.elsewhere();
      if (found) {
        const { clinicId, visitTypeId, providerId, startsAt } = found;
        const place = { clinicId, visitTypeId, providerId, startsAt };
        return { ...place, patientId: patient.id, overrides: this.#overrides() };
      }
      const startsAt = this.startsAt();
      if (!startsAt || this.isEVisit()) return null;
      return {
        clinicId: this.clinicId(),
        patientId: patient.id,
        visitTypeId: this.visitTypeId(),
        providerId: this.providerId(),
        startsAt,
        overrides: this.#overrides(),
      };
    },
    { equal: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  protected readonly held = heldTime(this.#wish);
  /** The first visit of the series that is on show. */
  protected readonly first = computed(() => {
    const wish = this.#wish();
    return this.isListing() && wish ? { ...wish, ...this.#besides() } : null;
  });
  protected readonly heldWords = computed(() => {
    const left = this.held.secondsLeft();
    if (left === null) return '';
    if (left === 0) return 'No longer held: it is still booked if nobody else has taken it.';
    const time = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
    return [`Held for you for ${time}`, this.#roomWords()].filter(Boolean).join(' · ');
  });
  /** The rooms and devices that are held with the time. */
  readonly #roomWords = computed(() => {
    const visit = this.held.visit();
    return visit ? roomWords(visit, this.store.resources()) : '';
  });
  protected readonly refusal = computed(() => {
    const problem = this.act.refusal() ?? this.held.refusal();
    // Other times of another clinic are found in the list, which says where they are.
    return problem && this.elsewhere() ? { ...problem, alternatives: [] } : problem;
  });

  constructor() {
    afterNextRender(() => this.picker()?.focus());
  }

  protected async book(): Promise<void> {
    if (this.isEVisit()) return;
    const patient = this.chosen();
    const place = this.#wish();
    if (!place || !patient || this.act.isSending() || this.isFinishing()) return;
    if (this.rhythm()) {
      this.isListing.set(true);
      return;
    }
    this.isFinishing.set(true);
    const hold = await this.held.holdFor(place);
    this.isFinishing.set(false);
    const wish = { ...place, ...this.#besides() };
    const commandId = this.act.begin({ wish, hold: hold?.id });
    this.#dispatch.booked({ commandId, wish, hold, patient });
  }

  protected readonly settleHold = async (): Promise<string | null> => {
    const wish = this.#wish();
    return (wish && (await this.held.holdFor(wish)))?.id ?? null;
  };

  /** What is said of the visit beside its place. */
  #besides(): { reason?: string; callNumber?: string; recallId?: string } {
    const reason = this.reason().trim();
    const isPhone = this.visitType()?.modality === 'phone';
    const callNumber = isPhone ? this.callNumber().trim() : '';
    const recall = this.recall();
    return {
      ...(reason ? { reason } : {}),
      ...(callNumber ? { callNumber } : {}),
      ...(recall && recall.patient.id === this.chosen()?.id ? { recallId: recall.id } : {}),
    };
  }

  /** Somebody else is served first. */
  protected park(): void {
    this.#parked.park({
      clinicId: this.clinicId(),
      patient: this.chosen(),
      visitTypeId: this.visitTypeId(),
      providerId: this.providerId(),
      startsAt: this.startsAt(),
      reason: this.reason(),
      callNumber: this.callNumber(),
      wishes: this.wishes(),
      recall: this.recall(),
    });
    this.closed.emit();
  }

  protected bookedAll(view: SeriesView): void {
    this.held.forget();
    this.seriesBooked.emit(view);
  }

  /** The time that is held is given back first: it stands in the way of nothing that is found. */
  protected async link(): Promise<void> {
    const day = this.firstDay();
    await this.held.letGo();
    this.startsAt.set(null);
    const [patient, visitTypeId] = [this.chosen(), this.visitTypeId()];
    this.linking.set({ ...{ patient, visitTypeId, day }, providerId: this.providerId() });
  }

  protected goBack(): void {
    this.isListing.set(false);
    afterNextRender(() => this.repeats()?.nativeElement.querySelector('select')?.focus(), {
      injector: this.#injector,
    });
  }

  protected readonly firstWords = computed(() => {
    const [patient, type] = [this.chosen(), this.visitType()];
    const provider = this.store.providers()[this.providerId()];
    return [patient, provider]
      .map((one) => (one ? listName(one) : ''))
      .toSpliced(1, 0, type?.name ?? '')
      .join(' · ');
  });

  protected dueWords(dueOn: string): string {
    return this.#format.date(dueOn);
  }

  /** Here it may come again or be linked; there it is one visit. */
  protected pickElsewhere(found: FoundTime | null): void {
    this.elsewhere.set(found);
    if (found) this.rhythm.set(null);
    this.forgetOverrides();
  }

  protected pickType(visitTypeId: string): void {
    this.visitTypeId.set(visitTypeId);
    this.pickElsewhere(null);
  }

  /** Overrides belong to the time they were given for. */
  protected forgetOverrides(): void {
    this.#overrides.set([]);
  }

  protected bookInstead(slot: Slot): void {
    this.providerId.set(slot.providerId);
    this.startsAt.set(slot.startsAt);
    this.forgetOverrides();
    void this.book();
  }

  protected bookAnyway(overrides: Override[]): void {
    this.#overrides.update((held) => [...held, ...overrides]);
    void this.book();
  }
}
