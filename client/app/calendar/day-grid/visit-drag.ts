// Dragging a visit to another time or provider, or its end to another length: where it would land, and that it has landed.
import { signal, type Signal } from '@angular/core';
import type { Appointment } from '#contract/calendar';
import { listName } from '#contract/patients';
import { lengthStep, visitLength } from '#contract/visit-length';
import type { Span } from '../day-columns';
import { addMinutes, minutesBetween } from '../../platform/wall-time';
import { minutesOf, minutesPerRow, pixelsOf, rowAt } from './day-layout';
import { followPointer } from './follow-pointer';
import type { ShownColumn } from './shown-hours';

export interface MoveWish {
  appointmentId: string;
  /** As it was when it was taken up; left out = as it is now. */
  expectedVersion?: number;
  providerId: string;
  startsAt: string;
}

/** The visit is to take so many minutes. */
export interface LengthWish {
  appointmentId: string;
  /** As it was when its end was taken; left out = as it is now. */
  expectedVersion?: number;
  minutes: number;
}

export interface Landing extends MoveWish, Span {
  expectedVersion: number;
  column: string;
  name: string;
}

interface Ground {
  scroller: () => HTMLElement;
  columnOf: (key: string | undefined) => ShownColumn | undefined;
  drop: (wish: MoveWish) => void;
  resize: (wish: LengthWish) => void;
}

/** So close to the edge of the grid it scrolls along. */
const edge = 40;
const scrollPixels = 8;

export class VisitDrag {
  readonly #ground: Ground;
  readonly #landing = signal<Landing | null>(null);
  readonly landing: Signal<Landing | null> = this.#landing.asReadonly();
  #letGo: (() => void) | null = null;
  #hasJustEnded = false;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** The click that follows the release belongs to the drag. */
  get hasJustEnded(): boolean {
    return this.#hasJustEnded;
  }

  begin(press: PointerEvent, visit: Appointment): void {
    const box = press.target instanceof Element ? press.target.closest('button') : null;
    const grip = box ? press.clientY - box.getBoundingClientRect().top : 0;
    this.#letGo = followPointer(press, {
      moved: (event) => this.#landing.set(this.#landingUnder(event, visit, grip)),
      dropped: () => this.#drop(visit),
      ended: (wasDrag) => this.#end(wasDrag),
    });
  }

  /** By its lower edge, in the column in which it is. */
  beginResize(press: PointerEvent, visit: Appointment, column: ShownColumn): void {
    this.#letGo = followPointer(press, {
      moved: (event) => this.#landing.set(this.#lengthUnder(event, visit, column)),
      dropped: () => {
        const landing = this.#landing();
        if (landing && landing.endsAt !== visit.endsAt) this.#ground.resize(lengthOf(landing));
      },
      ended: (wasDrag) => this.#end(wasDrag),
    });
  }

  stop(): void {
    this.#letGo?.();
  }

  #landingUnder(event: PointerEvent, visit: Appointment, grip: number): Landing | null {
    const scroller = this.#ground.scroller();
    const under = [...scroller.querySelectorAll<HTMLElement>('.column')].find((element) => {
      const { left, right } = element.getBoundingClientRect();
      return event.clientX >= left && event.clientX < right;
    });
    const column = this.#ground.columnOf(under?.dataset['column']);
    if (!under || !column) return null;
    scrollAtEdge(scroller, event);
    const top = event.clientY - grip - under.getBoundingClientRect().top;
    const startsAt = rowAt(top + pixelsOf(minutesPerRow / 2), column.shown);
    return landingOf(visit, column, { startsAt });
  }

  #lengthUnder(event: PointerEvent, visit: Appointment, column: ShownColumn): Landing | null {
    const scroller = this.#ground.scroller();
    const key = CSS.escape(column.key);
    const within = scroller.querySelector(`.column[data-column="${key}"]`)?.getBoundingClientRect();
    if (!within) return null;
    scrollAtEdge(scroller, event);
    const above = minutesBetween(column.shown.startsAt, visit.startsAt);
    const minutes = nearestLength(minutesOf(event.clientY - within.top) - above);
    return landingOf(visit, column, { minutes });
  }

  #drop(visit: Appointment): void {
    const landing = this.#landing();
    if (!landing) return;
    const { providerId, startsAt } = landing;
    if (providerId === visit.providerId && startsAt === visit.startsAt) return;
    this.#ground.drop(wishOf(landing));
  }

  #end(wasDrag: boolean): void {
    this.#letGo = null;
    this.#landing.set(null);
    this.#hasJustEnded = wasDrag;
    if (wasDrag) setTimeout(() => (this.#hasJustEnded = false));
  }
}

/** A visit at another start, or with another length. */
export function landingOf(
  visit: Appointment,
  column: ShownColumn,
  {
    startsAt = visit.startsAt,
    minutes = minutesBetween(visit.startsAt, visit.endsAt),
  }: { startsAt?: string; minutes?: number },
): Landing {
  return {
    appointmentId: visit.id,
    expectedVersion: visit.version,
    column: column.key,
    providerId: column.provider.id,
    startsAt,
    endsAt: addMinutes(startsAt, minutes),
    name: listName(visit.patient),
  };
}

/** In whole steps, within what a visit may take. */
export function nearestLength(minutes: number): number {
  const stepped = Math.round(minutes / lengthStep) * lengthStep;
  return Math.min(Math.max(stepped, visitLength.min), visitLength.max);
}

export function lengthOf({
  appointmentId,
  expectedVersion,
  startsAt,
  endsAt,
}: Landing): LengthWish {
  return { appointmentId, expectedVersion, minutes: minutesBetween(startsAt, endsAt) };
}

export function wishOf(landing: Landing): MoveWish {
  const { appointmentId, expectedVersion, providerId, startsAt } = landing;
  return { appointmentId, expectedVersion, providerId, startsAt };
}

function scrollAtEdge(scroller: HTMLElement, { clientX, clientY }: PointerEvent): void {
  const { top, bottom, left, right } = scroller.getBoundingClientRect();
  const down = clientY > bottom - edge ? 1 : clientY < top + 2 * edge ? -1 : 0;
  const aside = clientX > right - edge ? 1 : clientX < left + 2 * edge ? -1 : 0;
  scroller.scrollBy(aside * scrollPixels, down * scrollPixels);
}
