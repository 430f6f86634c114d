import assert from 'node:assert/strict';
import { it } from 'node:test';
import { StartRefused } from '../start-refused.ts';
import { orDiskFull } from './data-folder.ts';

it('a start that fails on a full disk says so, whatever the failure was', () => {
  const failure = new StartRefused(
    'The database did not start in /data: checkpoint request failed',
  );
  const told = orDiskFull('/data', failure, () => 4096);
  assert.ok(told instanceof StartRefused);
  assert.equal(told.message, 'The disk that holds /data is full: free some space and start again.');
  assert.equal(told.cause, failure);
  assert.equal(
    orDiskFull('/data', failure, () => 1e9),
    failure,
  );
  assert.equal(orDiskFull('/no/such/folder', failure), failure);
});
