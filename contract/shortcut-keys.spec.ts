import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shortcutKeys } from './shortcut-keys.ts';

const takes = (keys: Record<string, string>): boolean => shortcutKeys.safeParse(keys).success;

describe('keys of one’s own', () => {
  it('are taken for every kind of shortcut', () => {
    for (const id of ['calendar.today', 'calls.other-outcome', 'calls.choice-1', 'a.choice-10'])
      assert.ok(takes({ [id]: 'b' }), id);
  });

  it('are refused for what names no shortcut', () => {
    for (const id of [
      'calendar',
      'Calendar.today',
      'calls.choice1',
      'calls.1',
      'calls.a b',
      'a.b.c',
    ])
      assert.ok(!takes({ [id]: 'b' }), id);
  });

  it('are one key, or two one after the other', () => {
    for (const keys of ['b', 'g c', '?']) assert.ok(takes({ 'calls.choice-1': keys }), keys);
    for (const keys of ['', 'gc', 'g c d', 'Escape'])
      assert.ok(!takes({ 'calls.choice-1': keys }), keys);
  });
});
