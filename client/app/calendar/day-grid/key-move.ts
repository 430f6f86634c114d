// Moving a visit by the keyboard, or its end: arrows carry it over the grid, until it is dropped or put back.
import { computed, signal, type Signal } from '@angular/core';
import type { Appointment } from '#contract/calendar';
import { listName } from '#contract/patients';
import { addMinutes, minutesBetween } from '../../platform/wall-time';
import { minutesPerRow } from './day-layout';
import type { Step } from './grid-stops';
import type { ShownColumn } from './shown-hours';
import type { VisitOnGrid } from '../day-columns';
import { lengthStep } from '#contract/visit-length';
import { lengthWords } from '../length-words';
import {
  landingOf,
  lengthOf,
  nearestLength,
  wishOf,
  type Landing,
  type LengthWish,
  type MoveWish,
} from './visit-drag';

interface Lifted {
  /** As it was when it was lifted: whoever changes it meanwhile is not overwritten. */
  visit: Appointment;
  column: string;
  startsAt: string;
  /** Set while it is its end that is carried. */
  minutes: number | null;
}

interface Ground {
  columns: () => readonly ShownColumn[];
  isMovable: (item: VisitOnGrid) => boolean;
  timeOf: (iso: string) => string;
  /** A place, and whether it is free. */
  wordsOf: (landing: Landing) => string;
  /** A length, and whether there is room for it. */
  lengthOf: (landing: Landing) => string;
  drop: (wish: MoveWish) => void;
  resize: (wish: LengthWish) => void;
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
    const { visit, startsAt, minutes } = lifted;
    return landingOf(visit, column, { startsAt, ...(minutes === null ? {} : { minutes }) });
  });

  /** It is the end that is in hand. */
  readonly isLength: Signal<boolean> = computed(() => (this.#lifted()?.minutes ?? null) !== null);

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** False where the visit is not on the grid or cannot be moved. */
  begin(visitId: string): boolean {
    const lifted = this.#lift(visitId);
    if (!lifted) return false;
    const name = listName(lifted.visit.patient);
    this.#ground.say(`Moving ${name}: arrows choose the place, Enter drops, Escape puts back`);
    return true;
  }

  /** Takes the end of a visit and makes the first step with it. */
  beginResize(visitId: string, step: Step): boolean {
    const lifted = this.#lift(visitId);
    if (!lifted) return false;
    const { startsAt, endsAt } = lifted.visit;
    this.#lengthen({ ...lifted, minutes: minutesBetween(startsAt, endsAt) }, step);
    return true;
  }

  #lift(visitId: string): Lifted | null {
    const found = this.#find(visitId);
    if (!found || !this.#ground.isMovable(found.item)) return null;
    const { appointment: visit } = found.item;
    this.#ground.remember(visit, found.column);
    const lifted = { visit, column: found.column.key, startsAt: visit.startsAt, minutes: null };
    this.#lifted.set(lifted);
    this.#ground.focus();
    return lifted;
  }

  /** True while a visit is in hand: then its keys mean nothing else. */
  pressed({ key, shiftKey }: KeyboardEvent, step: Step | undefined): boolean {
    const lifted = this.#lifted();
    if (!lifted) return false;
    if (step && lifted.minutes !== null) this.#lengthen(lifted, step);
    else if (step && !shiftKey) this.#step(lifted, step);
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

  /** Up and down alone: sideways there is nothing to be longer. */
  #lengthen(lifted: Lifted, step: Step): void {
    const by = { up: -lengthStep, down: lengthStep, left: 0, right: 0 }[step];
    const before = lifted.minutes ?? 0;
    // From a length that is no whole number of steps to the next one that is.
    const towards = by < 0 ? Math.ceil(before / lengthStep) : Math.floor(before / lengthStep);
    const minutes = by === 0 ? before : nearestLength(towards * lengthStep + by);
    this.#lifted.set({ ...lifted, minutes });
    const landing = this.landing();
    if (!landing) return;
    this.#ground.say(`${landing.name}, ${this.#ground.lengthOf(landing)}`);
    this.#ground.showLanding();
  }

  #drop(lifted: Lifted): void {
    const landing = this.landing();
    const { providerId, startsAt, endsAt } = lifted.visit;
    const isSame =
      landing?.providerId === providerId &&
      landing.startsAt === startsAt &&
      landing.endsAt === endsAt;
    if (!landing || isSame) {
      this.#putBack(lifted);
      return;
    }
    this.stop();
    this.#awaited = landing;
    if (lifted.minutes === null) this.#ground.drop(wishOf(landing));
    else this.#ground.resize(lengthOf(landing));
    this.#ground.focus();
  }

  #putBack({ visit, minutes }: Lifted): void {
    this.stop();
    const asItWas =
      minutes === null
        ? `at ${this.#ground.timeOf(visit.startsAt)}`
        : `as long, ${lengthWords(visit)}`;
    this.#ground.say(`${listName(visit.patient)} stays ${asItWas}`);
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
