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
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { injectDispatch } from '@ngrx/signals/events';
import { appointmentWorkflow, stepOf } from '#contract/appointment-workflow';
import type { Appointment } from '#contract/calendar';
import { getPatientHeader, type PatientSummary } from '#contract/patients';
import { allowedTransitions } from '#contract/workflow';
import { Api } from '../platform/api';
import { Clock } from '../platform/clock';
import { messageOf } from '../platform/problem-message';
import { RealtimeFeed } from '../platform/realtime-feed';
import { RecentPages } from '../platform/recent-pages';
import { Session } from '../platform/session';
import { TimeFormat } from '../platform/time-format';
import { Toasts } from '../platform/toasts';
import { whenBack } from '../platform/when-back';
import { DeniedState } from '../ui/denied-state/denied-state';
import { ErrorState } from '../ui/error-state/error-state';
import { Skeleton } from '../ui/skeleton/skeleton';
import { BookDialog } from './book-dialog/book-dialog';
import { calendarPageEvents } from './calendar-events';
import { listenToCalendarKeys } from './calendar-keys';
import { CalendarStore } from './calendar-store';
import { CancelDialog } from './cancel-dialog/cancel-dialog';
import { DayAgenda } from './day-agenda/day-agenda';
import { DayBoard } from './day-board/day-board';
import { DayGrid, type SlotWish } from './day-grid/day-grid';
import { dayViews, DayToolbar, type DayView } from './day-toolbar/day-toolbar';
import { EmptyDay } from './empty-day/empty-day';
import { leaveEndedHold } from './leave-ended-hold';
import { MoveDialog, type RefusedMove } from './move-dialog/move-dialog';
import { answerRefusals } from './refused-acts';
import { StepDialog } from './step-dialog/step-dialog';
import { stepAsks, stepsOnward, type VisitStep } from './step-words';
import { SweepDialog } from './sweep-dialog/sweep-dialog';
import { tellChanges } from './tell-changes';
import { offerUndo } from './undo-offers';
import { visitActs } from './visit-acts';
import { VisitPanel } from './visit-panel/visit-panel';
import { addDays, isLocalDate, localDateOf } from '../platform/wall-time';

type OpenDialog =
  | { kind: 'book'; slot: SlotWish | null }
  | { kind: 'move'; refused: RefusedMove | null }
  | { kind: 'cancel' }
  | { kind: 'sweep' }
  | { kind: 'step'; step: VisitStep };

/** The clinic's day. The day and the visit in hand stand in the address. */
@Component({
  selector: 'app-calendar-page',
  imports: [
    BookDialog,
    CancelDialog,
    DayAgenda,
    DayBoard,
    DayGrid,
    DayToolbar,
    DeniedState,
    EmptyDay,
    ErrorState,
    MatButton,
    MoveDialog,
    Skeleton,
    StepDialog,
    SweepDialog,
    VisitPanel,
  ],
  providers: [CalendarStore],
  templateUrl: './calendar-page.html',
  styleUrl: './calendar-page.scss',
})
export class CalendarPage {
  /** From the path. */
  readonly date = input.required<string>();
  /** Query parameters: the visit in hand, and a patient for whom a visit is to be booked. */
  readonly visit = input<string>();
  readonly book = input<string>();
  /** How the day is shown; the grid where nothing is said. */
  readonly view = input<string>();

