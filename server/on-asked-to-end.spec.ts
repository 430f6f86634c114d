import assert from 'node:assert/strict';
import { it } from 'node:test';
import { onAskedToEnd } from './on-asked-to-end.ts';

it('the end is asked for once by a Ctrl-C that arrives twice, and again by a later one', () => {
  const heard: string[] = [];
  let now = 5_000;
  const ask = onAskedToEnd({
    first: () => heard.push('in order'),
    again: () => heard.push('at once'),
    now: () => now,
  });
  ask();
  ask();
  now += 20;
  ask();
  assert.deepEqual(heard, ['in order']);
  now += 3_000;
  ask();
  assert.deepEqual(heard, ['in order', 'at once']);
});
