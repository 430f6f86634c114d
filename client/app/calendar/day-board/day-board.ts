import {
  afterNextRender,
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  Injector,
  input,
  output,
  signal,
  untracked,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { appointmentWorkflow, stepOf, suitsVisit } from '#contract/appointment-workflow';
import type { Appointment } from '#contract/calendar';
import { listName } from '#contract/patients';
import { allowedTransitions } from '#contract/workflow';
import { Clock, minuteOf } from '../../platform/clock';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import { confirmedWords, showsConfirmed } from '../confirmed-words';
import type { ProviderColumn } from '../day-columns';
import { initialsOf } from '../provider-initials';
import { stepsOnward, type VisitStep } from '../step-words';
import { boardOf, nextCard, placeOnBoard, type BoardCard, type BoardStep } from './board-columns';

const steps: Record<string, BoardStep> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/** The day by where each patient is. One card is in the tab order; arrows lead on from it. */
@Component({
  selector: 'app-day-board',
  imports: [MatButton, StatusChip, SvgIcon],
  templateUrl: './day-board.html',
  styleUrl: './day-board.scss',
  host: { '(keydown)': 'step($event)' },
})
export class DayBoard {
  readonly columns = input.required<readonly ProviderColumn[]>();
  readonly pickedId = input<string | null>(null);
  /** Steps are taken on the day itself. */
  readonly isToday = input(false);
  readonly openVisit = output<string>();
  readonly stepTaken = output<{ visit: Appointment; step: VisitStep }>();

  readonly #clock = inject(Clock);
  readonly #format = inject(TimeFormat);
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly #injector = inject(Injector);
  readonly #session = inject(Session);

  readonly #minute = minuteOf(this.#clock);
  protected readonly providerId = signal('');
  protected readonly providers = computed(() => this.columns().map(({ provider }) => provider));
  protected readonly board = computed(() => {
    const wanted = this.providerId();
    const shown = this.columns().filter(({ provider }) => !wanted || provider.id === wanted);
    return boardOf(shown, this.#minute());
  });
  readonly #remembered = signal<string | null>(null);
  /** The card in the tab order: it stays with its visit when that goes on to another column. */
  protected readonly current = computed(() => {
    const held = this.#remembered();
    if (placeOnBoard(this.board(), held)) return held;
    const first = this.board().find(({ cards }) => cards.length > 0);
    return first?.cards[0]?.item.appointment.id ?? null;
  });

  constructor() {
    // A card that moves to another column is drawn anew: the focus goes with it.
    effect(() => {
      this.board();
      const id = untracked(() => this.current());
      const element = this.#host.nativeElement;
      if (!element.contains(document.activeElement) || id === null) return;
      const isOnCard = document.activeElement?.getAttribute('data-card') === id;
      if (isOnCard) this.#focusCard(id);
    });
  }

  focusedVisit(): string | null {
    return this.#host.nativeElement.contains(document.activeElement) ? this.current() : null;
  }

  focus(): void {
    const id = this.current();
    if (id !== null) this.#focusCard(id);
  }

  protected remember(appointmentId: string): void {
    this.#remembered.set(appointmentId);
  }

  protected step(event: KeyboardEvent): void {
    const step = steps[event.key];
    const at = placeOnBoard(this.board(), this.current());
    if (!step || !at || (event.target as HTMLElement).matches('select')) return;
    event.preventDefault();
    event.stopPropagation();
    const { column, row } = nextCard(this.board(), at, step);
    const card = this.board()[column]?.cards[row];
    if (!card) return;
    this.remember(card.item.appointment.id);
    this.#focusCard(card.item.appointment.id);
  }

  protected nameOf({ item }: BoardCard): string {
    return listName(item.appointment.patient);
  }

  protected timeOf({ item }: BoardCard): string {
    const { modality, takesTime, walkIn } = item.appointment;
    if (modality === 'e-visit') return '';
    if (!takesTime && walkIn !== null) return 'Walk-in';
    return this.#format.time(item.appointment.startsAt);
  }

  protected initials({ provider }: BoardCard): string {
    return initialsOf(provider);
  }

  protected providerName(provider: BoardCard['provider']): string {
    return `${listName(provider)}, ${provider.credentials}`;
  }

  protected forecastWords({ forecast, item }: BoardCard): string {
    if (forecast === null) return '';
    const { toldLate } = item.appointment;
    const told = toldLate ? `, told ${this.#format.time(toldLate.beginsAt)}` : '';
    return `about ${this.#format.time(forecast)}${told}`;
  }

  protected confirmedOf({ item }: BoardCard): string {
    return showsConfirmed(item.appointment) ? confirmedWords : '';
  }

  /** What is written on the card comes first, as it is written. */
  protected wordsOf(card: BoardCard): string {
    const { item, provider, state } = card;
    return [
      `${this.timeOf(card)} ${this.nameOf(card)}`.trim(),
      `${this.initials(card)} ${item.visitType?.name ?? ''}`,
      item.rooms,
      item.appointment.reason ?? '',
      item.appointment.note === null ? '' : `Note: ${item.appointment.note}`,
      state?.words ?? '',
      item.appointment.notTold ? 'Not told' : '',
      this.forecastWords(card),
      `with ${this.providerName(provider)}`,
      this.confirmedOf(card),
      item.pending ? 'Saving' : '',
    ]
      .filter(Boolean)
      .join(', ');
  }

  protected nextStep({
    item: { appointment },
  }: BoardCard): { step: VisitStep; title: string } | null {
    if (!this.isToday()) return null;
    const open = { status: stepOf(appointment), clinicId: appointment.clinicId };
    const allowed = allowedTransitions(appointmentWorkflow, open, this.#session.grants());
    const [step] = stepsOnward(allowed.filter((one) => suitsVisit(appointment, one)));
    return step ? { step, title: appointmentWorkflow.transitions[step].title } : null;
  }

  #focusCard(appointmentId: string): void {
    afterNextRender(
      () => {
        const element = this.#host.nativeElement.querySelector<HTMLElement>(
          `[data-card="${CSS.escape(appointmentId)}"]`,
        );
        element?.focus({ preventScroll: true });
        element?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      },
      { injector: this.#injector },
    );
  }
}
