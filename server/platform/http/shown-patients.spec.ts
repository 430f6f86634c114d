import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shownPatients } from './shown-patients.ts';

describe('the patients that an answer shows', () => {
  it('are found at any depth, each once, in a stable order', () => {
    const ana = { id: 'b', mrn: 'M-2', family: 'Diaz' };
    const answer = {
      items: [
        { id: 'x', patient: ana },
        { id: 'y', patient: { id: 'a', mrn: 'M-1' } },
      ],
      again: [[{ entry: { patient: ana } }]],
      nobody: null,
    };
    assert.deepEqual(shownPatients(answer), { patientIds: ['a', 'b'], more: 0 });
  });

  it('are counted beyond the first 500', () => {
    const items = Array.from({ length: 503 }, (_, at) => ({ id: `p${at}`, mrn: 'M' }));
    const { patientIds, more } = shownPatients({ items });
    assert.deepEqual([patientIds.length, more], [500, 3]);
  });

  it('are none when no record number is shown', () => {
    assert.deepEqual(shownPatients({ id: 'a', name: 'Clinic' }), { patientIds: [], more: 0 });
    assert.deepEqual(shownPatients(null), { patientIds: [], more: 0 });
  });

  it('are those who are named by their id alone as well', () => {
    const answer = { item: { id: 'card', patientId: 'p2' }, more: [{ patientId: null }] };
    assert.deepEqual(shownPatients(answer), { patientIds: ['p2'], more: 0 });
  });
});
