import { InjectionToken } from '@angular/core';

/** Runs something with the next frame that the browser paints. */
export type NextFrame = (run: () => void) => void;

const hiddenPaceMs = 1000;

export const NEXT_FRAME = new InjectionToken<NextFrame>('next frame', {
  factory: () => (run) => {
    // A hidden tab paints nothing, and would hoard changes until somebody looks at it.
    if (document.hidden) setTimeout(run, hiddenPaceMs);
    else requestAnimationFrame(run);
  },
});
