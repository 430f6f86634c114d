// Tells the colleagues which visit this person has in hand, and where it would go; ids and instants only.
import { DestroyRef, effect, inject, untracked, type Signal } from '@angular/core';
import type { MovingTo } from '#contract/realtime';
import { movingSignMs, Presence } from '../../platform/presence';
import type { Landing } from './visit-drag';

/** A pointer moves more often than anybody can follow. */
export const betweenSignsMs = 250;

interface Told {
  entity: string;
  to: MovingTo;
}

/** Call once, for as long as the caller lives. */
export function tellMoving(landing: Signal<Landing | null>): void {
  const presence = inject(Presence);
  let told: Told | null = null;
  let wanted: Told | null = null;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let repeat: ReturnType<typeof setInterval> | undefined;

  const tell = (): void => {
    if (!wanted) return;
    told = wanted;
    presence.tellMoving(told.entity, told.to);
  };
  const tellSoon = (): void => {
    if (pause !== undefined) return;
    tell();
    pause = setTimeout(() => {
      pause = undefined;
      if (wanted && JSON.stringify(wanted) !== JSON.stringify(told)) tellSoon();
    }, betweenSignsMs);
    repeat ??= setInterval(tell, movingSignMs);
  };
  const stop = (): void => {
    clearTimeout(pause);
    clearInterval(repeat);
    [pause, repeat, wanted] = [undefined, undefined, null];
    if (told) presence.tellMoved(told.entity);
    told = null;
  };

  effect(() => {
    const held = landing();
    untracked(() => {
      if (!held) {
        stop();
        return;
      }
      const { appointmentId, providerId, startsAt, endsAt } = held;
      wanted = { entity: `appointment:${appointmentId}`, to: { providerId, startsAt, endsAt } };
      tellSoon();
    });
  });
  inject(DestroyRef).onDestroy(stop);
}
