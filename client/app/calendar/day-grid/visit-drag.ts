// Dragging a visit to another time or provider: where it would land, and that it has landed.
import { signal, type Signal } from '@angular/core';
import type { Appointment } from '#contract/calendar';
import { listName } from '#contract/patients';
import type { Span } from '../day-columns';
import { addMinutes, minutesBetween } from '../../platform/wall-time';
import { minutesPerRow, pixelsOf, rowAt } from './day-layout';
import { followPointer } from './follow-pointer';
import type { ShownColumn } from './shown-hours';

export interface MoveWish {
  appointmentId: string;
  /** As it was when it was taken up; left out = as it is now. */
  expectedVersion?: number;
  providerId: string;
  startsAt: string;
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
    const endsAt = addMinutes(startsAt, minutesBetween(visit.startsAt, visit.endsAt));
    const name = listName(visit.patient);
    const place = { column: column.key, providerId: column.provider.id, startsAt, endsAt };
    return { appointmentId: visit.id, expectedVersion: visit.version, ...place, name };
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