  protected readonly store = inject(CalendarStore);
  protected readonly acts = visitActs();
  readonly #api = inject(Api);
  readonly #clock = inject(Clock);
  readonly #dispatch = injectDispatch(calendarPageEvents);
  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);
  readonly #recent = inject(RecentPages);
  readonly #router = inject(Router);
  readonly #session = inject(Session);
  readonly #toasts = inject(Toasts);
  private readonly grid = viewChild(DayGrid);
  private readonly board = viewChild(DayBoard);
  private readonly agenda = viewChild(DayAgenda);

  protected readonly clinic = this.#session.clinic;
  protected readonly zone = computed(() => this.clinic()?.zone ?? 'UTC');
  readonly #clinicId = computed(() => this.clinic()?.id ?? null);
  protected readonly dialog = signal<OpenDialog | null>(null);
  protected readonly patient = signal<PatientSummary | null>(null);

  protected readonly mayRead = computed(
    () => this.#session.can('appointment:read') && this.store.problem()?.code !== 'not-allowed',
  );
  protected readonly mayBook = computed(() => this.#session.can('appointment:book'));
  protected readonly mayMove = computed(() => this.#session.can('appointment:move'));
  protected readonly shownAs = computed(
    () => dayViews.find((one) => one === this.view()) ?? 'grid',
  );
  protected readonly today = computed(() => localDateOf(this.#clock.now(), this.zone()));
  protected readonly message = computed(() => {
    const problem = this.store.problem();
    return problem ? messageOf(problem) : '';
  });
  /** What is on screen may be out of date; a day that is not there cannot be. */
  protected readonly isStale = computed(
    () => this.#feed.status() === 'offline' && this.store.status() === 'loaded',
  );
  protected readonly picked = computed<Appointment | null>(
    () => this.store.appointments()[this.visit() ?? ''] ?? null,
  );
  protected readonly isPickedPending = computed(() =>
    Object.values(this.store.pending()).some(({ appointmentId }) => appointmentId === this.visit()),
  );
  protected readonly conflict = computed(() => {
    const conflict = this.store.conflict();
    return conflict?.appointmentId === this.visit() ? conflict : null;
  });
  protected readonly missing = computed(() => {
    const missing = this.store.missing();
    return missing && missing.appointmentId === this.visit() ? messageOf(missing.problem) : '';
  });

  constructor() {
    this.#showDay();
    this.#showVisit();
    this.#bookFor();
    listenToCalendarKeys({
      goToToday: () => this.goTo(this.today()),
      showGrid: () => this.showAs('grid'),
      showBoard: () => this.showAs('board'),
      showAgenda: () => this.showAs('agenda'),
      goBy: (days) => this.#goBy(days),
      book: () => this.openBooking(this.grid()?.focusedSlot() ?? null),
      move: () => this.#actOnVisit('move'),
      cancel: () => this.#actOnVisit('cancel'),
      advance: () => this.#advance(),
      close: () => this.visit() && this.closePanel(),
    });
    answerRefusals({
      isDialogOpen: () => this.dialog() !== null,
      showConflict: (appointmentId) => {
        this.dialog.set(null);
        this.pick(appointmentId);
      },
      goOn: (appointmentId, refused) => {
        this.pick(appointmentId);
        this.dialog.set({ kind: 'move', refused });
      },
    });
    offerUndo();
    leaveEndedHold((appointmentId) => appointmentId === this.visit() && this.closePanel());
    tellChanges();
    whenBack(() => this.store.problem()?.code === 'unavailable' && this.retry());
  }

  protected goTo(date: string): void {
    if (!isLocalDate(date) || date === this.date()) return;
    void this.#router.navigate(['/calendar/day', date], { queryParams: this.#viewParams() });
  }

  #goBy(days: number): void {
    if (isLocalDate(this.date())) this.goTo(addDays(this.date(), days));
  }

  protected showAs(view: DayView): void {
    const queryParams = { view: view === 'grid' ? null : view };
    void this.#router.navigate([], { queryParams, queryParamsHandling: 'merge' });
  }

  #viewParams(): { view?: DayView } {
    const view = this.shownAs();
    return view === 'grid' ? {} : { view };
  }

  protected pick(appointmentId: string | null): void {
    const queryParams = { ...this.#viewParams(), visit: appointmentId };
    void this.#router.navigate([], { queryParams });
  }

  protected closePanel(): void {
    this.pick(null);
    this.#focusDay();
  }

  protected retry(): void {
    this.#dispatch.retried();
  }

  protected openBooking(slot: SlotWish | null): void {
    if (this.mayBook()) this.dialog.set({ kind: 'book', slot });
  }

  protected closeDialog(): void {
    this.dialog.set(null);
    this.patient.set(null);
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
    this.#toasts.show({ message: `Booked: ${this.#format.dayAndTime(appointment.startsAt)}` });
    const date = localDateOf(appointment.startsAt, this.zone());
    const queryParams = { ...this.#viewParams(), visit: appointment.id };
    void this.#router.navigate(['/calendar/day', date], { queryParams });
  }

  /** At once where it happens today; where it is entered on a later day, or needs a reason, it asks first. */
  protected takeStep(step: VisitStep): void {
    const visit = this.picked();
    if (!visit) return;
    const asks = stepAsks(step);
    if (asks === 'reason' || (asks === 'time' && this.#isPastDay(visit))) {
      this.askStep(step);
      return;
    }
    this.acts.takeStep({ visit, step });
  }

  protected askStep(step: VisitStep): void {
    this.#dispatch.conflictDismissed();
    this.dialog.set({ kind: 'step', step });
  }

  #isPastDay({ startsAt }: Appointment): boolean {
    return localDateOf(startsAt, this.zone()) < this.today();
  }

  /** One key: the visit under the focus, else the one in hand. */
  #advance(): void {
    const id = this.#focusedVisit() ?? this.visit();
    const visit = id ? this.store.appointments()[id] : undefined;
    // A hold is booked whenever; the other steps belong to the day of the visit.
    const isItsDay = visit && localDateOf(visit.startsAt, this.zone()) === this.today();
    if (!visit || !(isItsDay || visit.hold)) return;
    const item = { status: stepOf(visit), clinicId: visit.clinicId };
    const [step] = stepsOnward(
      allowedTransitions(appointmentWorkflow, item, this.#session.grants()),
    );
    if (step) this.acts.takeStep({ visit, step });
  }

  protected openFromSweep(appointmentId: string): void {
    this.closeDialog();
    this.pick(appointmentId);
  }

  protected dismissConflict(): void {
    this.#dispatch.conflictDismissed();
  }

  #showDay(): void {
    let shown: string | null = null;
    effect(() => {
      const clinicId = this.#clinicId();
      const date = this.date();
      if (!clinicId || !this.#session.can('appointment:read')) return;
      untracked(() => {
        if (!isLocalDate(date)) {
          void this.#router.navigate(['/calendar'], { replaceUrl: true });
          return;
        }
        this.#recent.name(`/calendar/day/${date}`, `Calendar, ${this.#format.date(date)}`);
        // A visit belongs to one clinic: its panel does not follow into another.
        if (shown && shown !== clinicId && this.visit()) this.pick(null);
        shown = clinicId;
        this.#dispatch.opened({ clinicId, date });
      });
    });
  }

  #showVisit(): void {
    effect(() => {
      const appointmentId = this.visit();
      if (appointmentId && this.mayRead()) {
        untracked(() => this.#dispatch.visitPicked({ appointmentId }));
      }
    });
  }

  /** Another page sent a patient here to be booked. */
  #bookFor(): void {
    effect(() => {
      const patientId = this.book();
      if (!patientId || !this.mayBook()) return;
      untracked(() => {
        void this.#router.navigate([], { queryParams: {}, replaceUrl: true });
        void this.#openBookingFor(patientId);
      });
    });
  }

  async #openBookingFor(patientId: string): Promise<void> {
    try {
      const { patient } = await this.#api.call(getPatientHeader, { params: { patientId } });
      const { id, mrn, family, given, birthOn, interpreter } = patient;
      this.patient.set({ id, mrn, family, given, birthOn, interpreter });
    } catch {
      // The dialog's own search tells what is wrong.
    }
    this.openBooking(null);
  }

  #actOnVisit(kind: 'move' | 'cancel'): void {
    const id = this.#focusedVisit() ?? this.visit();
    const visit = id ? this.store.appointments()[id] : undefined;
    const isOpen = visit?.status === 'booked' && visit.startsAt > this.#clock.now();
    if (!visit || !isOpen || !this.#session.can(`appointment:${kind}`)) return;
    if (this.visit() !== visit.id) this.pick(visit.id);
    this.openDialog(kind);
  }

  protected openDialog(kind: 'move' | 'cancel'): void {
    this.#dispatch.conflictDismissed();
    this.dialog.set(kind === 'move' ? { kind, refused: null } : { kind });
  }
}
