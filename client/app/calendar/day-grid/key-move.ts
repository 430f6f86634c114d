// Moving a visit by the keyboard: arrows carry it over the grid, until it is dropped or put back.
import { computed, signal, type Signal } from '@angular/core';
import type { Appointment } from '#contract/calendar';
import { listName } from '#contract/patients';
import { addMinutes, minutesBetween } from '../../platform/wall-time';
import { minutesPerRow } from './day-layout';
import type { Step } from './grid-stops';
import type { ShownColumn } from './shown-hours';
import type { VisitOnGrid } from '../day-columns';
import { wishOf, type Landing, type MoveWish } from './visit-drag';

interface Lifted {
  /** As it was when it was lifted: whoever changes it meanwhile is not overwritten. */
  visit: Appointment;
  column: string;
  startsAt: string;
}

interface Ground {
  columns: () => readonly ShownColumn[];
  isMovable: (item: VisitOnGrid) => boolean;
  timeOf: (iso: string) => string;
  /** A place, and whether it is free. */
  wordsOf: (landing: Landing) => string;
  drop: (wish: MoveWish) => void;
  /** The keyboard's place on the grid is at this visit from now on. */
  remember: (visit: Appointment, column: ShownColumn) => void;
  focus: () => void;
  showLanding: () => void;
  /** Aloud, for screen readers. */
  say: (words: string) => void;
}

export class KeyMove {
  readonly #ground: Ground;
  readonly #lifted = signal<Lifted | null>(null);
  /** Dropped: the focus waits for it at its new place. */
  #awaited: Landing | null = null;

  readonly landing: Signal<Landing | null> = computed(() => {
    const lifted = this.#lifted();
    const column = this.#ground.columns().find(({ key }) => key === lifted?.column);
    if (!lifted || !column) return null;
    const { visit, startsAt } = lifted;
    return {
      appointmentId: visit.id,
      expectedVersion: visit.version,
      column: column.key,
      providerId: column.provider.id,
      startsAt,
      endsAt: addMinutes(startsAt, minutesBetween(visit.startsAt, visit.endsAt)),
      name: listName(visit.patient),
    };
  });

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** False where the visit is not on the grid or cannot be moved. */
  begin(visitId: string): boolean {
    const found = this.#find(visitId);
    if (!found || !this.#ground.isMovable(found.item)) return false;
    const { appointment: visit } = found.item;
    this.#ground.remember(visit, found.column);
    this.#lifted.set({ visit, column: found.column.key, startsAt: visit.startsAt });
    this.#ground.focus();
    const name = listName(visit.patient);
    this.#ground.say(`Moving ${name}: arrows choose the place, Enter drops, Escape puts back`);
    return true;
  }

  /** True while a visit is in hand: then its keys mean nothing else. */
  pressed({ key, shiftKey }: KeyboardEvent, step: Step | undefined): boolean {
    const lifted = this.#lifted();
    if (!lifted) return false;
    if (step && !shiftKey) this.#step(lifted, step);
    else if (key === 'Enter') this.#drop(lifted);
    else if (key === 'Escape') this.#putBack(lifted);
    else return step !== undefined || key === ' ';
    return true;
  }

  stop(): void {
    this.#lifted.set(null);
  }

  /** What others do to the visit in hand, and what has become of the one that was dropped. */
  follow(): void {
    const lifted = this.#lifted();
    if (lifted) this.#followLifted(lifted);
    if (this.#awaited) this.#followDropped(this.#awaited);
  }

  #followLifted({ visit }: Lifted): void {
    const held = this.#find(visit.id);
    if (!held || !this.#ground.isMovable(held.item)) {
      this.stop();
      this.#ground.say(`${listName(visit.patient)} was changed meanwhile: it is no longer moved`);
      this.#ground.focus();
    } else if (held.item.appointment.version !== visit.version) {
      // Its box may be another one now.
      this.#ground.remember(held.item.appointment, held.column);
      this.#ground.focus();
    }
  }

  #followDropped(landing: Landing): void {
    const arrived = this.#find(landing.appointmentId);
    if (arrived?.item.pending !== null) return;
    this.#awaited = null;
    if (arrived.column.key !== landing.column) return;
    this.#ground.remember(arrived.item.appointment, arrived.column);
    if (!document.querySelector('dialog:modal')) this.#ground.focus();
  }

  #step(lifted: Lifted, step: Step): void {
    this.#lifted.set({ ...lifted, ...stepped(lifted, step, this.#ground.columns()) });
    const landing = this.landing();
    if (!landing) return;
    this.#ground.say(`${landing.name}, moved to ${this.#ground.wordsOf(landing)}`);
    this.#ground.showLanding();
  }

  #drop(lifted: Lifted): void {
    const landing = this.landing();
    const { providerId, startsAt } = lifted.visit;
    const isElsewhere = landing?.providerId !== providerId || landing.startsAt !== startsAt;
    if (!landing || !isElsewhere) {
      this.#putBack(lifted);
      return;
    }
    this.stop();
    this.#awaited = landing;
    this.#ground.drop(wishOf(landing));
    this.#ground.focus();
  }

  #putBack({ visit }: Lifted): void {
    this.stop();
    this.#ground.say(`${listName(visit.patient)} stays at ${this.#ground.timeOf(visit.startsAt)}`);
    this.#ground.focus();
  }

  #find(visitId: string): { item: VisitOnGrid; column: ShownColumn } | null {
    for (const column of this.#ground.columns()) {
      const item = column.visits.find(({ appointment }) => appointment.id === visitId);
      if (item) return { item, column };
    }
    return null;
  }
}

function stepped(
  { column, startsAt }: Lifted,
  step: Step,
  columns: readonly ShownColumn[],
): Pick<Lifted, 'column' | 'startsAt'> {
  const at = columns.findIndex(({ key }) => key === column);
  const here = columns[at];
  if (!here) return { column, startsAt };
  const minutes = minutesBetween(here.shown.startsAt, startsAt);
  const row = minutes / minutesPerRow;
  if (step === 'up') return { column, startsAt: rowStart(here, Math.ceil(row) - 1) };
  if (step === 'down') return { column, startsAt: rowStart(here, Math.floor(row) + 1) };
  const beside = columns[at + (step === 'left' ? -1 : 1)] ?? here;
  return { column: beside.key, startsAt: addMinutes(beside.shown.startsAt, minutes) };
}

/** Never beyond the hours on show. */
function rowStart({ shown }: ShownColumn, row: number): string {
  const rows = minutesBetween(shown.startsAt, shown.endsAt) / minutesPerRow;
  return addMinutes(shown.startsAt, Math.min(Math.max(0, row), rows - 1) * minutesPerRow);
}
