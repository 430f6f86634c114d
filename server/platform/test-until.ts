import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';

/** Waits, for specs, until something that another process or connection does has come true; fails after 15 s. */
export async function until(what: string, met: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await met()) return;
    await pause(25);
  }
  assert.fail(`never came true: ${what}`);
}
