import {
  afterNextRender,
  Component,
  computed,
  ElementRef,
  inject,
  Injector,
  input,
  output,
  signal,
} from '@angular/core';
import { appointmentWorkflow, stepOf } from '#contract/appointment-workflow';
import { compareAppointments } from '#contract/calendar';
import { listName } from '#contract/patients';
import type { Provider } from '#contract/staff';
import { Clock } from '../../platform/clock';
import { TimeFormat } from '../../platform/time-format';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { confirmedWords, showsConfirmed } from '../confirmed-words';
import type { ProviderColumn, VisitOnGrid } from '../day-columns';
import { isStanding } from '../day-columns';
import { stepTone } from '../step-words';

interface Row {
  item: VisitOnGrid;
  provider: Provider;
}

/** The day as a list, by time: to be read aloud, printed and gone through from top to bottom. */
@Component({
  selector: 'app-day-agenda',
  imports: [StatusChip],
  templateUrl: './day-agenda.html',
  styleUrl: './day-agenda.scss',
  host: { '(keydown)': 'step($event)' },
})
export class DayAgenda {
  readonly columns = input.required<readonly ProviderColumn[]>();
  readonly pickedId = input<string | null>(null);
  readonly openVisit = output<string>();

  readonly #clock = inject(Clock);
  readonly #format = inject(TimeFormat);
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly #injector = inject(Injector);

  protected readonly providerId = signal('');
  protected readonly showsOff = signal(false);
  protected readonly providers = computed(() => this.columns().map(({ provider }) => provider));
  protected readonly rows = computed<Row[]>(() =>
    this.columns()
      .filter(({ provider }) => !this.providerId() || provider.id === this.providerId())
      .flatMap(({ provider, visits, untimed }) =>
        [...visits, ...untimed].map((item) => ({ item, provider })),
      )
      .filter(({ item }) => this.showsOff() || isStanding(item.appointment.status))
      .sort((a, b) => compareAppointments(a.item.appointment, b.item.appointment)),
  );
  /** Where no visit takes one, none is missed. */
  protected readonly hasRooms = computed(() => this.rows().some(({ item }) => item.rooms));
  /** Before this one the day has gone by; `null` when it has not begun or is over. */
  protected readonly nextId = computed(() => {
    const now = this.#clock.now();
    const rows = this.rows();
    const next = rows.find(
      ({ item }) => item.appointment.takesTime && item.appointment.startsAt > now,
    );
    return next && next !== rows[0] ? next.item.appointment.id : null;
  });
  protected readonly nowWords = computed(() => this.#format.time(this.#clock.now()));
  readonly #remembered = signal<string | null>(null);
  protected readonly current = computed(() => {
    const ids = this.rows().map(({ item }) => item.appointment.id);
    const held = this.#remembered();
    return held !== null && ids.includes(held) ? held : (ids[0] ?? null);
  });

  constructor() {
    afterNextRender(() =>
      this.#host.nativeElement.querySelector('.now')?.scrollIntoView({ block: 'center' }),
    );
  }

  focusedVisit(): string | null {
    const isHere = this.#host.nativeElement
      .querySelector('tbody')
      ?.contains(document.activeElement);
    return isHere ? this.current() : null;
  }

  focus(): void {
    const id = this.current();
    if (id !== null) this.#focusRow(id);
  }

  protected remember(appointmentId: string): void {
    this.#remembered.set(appointmentId);
  }

  protected step(event: KeyboardEvent): void {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (by === undefined || !(event.target as HTMLElement).matches('[data-row]')) return;
    event.preventDefault();
    event.stopPropagation();
    const rows = this.rows();
    const at = rows.findIndex(({ item }) => item.appointment.id === this.current());
    const next = rows[at + by];
    if (!next) return;
    this.remember(next.item.appointment.id);
    this.#focusRow(next.item.appointment.id);
  }

  protected nameOf({ item }: Row): string {
    return listName(item.appointment.patient);
  }

  protected providerName(provider: Provider): string {
    return `${listName(provider)}, ${provider.credentials}`;
  }

  protected spanOf({ item }: Row): string {
    const { startsAt, endsAt, modality } = item.appointment;
    if (modality === 'e-visit') return 'E-visit';
    if (!item.appointment.takesTime) return `Walk-in, ${this.#format.time(startsAt)}`;
    return `${this.#format.time(startsAt)} – ${this.#format.time(endsAt)}`;
  }

  protected confirmedOf({ item }: Row): string {
    return showsConfirmed(item.appointment) ? confirmedWords : '';
  }

  protected stepOf({ item }: Row) {
    const step = stepOf(item.appointment);
    return { word: appointmentWorkflow.states[step].title, tone: stepTone[step] };
  }

  #focusRow(appointmentId: string): void {
    afterNextRender(
      () =>
        this.#host.nativeElement
          .querySelector<HTMLElement>(`[data-row="${CSS.escape(appointmentId)}"]`)
          ?.focus(),
      { injector: this.#injector },
    );
  }
}
