import { Component, computed, inject, input, output, signal } from '@angular/core';
import type { VisitType } from '#contract/availability';
import { listName } from '#contract/patients';
import {
  planReasons,
  type Decision,
  type PlanLine,
  type RescueAct,
  type RescuePlace,
} from '#contract/rescues';
import type { Provider } from '#contract/staff';
import { TimeFormat } from '../../platform/time-format';
import { localDateOf } from '../../platform/wall-time';
import { StatusChip, type Tone } from '../../ui/status-chip/status-chip';
import { choicesOf, countActs, decide, keyOf } from '../plan-choices';

const actTitles: Record<RescueAct, { title: string; tone: Tone }> = {
  move: { title: 'Moved', tone: 'ok' },
  waitlist: { title: 'Waitlist and call', tone: 'late' },
  call: { title: 'Call first', tone: 'soon' },
  leave: { title: 'Left', tone: 'neutral' },
};
const acts = Object.keys(actTitles) as RescueAct[];

/** What would become of each visit: was, becomes, why. Each line can be decided by hand. */
@Component({
  selector: 'app-plan-table',
  imports: [StatusChip],
  templateUrl: './plan-table.html',
  styleUrl: './plan-table.scss',
})
export class PlanTable {
  readonly lines = input.required<readonly PlanLine[]>();
  readonly providers = input.required<readonly Provider[]>();
  readonly visitTypes = input.required<readonly VisitType[]>();
  readonly zone = input.required<string>();
  /** Visits that were not as they had been planned. */
  readonly changed = input<ReadonlySet<string>>(new Set());
  readonly disabled = input(false);
  readonly decided = output<Decision>();

  readonly #format = inject(TimeFormat);
  protected readonly shown = signal<RescueAct | null>(null);
  protected readonly filters = computed(() => {
    const counts = countActs(this.lines());
    return acts
      .filter((act) => counts[act] > 0)
      .map((act) => ({ act, title: actTitles[act].title, count: counts[act] }));
  });
  protected readonly rows = computed(() =>
    this.lines()
      .filter(({ act }) => this.shown() === null || act === this.shown())
      .map((line) => this.#rowOf(line)),
  );

  protected choose(line: PlanLine, key: string): void {
    const choice = choicesOf(line, () => '').find((one) => one.key === key);
    if (choice) this.decided.emit(decide(line, choice));
  }

  #rowOf(line: PlanLine) {
    const { appointment, act, to, because, isRefused } = line;
    const { patient, visitTypeId, startsAt } = appointment;
    return {
      line,
      was: this.#format.dayAndTime(startsAt),
      name: listName(patient),
      mrn: patient.mrn,
      what: this.visitTypes().find(({ id }) => id === visitTypeId)?.name ?? '',
      choices: choicesOf(line, (place) => this.#placeWords(place, startsAt)),
      chosen: keyOf(act, to),
      chip: actTitles[act],
      why: planReasons[because],
      isRefused,
      isChanged: this.changed().has(appointment.id),
    };
  }

  /** The day is said where it is another one. */
  #placeWords({ providerId, startsAt }: RescuePlace, was: string): string {
    const isSameDay = localDateOf(startsAt, this.zone()) === localDateOf(was, this.zone());
    const when = isSameDay ? this.#format.time(startsAt) : this.#format.dayAndTime(startsAt);
    const provider = this.providers().find(({ id }) => id === providerId);
    return `${when} with ${provider ? listName(provider) : 'another provider'}`;
  }
}
