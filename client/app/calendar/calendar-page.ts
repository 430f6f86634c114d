import {
  Component,
  computed,
  effect,
  inject,
  input,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { injectDispatch } from '@ngrx/signals/events';
import type { Appointment } from '#contract/calendar';
import type { LinkedVisits } from '#contract/linked-visits';
import type { PatientSummary } from '#contract/patients';
import type { SeriesView } from '#contract/visit-series';
import { Clock, minuteOf } from '../platform/clock';
import { messageOf } from '../platform/problem-message';
import { RealtimeFeed } from '../platform/realtime-feed';
import { RecentPages } from '../platform/recent-pages';
import { Session } from '../platform/session';
import { TimeFormat } from '../platform/time-format';
import { Toasts } from '../platform/toasts';
import { whenBack } from '../platform/when-back';
import { DeniedState } from '../ui/denied-state/denied-state';
import { EmptyState } from '../ui/empty-state/empty-state';
import { ErrorState } from '../ui/error-state/error-state';
import { Skeleton } from '../ui/skeleton/skeleton';
import { SvgIcon } from '../ui/svg-icon/svg-icon';
import { bookSentPatient } from './book-sent-patient';
import { calendarAddress } from './calendar-address';
import { CalendarDialogs, type OpenDialog } from './calendar-dialogs/calendar-dialogs';
import { CalendarApi } from './calendar-api';
import { calendarPageEvents } from './calendar-events';
import { listenToCalendarKeys } from './calendar-keys';
import { CalendarStore } from './calendar-store';
import { CopayAtCheckIn } from './copay-at-check-in/copay-at-check-in';
import { DayAgenda } from './day-agenda/day-agenda';
import { DayBoard } from './day-board/day-board';
import { delaysOf } from './day-board/delays';
import { DayGrid, type SlotWish } from './day-grid/day-grid';
import type { CalendarView } from './day-toolbar/calendar-views';
import { DayToolbar } from './day-toolbar/day-toolbar';
import { EmptyDay } from './empty-day/empty-day';
import { InterpretersCount } from './interpreters-count';
import { leaveEndedHold } from './leave-ended-hold';
import { ownGroups } from './own-groups';
import type { BookingDraft } from './parked-bookings';
import { ParkedMenu } from './parked-menu/parked-menu';
import { ProviderGroups } from './provider-groups/provider-groups';
import { bookRecalled } from './recall-to-book';
import { answerRefusals } from './refused-acts';
import { linkedActs } from './linked-acts';
import { seriesActs } from './series-acts';
import type { VisitStep } from './step-words';
import { tellChanges } from './tell-changes';
import { offerUndo } from './undo-offers';
import { visitActs } from './visit-acts';
import { VisitAside } from './visit-aside/visit-aside';
import { whoseWeek } from './whose-week';
import { localDateOf } from '../platform/wall-time';

/** The clinic's day, or one provider's week. What is shown and the visit in hand stand in the address. */
@Component({
  selector: 'app-calendar-page',
  imports: [
    CalendarDialogs,
    CopayAtCheckIn,
    DayAgenda,
    DayBoard,
    DayGrid,
    DayToolbar,
    DeniedState,
    EmptyDay,
    EmptyState,
    ErrorState,
    MatButton,
    MatIconButton,
    ParkedMenu,
    ProviderGroups,
    RouterLink,
    Skeleton,
    SvgIcon,
    VisitAside,
  ],
  providers: [CalendarStore],
  templateUrl: './calendar-page.html',
  styleUrl: './calendar-page.scss',
  host: { '[class.week]': "address.view() === 'week'" },
})
export class CalendarPage {
  /** From the path. */
  readonly date = input.required<string>();
  /** Query parameters: the visit in hand, and a patient for whom a visit is to be booked. */
  readonly visit = input<string>();
  readonly book = input<string>();
  /** Who is to be booked because they are to come back. */
  readonly recall = input<string>();
  /** How the day is shown; the grid where nothing is said. */
  readonly view = input<string>();
  /** Whose week. */
  readonly provider = input<string>();
  /** Whose columns the day has, of the person's own groups. */
  readonly group = input<string>();

  protected readonly store = inject(CalendarStore);
  protected readonly acts = visitActs();
  protected readonly address = calendarAddress(this);
  readonly #api = inject(CalendarApi);
  readonly #clock = inject(Clock);
  readonly #groups = ownGroups();
  readonly #dispatch = injectDispatch(calendarPageEvents);
  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);
  readonly #recent = inject(RecentPages);
  readonly #router = inject(Router);
  readonly #seriesActs = seriesActs();
  readonly #linkedActs = linkedActs();
  readonly #session = inject(Session);
  readonly #toasts = inject(Toasts);
  private readonly grid = viewChild(DayGrid);
  private readonly board = viewChild(DayBoard);
  private readonly agenda = viewChild(DayAgenda);

  protected readonly clinic = this.#session.clinic;
  protected readonly zone = computed(() => this.clinic()?.zone ?? 'UTC');
  readonly #clinicId = computed(() => this.clinic()?.id ?? null);
  protected readonly dialog = signal<OpenDialog | null>(null);

  protected readonly mayRead = computed(
    () => this.#session.can('appointment:read') && this.store.problem()?.code !== 'not-allowed',
  );
  protected readonly mayBook = computed(() => this.#session.can('appointment:book'));
  readonly #minute = minuteOf(this.#clock);
  /** Whom nobody has told yet that they will wait. */
  protected readonly late = computed(() => {
    if (!this.mayReceive()) return 0;
    const visits = this.store.columns().flatMap((column) => column.visits);
    const delays = delaysOf(
      visits.map(({ appointment }) => appointment),
      this.#minute(),
    );
    return delays.filter(({ isTold }) => !isTold).length;
  });
  /** Who is here is here today. */
  protected readonly mayReceive = computed(
    () => this.date() === this.today() && this.#session.can('appointment:check-in'),
  );
  /** For whose visits nobody has said that they interpret. */
  protected readonly toConfirm = inject(InterpretersCount).open;
  protected readonly mayMove = computed(() => this.#session.can('appointment:move'));
  protected readonly today = computed(() => localDateOf(this.#clock.now(), this.zone()));
  protected readonly message = computed(() => {
    const problem = this.store.problem();
    return problem ? messageOf(problem) : '';
  });
  /** What is on screen may be out of date; a day that is not there cannot be. */
  protected readonly isStale = computed(
    () => this.#feed.status() === 'offline' && this.store.status() === 'loaded',
  );
  protected readonly shownGroup = computed(
    () => this.#groups.all().find(({ id }) => id === this.address.groupId()) ?? null,
  );
  protected readonly columns = computed(() => {
    const group = this.shownGroup();
    const columns = this.store.columns();
    return group
      ? columns.filter(({ provider }) => group.providerIds.includes(provider.id))
      : columns;
  });
  protected readonly picked = computed<Appointment | null>(
    () => this.store.appointments()[this.visit() ?? ''] ?? null,
  );

  constructor() {
    this.#showDay();
    this.#showVisit();
    bookSentPatient({
      patientId: this.book,
      book: (patient) => this.#openBooking(null, patient),
    });
    bookRecalled(this.recall, {
      mayBook: this.mayBook,
      open: (recall) => this.dialog.set({ kind: 'book', slot: null, patient: null, recall }),
    });
    listenToCalendarKeys({
      goToToday: () => this.address.goTo(this.today()),
      showGrid: () => this.address.showAs('grid'),
      showWeek: () => this.#showWeek(),
      showMonth: () => this.address.showMonth(),
      showBoard: () => this.address.showAs('board'),
      showAgenda: () => this.address.showAs('agenda'),
      goBy: this.address.goBy,
      book: () => this.openBooking(this.grid()?.focusedSlot() ?? null),
      receiveWalkIn: () => this.receiveWalkIn(),
      move: () => this.#moveByKey(),
      moveInDialog: () => this.#actOnVisit('move'),
      editLength: () => this.#actOnVisit('length'),
      cancel: () => this.#actOnVisit('cancel'),
      advance: () => this.#advance(),
      close: () => this.visit() && this.closePanel(),
    });
    answerRefusals({
      isDialogOpen: () => this.dialog() !== null,
      showConflict: (appointmentId) => {
        // What was written stays to be seen beside what is written now.
        if (this.dialog()?.kind === 'describe') return;
        this.dialog.set(null);
        this.address.pick(appointmentId);
      },
      goOn: (appointmentId, refused) => {
        this.address.pick(appointmentId);
        this.dialog.set({ kind: 'move', refused });
      },
      goOnWithLength: (appointmentId, refused) => {
        this.address.pick(appointmentId);
        this.dialog.set({ kind: 'length', refused });
      },
    });
    offerUndo();
    leaveEndedHold((appointmentId) => appointmentId === this.visit() && this.closePanel());
    tellChanges();
    whenBack(() => this.store.problem()?.code === 'unavailable' && this.retry());
  }

  protected closePanel(): void {
    this.address.pick(null);
    this.#focusDay();
  }

  protected retry(): void {
    this.#dispatch.retried();
  }

  protected openBooking(slot: SlotWish | null): void {
    this.#openBooking(slot, null);
  }

  #openBooking(slot: SlotWish | null, patient: PatientSummary | null): void {
    if (this.mayBook()) this.dialog.set({ kind: 'book', slot, patient });
  }

  protected resume(draft: BookingDraft): void {
    this.dialog.set({ kind: 'book', slot: null, patient: null, recall: draft.recall, draft });
  }

  protected receiveWalkIn(): void {
    if (this.mayReceive()) this.dialog.set({ kind: 'walk-in' });
  }

  protected closeDialog(): void {
    this.dialog.set(null);
    this.#focusDay();
  }

  #focusDay(): void {
    (this.grid() ?? this.board() ?? this.agenda())?.focus();
  }

  #focusedVisit(): string | null {
    return (this.grid() ?? this.board() ?? this.agenda())?.focusedVisit() ?? null;
  }

  protected booked(appointment: Appointment): void {
    this.closeDialog();
    if (appointment.clinicId !== this.#clinicId()) {
      this.#toldElsewhere(appointment);
      return;
    }
    const date = localDateOf(appointment.startsAt, this.zone());
    const isDue = appointment.modality === 'e-visit';
    const when = isDue
      ? `by ${this.#format.day(date)}`
      : this.#format.dayAndTime(appointment.startsAt);
    this.#toasts.show({ message: `Booked: ${when}` });
    this.address.pickOn(date, appointment.id);
  }

  #toldElsewhere({ clinicId, startsAt }: Appointment): void {
    const clinic = this.#session.clinicOf(clinicId);
    const when = this.#format.dayAndTimeIn(startsAt, clinic?.zone ?? 'UTC');
    this.#toasts.show({ message: `Booked at ${clinic?.name ?? 'another clinic'}: ${when}` });
  }

  protected seriesBooked(view: SeriesView): void {
    const [first] = view.visits;
    this.closeDialog();
    this.#seriesActs.tellBooked(view);
    if (first) this.address.pickOn(localDateOf(first.startsAt, this.zone()), first.id);
  }

  protected linkedBooked({ visits }: LinkedVisits): void {
    const [first] = visits;
    this.closeDialog();
    this.#linkedActs.tellBooked(visits);
    if (first) this.address.pickOn(localDateOf(first.startsAt, this.zone()), first.id);
  }

  protected takeStep(step: VisitStep): void {
    const visit = this.picked();
    if (!visit) return;
    if (this.acts.asksFirst({ visit, step })) this.askStep(step);
    else this.acts.takeStep({ visit, step });
  }

  protected askStep(step: VisitStep): void {
    this.#dispatch.conflictDismissed();
    this.dialog.set({ kind: 'step', step });
  }

  /** The visit under the focus, else the one in hand. */
  #visitMeant(): Appointment | undefined {
    const id = this.#focusedVisit() ?? this.visit();
    return id ? this.store.appointments()[id] : undefined;
  }

  #advance(): void {
    const visit = this.#visitMeant();
    if (visit) this.acts.advance(visit);
  }

  protected openFromSweep(appointmentId: string): void {
    this.closeDialog();
    this.address.pick(appointmentId);
  }

  /** Another time for who would have to wait. */
  protected moveLate(appointmentId: string): void {
    this.address.pick(appointmentId);
    this.dialog.set({ kind: 'move', refused: null });
  }

  protected showAs(view: CalendarView): void {
    if (view === 'week') this.#showWeek();
    else if (view === 'month') this.address.showMonth();
    else this.address.showAs(view);
  }

  /** Of whom the person is looking at, as far as that can be told. */
  #showWeek(): void {
    const [first] = this.columns();
    this.address.showWeekOf(this.#visitMeant()?.providerId ?? first?.provider.id ?? null);
  }

  protected openDay(date: string): void {
    void this.#router.navigate(['/calendar/day', date]);
  }

  #showDay(): void {
    let shown: string | null = null;
    effect(() => {
      const clinicId = this.#clinicId();
      const [date, providerId] = [this.address.firstDate(), this.address.providerId()];
      const isWeek = this.address.view() === 'week';
      if (!clinicId || !this.#session.can('appointment:read')) return;
      untracked(() => {
        if (date === null) {
          void this.#router.navigate(['/calendar'], { replaceUrl: true });
          return;
        }
        this.#recent.name(`/calendar/day/${this.date()}`, `Calendar, ${this.#format.date(date)}`);
        // A visit and a provider belong to one clinic: neither follows into another.
        const hasMoved = shown !== null && shown !== clinicId;
        shown = clinicId;
        if (hasMoved && this.visit()) this.address.pick(null);
        if (isWeek && (hasMoved || providerId === null)) {
          void this.#chooseWeek(clinicId);
          return;
        }
        this.#dispatch.opened({ clinicId, date, providerId });
      });
    });
  }

  async #chooseWeek(clinicId: string): Promise<void> {
    const staffId = this.#session.me()?.staffId ?? null;
    // Where they cannot be loaded, the day says what is wrong.
    const chosen = await whoseWeek(this.#api, { clinicId, staffId }).catch(() => null);
    if (clinicId === this.#clinicId()) this.address.settleWeek(chosen);
  }

  #showVisit(): void {
    effect(() => {
      const appointmentId = this.visit();
      if (appointmentId && this.mayRead()) {
        untracked(() => this.#dispatch.visitPicked({ appointmentId }));
      }
    });
  }

  /** On the grid the arrows carry it; elsewhere a dialog asks. */
  #moveByKey(): void {
    const visit = this.#visitToActOn('move');
    if (visit && !this.grid()?.beginMove(visit.id)) this.#actOnVisit('move');
  }

  #visitToActOn(kind: 'move' | 'cancel'): Appointment | null {
    const visit = this.#visitMeant();
    const isOpen = visit?.status === 'booked' && visit.startsAt > this.#clock.now();
    return visit && isOpen && this.#session.can(`appointment:${kind}`) ? visit : null;
  }

  #actOnVisit(kind: 'move' | 'length' | 'cancel'): void {
    const visit = this.#visitToActOn(kind === 'cancel' ? 'cancel' : 'move');
    if (!visit || (kind === 'length' && !visit.takesTime)) return;
    if (this.visit() !== visit.id) this.address.pick(visit.id);
    this.openDialog(kind);
  }

  protected openDialog(
    kind: 'move' | 'length' | 'cancel' | 'check-out' | 'describe' | 'assign',
  ): void {
    this.#dispatch.conflictDismissed();
    const canBeRefused = kind === 'move' || kind === 'length';
    this.dialog.set(canBeRefused ? { kind, refused: null } : { kind });
  }
}
