import assert from 'node:assert/strict';
import { it } from 'node:test';
import { birthdayOn } from './proxy-rules.ts';

it('a birthday is the same day of a later year, or 1 March where February is short', () => {
  assert.equal(birthdayOn('2010-03-14', 18), '2028-03-14');
  assert.equal(birthdayOn('2008-02-29', 18), '2026-03-01');
  assert.equal(birthdayOn('2008-02-29', 20), '2028-02-29');
});
