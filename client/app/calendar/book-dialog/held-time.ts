// The time that is being booked is held from the moment it is chosen until it is booked, changed or left.
import {
  computed,
  DestroyRef,
  effect,
  inject,
  signal,
  untracked,
  type Signal,
} from '@angular/core';
import type { Appointment } from '#contract/calendar';
import type { Problem } from '#contract/problem';
import { problemOf } from '../../platform/api';
import { Clock } from '../../platform/clock';
import { newCommandId } from '../../platform/command-id';
import { CalendarApi, type HoldAppointment } from '../calendar-api';

/** Somebody who types a time or steps through the list has not chosen yet. */
const settleMs = 400;

export interface HeldTime {
  /** What is held as it is chosen now, and was not let go. */
  visit: Signal<Appointment | null>;
  /** Whole seconds that are left of the hold; `null` while nothing is held. */
  secondsLeft: Signal<number | null>;
  /** Why the time that is chosen cannot be held. */
  refusal: Signal<Problem | null>;
  /** What is held for exactly this wish; a hold for anything else has then ended. */
  holdFor: (wish: HoldAppointment) => Promise<Appointment | null>;
  /** Nothing is chosen any more: what was held is given back. */
  letGo: () => Promise<void>;
  /** It is a booking now: nothing is left to let go. */
  forget: () => void;
}

export function heldTime(wish: Signal<HoldAppointment | null>): HeldTime {
  const api = inject(CalendarApi);
  const clock = inject(Clock);
  const held = signal<{ visit: Appointment; wish: string } | null>(null);
  const refusal = signal<Problem | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const isLeft = signal(false);

  /** One after the other: the hold before has ended when the next one begins. */
  function inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = last.then(act);
    last = turn.catch(() => undefined);
    return turn;
  }

  async function letGo(): Promise<void> {
    const hold = held();
    held.set(null);
    // Who cannot reach the server need not: the hold ends by itself.
    if (hold) await api.releaseAppointment(hold.visit, newCommandId()).catch(() => undefined);
  }

  async function hold(wanted: HoldAppointment): Promise<void> {
    const asked = JSON.stringify(wanted);
    if (isLeft() || (held()?.wish === asked && isRunning())) return;
    await letGo();
    try {
      const visit = await api.holdAppointment(wanted, newCommandId());
      held.set({ visit, wish: asked });
      if (isLeft()) await letGo();
    } catch (error) {
      const problem = problemOf(error);
      refusal.set(problem.code === 'unavailable' ? null : problem);
    }
  }

  function isRunning(): boolean {
    const until = held()?.visit.hold?.until;
    return until !== undefined && Date.parse(until) > clock.exact();
  }

  effect(() => {
    const wanted = wish();
    untracked(() => {
      clearTimeout(timer);
      refusal.set(null);
      if (wanted) timer = setTimeout(() => void inTurn(() => hold(wanted)), settleMs);
    });
  });
  inject(DestroyRef).onDestroy(() => {
    isLeft.set(true);
    clearTimeout(timer);
    void inTurn(letGo);
  });

  return {
    visit: computed(() => {
      const hold = held();
      return hold?.wish === JSON.stringify(wish()) ? hold.visit : null;
    }),
    secondsLeft: computed(() => {
      const until = held()?.visit.hold?.until;
      if (until === undefined || held()?.wish !== JSON.stringify(wish())) return null;
      return Math.max(0, Math.floor((Date.parse(until) - Date.parse(clock.now())) / 1000));
    }),
    refusal: refusal.asReadonly(),
    holdFor: (wanted) => {
      clearTimeout(timer);
      return inTurn(async () => {
        if (held()?.wish === JSON.stringify(wanted) && isRunning()) return held()?.visit ?? null;
        await letGo();
        return null;
      });
    },
    letGo: () => {
      clearTimeout(timer);
      return inTurn(letGo);
    },
    forget: () => held.set(null),
  };
}
